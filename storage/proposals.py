"""What officers wrote for residents and have not sent yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
_RECENT: Final = 5


async def make(
    tx: Transaction, proposal: Proposal, files: Sequence[File], album: str | None = None
) -> Proposal:
    """Keep a proposal with its files and the album they are pieces of; it has its id from now on."""
    tx.session.add(proposal)
    await tx.session.flush()
    if files:
        enclosed = {"files": [asdict(file) for file in files], "album": album}
        proposal.file = tx.seal.close(json.dumps(enclosed).encode(), _PLACE, proposal.id)
    return proposal


async def get(tx: Transaction, proposal_id: int) -> Proposal | None:
    """The proposal, unless it was sent or dropped."""
    return await tx.session.get(Proposal, proposal_id)


async def wordless(tx: Transaction, ticket_id: int, author: int, verb: Verb) -> Proposal | None:
    """Files that wait for their author's words."""
    query = select(Proposal).where(
        Proposal.ticket_id == ticket_id, Proposal.author == author, Proposal.verb == verb, Proposal.text == ""
    )
    return (await tx.session.execute(query.order_by(col(Proposal.id).desc()))).scalars().first()


async def last(tx: Transaction, ticket_id: int, verb: Verb) -> Proposal | None:
    """What was proposed last for a ticket, as this verb."""
    query = select(Proposal).where(Proposal.ticket_id == ticket_id, Proposal.verb == verb)
    return (await tx.session.execute(query.order_by(col(Proposal.id).desc()))).scalars().first()


async def of_album(tx: Transaction, chat: int, author: int, album: str) -> Proposal | None:
    """The proposal that an earlier piece of this album began."""
    query = select(Proposal).where(Proposal.chat_id == chat, Proposal.author == author)
    recent = (await tx.session.execute(query.order_by(col(Proposal.id).desc()).limit(_RECENT))).scalars()
    return next((one for one in recent if _enclosed(tx, one).get("album") == album), None)


def files_of(tx: Transaction, proposal: Proposal) -> list[File]:
    """The files that came with it."""
    listed = _enclosed(tx, proposal).get("files", ())
    return [File(**raw | {"kind": FileKind(raw["kind"])}) for raw in listed]


async def drop(tx: Transaction, proposal: Proposal) -> None:
    """It was sent, or is not wanted any more."""
    await tx.session.delete(proposal)


async def forget(tx: Transaction, before: datetime, limit: int) -> int:
    """Drop what nobody sent for so long; how many there were."""
    old = select(_ROWS.c.id).where(_ROWS.c.made_at < before).order_by(_ROWS.c.made_at).limit(limit)
    return (await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.id.in_(old)))).rowcount


def _enclosed(tx: Transaction, proposal: Proposal) -> dict[str, Any]:
    if proposal.file is None:
        return {}
    found: dict[str, Any] = json.loads(tx.seal.open(proposal.file, _PLACE, proposal.id))
    return found
