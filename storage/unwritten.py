"""What a transaction did to tickets and has not written yet: a statement for each table writes it all.

It is written at the end, or before anything is read that may need it. From then on the session knows the
tickets: what changes in them is written as with those that were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, bindparam, event, insert, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session, make_transient_to_detached
from sqlmodel import SQLModel

from bot.files import File
from storage.models import Attachment, Counter, Event, Ticket
from storage.models.words import ADD

Row = dict[str, Any]

ASIDE: Final[Mapping[str, bool]] = {"aside": True}
"""How the session executes what has nothing to do with tickets: nothing is written for it."""


def _table(kind: type[SQLModel]) -> Any:
    return kind.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


_TICKETS: Final = tuple(column.name for column in _table(Ticket).columns)
_EVENTS: Final = tuple(column.name for column in _table(Event).columns)
_WORDS: Final = ("id", "description", "landmark")
_COUNTERS: Final = _table(Counter)

# built once: to build a statement costs more than to run it
_FILE: Final = insert(_table(Ticket))
_RECORD: Final = insert(_table(Event))
_ATTACH: Final = insert(_table(Attachment))
_INDEX: Final = text(ADD)
_COUNT: Final = (
    update(_COUNTERS).where(_COUNTERS.c.name == bindparam("which")).values(value=bindparam("drawn"))
)


@dataclass(slots=True)
class Unwritten:
    """``files``: what came with ``tickets``. ``drawn``: numbers beyond those that the database knows of."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
    files: dict[int, list[File]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    drawn: dict[str, int] = field(default_factory=dict)
    _is_watched: bool = False

    def __bool__(self) -> bool:
        return bool(self.tickets or self.events or self.attachments or self.drawn)

    def watch(self, session: AsyncSession) -> None:
        """From now on the session writes this before it executes anything."""
        if not self._is_watched:
            self._is_watched = True
            event.listen(session.sync_session, "do_orm_execute", self._before)

    def write(self, session: Session) -> None:
        """All of it, after what the session knows of; nothing is left."""
        session.flush()
        connection = session.connection()
        tickets, self.tickets, self.files = list(self.tickets.values()), {}, {}
        events, self.events = self.events, []
        attachments, self.attachments = self.attachments, []
        drawn, self.drawn = self.drawn, {}
        _insert(connection, _COUNT, [{"which": name, "drawn": last} for name, last in drawn.items()])
        _insert(connection, _FILE, [_row(ticket, _TICKETS) for ticket in tickets])
        if connection.dialect.name == "sqlite":
            _insert(connection, _INDEX, [_row(ticket, _WORDS) for ticket in tickets])
        _insert(connection, _RECORD, [_row(one, _EVENTS) for one in events])
        _insert(connection, _ATTACH, attachments)
        for ticket in tickets:
            make_transient_to_detached(ticket)
            session.add(ticket)

    def _before(self, executed: ORMExecuteState) -> None:
        if self and not executed.execution_options.get("aside"):
            self.write(executed.session)


def _insert(connection: Connection, statement: Any, rows: list[Row]) -> None:
    if rows:
        connection.execute(statement, rows)


def _row(record: SQLModel, columns: Iterable[str]) -> Row:
    values = vars(record)
    return {name: values[name] for name in columns}
