"""The clock of the demonstration: it runs as clocks do and can be turned ahead, and what is due is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Self

from bot import clock
from bot.app import App
from bot.regency import Regency


@dataclass(slots=True)
class Hours:
    """A clock that is ``ahead`` of the wall's."""

    ahead: timedelta = timedelta()

    @classmethod
    def starting(cls, begin: datetime | None) -> Self:
        """One that shows ``begin`` at this moment, or what the wall's does."""
        return cls(begin - clock.now()) if begin is not None else cls()

    def __call__(self) -> datetime:
        return clock.now() + self.ahead

    def turn(self, to: datetime) -> None:
        """Make it that late; a clock is never turned back."""
        self.ahead += max(timedelta(), to - self())


def turns(app: App, hours: Hours) -> Mapping[str, Callable[[], Awaitable[None]]]:
    """How time can pass, by name: a ``day``, or until the next ``morning`` on which the offices open."""

    async def day() -> None:
        await _pass(app, hours, hours() + timedelta(days=1))

    async def morning() -> None:
        await _pass(app, hours, next_morning(app.regency, hours()))

    return {"day": day, "morning": morning}


def next_morning(regency: Regency, now: datetime) -> datetime:
    """A minute after the offices open on the first working day after today."""
    tomorrow = datetime.combine(regency.today(now) + timedelta(days=1), time(), regency.settings.service.zone)
    return regency.calendar.next_open(tomorrow.astimezone(UTC)) + timedelta(minutes=1)


async def _pass(app: App, hours: Hours, to: datetime) -> None:
    """Be there, and do what has become due meanwhile."""
    hours.turn(to)
    while await app.voice.ticker.tick():
        pass
