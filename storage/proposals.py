"""What officers wrote for residents and have not sent yet."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete
from sqlmodel import col, select

from bot.files import File, FileKind
from bot.tickets.verbs import Verb
from storage.models import Proposal
from storage.transaction import Transaction

_PLACE: Final = "proposals.file"
_ROWS: Final[Any] = Proposal.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


async def make(tx: Transaction, proposal: Proposal, file: File | None) -> Proposal:
    """Keep a proposal and its file, if any; it has its id from now on."""
    tx.session.add(proposal)
    await tx.session.flush()
    if file is not None:
        proposal.file = tx.seal.close(json.dumps(asdict(file)).encode(), _PLACE, proposal.id)
    return proposal


async def get(tx: Transaction, proposal_id: int) -> Proposal | None:
    """The proposal, unless it was sent or dropped."""
    return await tx.session.get(Proposal, proposal_id)


async def wordless(tx: Transaction, ticket_id: int, author: int, verb: Verb) -> Proposal | None:
    """A file that waits for its author's words."""
    query = select(Proposal).where(
        Proposal.ticket_id == ticket_id, Proposal.author == author, Proposal.verb == verb, Proposal.text == ""
    )
    return (await tx.session.execute(query.order_by(col(Proposal.id).desc()))).scalars().first()


def file_of(tx: Transaction, proposal: Proposal) -> File | None:
    """The file that came with it."""
    if proposal.file is None:
        return None
    raw = json.loads(tx.seal.open(proposal.file, _PLACE, proposal.id))
    return File(**raw | {"kind": FileKind(raw["kind"])})


async def drop(tx: Transaction, proposal: Proposal) -> None:
    """It was sent, or is not wanted any more."""
    await tx.session.delete(proposal)


async def forget(tx: Transaction, before: datetime) -> None:
    """Drop what nobody sent for so long."""
    await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.made_at < before))
