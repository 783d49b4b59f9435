"""Recaps that come by themselves, once each."""

from __future__ import annotations

import asyncio

import pytest

from bot.orders import Make
from bot.recap.regulars import REGULARS, abridged
from tests.stories.conftest import Cast, cast
from tests.stories.ways import files

__all__ = ["cast"]

PATIENCE = 60


async def test_the_day_before_is_told_once_on_each_working_day(cast: Cast) -> None:
    await cast.desk.later(seconds=1)
    assert not cast.leaders.sees("Rabu, 25 November 2026")
    await files(cast.ani)
    await cast.desk.later(hours=20)
    assert not cast.leaders.sees("Rabu, 25 November 2026")
    await cast.desk.later(hours=4)
    told = await cast.leaders.waits_for("Rabu, 25 November 2026", PATIENCE)
    assert "Masuk 1 (hari sebelumnya 0)" in told
    await cast.restarts()
    await cast.desk.later(hours=1)
    assert await cast.count("orders") == 0
    assert cast.leaders.count("Rabu, 25 November 2026") == 1


async def test_a_month_is_told_to_leaders_and_to_each_office(cast: Cast) -> None:
    await cast.desk.later(seconds=1)
    await files(cast.ani)
    await cast.desk.later(days=6)
    page = await cast.leaders.waits_for("Rekap laporan warga\nNovember 2026", PATIENCE)
    assert "Masuk: 1" in page
    theirs = await cast.pupr.waits_for("Rekap laporan warga", PATIENCE)
    assert "Dinas Pekerjaan Umum dan Penataan Ruang\nNovember 2026" in theirs
    assert (theirs.buttons, "Cara menghitung" in theirs) == ([], True)


async def test_of_a_period_in_which_nothing_was_filed_leaders_get_words_and_no_picture(cast: Cast) -> None:
    await cast.desk.later(seconds=1)
    await cast.desk.later(days=6)
    page = await cast.leaders.waits_for("Rekap laporan warga\nNovember 2026", PATIENCE)
    assert "Belum ada laporan yang tercatat pada periode ini." in page
    async with asyncio.timeout(PATIENCE):
        while await cast.count("orders"):
            await asyncio.sleep(0.05)
    await cast.desk.settle()
    assert [message for message in cast.leaders.messages if message.media] == []


@pytest.mark.parametrize(
    "cast", [{"recap": {"daily": False, "weekly": False, "monthly": False}}], indirect=True
)
async def test_what_is_not_wanted_does_not_come(cast: Cast) -> None:
    await cast.desk.later(seconds=1)
    await cast.desk.later(days=6)
    assert await cast.count("orders") == 0
    assert not cast.leaders.sees("📊")


def test_of_several_due_at_once_the_longest_comes_whole_and_no_line_about_a_day() -> None:
    daily, weekly, monthly, _ = REGULARS
    told = [(one.name, one.leaders) for one in abridged([daily, weekly, monthly])]
    assert told == [("weekly", (Make.PAGE,)), ("monthly", (Make.PAGE, Make.PICTURE))]
    assert abridged([daily]) == [daily]
    assert abridged([]) == []


async def test_an_office_that_nothing_reached_gets_a_line(cast: Cast) -> None:
    await cast.desk.later(seconds=1)
    await cast.desk.later(days=6)
    told = await cast.pupr.waits_for("tidak ada laporan masuk", PATIENCE)
    assert told.text.split("\n")[0] == (
        "📊 Dinas Pekerjaan Umum dan Penataan Ruang · November 2026: tidak ada laporan masuk."
        " Sekarang terbuka 0, lewat tenggat 0."
    )
    assert len(told.text.split("\n")) == 2
