"""What residents ask about their data: shown to the admins, counted down, decided and answered."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from bot.buttons import PetitionPress
from bot.desk.acts import Act
from bot.desk.admin.doing import Doing
from bot.desk.forgetting import Forgetting
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import is_restricted
from bot.errors import NotFound, Refused, Stale
from bot.notices import Button, Notice, Purpose, Rows, Said, Toast, Urgency
from bot.people import Admin
from bot.rights import AGAIN, REMINDED_BEFORE, Right
from bot.texts import Html, lines, paragraphs
from bot.tickets.verbs import Role, Verb
from storage import petitions, residents, tickets
from storage.models import Petition, Ticket

LISTED: Final = 20
SHOWN: Final = 5
"""Of those that wait, with their words and buttons; the others have a line each."""

GRANT: Final = "grant"
REFUSE: Final = "refuse"
ERASE: Final = "erase"
"""Granted in earnest: what is erased does not come back."""

_QUOTED: Final = 3000
_WRITTEN: Final = re.compile(
    r"#?(?P<id>\d{1,18})(?:\s+(?P<what>kabulkan|tolak)\b\s*(?P<answer>.*))?", re.DOTALL
)


class Petitioning:
    """Nobody learns who asks: a petition is known by its number and, if it has one, by its ticket's."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing
        self._tx = doing.tx

    async def told(self, petition: Petition) -> Said:
        """A new one, or words that came for it, to all admins."""
        key = f"petition:{petition.id}"
        chats = await self._doing.admins()
        return tuple([replace(await self._whole(chat, petition), key=f"{key}:{chat}") for chat in chats])

    async def remind(self) -> Said:
        """Those whose time runs out, before and after it has."""
        said: list[Notice] = []
        for petition in await petitions.to_remind(self._tx, LISTED):
            petition.reminds_at = self._next(petition)
            text = paragraphs(await self._line(petition), self._how(petition))
            said += [
                Notice(chat, text, self._rows(petition), urgency=Urgency.REMINDER)
                for chat in await self._doing.admins()
            ]
        return tuple(said)

    async def command(self, admin: Admin, rest: str) -> Said:
        """/permohonan: what waits; with a number that one; with a decision, that is it. Raises Refused."""
        if not rest.strip():
            return await self._list(admin.chat)
        read = _WRITTEN.fullmatch(rest.strip())
        if read is None:
            raise Refused("refused.usage.petition")
        if read["what"] is None:
            return (await self._whole(admin.chat, await self._waiting(int(read["id"]))),)
        is_granted = read["what"] == "kabulkan"
        if not is_granted and not read["answer"]:
            raise Refused("refused.needs_words")
        return await self._decide(admin, int(read["id"]), read["answer"], granted=is_granted)

    async def pressed(self, admin: Admin, press: PetitionPress, query: str) -> Said:
        """**Kabulkan** asks again before anything is erased, **Tolak** for the reason. Raises Refused."""
        if press.choice not in (GRANT, ERASE, REFUSE):
            raise Stale("refused.not_now")
        petition, words = await self._waiting(press.petition), self._doing.words
        if press.choice == REFUSE:
            how = words("admin.petition.refuse_how", petition=petition.id)
            return (Notice(admin.chat, how), Toast(query))
        if press.choice == GRANT and petition.kind == Right.ERASE and petition.ticket_id:
            text = paragraphs(await self._line(petition), words("admin.petition.erase_ask"))
            return (Notice(admin.chat, text, self._rows(petition, ERASE, REFUSE)), Toast(query))
        return (*await self._decide(admin, petition.id, "", granted=True), Toast(query))

    async def _decide(self, admin: Admin, number: int, answer: str, *, granted: bool) -> Said:
        petition = await self._waiting(number)
        ticket = await tickets.get(self._tx, petition.ticket_id) if petition.ticket_id else None
        words = petitions.words_of(self._tx.seal, petition)
        if granted and petition.kind == Right.CORRECT and not words:
            raise Refused("refused.nothing_to_correct")
        petition.decided_at, petition.decided_by = self._tx.now, admin.id
        petition.granted, petition.answer, petition.reminds_at = granted, answer or None, None
        done = await self._done(admin, petition, ticket, words) if granted and ticket else ()
        if ticket is not None:
            about = {"petition": petition.id, "granted": granted}
            act = Act(Verb.DECIDE, Role.ADMIN, admin.id, about=about)
            await self._doing.changes.make(ticket, act)
        told = await self._answered(petition, answer)
        return (*done, *told, Notice(admin.chat, self._closed(petition, admin)))

    async def _waiting(self, number: int) -> Petition:
        """The one with this number, which nobody decided. Raises NotFound, Stale."""
        petition = await petitions.get(self._tx, number) if number < 2**63 else None
        if petition is None:
            raise NotFound("refused.no_petition")
        if petition.decided_at is not None:
            raise Stale("refused.decided")
        return petition

    async def _done(self, admin: Admin, petition: Petition, ticket: Ticket, words: str) -> Said:
        """What granting it does."""
        if petition.kind == Right.ERASE:
            forgetting = Forgetting(self._doing.regency, self._tx)
            act = Act(Verb.ERASE, Role.ADMIN, admin.id, about={"petition": petition.id})
            return (*await forgetting.media(ticket, act), *await forgetting.words(ticket, act))
        if petition.kind == Right.CORRECT:
            await tickets.reword(self._tx, ticket, words)
            return await self._doing.cards.refreshed([ticket])
        return ()

    async def _answered(self, petition: Petition, answer: str) -> list[Notice]:
        """To the resident, also if they took back their consent: they asked."""
        resident = await residents.get(self._tx, petition.resident_id or 0)
        chat = residents.identity(self._tx.seal, resident).id if resident and resident.reachable else 0
        if not chat or resident is None:
            return []
        words = self._doing.regency.texts(resident.language)
        right = words.plain(f"privacy.right.{petition.kind}")
        key = "privacy.decided.granted" if petition.granted else "privacy.decided.refused"
        text = paragraphs(
            words(key, petition=petition.id, right=right),
            blocks(answer, _QUOTED)[0] if answer else None,
            None if petition.granted else words("privacy.decided.objection"),
        )
        return [Notice(chat, text, purpose=Purpose.PROMPT)]

    async def _list(self, chat: int) -> Said:
        found = await petitions.waiting(self._tx, LISTED)
        if not found:
            return (Notice(chat, self._doing.words("admin.petition.none")),)
        shown = [await self._whole(chat, petition) for petition in found[:SHOWN]]
        lined = [await self._line(petition) for petition in found[SHOWN:]]
        rest = Notice(chat, paragraphs(self._doing.words("admin.petition.more"), *lined))
        return (*shown, rest) if lined else tuple(shown)

    async def _whole(self, chat: int, petition: Petition) -> Notice:
        """With its words, as far as admins may read them, and what can be decided."""
        text = paragraphs(await self._line(petition), await self._words(petition), self._how(petition))
        return Notice(chat, text, self._rows(petition))

    async def _line(self, petition: Petition) -> Html:
        """Which it is, about what, and how long there is."""
        words = self._doing.words
        ticket = await tickets.get(self._tx, petition.ticket_id) if petition.ticket_id else None
        right = words.plain(f"privacy.right.{petition.kind}")
        what = f"{right} {self._doing.reads.number(ticket)}" if ticket else right
        return lines(
            words("admin.petition.line", petition=petition.id, what=what),
            self._left(petition),
        )

    def _left(self, petition: Petition) -> Html:
        due, left = self._doing.reads.moment(petition.due_at), petition.due_at - self._tx.now
        key = "admin.petition.left" if left > timedelta(0) else "admin.petition.late"
        return self._doing.words(key, due=due, hours=abs(round(left / timedelta(hours=1))))

    async def _words(self, petition: Petition) -> Html | None:
        """What they wrote; not about what only its OPD may read."""
        ticket = await tickets.get(self._tx, petition.ticket_id) if petition.ticket_id else None
        written = petitions.words_of(self._tx.seal, petition)
        if not written:
            return None
        if ticket is not None and is_restricted(ticket):
            return self._doing.words("admin.petition.unread")
        return blocks(masked(written), _QUOTED)[0]

    def _how(self, petition: Petition) -> Html:
        return self._doing.words("admin.petition.how", petition=petition.id)

    def _closed(self, petition: Petition, admin: Admin) -> Html:
        words, about = self._doing.words, {"petition": petition.id, "name": admin.name}
        key = "admin.petition.granted" if petition.granted else "admin.petition.refused"
        by_hand = petition.granted and petition.kind == Right.ERASE and petition.ticket_id
        return paragraphs(words(key, **about), words("admin.petition.by_hand") if by_hand else None)

    def _rows(self, petition: Petition, *choices: str) -> Rows:
        plain = self._doing.words.plain
        return (
            tuple(
                Button(plain(f"admin.button.{choice}"), PetitionPress(petition.id, choice).pack())
                for choice in choices or (GRANT, REFUSE)
            ),
        )

    def _next(self, petition: Petition) -> datetime:
        later = [petition.due_at - before for before in REMINDED_BEFORE]
        return next((moment for moment in later if moment > self._tx.now), self._tx.now + AGAIN)
