"""What an officer writes for a resident by replying: shown back first, sent at a press."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Final, Protocol

from bot.buttons import CardPress, ProposalPress
from bot.desk.changes import Act, Changes
from bot.desk.finding import Finding
from bot.desk.quotes import blocks
from bot.errors import Refused, Stale
from bot.files import File
from bot.notices import Button, Notice, Purpose, Rows, Said, Toast, Urgency
from bot.people import Officer
from bot.texts import Html, Words, paragraphs
from bot.tickets.verbs import CARD, Role, Verb
from storage import groups, posts, proposals
from storage.models import Post, Proposal, Ticket
from storage.transaction import Transaction

ASKS: Final = {
    Verb.REPLY: Purpose.ASKS_REPLY,
    Verb.ASK: Purpose.ASKS_QUESTION,
    Verb.RETURN: Purpose.ASKS_RETURN,
    Verb.RESOLVE: Purpose.ASKS_RESOLVE,
}
"""What asks an officer for the words of a verb."""

_MEANS: Final = {purpose: verb for verb, purpose in ASKS.items()} | dict.fromkeys(
    (Purpose.CARD, Purpose.FILES, Purpose.NEWS, Purpose.REMINDER, Purpose.PROPOSAL), Verb.REPLY
)
"""What a reply to one of our messages in the group is for; to any other it is chatter."""

_RESOLVES: Final = re.compile(r"selesai\b[\s:,.!–-]*(.*)", re.IGNORECASE | re.DOTALL)
"""How officers begin a reply to the card that resolves."""

DROP: Final = "drop"
CHOICES: Final = ("send", DROP)
"""What can become of a proposal."""

_AT_ONCE: Final = frozenset({Verb.RETURN})
_QUOTED: Final = 3400


class Doing(Protocol):
    """``Desk.act``."""

    def __call__(
        self, officer: Officer, verb: Verb, which: str | int, text: str = ..., files: list[File] = ...
    ) -> Awaitable[Said]:
        """Do a verb to a ticket."""


class Proposing:
    """The buttons of cards and the replies of officers."""

    def __init__(self, words: Words, tx: Transaction, find: Finding, changes: Changes, act: Doing) -> None:
        self._words = words
        self._tx = tx
        self._find = find
        self._changes = changes
        self._act = act

    async def pressed(self, officer: Officer, press: CardPress, query: str) -> Said:
        """A button of a card: TAKE acts at once, the others ask for words. Raises Refused."""
        ticket = await self._find.of_officer(officer, press.ticket)
        if press.verb not in CARD:
            raise Stale("refused.not_now")
        act = Act(Verb(press.verb), Role.OFFICER, officer.id)
        if ticket.version != press.version:
            raise self._changes.stale(ticket, act)
        self._changes.check(ticket, act)
        if act.verb == Verb.TAKE:
            said = await self._act(officer, act.verb, ticket.id)
            return (*said, Toast(query, self._words.plain("desk.toast.taken")))
        return (self._asked(officer, ticket, act.verb, f"desk.asks.{act.verb}"), Toast(query))

    async def about(self, chat: int, message: int) -> Post | None:
        """What our message was about, if a reply to it means something."""
        post = await posts.at(self._tx, chat, message)
        return post if post is not None and post.purpose in _MEANS else None

    async def written(self, officer: Officer, post: Post, text: str, file: File | None) -> Said:
        """An officer replied to a message of ours with words, a file or both. Raises Refused."""
        ticket = await self._find.of_officer(officer, post.ticket_id)
        verb, text = _meant(Purpose(post.purpose), text)
        self._changes.check(ticket, Act(verb, Role.OFFICER, officer.id))
        if not text and file is None:
            raise Refused("refused.needs_words")
        file = await self._with_waiting(officer, ticket, verb, file)
        if verb in _AT_ONCE and text:
            return await self._act(officer, verb, ticket.id, text, [file] if file else [])
        return await self._kept(officer, ticket, verb, text, file)

    async def send(self, officer: Officer, press: ProposalPress, query: str) -> Said:
        """The proposal becomes what it proposes, or is dropped. Raises Refused."""
        proposal = await proposals.get(self._tx, press.proposal)
        if proposal is None or press.choice not in CHOICES or not await self._is_here(proposal, officer):
            raise Stale("refused.proposal_gone")
        ticket = await self._find.of_officer(officer, proposal.ticket_id)
        if press.choice == DROP:
            await proposals.drop(self._tx, proposal)
            return (Toast(query, self._words.plain("desk.toast.dropped")),)
        file = proposals.file_of(self._tx, proposal)
        files = [file] if file else []
        said = await self._act(officer, Verb(proposal.verb), ticket.id, proposal.text, files)
        await proposals.drop(self._tx, proposal)
        return (*said, Toast(query, self._words.plain("desk.toast.sent")))

    async def _is_here(self, proposal: Proposal, officer: Officer) -> bool:
        """It was written in this group, wherever the group has moved since."""
        return await groups.moved(self._tx, proposal.chat_id) == officer.chat

    async def _with_waiting(
        self, officer: Officer, ticket: Ticket, verb: Verb, file: File | None
    ) -> File | None:
        """The file that came now, or the one that waited for words; it waits no more."""
        waiting = await proposals.wordless(self._tx, ticket.id, officer.id, verb)
        if waiting is None:
            return file
        kept = proposals.file_of(self._tx, waiting)
        await proposals.drop(self._tx, waiting)
        return file or kept

    async def _kept(self, officer: Officer, ticket: Ticket, verb: Verb, text: str, file: File | None) -> Said:
        """Words make a proposal; a file alone waits for words."""
        proposal = Proposal(
            ticket_id=ticket.id,
            chat_id=officer.chat,
            author=officer.id,
            verb=verb,
            text=text,
            made_at=self._tx.now,
        )
        proposal = await proposals.make(self._tx, proposal, file)
        if not text:
            return (self._asked(officer, ticket, verb, "desk.asks.words"),)
        return self._shown(officer, ticket, proposal)

    def _asked(self, officer: Officer, ticket: Ticket, verb: Verb, key: str) -> Notice:
        text = self._words(key, number=self._find.number(ticket))
        return _prompt(officer, ticket, text, ASKS[verb], force_reply=True)

    def _shown(self, officer: Officer, ticket: Ticket, proposal: Proposal) -> Said:
        heading = self._words(f"desk.proposal.{proposal.verb}", number=self._find.number(ticket))
        with_file = self._words("desk.proposal.file") if proposal.file else None
        first, *rest = blocks(proposal.text, _QUOTED)
        texts = [paragraphs(heading, first, with_file), *rest]
        last = _prompt(officer, ticket, texts.pop(), Purpose.PROPOSAL, rows=self._choices(proposal))
        return (*(_prompt(officer, ticket, text, Purpose.PROPOSAL) for text in texts), last)

    def _choices(self, proposal: Proposal) -> Rows:
        return (
            tuple(
                Button(self._words.plain(f"desk.button.{choice}"), ProposalPress(proposal.id, choice).pack())
                for choice in CHOICES
            ),
        )


def _meant(purpose: Purpose, text: str) -> tuple[Verb, str]:
    """The verb of a reply, and its words."""
    verb = _MEANS[purpose]
    resolves = _RESOLVES.match(text) if purpose not in ASKS.values() else None
    return (Verb.RESOLVE, resolves[1].strip() or text) if resolves else (verb, text)


def _prompt(
    officer: Officer,
    ticket: Ticket,
    text: Html,
    purpose: Purpose,
    rows: Rows = (),
    *,
    force_reply: bool = False,
) -> Notice:
    return Notice(
        officer.chat,
        text,
        rows,
        purpose=purpose,
        urgency=Urgency.PROMPT,
        ticket_id=ticket.id,
        under_card=True,
        force_reply=force_reply,
        protected=ticket.confidential,
    )
