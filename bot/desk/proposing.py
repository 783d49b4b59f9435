"""What an officer writes for a resident by replying: shown back first, sent at a press."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Final, Protocol

from bot.buttons import CardPress, ProposalPress, TemplatePress
from bot.desk import proofs, usual
from bot.desk.acts import Act
from bot.desk.changes import Changes
from bot.desk.finding import Finding
from bot.desk.prompts import ASKS, CHOICES, DROP, PROPOSED, Prompts
from bot.desk.sentences import is_answer
from bot.errors import Refused, Stale
from bot.files import File
from bot.notices import Purpose, Said, Toast
from bot.people import Officer
from bot.regency import Regency
from bot.tickets.verbs import CARD, OVERSIGHT, Role, Verb
from storage import groups, posts, proposals
from storage.models import Post, Proposal, Ticket
from storage.transaction import Transaction

_MEANS: Final = {
    **{purpose: verb for purposes in (ASKS, PROPOSED) for verb, purpose in purposes.items()},
    **dict.fromkeys((Purpose.CARD, Purpose.FILES, Purpose.NEWS, Purpose.REMINDER), Verb.REPLY),
}
"""What a reply to one of our messages in the group is for; to any other it is chatter."""

_RESOLVES: Final = re.compile(r"selesai\b[\s:,.!–-]*(.*)", re.IGNORECASE | re.DOTALL)
"""How officers begin a reply to the card that resolves."""

_AT_ONCE: Final = frozenset({Verb.RETURN})


class Doing(Protocol):
    """``Desk.act``."""

    def __call__(
        self,
        officer: Officer,
        verb: Verb,
        which: str | int,
        text: str = ...,
        files: list[File] = ...,
        album: str | None = ...,
    ) -> Awaitable[Said]:
        """Do a verb to a ticket."""


class Proposing:
    """The buttons of cards and the replies of officers."""

    def __init__(
        self, regency: Regency, tx: Transaction, find: Finding, changes: Changes, act: Doing
    ) -> None:
        self._regency = regency
        self._words = regency.texts.main
        self._prompts = Prompts(regency)
        self._tx = tx
        self._find = find
        self._changes = changes
        self._act = act

    async def pressed(self, officer: Officer, press: CardPress, query: str) -> Said:
        """A button of a card: some act at once, the others ask for words. Raises Refused."""
        ticket = await self._find.of_officer(officer, press.ticket)
        if press.verb not in (*CARD, *OVERSIGHT):
            raise Stale("refused.not_now")
        act = Act(Verb(press.verb), Role.OFFICER, officer.id)
        if ticket.version != press.version:
            raise self._changes.stale(ticket, act)
        self._changes.check(ticket, act)
        if act.verb not in ASKS:
            said = await self._act(officer, act.verb, ticket.id)
            return (*said, Toast(query, self._words.plain(f"desk.toast.{act.verb}")))
        return (self._prompts.asked(officer, ticket, act.verb), Toast(query))

    async def chosen(self, officer: Officer, press: TemplatePress, query: str) -> Said:
        """A usual answer: it is proposed in the language of its reporter. Raises Refused."""
        ticket = await self._find.of_officer(officer, press.ticket)
        template = self._regency.policy.templates.get(press.template)
        if template is None:
            raise Stale("refused.not_now")
        self._changes.check(ticket, Act(template.verb, Role.OFFICER, officer.id))
        base = await proposals.wordless(self._tx, ticket.id, officer.id, template.verb)
        files = await self._taken_from(base)
        text = usual.text(self._regency, ticket, template)
        return (*await self._put(officer, ticket, template.verb, text, files), Toast(query))

    async def about(self, chat: int, message: int) -> Post | None:
        """What our message was about, if a reply to it means something."""
        post = await posts.at(self._tx, chat, message)
        return post if post is not None and post.purpose in _MEANS else None

    async def written(
        self, officer: Officer, post: Post, text: str, file: File | None, album: str | None = None
    ) -> Said:
        """An officer replied to a message of ours with words, a file or both. Raises Refused.

        A reply to a proposal changes it; ``album`` names the one that the file is a piece of.
        """
        ticket = await self._find.of_officer(officer, post.ticket_id)
        verb, text = _meant(Purpose(post.purpose), text)
        self._changes.check(ticket, Act(verb, Role.OFFICER, officer.id))
        if not text and file is None:
            raise Refused("refused.needs_words")
        if verb == Verb.RESOLVE and text and not is_answer(text):
            raise Refused("refused.needs_sentence")
        files = [file] if file else []
        if verb == Verb.RESOLVE:
            await proofs.check_new(self._tx, files)
        base = await self._begun(officer, ticket, verb, album)
        if base is None and post.purpose in PROPOSED.values():
            base = await proposals.last(self._tx, ticket.id, verb)
            before = await self._taken_from(base)
            text, files = text or (base.text if base else ""), files or before
        else:
            files = [*await self._taken_from(base), *files]
        return await self._put(officer, ticket, verb, text, files, album)

    async def joined(self, officer: Officer, proposal: Proposal, album: str, file: File) -> Said:
        """One more piece of the album of a proposal. Raises Refused."""
        ticket = await self._find.of_officer(officer, proposal.ticket_id)
        verb, text = Verb(proposal.verb), proposal.text
        if verb == Verb.RESOLVE:
            await proofs.check_new(self._tx, [file])
        files = [*await self._taken_from(proposal), file]
        return await self._put(officer, ticket, verb, text, files, album)

    async def send(
        self, officer: Officer, press: ProposalPress, query: str, message: int | None = None
    ) -> Said:
        """The proposal becomes what it proposes, or is dropped; ``message`` then says so. Raises Refused."""
        proposal = await proposals.get(self._tx, press.proposal)
        if proposal is None or press.choice not in CHOICES or not await self._is_here(proposal, officer):
            raise Stale("refused.proposal_gone")
        ticket = await self._find.of_officer(officer, proposal.ticket_id)
        if press.choice == DROP:
            await proposals.drop(self._tx, proposal)
            over = self._prompts.over(officer, ticket, proposal, "dropped", message)
            return (*over, Toast(query, self._words.plain("desk.toast.dropped")))
        files = proposals.files_of(self._tx, proposal)
        said = await self._act(officer, Verb(proposal.verb), ticket.id, proposal.text, files)
        await proposals.drop(self._tx, proposal)
        over = self._prompts.over(officer, ticket, proposal, "sent", message)
        return (*said, *over, Toast(query, self._words.plain("desk.toast.sent")))

    async def _is_here(self, proposal: Proposal, officer: Officer) -> bool:
        """It was written in this group, wherever the group has moved since."""
        return await groups.moved(self._tx, proposal.chat_id) == officer.chat

    async def _begun(
        self, officer: Officer, ticket: Ticket, verb: Verb, album: str | None
    ) -> Proposal | None:
        """What an earlier piece of the album began, or a file that waited for words."""
        begun = await proposals.of_album(self._tx, officer.chat, officer.id, album) if album else None
        return begun or await proposals.wordless(self._tx, ticket.id, officer.id, verb)

    async def _taken_from(self, proposal: Proposal | None) -> list[File]:
        """The files of a proposal that another takes the place of."""
        if proposal is None:
            return []
        files = proposals.files_of(self._tx, proposal)
        await proposals.drop(self._tx, proposal)
        return files

    async def _put(
        self,
        officer: Officer,
        ticket: Ticket,
        verb: Verb,
        text: str,
        files: list[File],
        album: str | None = None,
    ) -> Said:
        """Words make a proposal, or act where nothing goes to a resident; files alone wait for words."""
        if verb in _AT_ONCE and text:
            return await self._act(officer, verb, ticket.id, text, files, album)
        proposal = Proposal(
            ticket_id=ticket.id,
            chat_id=officer.chat,
            author=officer.id,
            verb=verb,
            text=text,
            made_at=self._tx.now,
        )
        proposal = await proposals.make(self._tx, proposal, files, album)
        if not text:
            return self._prompts.words(officer, ticket, proposal, album)
        return self._prompts.shown(officer, ticket, proposal, len(files), album)


def _meant(purpose: Purpose, text: str) -> tuple[Verb, str]:
    """The verb of a reply, and its words."""
    verb = _MEANS[purpose]
    resolves = _RESOLVES.match(text) if verb == Verb.REPLY and purpose != Purpose.ASKS_REPLY else None
    return (Verb.RESOLVE, resolves[1].strip() or text) if resolves else (verb, text)
