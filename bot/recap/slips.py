"""What an order of a recap is about, in JSON's types."""

from __future__ import annotations

from typing import Any

from bot.recap.periods import Period
from bot.recap.requests import Request


def written(request: Request) -> dict[str, Any]:
    """A request as ``bot.orders.Order.about``."""
    return {
        "period": request.period.packed(),
        "opd": request.opd,
        "kecamatan": request.kecamatan,
        "category": request.category,
    }


def read(about: dict[str, Any]) -> Request:
    """What ``written`` wrote. Raises ValueError."""
    period = Period.unpacked(about["period"])
    if period is None:
        raise ValueError("no period")
    return Request(period, about["opd"], about["kecamatan"], about["category"])
