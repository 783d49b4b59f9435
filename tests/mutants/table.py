"""The broken builds: which mistake, what it changes, and the tests that must not pass with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """``changes`` are texts of ``file`` that are there once, each with what stands there instead."""

    name: str
    why: str
    file: str
    changes: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]

    def applied(self, source: str) -> str:
        """The file, broken. Raises LookupError where a text to change is not there once."""
        for old, new in self.changes:
            if source.count(old) != 1:
                raise LookupError(f"{self.name}: {self.file} has {source.count(old)} times: {old}")
            source = source.replace(old, new)
        return source

    def breaks(self, root: Path) -> None:
        """Break the copy at ``root``."""
        path = root / self.file
        path.write_text(self.applied(path.read_text(encoding="utf-8")), encoding="utf-8")


_KNOWN = 'known = set((await core.execute(_KNOWN, {"ids": ids})).scalars())'

MUTANTS = (
    Mutant(
        "confirms before it stores",
        "what aiogram's polling does: a crash loses what was confirmed",
        "bot/receiver/loop.py",
        (
            (
                "offset = await self.accept(updates)",
                (
                    'offset = updates[-1]["update_id"] + 1\n'
                    "                    asyncio.get_running_loop().call_later(\n"
                    "                        0.1, lambda late: self._start(self.accept(late)), updates\n"
                    "                    )"
                ),
            ),
        ),
        ("tests/receiver/test_confirming.py",),
    ),
    Mutant(
        "no unique key",
        "an update that Telegram brings twice is handled twice",
        "storage/inbox.py",
        (
            (_KNOWN, "known = set[int]()"),
            ("_STORE: Final = insert(_ROWS)", "_STORE: Final = insert(_ROWS).prefix_with('OR REPLACE')"),
        ),
        ("tests/stories/test_once.py::test_updates_delivered_again_do_nothing_again",),
    ),
    Mutant(
        "sent before it is",
        "a crash on the way loses the message",
        "storage/outbox.py",
        ((".values(state=OutboxState.ATTEMPTING,", ".values(state=OutboxState.SENT,"),),
        ("tests/speaker/test_faults.py::test_killed_between_claim_and_result_sends_again_labelled",),
    ),
    Mutant(
        "does not sync",
        "synchronous=NORMAL: a power cut loses what was acknowledged",
        "storage/engine.py",
        (('"synchronous": 2', '"synchronous": 1'),),
        ("tests/powercut/test_power_cut.py::test_what_was_promised_survives_a_power_cut",),
    ),
    Mutant(
        "begins deferred",
        "who reads and then writes finds the database locked",
        "storage/driver.py",
        (('BEGIN: Final = "BEGIN IMMEDIATE"', 'BEGIN: Final = "BEGIN"'),),
        ("tests/storage/test_writers.py",),
    ),
    Mutant(
        "does not escape",
        "a text changes the message around it",
        "bot/texts.py",
        (("html.escape(isolated(text), quote=False)", "isolated(text)"),),
        ("tests/stories/test_texts.py::test_no_text_can_change_the_card_around_it",),
    ),
    Mutant(
        "shows what is of others",
        "whoever knows a number is shown the report",
        "bot/intake/reports.py",
        (("if ticket is None or theirs is None:", "if ticket is None:"),),
        ("tests/stories/test_my_reports.py::test_nobody_is_shown_what_is_of_others",),
    ),
    Mutant(
        "lists what is of others",
        "without the filter by owner everyone's newest report is somebody's",
        "storage/tickets.py",
        (
            (
                (
                    "mine = select(Ticket).where(Ticket.resident_id == resident_id)\n"
                    "    return (await session.execute(mine.order_by(col(Ticket.id).desc())"
                ),
                (
                    "mine = select(Ticket)\n"
                    "    return (await session.execute(mine.order_by(col(Ticket.id).desc())"
                ),
            ),
        ),
        ("tests/stories/test_my_reports.py::test_nobody_is_shown_what_is_of_others",),
    ),
    Mutant(
        "knows all below the highest",
        "update ids may begin again lower: those would be lost",
        "storage/inbox.py",
        (
            (
                _KNOWN,
                (
                    "from sqlalchemy import func\n"
                    "    highest = (await core.execute(select(func.max(_ROWS.c.update_id)))).scalar() or 0\n"
                    "    known = {number for number in ids if number <= highest}"
                ),
            ),
        ),
        ("tests/receiver/test_confirming.py",),
    ),
    Mutant(
        "swallows errors",
        "except: pass, and an update is never handled",
        "bot/receiver/loop.py",
        (("await self._failed(ready[0], error)", "ready[0].done = bool(error)"),),
        ("tests/receiver/test_order.py::test_one_that_fails_is_tried_again_before_those_behind_it",),
    ),
    Mutant(
        "repeats unmarked",
        "what may have arrived is sent again without saying so",
        "bot/speaker/outcomes.py",
        (("return _again(done, repeat=True)", "return _again(done)"),),
        ("tests/speaker/test_faults.py::test_what_may_have_arrived_is_sent_again_labelled",),
    ),
    Mutant(
        "copies messages",
        "copyMessage carries what was not cleaned",
        "bot/telegram/looks.py",
        (
            (
                "from __future__ import annotations\n",
                "from __future__ import annotations\n\nRELAY = object().copy_message\n",
            ),
        ),
        ("tests/test_import_law.py::test_nothing_calls_what_breaks_a_promise",),
    ),
    Mutant(
        "shows parameters",
        "an error of the database quotes what was to be stored",
        "storage/engine.py",
        (('{"hide_parameters": True}', '{"hide_parameters": False}'),),
        ("tests/storage/test_errors.py",),
    ),
    Mutant(
        "lets nobody act",
        "1087968824 stands for any anonymous admin of any group",
        "bot/persons.py",
        (("frozenset({1087968824, ", "frozenset({"),),
        ("tests/telegram/test_fetching.py::test_an_anonymous_admin_is_nobody",),
    ),
)
