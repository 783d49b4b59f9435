"""The buttons under a recap: the request they are about, and what they do."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self
from zlib import crc32

from bot.buttons import Press
from bot.errors import Stale
from bot.policy import Policy
from bot.recap.periods import Period
from bot.recap.requests import Request


class Does(StrEnum):
    """What comes of a press: the figures, a list to choose from, an explanation, or a file."""

    SHOW = "show"
    PERIODS = "per"
    OPDS = "opd"
    KECAMATANS = "kec"
    CATEGORIES = "cat"
    EXPLAIN = "how"
    PICTURE = "png"
    WORKBOOK = "xlsx"
    REPORT = "pdf"
    TABLE = "csv"


class RecapPress(Press, frozen=True):
    """``within``: ``k`` and the code of a kecamatan, or ``c`` and eight hex digits for a category."""

    prefix: ClassVar[str] = "k1"
    period: str
    opd: str
    within: str
    does: str

    @classmethod
    def of(cls, request: Request, does: Does) -> Self:
        """The button that does this with the request."""
        within = f"k{request.kecamatan}" if request.kecamatan else ""
        if request.category:
            within = f"c{_digest(request.category)}"
        return cls(request.period.packed(), request.opd or "", within, does)

    def request(self, policy: Policy) -> Request:
        """What it is about. Raises Stale when the regency's data have no such thing any more."""
        period = Period.unpacked(self.period)
        if period is None or (self.opd and self.opd not in policy.opds) or self.does not in set(Does):
            raise Stale("recap.refused.stale")
        kecamatan, category = None, None
        if self.within:
            kecamatan, category = _within(self.within, policy)
        return Request(period, self.opd or None, kecamatan, category)


def _within(text: str, policy: Policy) -> tuple[str | None, str | None]:
    kind, value = text[0], text[1:]
    if kind == "k" and value in policy.kecamatans:
        return value, None
    category = next((one for one in policy.categories if _digest(one) == value), None)
    if kind != "c" or category is None:
        raise Stale("recap.refused.stale")
    return None, category


def _digest(category: str) -> str:
    """Short enough for a button, whatever its name."""
    return f"{crc32(category.encode()):08x}"
