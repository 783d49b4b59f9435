"""The table of verbs, cell by cell, on real tickets."""

from __future__ import annotations

from typing import Final

import pytest

from bot.errors import NotAllowed, Stale
from bot.tickets.status import Status
from bot.tickets.verbs import CARD, RULES, Role, Verb, leads_to, offered

A, I, W, R = Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING_REPORTER, Status.RESOLVED  # noqa: E741
N, B, C = Status.NEW, Status.RETURNED, Status.CLOSED
ALL: Final = {status: status for status in Status}

TABLE: Final[dict[tuple[Verb, Role], dict[Status, Status]]] = {
    (Verb.ASSIGN, Role.SYSTEM): {N: A, A: A, B: A},
    (Verb.ASSIGN, Role.ADMIN): {N: A, A: A, B: A},
    (Verb.TAKE, Role.OFFICER): {A: I},
    (Verb.RELEASE, Role.OFFICER): {I: A},
    (Verb.REPLY, Role.OFFICER): {A: I, I: I, W: I},
    (Verb.ASK, Role.OFFICER): {A: W, I: W, W: W},
    (Verb.ANSWER, Role.REPORTER): {N: N, A: A, I: I, W: I, B: B, R: R},
    (Verb.NOTE, Role.OFFICER): ALL,
    (Verb.RETURN, Role.OFFICER): {A: B, I: B, W: B},
    (Verb.RESOLVE, Role.OFFICER): {A: R, I: R, W: R},
    (Verb.CONFIRM, Role.REPORTER): {R: C},
    (Verb.DISPUTE, Role.REPORTER): {R: I, C: I},
    (Verb.REMIND, Role.SYSTEM): {A: A, I: I},
    (Verb.ESCALATE, Role.SYSTEM): {A: A, I: I},
    (Verb.LAPSE, Role.SYSTEM): {R: C},
}
"""What may happen, written again by hand; everything else is refused."""

CELLS: Final = [(verb, role, status) for verb in Verb for role in Role for status in Status]


def outcome(verb: Verb, role: Role, status: Status) -> Status | type[Exception]:
    try:
        return leads_to(verb, status, role)
    except (NotAllowed, Stale) as refused:
        return type(refused)


@pytest.mark.parametrize(("verb", "role"), sorted({(verb, role) for verb, role, _ in CELLS}))
def test_every_cell_of_the_table_leads_where_it_should_or_is_refused(verb: Verb, role: Role) -> None:
    may = role in RULES[verb].may
    expected = {
        status: TABLE.get((verb, role), {}).get(status, Stale if may else NotAllowed) for status in Status
    }
    assert {status: outcome(verb, role, status) for status in Status} == expected


def test_a_status_read_from_the_database_as_text_counts_as_itself() -> None:
    assert leads_to(Verb.ANSWER, "waiting_reporter", Role.REPORTER) == I  # type: ignore[arg-type]  # as rows hold it


def test_a_card_offers_what_an_officer_can_do() -> None:
    assert {status: offered(status) for status in Status if offered(status)} == {
        A: CARD,
        I: (Verb.REPLY, Verb.ASK, Verb.RETURN, Verb.RESOLVE),
        W: (Verb.REPLY, Verb.ASK, Verb.RETURN, Verb.RESOLVE),
    }
