"""What a ticket can be given, as buttons: OPDs, reasons, bodies outside; the likely ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.buttons import ChoicesPress, RulingPress
from bot.desk.admin.doing import Doing
from bot.desk.reading import is_restricted
from bot.errors import Stale
from bot.notices import Button, Notice, Rows, Said, Toast
from bot.people import Admin
from bot.policy.records import OF_KECAMATAN
from bot.policy.rules import office_code
from bot.texts import lines
from bot.tickets.status import Reason, Status
from bot.tickets.verbs import ROUTES, Verb
from storage import history
from storage.models import Ticket

_PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One value and what its button says."""

    value: str
    label: str


class Choosing:
    """Offers pages of options; of a restricted ticket they tell nothing that its number does not."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing
        self._policy = doing.regency.policy

    async def offered(self, admin: Admin, ticket: Ticket, verb: Verb, unknown: str = "") -> Notice:
        """The first page; ``unknown``: what the admin wrote that is no option. Raises Refused."""
        self._doing.changes.check(ticket, self._doing.act(admin, verb))
        return await self._page(admin, ticket, verb, 0, unknown)

    async def pressed(self, admin: Admin, press: ChoicesPress, query: str) -> Said:
        """A button that opens a page. Raises Refused."""
        ticket = await self._doing.pressed(admin, press)
        if press.verb not in ROUTES:
            raise Stale("refused.not_now")
        verb = Verb(press.verb)
        self._doing.changes.check(ticket, self._doing.act(admin, verb))
        return (await self._page(admin, ticket, verb, press.page), Toast(query))

    async def _page(self, admin: Admin, ticket: Ticket, verb: Verb, number: int, unknown: str = "") -> Notice:
        pages = await self._pages(ticket, verb)
        if not 0 <= number < len(pages):
            raise Stale("refused.not_now")
        words = self._doing.words
        text = lines(
            words("admin.choose.unknown", words=unknown) if unknown else None,
            words(f"admin.choose.{verb}", number=self._doing.reads.number(ticket)),
        )
        rows = tuple((_button(ticket, verb, option),) for option in pages[number])
        return Notice(admin.chat, text, (*rows, *self._turns(ticket, verb, number, len(pages))))

    def _turns(self, ticket: Ticket, verb: Verb, number: int, pages: int) -> Rows:
        turns = {"back": number - 1, "more": number + 1}
        row = tuple(
            Button(
                self._doing.words.plain(f"admin.choose.{turn}"),
                ChoicesPress(ticket.id, ticket.version, verb, page).pack(),
            )
            for turn, page in turns.items()
            if 0 <= page < pages
        )
        return (row,) if row else ()

    async def _pages(self, ticket: Ticket, verb: Verb) -> list[Sequence[Option]]:
        if verb == Verb.ARCHIVE:
            return [self._reasons()]
        if verb == Verb.OUTSIDE:
            return [*_page_of(self._likely_bodies(ticket)), *_paged(self._bodies(self._policy.bodies))]
        if is_restricted(ticket):
            return _paged(self._offices(sorted(self._policy.confidants)))
        likely = self._offices(await self._likely_offices(ticket))
        return [*_page_of(likely), *_paged(self._offices(self._policy.opds))]

    def _reasons(self) -> list[Option]:
        plain = self._doing.words.plain
        return [Option(one, plain(f"word.reason.{one}")) for one in Reason if one != Reason.DUPLICATE]

    def _offices(self, codes: Iterable[str]) -> list[Option]:
        return [Option(code, self._policy.opds[code].name) for code in codes if code in self._policy.opds]

    def _bodies(self, codes: Iterable[str]) -> list[Option]:
        return [Option(code, self._policy.bodies[code].name) for code in codes if code in self._policy.bodies]

    def _likely_bodies(self, ticket: Ticket) -> list[Option]:
        category = self._policy.categories.get(ticket.category)
        return [] if category is None or is_restricted(ticket) else self._bodies(category.external)

    async def _likely_offices(self, ticket: Ticket) -> list[str]:
        """What the OPD that gave it back named, the one proposed, and its category's; not where it is."""
        event = await history.last(self._doing.tx.session, ticket.id, Verb.RETURN)
        named = [opd.code for opd in self._policy.opds_in(event.text or "")] if event else []
        found = dict.fromkeys([*named, ticket.opd, *self._offices_of_category(ticket)])
        return [code for code in found if ticket.status == Status.NEW or code != ticket.opd]

    def _offices_of_category(self, ticket: Ticket) -> list[str]:
        category = self._policy.categories.get(ticket.category)
        if category is None:
            return [self._policy.desk.code]
        own = office_code(ticket.kecamatan)
        return [own if code == OF_KECAMATAN else code for code in (category.opd, *category.alternatives)]


def _button(ticket: Ticket, verb: Verb, option: Option) -> Button:
    return Button(option.label, RulingPress(ticket.id, ticket.version, verb, option.value).pack())


def _page_of(options: Sequence[Option]) -> list[Sequence[Option]]:
    return [options[:_PAGE]] if options else []


def _paged(options: Sequence[Option]) -> list[Sequence[Option]]:
    return [options[start : start + _PAGE] for start in range(0, len(options), _PAGE)]
