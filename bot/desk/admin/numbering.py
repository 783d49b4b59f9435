"""The number that a ticket has at SP4N-LAPOR as well."""

from __future__ import annotations

import re
from typing import Final

from bot.desk.admin.doing import Doing
from bot.errors import Refused
from bot.notices import Said
from bot.people import Admin
from bot.tickets.verbs import Verb

TRACKING: Final = re.compile(r"[0-9]{5,15}")
"""A tracking id as SP4N-LAPOR gives it: digits alone. How many is not documented; seen are 7 and 8."""


class Numbering:
    """Writes the number down; a later one takes its place."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing

    async def command(self, admin: Admin, rest: str) -> Said:
        """Our number, then theirs. Raises Refused."""
        ticket, theirs = await self._doing.read(Verb.SP4N, rest)
        if not TRACKING.fullmatch(theirs):
            raise Refused("refused.usage.sp4n")
        return await self._doing.do(ticket, self._doing.act(admin, Verb.SP4N, sp4n=theirs))
