"""Single tickets as rows of a sheet or a file; of protected ones only number, clock and status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bot import wording
from bot.desk.masking import masked
from bot.recap.naming import Naming
from bot.recap.sheets import Column, Holds
from bot.tickets.numbers import Number
from storage.listing import Row

LONGEST: Final = 8_000
"""Characters of one cell; a sheet takes 32,767."""

_COLUMNS: Final = (
    ("number", Holds.TEXT, 17), ("filed", Holds.DATE, 12), ("kind", Holds.TEXT, 20),
    ("category", Holds.TEXT, 30), ("kecamatan", Holds.TEXT, 18), ("desa", Holds.TEXT, 22),
    ("opd", Holds.TEXT, 50), ("status", Holds.TEXT, 32), ("text", Holds.TEXT, 60),
    ("responded", Holds.DATE, 12), ("due", Holds.DATE, 12), ("resolved", Holds.DATE, 12),
    ("days", Holds.DAYS, 11), ("answer", Holds.TEXT, 44), ("rating", Holds.COUNT, 12),
    ("disputes", Holds.COUNT, 12), ("sp4n", Holds.TEXT, 14),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tickets:
    """Reads rows in one language."""

    naming: Naming

    def columns(self) -> tuple[Column, ...]:
        """Those of a sheet."""
        words = self.naming.words
        return tuple(Column(words.plain(f"sheet.title.{title}"), *rest) for title, *rest in _COLUMNS)  # type: ignore[arg-type]  # mypy loses the types of the rest

    def row(self, row: Row) -> tuple[Any, ...]:
        """The cells below ``columns``."""
        shown = self._restricted(row) if row.protected else self._whole(row)
        return tuple(shown.get(title) for title, *_ in _COLUMNS)

    def number(self, row: Row) -> str:
        """``KT-2026-000412``."""
        return Number(row.year, row.serial).written(self.naming.regency.settings.service.prefix)

    def day(self, at: datetime | None) -> date | None:
        """The local day; the hour would tell too much of a confidential report."""
        return self.naming.regency.local(at).date() if at else None

    def text(self, text: str | None) -> str:
        """A person's words without what identifies people, at a length that a cell holds."""
        return masked(text)[:LONGEST] if text else ""

    def status(self, row: Row) -> str:
        """Where it stands."""
        return self.naming.words.plain(f"word.status.{row.status}")

    def _restricted(self, row: Row) -> dict[str, Any]:
        return {"number": self.number(row), "status": self.status(row), "due": self.day(row.due_at)}

    def _whole(self, row: Row) -> dict[str, Any]:
        policy, naming = self.naming.regency.policy, self.naming
        calendar = naming.regency.calendar
        return self._restricted(row) | {
            "filed": self.day(row.filed_at),
            "kind": naming.words.plain(f"word.kind.{row.kind}"),
            "category": naming.category(row.category),
            "kecamatan": naming.kecamatan(row.kecamatan) if row.kecamatan else None,
            "desa": naming.desa(row.desa),
            "opd": wording.opd(policy, row.opd),
            "text": self.text(row.description),
            "responded": self.day(row.responded_at),
            "resolved": self.day(row.resolved_at),
            "days": calendar.days_between(row.filed_at, row.resolved_at) if row.resolved_at else None,
            "answer": self.text(row.follow_up),
            "rating": row.rating,
            "disputes": row.disputes,
            "sp4n": row.sp4n_id,
        }
