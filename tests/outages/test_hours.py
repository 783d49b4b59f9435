"""Telegram answers with errors for hours: messages wait, and arrive once and unmarked."""

from __future__ import annotations

from bot.errors import NotSent
from bot.notices import Notice
from tests.speaker.conftest import ANI, BUDI, Office, office

__all__ = ["office"]

TRIES = 130
"""A minute between them at most."""


async def test_hours_of_errors_cost_nobody_a_message(office: Office) -> None:
    office.courier.fails(ANI, *(NotSent("internal server error", answered=True) for _ in range(TRIES)))
    office.starts()
    await office.puts(Notice(ANI, "nomor"), Notice(ANI, "lalu"), Notice(BUDI, "lain"))
    await office.quiet()
    assert office.courier.texts(BUDI) == ["lain"]
    while len(office.courier.tried) < TRIES + 1:
        await office.passes(60)
    await office.passes(60)
    await office.settles()
    assert office.time.seconds > 2 * 3600
    assert office.courier.texts(ANI) == ["nomor", "lalu"]
    assert await office.rows() == ["sent"] * 3
