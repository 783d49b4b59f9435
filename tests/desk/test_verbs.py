"""The table of verbs, cell by cell, on real tickets."""

from __future__ import annotations

from typing import Final

import pytest

from bot.errors import NotAllowed, Stale
from bot.tickets.status import Status
from bot.tickets.verbs import CARD, RULES, Role, Verb, leads_to, offered

A, I, W, R = Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING_REPORTER, Status.RESOLVED  # noqa: E741
N, B, C = Status.NEW, Status.RETURNED, Status.CLOSED
X, O, D = Status.ARCHIVED, Status.OUTSIDE, Status.WITHDRAWN  # noqa: E741
ALL: Final = {status: status for status in Status}

TABLE: Final[dict[tuple[Verb, Role], dict[Status, Status]]] = {
    (Verb.ASSIGN, Role.SYSTEM): {N: A, A: A, B: A, X: A, O: A},
    (Verb.ASSIGN, Role.ADMIN): {N: A, A: A, B: A, X: A, O: A},
    (Verb.SUPPORT, Role.ADMIN): {A: A, I: I, W: W},
    (Verb.ARCHIVE, Role.ADMIN): dict.fromkeys((N, A, I, W, B), X),
    (Verb.MERGE, Role.ADMIN): dict.fromkeys((N, A, I, W, B), X),
    (Verb.OUTSIDE, Role.ADMIN): dict.fromkeys((N, A, I, W, B), O),
    (Verb.ABSORB, Role.ADMIN): {N: N, A: A, I: I, W: W, B: B, R: R},
    (Verb.SP4N, Role.ADMIN): ALL,
    (Verb.BLOCK, Role.ADMIN): ALL,
    (Verb.UNBLOCK, Role.ADMIN): ALL,
    (Verb.TAKE, Role.OFFICER): {A: I},
    (Verb.RELEASE, Role.OFFICER): {I: A},
    (Verb.HANDOVER, Role.OFFICER): {A: I, I: I},
    (Verb.UPHOLD, Role.OFFICER): {A: A, I: I, W: W},
    (Verb.CLEAR, Role.OFFICER): {A: W, I: W, W: W},
    (Verb.REPLY, Role.OFFICER): {A: I, I: I, W: I},
    (Verb.ASK, Role.OFFICER): {A: W, I: W, W: W},
    (Verb.ANSWER, Role.REPORTER): {N: N, A: A, I: I, W: I, B: B, R: R},
    (Verb.JOIN, Role.REPORTER): {N: N, A: A, I: I, W: W, B: B},
    (Verb.NOTE, Role.OFFICER): ALL,
    (Verb.RETURN, Role.OFFICER): {A: B, I: B, W: B},
    (Verb.RESOLVE, Role.OFFICER): {A: R, I: R, W: R},
    (Verb.CONFIRM, Role.REPORTER): {R: C},
    (Verb.DISPUTE, Role.REPORTER): {R: I, C: I},
    (Verb.RATE, Role.REPORTER): {C: C},
    (Verb.REMARK, Role.REPORTER): {C: C},
    (Verb.WITHDRAW, Role.REPORTER): dict.fromkeys((N, A, I, W, B), D),
    (Verb.REOPEN, Role.REPORTER): {X: I},
    (Verb.AGREE, Role.REPORTER): {W: A},
    (Verb.INSIST, Role.REPORTER): {W: I},
    (Verb.APPEAL, Role.REPORTER): ALL,
    (Verb.PETITION, Role.REPORTER): ALL,
    (Verb.REVEAL, Role.ADMIN): ALL,
    (Verb.DECIDE, Role.ADMIN): ALL,
    **{(Verb.ERASE, role): ALL for role in (Role.REPORTER, Role.ADMIN, Role.SYSTEM)},
    (Verb.REMIND, Role.SYSTEM): {N: N, A: A, I: I, B: B},
    (Verb.ESCALATE, Role.SYSTEM): {N: N, A: A, I: I, B: B},
    (Verb.NUDGE, Role.SYSTEM): {W: W},
    (Verb.EXPIRE, Role.SYSTEM): {W: X},
    (Verb.KEEP, Role.SYSTEM): {W: I},
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
        I: (Verb.RESOLVE, Verb.REPLY, Verb.ASK, Verb.RETURN),
        W: (Verb.RESOLVE, Verb.REPLY, Verb.ASK, Verb.RETURN),
    }
