"""Officers whom admins register, and those who ask to be; counts where ``officers = "registered"``."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Final

from bot.buttons import OfficerPress, RequestPress
from bot.desk.admin.calling import office
from bot.desk.admin.doing import Doing
from bot.desk.reading import named
from bot.errors import Refused, Stale
from bot.notices import Button, Notice, Rows, Said, Toast
from bot.people import Admin
from bot.persons import NOBODY, Person
from bot.policy.records import Opd
from bot.sanitise import one_line
from bot.texts import lines, paragraphs
from storage import groups, registrations, rulings
from storage.models import Registration, Ruling
from storage.rulings import Decision

AGAIN: Final = timedelta(days=1)
"""Who was refused can ask again after it."""

_LISTED: Final = 50
_ADD: Final = re.compile(r"(?P<opd>.+?)\s+(?P<id>[0-9]{4,19})\s+(?P<name>.+)")
_REMOVE: Final = re.compile(r"hapus\s+(?P<opd>.+?)\s+(?P<id>[0-9]{4,19})", re.IGNORECASE)


class Registering:
    """By numeric id, never by a name that anyone can take; effective at once."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing
        self._tx = doing.tx
        self._words = doing.words

    async def command(self, admin: Admin, rest: str) -> Said:
        """Nothing: how many where; an OPD: who; and an id and a name: one more; ``hapus``: one less.

        Raises Refused.
        """
        written = one_line(rest)
        if not written:
            return await self._counts(admin)
        if found := _REMOVE.fullmatch(written):
            return await self._remove(admin, self._opd(found["opd"]), int(found["id"]))
        if found := _ADD.fullmatch(written):
            return await self._add(admin, self._opd(found["opd"]), int(found["id"]), named(found["name"]))
        return await self._list(admin, self._listed(written))

    async def asked(self, person: Person, chat: int) -> Said:
        """Someone in an OPD's group acted and is no officer: the admins are asked, one request at a time."""
        key = self._tx.seal.lane(person.id)  # no officer: whoever reads the table must not learn who it is
        known = await rulings.last(self._tx, key, Decision.REQUEST)
        if known is not None and not self._may_ask_again(known):
            return ()
        opds = [group.opd for group in await groups.at(self._tx, chat)]
        who = self._tx.seal.close(json.dumps([person.id, person.name]).encode(), _PLACE, key).hex()
        asked = await rulings.record(self._tx, key, Decision.REQUEST, chat=chat, opds=opds, who=who)
        about = {"name": named(person.name), "id": person.id, "opd": ", ".join(map(self._called, opds))}
        text, rows = self._words("admin.request", **about), self._choices(asked.id, opds)
        return tuple(Notice(admins, text, rows) for admins in await self._doing.admins())

    async def pressed(self, admin: Admin, press: OfficerPress, query: str) -> Said:
        """**Hapus**. Raises Refused."""
        if press.choice != "drop":
            raise Stale("refused.decided")
        return (*await self._remove(admin, self._opd(press.opd), press.officer), Toast(query))

    async def decided(self, admin: Admin, press: RequestPress, query: str) -> Said:
        """**Daftarkan** or **Tolak**. Raises Refused."""
        asked = await rulings.get(self._tx, press.request, Decision.REQUEST)
        if asked is None or press.opd not in (asked.about or {})["opds"] or _is_answered(asked):
            raise Stale("refused.decided")
        if press.choice not in _ANSWERS:
            raise Stale("refused.not_now")
        asked.about = (asked.about or {}) | {"answer": _ANSWERS[press.choice].value}
        if press.choice == "add":
            return (*await self._granted(admin, asked, self._opd(press.opd)), Toast(query))
        await rulings.record(self._tx, admin.id, Decision.REFUSE, opd=press.opd, request=asked.id)
        return (self._done(admin, "refused", self._who(asked)[1], press.opd), Toast(query))

    async def _granted(self, admin: Admin, asked: Ruling, opd: Opd) -> Said:
        officer, name = self._who(asked)
        said = await self._add(admin, opd, officer, name)
        chat = await groups.moved(self._tx, (asked.about or {})["chat"])
        text = self._words("admin.registered", name=name, opd=opd.name)
        return (*said, Notice(chat, text))

    async def _add(self, admin: Admin, opd: Opd, officer: int, name: str) -> Said:
        if officer in NOBODY or officer >= 2**63:
            raise Refused("refused.usage.officers")
        if not await registrations.add(self._tx, opd.code, officer, name, admin.id):
            raise Stale("refused.registered_already", opd=opd.name)
        await rulings.record(self._tx, admin.id, Decision.REGISTER, opd=opd.code, officer=officer)
        return (self._done(admin, "add", name, opd.code),)

    async def _remove(self, admin: Admin, opd: Opd, officer: int) -> Said:
        known = await registrations.get(self._tx, opd.code, officer)
        if known is None:
            raise Stale("refused.no_officer", opd=opd.name)
        name = registrations.name_of(self._tx, known)
        await registrations.drop(self._tx, opd.code, officer)
        await rulings.record(self._tx, admin.id, Decision.REMOVE, opd=opd.code, officer=officer)
        return (self._done(admin, "drop", name, opd.code),)

    async def _counts(self, admin: Admin) -> Said:
        counted = await registrations.counts(self._tx)
        text = paragraphs(
            self._words("admin.officers.heading" if counted else "admin.officers.none"),
            lines(*(self._words("admin.officers.count", opd=opd, count=count) for opd, count in counted)),
            self._mode(),
            self._words("admin.officers.how"),
        )
        return (Notice(admin.chat, text),)

    async def _list(self, admin: Admin, opd: Opd) -> Said:
        found = (await registrations.of(self._tx, opd.code))[:_LISTED]
        text = paragraphs(
            self._words("admin.officers.of" if found else "admin.officers.none_of", opd=opd.name),
            lines(*(self._line(row) for row in found)),
            self._mode(),
        )
        rows = tuple(
            (self._button(OfficerPress(opd.code, row.officer, "drop"), self._name_of(row)),) for row in found
        )
        return (Notice(admin.chat, text, rows),)

    def _mode(self) -> str | None:
        """While every member of a group is its officer, the lists do not count."""
        is_used = self._doing.regency.settings.routing.officers == "registered"
        return None if is_used else self._words("admin.officers.unused")

    def _line(self, row: Registration) -> str:
        return self._words("admin.officers.line", name=self._name_of(row), id=row.officer)

    def _name_of(self, row: Registration) -> str:
        return registrations.name_of(self._tx, row)

    def _who(self, asked: Ruling) -> tuple[int, str]:
        """Id and name of who asks."""
        sealed = bytes.fromhex((asked.about or {})["who"])
        officer, name = json.loads(self._tx.seal.open(sealed, _PLACE, asked.actor))
        return officer, named(name)

    def _choices(self, request: int, opds: list[str]) -> Rows:
        adds = [(self._button(RequestPress(opd, request, "add"), opd),) for opd in opds]
        return (*adds, (self._button(RequestPress(opds[0], request, "refuse")),))

    def _button(self, press: OfficerPress | RequestPress, what: str = "") -> Button:
        return Button(self._words.plain(f"admin.button.{press.choice}", what=what), press.pack())

    def _done(self, admin: Admin, what: str, name: str, opd: str) -> Notice:
        return Notice(
            admin.chat, self._words(f"admin.officers.done.{what}", name=name, opd=self._called(opd))
        )

    def _opd(self, called: str) -> Opd:
        return office(self._doing.regency.policy, called)

    def _listed(self, written: str) -> Opd:
        """The OPD that is written alone; with more behind it, an id was meant and is none."""
        policy = self._doing.regency.policy
        first, _, more = written.partition(" ")
        if policy.find_opd(written) is None and more:
            if first.casefold() == "hapus":
                raise Refused("refused.usage.officers")
            if (named := policy.find_opd(first)) is not None:
                raise Refused("refused.no_id", words=more.split()[0], opd=named.code)
        return self._opd(written)

    def _called(self, code: str) -> str:
        return self._doing.reads.opd_called(code)

    def _may_ask_again(self, asked: Ruling) -> bool:
        return _is_answered(asked) and asked.at + AGAIN <= self._tx.now


_PLACE: Final = "rulings.who"
_ANSWERS: Final = {"add": Decision.REGISTER, "refuse": Decision.REFUSE}


def _is_answered(asked: Ruling) -> bool:
    return "answer" in (asked.about or {})
