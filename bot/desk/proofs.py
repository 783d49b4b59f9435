"""Whether what an officer shows as proof is enough and new: a photo that was used before proves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.acts import Act
from bot.errors import Refused
from bot.files import File, FileKind
from bot.policy import Proof
from bot.regency import Regency
from bot.tickets.verbs import Verb
from storage import history, looks
from storage.models import Event, Ticket
from storage.transaction import Transaction


def is_required(regency: Regency, ticket: Ticket) -> bool:
    """The OPD has to show what it did."""
    opd = regency.policy.opds.get(ticket.opd)
    return opd is not None and opd.proof is Proof.REQUIRED


async def check(regency: Regency, tx: Transaction, ticket: Ticket, act: Act) -> None:
    """Raises Refused; what it says names no other ticket."""
    if act.verb != Verb.RESOLVE:
        return
    if is_required(regency, ticket) and not act.files:
        raise Refused("refused.needs_proof", number=regency.number(ticket))
    await check_new(tx, act.files)


async def check_new(tx: Transaction, files: Sequence[File]) -> None:
    """Raises Refused when one of them, or one that looks like it, came with any ticket before."""
    is_used = await history.is_used(tx, files)
    for look in _looks(files):
        is_used = is_used or await looks.is_known(tx, look)
    if is_used:
        raise Refused("refused.used_proof")


async def keep(tx: Transaction, ticket: Ticket, event: Event, files: Sequence[File]) -> None:
    """Remember how the proofs look."""
    if event.verb == Verb.RESOLVE:
        await looks.keep(tx, ticket.id, event.id, _looks(files))


def are_checked(files: Sequence[File]) -> bool:
    """All photos among them could be compared with those before."""
    return all(file.look is not None for file in files if file.kind is FileKind.PHOTO)


def _looks(files: Sequence[File]) -> list[int]:
    return [file.look for file in files if file.look is not None]
