"""The later pieces of an album: its first said what they are for, and they come as messages of their own."""

from __future__ import annotations

from bot.desk import proofs
from bot.desk.finding import Finding
from bot.desk.proposing import Proposing
from bot.desk.telling import Telling
from bot.files import File
from bot.notices import Said
from bot.people import Officer
from bot.tickets.verbs import Verb
from storage import history, proposals
from storage.models import Event
from storage.transaction import Transaction


class Pieces:
    """Puts a piece to the proposal or to the act that its album began."""

    def __init__(self, tx: Transaction, find: Finding, telling: Telling, proposing: Proposing) -> None:
        self._tx = tx
        self._find = find
        self._telling = telling
        self._proposing = proposing

    async def follow(self, officer: Officer, album: str, file: File) -> Said | None:
        """What follows from it; None when its album began nothing. Raises Refused."""
        proposal = await proposals.of_album(self._tx, officer.chat, officer.id, album)
        if proposal is not None:
            return await self._proposing.joined(officer, proposal, album, file)
        event = await history.of_album(self._tx, officer.id, album)
        return None if event is None else await self._attached(officer, event, file)

    async def _attached(self, officer: Officer, event: Event, file: File) -> Said:
        ticket = await self._find.of_officer(officer, event.ticket_id)
        if event.verb == Verb.RESOLVE:
            await proofs.check_new(self._tx, [file])
        before = await history.files_of(self._tx.session, self._tx.seal, event)
        history.attach(self._tx, ticket, event, [file], start=len(before))
        await proofs.keep(self._tx, ticket, event, [file])
        return await self._telling.more(ticket, event, [*before[1:], file])
