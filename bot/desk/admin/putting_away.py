"""What no OPD works on: archived with a reason, or another body's business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from bot.desk.admin.choosing import Choosing
from bot.desk.admin.doing import Doing
from bot.errors import Refused
from bot.notices import Said
from bot.people import Admin
from bot.regency import Regency
from bot.tickets.status import Reason
from bot.tickets.verbs import Verb
from storage.models import Ticket

_ENOUGH: Final = 4
"""Letters of a reason's words that name it, if they name one only."""


def reason_called(regency: Regency, called: str) -> str | None:
    """The reason with this code, or the only one whose words in any language contain these."""
    said = " ".join(called.casefold().split())
    if said in set(Reason):
        return said
    found = {
        reason.value
        for words in regency.texts
        for reason in Reason
        if said in words.plain(f"word.reason.{reason}").casefold()
    }
    return found.pop() if len(said) >= _ENOUGH and len(found) == 1 else None


def body_called(regency: Regency, called: str) -> str | None:
    """The code of the body with this code, name or alias."""
    body = regency.policy.find_body(called)
    return body.code if body else None


class Way(NamedTuple):
    """What the act is about, and how it is read."""

    about: str
    called: Callable[[Regency, str], str | None]


WAYS: Final[Mapping[Verb, Way]] = {
    Verb.ARCHIVE: Way("reason", reason_called),
    Verb.OUTSIDE: Way("body", body_called),
}


class PuttingAway:
    """Puts away by command and by button."""

    def __init__(self, doing: Doing, choosing: Choosing) -> None:
        self._doing = doing
        self._choosing = choosing

    async def command(self, admin: Admin, verb: Verb, rest: str) -> Said:
        """A number, then a reason or a body; without one that is known, buttons. Raises Refused."""
        ticket, called = await self._doing.read(verb, rest)
        value = WAYS[verb].called(self._doing.regency, called)
        if value is None:
            return (await self._choosing.offered(admin, ticket, verb, unknown=called),)
        return await self.chosen(admin, ticket, verb, value)

    async def chosen(self, admin: Admin, ticket: Ticket, verb: Verb, value: str) -> Said:
        """With the code of a reason or a body. Raises Refused."""
        way = WAYS[verb]
        if way.called(self._doing.regency, value) != value:
            raise Refused("refused.not_now")
        if value == Reason.DUPLICATE:
            raise Refused("refused.use_merge")
        return await self._doing.do(ticket, self._doing.act(admin, verb, **{way.about: value}))
