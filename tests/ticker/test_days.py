"""`/libur` at run time: what is due moves as if the day had been free from the start, and back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.calendar import WorkingCalendar
from bot.calendars import Calendars
from bot.days import Days, recall
from bot.desk import refreshing
from bot.errors import Refused
from bot.notices import Notice, Purpose
from bot.people import Admin
from bot.regency import Regency
from bot.settings import Hours
from bot.tickets.verbs import Verb
from storage.models import FreeDay, Ruling, Ticket
from tests.desk.scene import ADMINS, BUDI, GITA, PUPR, WITA, Scene, notices, regency, wita
from tests.ticker.test_ticks import tick

CLOCKS = ("due_at", "respond_due_at", "lapse_at", "remind_at", "reminded_slot")
MONDAY = date(2026, 11, 23)
ADMIN = Admin(GITA.id, GITA.name, ADMINS)
FRIDAY = Hours.parse("08:00-11:30")

Act = tuple[float, Verb | str]
DEEDS: tuple[Verb | str, ...] = (Verb.TAKE, Verb.ASK, "answer", Verb.REPLY, Verb.RESOLVE, "tick")
acts = st.lists(st.tuples(st.floats(0.01, 96), st.sampled_from(DEEDS)), max_size=6)


async def says(scene: Scene, text: str) -> str:
    """An admin's `/libur`, and what is answered."""
    async with scene.write() as tx:
        [said] = await Days(scene.regency, tx).command(ADMIN, text)
    assert isinstance(said, Notice)
    return said.text


async def clocks(scene: Scene, ticket_id: int) -> dict[str, Any]:
    ticket = await scene.ticket(ticket_id)
    return {name: getattr(ticket, name) for name in CLOCKS}


async def lives(scene: Scene, course: Sequence[Act]) -> int:
    """A ticket with this history, told once a clock is due; what cannot be done is not done."""
    calendar = scene.regency.calendar
    due, respond = (calendar.add_days(scene.now, days) for days in (14, 5))
    ticket_id, _ = await scene.file(due_at=due, respond_due_at=respond)
    for hours, verb in course:
        scene.passes(hours=hours)
        try:
            if verb == "tick":
                await tick(scene)
            elif verb == "answer":
                await scene.answer(ticket_id, "Di depan SD")
            else:
                await scene.act(BUDI, Verb(verb), ticket_id, "Ditambal")
        except Refused:
            continue
    return ticket_id


def office() -> Regency:
    """Fridays are short: an hour that one costs must not stay lost."""
    calendar = WorkingCalendar(WITA, frozenset(range(1, 6)), Hours.parse("08:00-16:00"), {}, {5: FRIDAY})
    return replace(regency(), calendars=Calendars(calendar))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts, st.integers(0, 40), st.integers(0, 8))
@example([(1, Verb.ASK), (30, "answer")], 1, 8)
async def test_a_day_added_counts_as_if_it_had_always_been_free_and_back(
    tmp_path: Path, course: list[Act], ahead: int, hour: int
) -> None:
    day = MONDAY + timedelta(days=ahead)
    async with AsyncExitStack() as stack:
        scenes = []
        for _ in range(2):
            home = stack.enter_context(TemporaryDirectory(dir=tmp_path))
            scene = Scene(office(), Path(home) / "aduan.db", wita("2026-11-23 08:00") + timedelta(hours=hour))
            stack.push_async_callback(scene.database.close)
            scenes.append(scene)
        now, always = scenes
        always.regency.calendars.use({day: "Libur"})
        if not now.regency.calendar.is_workday(day):
            return
        ticket, other = await lives(now, course), await lives(always, course)
        before = await clocks(now, ticket)
        await says(now, f"{day} HUT")
        if not any(verb == "tick" for _, verb in course):
            assert await clocks(now, ticket) == await clocks(always, other)
        await says(now, f"hapus {day}")
        assert await clocks(now, ticket) == before


async def test_a_day_is_free_at_once_and_remembered(scene: Scene) -> None:
    scene.regency = regency()
    said = await says(scene, "2026-11-30 HUT <Kutim>")
    assert "Senin, 30 November 2026 dicatat sebagai hari libur: HUT &lt;Kutim&gt;" in said
    assert not scene.regency.calendar.is_workday(date(2026, 11, 30))
    scene.regency = regency()
    async with scene.write() as tx:
        await recall(scene.regency, tx)
    assert not scene.regency.calendar.is_workday(date(2026, 11, 30))
    [ruling], [row] = await scene.rows(Ruling), await scene.rows(FreeDay)
    assert (ruling.act, ruling.actor, row.added_by) == ("free_day", GITA.id, GITA.id)


async def test_a_day_that_is_not_stored_is_not_free(scene: Scene) -> None:
    scene.regency = regency()
    with pytest.raises(RuntimeError, match="disk"):
        await _fails_after(scene, "2026-11-30 HUT Kutim")
    assert scene.regency.calendar.is_workday(date(2026, 11, 30))


async def test_only_those_that_a_day_concerns_are_counted(scene: Scene) -> None:
    scene.regency = regency()
    soon, _ = await scene.file()
    said = await says(scene, "2026-11-24 HUT Kutim")
    assert "Tenggat dan pengingat 1 laporan" in said
    assert (await scene.ticket(soon)).due_at == wita("2026-12-14 10:00")
    assert "Tenggat dan pengingat 0 laporan" in await says(scene, "2027-03-01 Jauh")


async def test_cards_that_were_not_refreshed_at_once_follow_a_few_at_a_time(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.days.REFRESHED", 1)
    monkeypatch.setattr(refreshing, "AT_A_TIME", 2)
    scene.regency = regency()
    for message in (1, 2, 3):
        ticket_id, _ = await scene.file()
        await scene.posted(PUPR, message, ticket_id, Purpose.CARD)
    async with scene.write() as tx:
        await Days(scene.regency, tx).command(ADMIN, "2026-11-24 HUT Kutim")
    assert [await refreshed(scene) for _ in range(3)] == [[1, 2], [3], []]


async def refreshed(scene: Scene) -> list[int | None]:
    async with scene.write() as tx:
        return [card.ticket_id for card in notices(await refreshing.refresh(scene.regency, tx), PUPR)]


async def test_the_list_says_which_days_can_be_removed(scene: Scene) -> None:
    scene.regency = regency()
    assert "Tidak ada hari libur" in await says(scene, "")
    await says(scene, "30/11/2026 HUT Kutim")
    assert "✏️ Senin, 30 November 2026: HUT Kutim" in await says(scene, "")
    assert "bukan hari libur lagi" in await says(scene, "hapus 30-11-2026")
    assert "Tidak ada hari libur" in await says(scene, "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2026-11-30", "days.usage"),
        ("besok HUT Kutim", "days.usage"),
        ("2026-02-30 HUT", "days.no_such_day"),
        ("31-02-2026 HUT", "days.no_such_day"),
        ("30-11-26 HUT", "days.usage"),
        ("2028-11-30 HUT Kutim", "days.too_far"),
        ("hapus 2026-11-30", "days.not_added"),
        ("hapus", "days.usage"),
    ],
)
async def test_what_makes_no_sense_is_refused(scene: Scene, text: str, key: str) -> None:
    with pytest.raises(Refused, match=key):
        await says(scene, text)


@pytest.mark.parametrize(
    "written", ["30/11", "30.11.2026", "30 November 2026", "30 nov", "30 Nopember", "2026-11-30"]
)
async def test_a_free_day_is_noted_as_people_write_dates(scene: Scene, written: str) -> None:
    scene.regency = regency()
    said = await says(scene, f"{written} HUT Kutim")
    assert said.startswith("📅 Senin, 30 November 2026 dicatat sebagai hari libur: HUT Kutim.")


async def test_cards_that_stand_in_groups_show_the_moved_due_time(scene: Scene) -> None:
    scene.regency = regency()
    ticket_id, _ = await scene.file(status="assigned", due_at=wita("2026-12-11 10:00"))
    await scene.file(status="assigned", due_at=wita("2026-12-11 10:00"))
    await scene.posted(PUPR, 5, ticket_id, Purpose.CARD)
    async with scene.write() as tx:
        _, *cards = notices(await Days(scene.regency, tx).command(ADMIN, "30/11 HUT Kutim"))
    assert [(one.chat, one.ticket_id, one.purpose) for one in cards] == [(PUPR, ticket_id, Purpose.CARD)]
    assert "Senin, 14 Desember 2026" in cards[0].text


async def test_a_day_that_is_free_already_is_refused_by_name(scene: Scene) -> None:
    scene.regency = regency()
    await says(scene, "2026-11-30 HUT Kutim")
    with pytest.raises(Refused) as refused:
        await says(scene, "2026-11-30 Lagi")
    assert refused.value.about["name"] == "HUT Kutim"


async def test_a_thousand_tickets_move_in_one_go(scene: Scene) -> None:
    scene.regency = regency()
    async with scene.write() as tx:
        for _ in range(1100):
            await scene.stored(tx, status="assigned", remind_at=wita("2026-11-24 10:00"))
    assert "1100 laporan" in await says(scene, "2026-11-24 HUT Kutim")
    dues = {(ticket.due_at, ticket.remind_at) for ticket in await scene.rows(Ticket)}
    assert dues == {(wita("2026-12-14 10:00"), wita("2026-11-25 10:00"))}


async def _fails_after(scene: Scene, text: str) -> None:
    async with scene.write() as tx:
        await Days(scene.regency, tx).command(ADMIN, text)
        raise RuntimeError("disk")
