"""Residents: found by a keyed fingerprint, their names and ids sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from bot.persons import Person
from bot.tickets.verbs import Verb
from storage import drafts
from storage.models import Resident
from storage.sealing import Seal
from storage.transaction import Transaction

_PLACE: Final = "residents.identity"
_ROWS: Final[Any] = Resident.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_CHANGING: Final = (
    "identity", "language", "consent", "consented_at", "reachable", "answering", "awaits",
    "answering_until", "filed_on", "filed_count", "blocked_at", "blocked_for", "block_reason",
    "appealed_at",
)  # fmt: skip

# built once: to build a statement costs more than to run it
_FIND: Final = select(_ROWS).where(_ROWS.c.person.in_(bindparam("persons", expanding=True)))
_CHANGE: Final = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("which"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)


async def prefetch(tx: Transaction, persons: Iterable[int]) -> None:
    """Read these people and their drafts at once, for all the updates of a batch."""
    wanted = {fingerprint(tx.seal, person) for person in persons} - tx.residents.keys()
    if not wanted:
        return
    rows = await (await tx.core()).execute(_FIND, {"persons": list(wanted)})
    found = [Resident(**row) for row in rows.mappings()]
    tx.residents |= dict.fromkeys(wanted) | {resident.person: resident for resident in found}
    await drafts.prefetch(tx, [resident.id for resident in found])


async def meet(tx: Transaction, person: Person) -> Resident:
    """The resident this person is, made at the first meeting; a new name is noted."""
    key = fingerprint(tx.seal, person.id)
    await prefetch(tx, [person.id])
    resident = tx.residents[key]
    if resident is None:
        resident = tx.residents[key] = await _made(tx, key, person)
        tx.drafts[resident.id] = None
    elif identity(tx.seal, resident) != _lasting(person):
        resident.identity = sealed(tx.seal, key, person)
        keep(tx, resident)
    if not resident.reachable:
        resident.reachable = True
        keep(tx, resident)
    return resident


async def find(tx: Transaction, person: int) -> Resident | None:
    """The resident with this Telegram id, if they ever wrote."""
    await prefetch(tx, [person])
    return tx.residents[fingerprint(tx.seal, person)]


async def get(tx: Transaction, resident_id: int) -> Resident | None:
    """The resident of a ticket."""
    for known in tx.residents.values():
        if known is not None and known.id == resident_id:
            return known
    row = (await (await tx.core()).execute(select(_ROWS).where(_ROWS.c.id == resident_id))).mappings().first()
    if row is None:
        return None
    resident = Resident(**row)
    return tx.residents.setdefault(resident.person, resident)


def keep(tx: Transaction, resident: Resident) -> None:
    """What changed in ``resident`` is written with the transaction."""
    tx.kept_residents[resident.id] = resident


def expect(tx: Transaction, resident: Resident, ticket_id: int, verb: Verb, until: datetime) -> None:
    """What they write next, until then, belongs to this ticket."""
    resident.answering, resident.awaits, resident.answering_until = ticket_id, verb, until
    keep(tx, resident)


def expect_nothing(tx: Transaction, resident: Resident) -> None:
    """What they write next is about no ticket in particular."""
    if resident.answering is not None:
        resident.answering, resident.awaits, resident.answering_until = None, None, None
        keep(tx, resident)


async def store(tx: Transaction) -> None:
    """Write what ``keep`` gathered, in one statement."""
    if not tx.kept_residents:
        return
    rows = [
        {"which": resident.id} | {f"new_{name}": getattr(resident, name) for name in _CHANGING}
        for resident in tx.kept_residents.values()
    ]
    await (await tx.core()).execute(_CHANGE, rows)


def count_filed(tx: Transaction, resident: Resident, today: date) -> None:
    """One more report of this resident on this day."""
    resident.filed_count = resident.filed_count + 1 if resident.filed_on == today else 1
    resident.filed_on = today
    keep(tx, resident)


def filed_on(resident: Resident, today: date) -> int:
    """How many reports they filed on this day."""
    return resident.filed_count if resident.filed_on == today else 0


def identity(seal: Seal, resident: Resident) -> Person:
    """Who a resident is. Raises BrokenSeal."""
    raw = json.loads(seal.open(resident.identity, _PLACE, resident.person))
    return Person(raw["id"], raw["name"], raw["username"])


def fingerprint(seal: Seal, person: int) -> bytes:
    """By which a resident is found."""
    return seal.fingerprint("person", person)


async def _made(tx: Transaction, key: bytes, person: Person) -> Resident:
    values = {"person": key, "identity": sealed(tx.seal, key, person), "consent": 0, "reachable": True}
    made = insert(_ROWS).values(values | {"filed_count": 0}).returning(_ROWS)
    return Resident(**(await (await tx.core()).execute(made)).mappings().one())


def sealed(seal: Seal, key: bytes, person: Person) -> bytes:
    """Who a person is, for the row with this fingerprint."""
    about = {"id": person.id, "name": person.name, "username": person.username}
    return seal.close(json.dumps(about, ensure_ascii=False).encode(), _PLACE, key)


def _lasting(person: Person) -> Person:
    return Person(person.id, person.name, person.username)
