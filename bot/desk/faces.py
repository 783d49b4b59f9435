"""What stands on the card of a ticket, in the main language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from bot.buttons import CardPress, ChoicesPress, Press, RulingPress
from bot.desk import holders
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import Reading, is_late, is_restricted, named
from bot.files import File, showable
from bot.notices import Button, Rows
from bot.regency import Regency
from bot.texts import Html, lines, paragraphs
from bot.tickets.status import HELD, OPEN, WITH_ADMINS, Status
from bot.tickets.verbs import OVERSIGHT, ROUTES, RULES, Verb, offered
from storage import followers, groups, history, residents, supports, tickets
from storage.models import Ticket
from storage.transaction import Transaction

QUOTED: Final = 2400
"""UTF-16 units of the report that the card itself shows."""

REASON: Final = 400
"""UTF-16 units of the reason of a return that the admins' card itself shows."""

_LANDMARK: Final = 200
_ROW: Final = 3
"""Buttons beside one another."""


class Face:
    """Writes cards; whatever a resident wrote is masked, and quoted or kept on one line."""

    def __init__(self, regency: Regency, tx: Transaction, reads: Reading) -> None:
        self._regency = regency
        self._tx = tx
        self._reads = reads
        self._words = reads.words

    async def whole(self, ticket: Ticket, files: Sequence[File], *, noted: bool) -> Html:
        """The card as the OPD sees it; ``noted``: with why the admins see it."""
        quote, *rest = blocks(masked(ticket.description), QUOTED)
        return paragraphs(
            lines(self._head(ticket), *self._marks(ticket)),
            await self._facts(ticket, files),
            quote,
            self._words("card.continued") if rest else None,
            await self._reason(ticket) if noted else None,
            await self._note(ticket) if noted else None,
        )

    async def clock(self, ticket: Ticket) -> Html:
        """Number, status and clock: all that may be seen of some tickets outside their OPD."""
        return paragraphs(self._head(ticket), self._due(ticket), await self._note(ticket))

    def actions(self, ticket: Ticket) -> Rows:
        """What an officer can do now."""
        return _rows(
            self._button(verb, CardPress(ticket.id, ticket.version, verb)) for verb in actions(ticket)
        )

    def answers(self, ticket: Ticket) -> Rows:
        """What an officer can do about what the reporter has just said."""
        return _rows(
            self._button(verb, CardPress(ticket.id, ticket.version, verb))
            for verb in (Verb.REPLY, Verb.RESOLVE)
            if verb in offered(ticket.status)
        )

    async def routes(self, ticket: Ticket) -> Rows:
        """What an admin can do with what waits for one, or stands with the admins for want of a group."""
        if ticket.status not in WITH_ADMINS and await self._has_group(ticket):
            return ()
        agreed = RulingPress(ticket.id, ticket.version, Verb.ASSIGN, ticket.opd)
        first = [self._button("agreed", agreed)] if ticket.status == Status.NEW else []
        others = (
            self._button(verb, ChoicesPress(ticket.id, ticket.version, verb, 0)) for verb in routes(ticket)
        )
        return _rows([*first, *others])

    def map(self, ticket: Ticket) -> Rows:
        """Where the pin is."""
        pin = self._reads.pin(ticket)
        if pin is None:
            return ()
        return ((Button(self._words.plain("card.button.map"), url=f"https://maps.google.com/?q={pin}"),),)

    def sealed(self, ticket: Ticket, files: Sequence[File]) -> Html | None:
        """A line that names the files officers may not see."""
        hidden = showable(files, ticket.confidential)[1]
        kinds = sorted(self._words.plain(f"card.file.{file.kind}") for file in hidden)
        counted = ", ".join(f"{len(list(same))} {kind}" for kind, same in groupby(kinds))
        return self._words("card.sealed", files=counted) if hidden else None

    def _button(self, what: str, press: Press) -> Button:
        return Button(self._words.plain(f"card.button.{what}"), press.pack())

    async def _has_group(self, ticket: Ticket) -> bool:
        group = await groups.of(self._tx, ticket.opd)
        return group is not None and group.shows

    def _head(self, ticket: Ticket) -> Html:
        return self._words("card.head", number=self._reads.number(ticket), status=self._reads.status(ticket))

    def _marks(self, ticket: Ticket) -> list[Html]:
        marks = {
            "emergency": ticket.emergency,
            "oversight": ticket.oversight,
            "sensitive": ticket.sensitive and not ticket.oversight,
            "confidential": ticket.confidential,
            "proxy": ticket.proxy,
        }
        return [self._words(f"card.mark.{mark}") for mark, holds in marks.items() if holds]

    async def _facts(self, ticket: Ticket, files: Sequence[File]) -> Html:
        reads, joined = self._reads, await followers.count(self._tx, ticket.id)
        return lines(
            self._field("kind", reads.kind(ticket)),
            self._field("category", reads.category(ticket)),
            self._field("opd", reads.opd(ticket)),
            self._field("place", reads.place(ticket)),
            self._field("landmark", reads.landmark(ticket, _LANDMARK)),
            self._field("occurred", reads.occurred(ticket)),
            self._field("filed", reads.filed(ticket)),
            self._due(ticket),
            self._field("taken", named(holders.name_of(self._tx, ticket))),
            self._field("reporter", await self._reporter(ticket)),
            self._field("files", str(len(files)) if files else None),
            self._field("helpers", await self._helpers(ticket)),
            self._field("joined", str(joined) if joined else None),
            self._field("sp4n", ticket.sp4n_id),
            self._field("merged", await self._onward(ticket)),
            self.sealed(ticket, files),
        )

    async def _helpers(self, ticket: Ticket) -> str:
        return ", ".join([self._reads.opd_called(opd) for opd in await supports.of(self._tx, ticket.id)])

    async def _onward(self, ticket: Ticket) -> str | None:
        """The ticket it was merged into."""
        into = await tickets.get(self._tx, ticket.merged_into) if ticket.merged_into else None
        return self._reads.number(into) if into else None

    def _field(self, name: str, value: str | None) -> Html | None:
        return self._words(f"card.field.{name}", value=value) if value else None

    def _due(self, ticket: Ticket) -> Html | None:
        """While the clock runs; where it stands, that it does."""
        if ticket.status == Status.WAITING_REPORTER:
            return self._words("card.field.still")
        if ticket.status not in OPEN:
            return None
        late = "late" if is_late(ticket, self._tx.now) else "due"
        return self._words(f"card.field.{late}", value=self._reads.due(ticket))

    async def _reporter(self, ticket: Ticket) -> str:
        open_to_officers = not ticket.confidential and ticket.resident_id is not None
        resident = await residents.get(self._tx, ticket.resident_id or 0) if open_to_officers else None
        if resident is None:
            return await self._brought(ticket) or self._words.plain("card.confidential")
        return named(residents.identity(self._tx.seal, resident).name)

    async def _brought(self, ticket: Ticket) -> str | None:
        """By which software it came, where nobody is there to ask."""
        if ticket.confidential or ticket.resident_id is not None:
            return None
        filed = await history.last(self._tx.session, ticket.id, Verb.FILE)
        by = (filed.about or {}).get("by") if filed else None
        return self._words.plain("card.brought", by=named(by)) if by else None

    async def _reason(self, ticket: Ticket) -> Html | None:
        """Why the OPD gave it back, as far as it fits."""
        if ticket.status != Status.RETURNED:
            return None
        event = await history.last(self._tx.session, ticket.id, Verb.RETURN)
        reason = event.text if event else None
        return lines(self._words("card.reason"), blocks(masked(reason), REASON)[0]) if reason else None

    async def _note(self, ticket: Ticket) -> Html | None:
        """Why admins see the card, and what they can do."""
        if ticket.status in (Status.NEW, Status.RETURNED):
            return self._words(f"card.note.{ticket.status}", number=self._reads.number(ticket))
        if ticket.status not in OPEN:
            return None
        group = await groups.of(self._tx, ticket.opd)
        if group is not None and group.reachable:
            return self._words("card.note.exposed") if group.exposed else None
        return self._words("card.note.no_group")


def actions(ticket: Ticket) -> tuple[Verb, ...]:
    """The verbs that the card of a ticket offers."""
    undecided = ticket.oversight and not ticket.upheld and ticket.status in HELD
    usual = (verb for verb in offered(ticket.status) if verb != Verb.ASK or ticket.resident_id is not None)
    return (*usual, *(OVERSIGHT if undecided else ()))


def routes(ticket: Ticket) -> tuple[Verb, ...]:
    """The verbs that an admin can do now; what admins cannot read they only pass on, until it is returned."""
    unread = is_restricted(ticket) and ticket.status != Status.RETURNED
    found = tuple(verb for verb in ROUTES if ticket.status in RULES[verb].begins)
    return tuple(verb for verb in found if verb == Verb.ASSIGN or not unread)


def _rows(buttons: Iterable[Button]) -> Rows:
    row = tuple(buttons)
    return tuple(row[start : start + _ROW] for start in range(0, len(row), _ROW))
