"""All that the database holds about one resident, column by column, opened: what /privasi hands to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, select
from sqlmodel import SQLModel

from bot.tickets.verbs import Verb
from storage.models import Resident
from storage.rotating import SEALED
from storage.sealing import BrokenSeal, Seal
from storage.transaction import Transaction

INSIDE: Final = (Verb.NOTE, Verb.REMIND, Verb.ESCALATE)
"""What offices write for themselves and what their clocks do."""

NOT_THEIRS: Final = (*INSIDE, Verb.JOIN)
"""What others wrote under their tickets: whoever joined is never named, nor are their words and files."""

ABOUT_OTHERS: Final = frozenset({"to", "second"})
"""Ids of officers and admins in what an event is about."""

OF_OTHERS: Final[Mapping[str, frozenset[str]]] = {
    "tickets": frozenset({"taken_by", "taken_name"}),
    "events": frozenset({"actor"}),
    "petitions": frozenset({"decided_by"}),
    "reveals": frozenset({"asked_by", "decided_by"}),
    "registrations": frozenset({"added_by"}),
}
"""Columns that say who an officer or an admin is."""

NOT_ABOUT_THEM: Final[Mapping[str, str]] = {
    "api_keys": "keys of other software",
    "binding_tokens": "codes of groups",
    "chat_moves": "groups",
    "counters": "running numbers",
    "enclosures": "files on their way, bound to no person",
    "entries": "what software filed, for no resident",
    "free_days": "the calendar",
    "groups": "groups",
    "links": "seals over the history",
    "looks": "how officers' proof photos look",
    "marks": "facts about the database",
    "orders": "files that leaders ordered, on their way",
    "proposals": "what officers have not sent yet",
    "signals": "which events other software is told of, without a word of theirs",
    "supports": "which offices help",
    "topics": "where offices work",
}
"""Every other table; a test wants each to be here or in what ``of`` reads."""

_OPENED: Final = {(one.table, one.column): one for one in SEALED}

Rows = list[dict[str, Any]]


async def of(tx: Transaction, resident: Resident, person: int) -> dict[str, Rows]:
    """The rows of each table in JSON's types, the oldest first."""
    core, found = await tx.core(), dict[str, Rows]()
    for name, mine in owned(resident.id, person, tx.seal.lane(person)).items():
        table = SQLModel.metadata.tables[name]
        rows = await core.execute(select(table).where(mine).order_by(*table.primary_key.columns))
        found[name] = [_plain(tx.seal, table, row) for row in rows]
    return found


def owned(resident: int, person: int, lane: int) -> dict[str, ColumnElement[bool]]:
    """Which rows of which tables are about them."""
    tables = SQLModel.metadata.tables
    tickets, events, reveals = tables["tickets"], tables["events"], tables["reveals"]
    theirs = select(tickets.c.id).where(tickets.c.resident_id == resident)
    files, others = tables["attachments"], select(events.c.id).where(events.c.verb.in_(NOT_THEIRS))
    told = ~((events.c.verb == Verb.REVEAL) & events.c.ticket_id.in_(_bound()))
    return {
        "residents": tables["residents"].c.id == resident,
        "drafts": tables["drafts"].c.resident_id == resident,
        "tickets": tickets.c.resident_id == resident,
        "events": events.c.ticket_id.in_(theirs) & events.c.verb.not_in(NOT_THEIRS) & told,
        "attachments": files.c.ticket_id.in_(theirs)
        & (files.c.event_id.is_(None) | ~files.c.event_id.in_(others)),
        "followers": tables["followers"].c.resident_id == resident,
        "petitions": tables["petitions"].c.resident_id == resident,
        "reveals": reveals.c.ticket_id.in_(theirs) & reveals.c.granted.is_(True) & ~reveals.c.bound,
        "inbox": tables["inbox"].c.lane == lane,
        "outbox": tables["outbox"].c.lane == lane,
        "posts": tables["posts"].c.lane == lane,
        "rulings": (tables["rulings"].c.actor == lane) & (tables["rulings"].c.act == "request"),
        "registrations": tables["registrations"].c.officer == person,
    }


def _bound() -> Any:
    """Tickets of which somebody saw the reporter by a duty that forbids to say so."""
    reveals = SQLModel.metadata.tables["reveals"]
    return select(reveals.c.ticket_id).where(reveals.c.bound)


def _plain(seal: Seal, table: Table, row: Any) -> dict[str, Any]:
    hidden = OF_OTHERS.get(table.name, frozenset())
    return {
        column.name: _value(seal, table.name, column.name, row)
        for column in table.columns
        if column.name not in hidden
    }


def _value(seal: Seal, table: str, column: str, row: Any) -> Any:
    value = getattr(row, column)
    if (table, column) == ("events", "about") and value:
        return {key: one for key, one in value.items() if key not in ABOUT_OTHERS}
    if (table, column) in _OPENED and value is not None:
        return _open(seal, table, column, row)
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime | date) else value


def _open(seal: Seal, table: str, column: str, row: Any) -> Any:
    """What was sealed, as it was written; nothing where it is damaged."""
    one = _OPENED[table, column]
    try:
        plain = seal.open(getattr(row, column), one.place, one.row(row)).decode()
    except (BrokenSeal, UnicodeDecodeError):
        return None
    try:
        return json.loads(plain)
    except ValueError:
        return plain
