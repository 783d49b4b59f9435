"""What asks an officer for words, and what shows them before they leave."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from bot.buttons import ProposalPress
from bot.desk import proofs, usual
from bot.desk.quotes import blocks
from bot.desk.reading import named
from bot.files import ALBUM_SETTLES
from bot.notices import Button, Notice, Purpose, Rows, Said, Urgency
from bot.people import Officer
from bot.regency import Regency
from bot.texts import Html, lines, paragraphs
from bot.tickets.verbs import Verb
from storage.models import Proposal, Ticket

ASKS: Final = {
    Verb.REPLY: Purpose.ASKS_REPLY,
    Verb.ASK: Purpose.ASKS_QUESTION,
    Verb.RETURN: Purpose.ASKS_RETURN,
    Verb.RESOLVE: Purpose.ASKS_RESOLVE,
}
"""What asks an officer for the words of a verb."""

PROPOSED: Final = {
    Verb.REPLY: Purpose.PROPOSAL,
    Verb.ASK: Purpose.PROPOSAL_ASK,
    Verb.RESOLVE: Purpose.PROPOSAL_RESOLVE,
}
"""What shows an officer the words of a verb before they are sent."""

DROP: Final = "drop"
CHOICES: Final = ("send", DROP)
"""What can become of a proposal."""

_QUOTED: Final = 3400


class Prompts:
    """Writes to the group of the officer, under the card."""

    def __init__(self, regency: Regency) -> None:
        self._regency = regency
        self._words = regency.texts.main

    def asked(self, officer: Officer, ticket: Ticket, verb: Verb) -> Notice:
        """Asks for the words of a verb; usual ones are offered as buttons."""
        needs_proof = verb == Verb.RESOLVE and proofs.is_required(self._regency, ticket)
        key = "desk.asks.resolve_proof" if needs_proof else f"desk.asks.{verb}"
        rows = usual.rows(self._regency, ticket, verb)
        hint = self._words("desk.asks.usual") if rows else None
        text = lines(self._words(key, number=self._regency.number(ticket)), hint)
        return _prompt(officer, ticket, text, ASKS[verb], rows)

    def words(self, officer: Officer, ticket: Ticket, proposal: Proposal, album: str | None) -> Said:
        """Files came without words."""
        text = self._words("desk.asks.words", number=self._regency.number(ticket))
        asked = _prompt(officer, ticket, text, ASKS[Verb(proposal.verb)])
        return (_settled(asked, album, proposal.made_at),)

    def shown(
        self, officer: Officer, ticket: Ticket, proposal: Proposal, count: int, album: str | None
    ) -> Said:
        """A proposal with so many files, as the resident will read it, and what can be done with it."""
        verb = Verb(proposal.verb)
        with_files = self._words("desk.proposal.file", count=count) if count else None
        notes = lines(with_files, self._words("desk.proposal.change"))
        *before, last = self._pieces(ticket, proposal)
        texts = [_prompt(officer, ticket, text, PROPOSED[verb]) for text in before]
        whole = _prompt(officer, ticket, paragraphs(last, notes), PROPOSED[verb], self._choices(proposal))
        return (*texts, _settled(whole, album, proposal.made_at))

    def over(
        self, officer: Officer, ticket: Ticket, proposal: Proposal, what: str, message: int | None
    ) -> Said:
        """``message``, which showed the end of it: what became of it, in place of what could be done."""
        if message is None:
            return ()
        said = self._words(f"desk.proposal.{what}", name=named(officer.name))
        text = paragraphs(self._pieces(ticket, proposal)[-1], said)
        notice = _prompt(officer, ticket, text, PROPOSED[Verb(proposal.verb)])
        return (replace(notice, edits=message, urgency=Urgency.REMINDER),)

    def _pieces(self, ticket: Ticket, proposal: Proposal) -> list[Html]:
        """Its words under their heading, as many messages as they need."""
        heading = self._words(f"desk.proposal.{proposal.verb}", number=self._regency.number(ticket))
        first, *rest = blocks(proposal.text, _QUOTED)
        return [paragraphs(heading, first), *rest]

    def _choices(self, proposal: Proposal) -> Rows:
        return (
            tuple(
                Button(self._words.plain(f"desk.button.{choice}"), ProposalPress(proposal.id, choice).pack())
                for choice in CHOICES
            ),
        )


def _settled(notice: Notice, album: str | None, now: datetime) -> Notice:
    """Held until no more pieces of the album have come; what the next piece says takes its place."""
    return replace(notice, key=f"album:{album}", not_before=now + ALBUM_SETTLES) if album else notice


def _prompt(officer: Officer, ticket: Ticket, text: Html, purpose: Purpose, rows: Rows = ()) -> Notice:
    """What has no buttons opens the keyboard for a reply, if it asks for one."""
    return Notice(
        officer.chat,
        text,
        rows,
        purpose=purpose,
        urgency=Urgency.PROMPT,
        ticket_id=ticket.id,
        under_card=True,
        force_reply=not rows and purpose in ASKS.values(),
        protected=ticket.confidential,
    )
