"""Residents: found by a keyed fingerprint, their names and ids sealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, exists, insert, select, update

from bot.encoding import decoded, encoded
from bot.persons import Person
from bot.tickets.status import ENDED
from bot.tickets.verbs import Verb
from storage import drafts
from storage.models import Resident, Ticket
from storage.records import all_read, as_read
from storage.sealing import Seal
from storage.transaction import Transaction

_PLACE: Final = "residents.identity"
_ROWS: Final[Any] = Resident.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_CHANGING: Final = (
    "identity", "language", "consent", "consented_at", "reachable", "answering", "awaits",
    "answering_until", "filed_on", "filed_count", "blocked_at", "blocked_for", "block_reason",
    "appealed_at", "agreed_text", "withdrawn_at", "seen_on",
)  # fmt: skip

# built once: to build a statement costs more than to run it
_FIND: Final = select(_ROWS).where(_ROWS.c.person.in_(bindparam("persons", expanding=True)))
_MAKE: Final = insert(_ROWS).returning(_ROWS)
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
    found = all_read(Resident, rows)
    tx.residents |= dict.fromkeys(wanted) | {resident.person: resident for resident in found}
    await drafts.prefetch(tx, [resident.id for resident in found])


async def meet(tx: Transaction, person: Person) -> Resident:
    """The resident this person is, made at the first meeting; a new name is noted."""
    key = fingerprint(tx.seal, person.id)
    if key not in tx.residents:
        await prefetch(tx, [person.id])
    resident = tx.residents[key]
    if resident is None:
        resident = tx.residents[key] = await _made(tx, key, person)
        tx.drafts[resident.id] = None
    elif identity(tx.seal, resident) != _lasting(person):
        resident.identity = sealed(tx.seal, key, person)
        keep(tx, resident)
    if not resident.reachable or resident.seen_on != tx.now.date():
        resident.reachable, resident.seen_on = True, tx.now.date()
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
    resident = as_read(Resident, row)
    return tx.residents.setdefault(resident.person, resident)


async def blocked_for(tx: Transaction, ticket_id: int) -> Resident | None:
    """Who is blocked because of this ticket, also where it does not know its reporter any more."""
    query = select(_ROWS.c.id).where(_ROWS.c.blocked_for == ticket_id, _ROWS.c.blocked_at.is_not(None))
    found = (await (await tx.core()).execute(query.limit(1))).scalar()
    return await get(tx, found) if found is not None else None


async def concerned_since(tx: Transaction, since: datetime, after: int, limit: int) -> list[Resident]:
    """Who can be reached and had a ticket open at any time since then, or wrote; by their ids."""
    tickets, ended = _of(Ticket), _of(Ticket).c.status.in_(ENDED)
    had = exists().where(tickets.c.resident_id == _ROWS.c.id, ~ended | (tickets.c.entered_at >= since))
    wanted = _ROWS.c.reachable & (_ROWS.c.id > after) & (had | (_ROWS.c.seen_on >= since.date()))
    query = select(_ROWS).where(wanted).order_by(_ROWS.c.id).limit(limit)
    return [Resident(**row) for row in (await (await tx.core()).execute(query)).mappings()]


def chat_of(tx: Transaction, resident: Resident) -> int | None:
    """Their private chat; None where it is shut to us, or they took back their consent and did not ask."""
    if not resident.reachable or resident.withdrawn_at is not None:
        return None
    return identity(tx.seal, resident).id or None


def drop(tx: Transaction, resident: Resident) -> None:
    """They are not known any more in what is left of this transaction; the row is ``storage.erasing``'s."""
    tx.residents[resident.person] = None
    tx.kept_residents.pop(resident.id, None)


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
    raw = decoded(seal.open(resident.identity, _PLACE, resident.person))
    return Person(raw["id"], raw["name"], raw["username"])


def fingerprint(seal: Seal, person: int) -> bytes:
    """By which a resident is found."""
    return seal.fingerprint("person", person)


async def _made(tx: Transaction, key: bytes, person: Person) -> Resident:
    values = {"person": key, "identity": sealed(tx.seal, key, person), "consent": 0, "reachable": True}
    values |= {"filed_count": 0, "seen_on": tx.now.date()}
    return as_read(Resident, (await (await tx.core()).execute(_MAKE, values)).mappings().one())


def _of(table: Any) -> Any:
    return table.__table__


def sealed(seal: Seal, key: bytes, person: Person) -> bytes:
    """Who a person is, for the row with this fingerprint."""
    about = {"id": person.id, "name": person.name, "username": person.username}
    return seal.close(encoded(about), _PLACE, key)


def _lasting(person: Person) -> Person:
    return Person(person.id, person.name, person.username)
