"""The index of what tickets say: SQLite's own kind of table, which no class stands for.

It holds no text of its own but points to ``tickets``, and is written in the transaction that writes there
(``storage.searching``). Triggers would do that too, but not while ``trusted_schema`` is off.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import DDL, event

from storage.models.tickets import Ticket

TEXT: Final = "tickets_text"
WORDS: Final = "tickets_words"

_SPLIT: Final = "tokenize='unicode61 remove_diacritics 2', prefix='3'"
_INDEXED: Final = f"fts5(description, landmark, content='tickets', content_rowid='id', {_SPLIT})"
ADD: Final = f"INSERT INTO {TEXT}(rowid, description, landmark) VALUES (:id, :description, :landmark)"  # noqa: S608 - all ours
SAID: Final = "to_tsvector('simple', description || ' ' || coalesce(landmark, ''))"

MAKE: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {TEXT} USING {_INDEXED}",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5vocab({TEXT}, 'row')",
    ),
    "postgresql": (f"CREATE INDEX IF NOT EXISTS ix_tickets_text ON tickets USING gin ({SAID})",),
}
"""What makes it, by the kind of database: whole words, and their beginnings of three letters."""

_PARTS: Final = [f"{TEXT}_{part}" for part in ("data", "idx", "docsize", "config")]
TABLES: Final = frozenset({WORDS, TEXT, "ix_tickets_text", *_PARTS})
"""All that SQLite keeps of it, and PostgreSQL."""

_TICKETS: Final[Any] = Ticket.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
for _kind, _statements in MAKE.items():
    for _statement in _statements:
        _made = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy has no types here
        event.listen(_TICKETS, "after_create", _made.execute_if(dialect=_kind))
