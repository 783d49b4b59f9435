"""What becomes of a made-up report: who does what and when, drawn so that a year of it looks like one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from bot.desk.acts import Act
from bot.regency import Regency
from bot.seeding.lives import Life
from bot.seeding.words import Fragments
from bot.tickets.status import Reason, Status
from bot.tickets.verbs import Role, Verb

FICTITIOUS: Final = 2**51
"""Ids from here on are no person's at Telegram (Bot API: ids have at most 52 significant bits)."""

_OFFICERS: Final = 6
_REASONS: Final = (Reason.SPAM, Reason.UNCLEAR, Reason.PRIVATE)


class Turn(NamedTuple):
    """An act, after how many hours; ``waits``: until whoever does it is at work."""

    hours: float
    waits: bool
    act: Act


class Course:
    """Lives one report up to ``now``."""

    def __init__(self, regency: Regency, words: Fragments, dice: Random, now: datetime) -> None:
        self._regency = regency
        self._words = words
        self._dice = dice
        self._now = now
        self._codes = list(regency.policy.opds)
        self._bodies = list(regency.policy.bodies)

    def live(self, life: Life) -> None:
        """Everything that happens to it, and the silence in which it ends."""
        at = life.ticket.filed_at
        life.does(Act(Verb.ASSIGN, Role.SYSTEM, about={"opd": life.ticket.opd}), at)
        for turn in self._turns(life):
            at = self._moment(life, at, turn)
            if at >= self._now or self._lapsed(life, at):
                break
            life.does(turn.act, at)
        self._lapsed(life, self._now)
        life.passes(self._now)

    def _turns(self, life: Life) -> Iterator[Turn]:
        chance = self._dice.random
        if chance() < 0.02:
            yield self._turn(9, Verb.WITHDRAW, Role.REPORTER)
            return
        if chance() < 0.07:
            yield self._officer(life, 10, Verb.RETURN, "returns")
            yield from self._admin(life)
            if life.ticket.status != Status.ASSIGNED:
                return
        yield self._officer(life, 12, Verb.TAKE)
        if chance() < 0.2:
            yield self._officer(life, 10, Verb.ASK, "questions")
            if chance() < 0.25:
                return
            yield self._turn(40, Verb.ANSWER, Role.REPORTER, text=self._words.one("answers", self._dice))
        if chance() < 0.35:
            yield self._officer(life, 24, Verb.REPLY, "replies")
        yield self._officer(life, 40, Verb.RESOLVE, "done")
        yield from self._closing(life)

    def _admin(self, life: Life) -> Iterator[Turn]:
        """What came back goes elsewhere, or nowhere."""
        drawn = self._dice.random()
        if drawn < 0.15:
            body = self._any(self._bodies)
            yield self._turn(20, Verb.OUTSIDE, Role.ADMIN, waits=True, about={"body": body})
        elif drawn < 0.25:
            reason = str(self._any(_REASONS))
            yield self._turn(20, Verb.ARCHIVE, Role.ADMIN, waits=True, about={"reason": reason})
        else:
            about = {"opd": self._elsewhere(life), "from": life.ticket.opd}
            yield self._turn(16, Verb.ASSIGN, Role.ADMIN, waits=True, about=about)

    def _closing(self, life: Life) -> Iterator[Turn]:
        chance = self._dice.random
        while chance() < 0.09:
            yield self._turn(24, Verb.DISPUTE, Role.REPORTER)
            yield self._officer(life, 36, Verb.RESOLVE, "done")
        if chance() < 0.45:
            yield self._turn(20, Verb.CONFIRM, Role.REPORTER)
            if chance() < 0.6:
                stars = self._dice.choices((1, 2, 3, 4, 5), (8, 7, 15, 35, 35))[0]
                yield self._turn(0.1, Verb.RATE, Role.REPORTER, about={"stars": stars})

    def _officer(self, life: Life, hours: float, verb: Verb, says: str = "") -> Turn:
        number = self._codes.index(life.ticket.opd) * _OFFICERS + int(self._dice.random() * _OFFICERS)
        text = self._words.one(says, self._dice) if says else ""
        act = Act(verb, Role.OFFICER, FICTITIOUS + number, self._words.name(number * 7), text)
        return Turn(self._drawn(hours), waits=True, act=act)

    def _turn(
        self,
        hours: float,
        verb: Verb,
        role: Role,
        *,
        waits: bool = False,
        text: str = "",
        about: dict[str, Any] | None = None,
    ) -> Turn:
        actor = FICTITIOUS if role == Role.ADMIN else None
        return Turn(self._drawn(hours), waits, Act(verb, role, actor, text=text, about=about))

    def _drawn(self, usual: float) -> float:
        """Most take about as long as usual, few take weeks."""
        return usual * self._dice.lognormvariate(0, 1)

    def _moment(self, life: Life, at: datetime, turn: Turn) -> datetime:
        moment = at + timedelta(hours=turn.hours)
        calendar = self._regency.calendar_of(life.ticket.opd)
        if not turn.waits or calendar.is_open(moment):
            return moment
        return calendar.next_open(moment) + timedelta(minutes=self._dice.random() * 150)

    def _lapsed(self, life: Life, at: datetime) -> bool:
        """Nobody answered in time, so that what was about to happen does not."""
        lapses = life.ticket.lapse_at
        if lapses is None or lapses > at:
            return False
        verb = Verb.LAPSE if life.ticket.status == Status.RESOLVED else Verb.EXPIRE
        life.does(Act(verb, Role.SYSTEM), lapses)
        return True

    def _elsewhere(self, life: Life) -> str:
        """An office that the category names as another, or any."""
        category = self._regency.policy.category(life.ticket.category)
        known = [code for code in category.alternatives if code in self._regency.policy.opds]
        return str(self._any(known or self._codes))

    def _any(self, choices: Any) -> Any:
        return choices[int(self._dice.random() * len(choices))]
