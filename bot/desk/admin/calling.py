"""Which OPD an admin means by what they wrote, or why that is none."""

from __future__ import annotations

from typing import Final

from bot.errors import Refused
from bot.policy import Policy
from bot.policy.records import Opd
from bot.sanitise import cut, one_line

_ECHO: Final = 60


def office(policy: Policy, written: str, number: str = "NOMOR") -> Opd:
    """By code, name or alias. Raises Refused: with those it is near to, or with whose business it is.

    ``number`` is the ticket in whose place another command would take the words.
    """
    called = cut(one_line(written), _ECHO)[0]
    if (opd := policy.find_opd(called)) is not None:
        return opd
    if (body := policy.find_body(called)) is not None:
        raise Refused("refused.body_outside", body=body.name, code=body.code, number=number)
    near = ", ".join(opd.code for opd in policy.near_opds(called))
    raise Refused("refused.near_opd" if near else "refused.no_opd", opd=called, near=near)
