"""Telegram in: parse, call one service, return what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import lean  # noqa: F401  # before all that imports aiogram
from handlers.dispatch import Dispatch

if TYPE_CHECKING:
    from aiogram import Router

__all__ = ["Dispatch", "routers"]


def routers() -> list[Router]:
    """Every router, in the order they are asked."""
    from handlers import admin, binding, blocked, days, group, private, reporter, supervisor

    return [
        admin.router,
        days.router,
        supervisor.router,
        binding.router,
        reporter.router,
        group.router,
        blocked.router,
        private.router,
    ]
