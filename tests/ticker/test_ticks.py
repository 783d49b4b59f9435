"""What the ticker says and when; its notices are read where the speaker finds them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col
from structlog.testing import capture_logs

from bot.buttons import CardPress
from bot.calendar import WorkingCalendar
from bot.calendars import Calendars
from bot.logs import FIELDS
from bot.notices import Notice, Purpose
from bot.settings import Hours
from bot.ticker import Ticker
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import outbox, tickets
from storage.models import Event, Outbox, Ticket
from storage.transaction import Transaction
from tests.desk.scene import (
    ADMINS,
    ANI,
    BUDI,
    DEWI,
    DLH,
    HEAD,
    LEADERS,
    PUPR,
    WITA,
    Scene,
    labels,
    regency,
    wita,
)


async def tick(scene: Scene) -> list[Notice]:
    """All that is due goes into the outbox; what was there before has left."""
    known = {row.id for row in await scene.rows(Outbox)}
    async with scene.write() as tx:
        await outbox.claim(tx, list(known))
    ticker = Ticker(scene.regency, scene.database)
    while await ticker.tick():
        pass
    async with scene.database.read() as session:
        waiting = await outbox.waiting(session, scene.database.seal, 0, 10_000)
    return [row.parcel.notice for row in waiting if row.parcel and row.id not in known]


async def reminders(scene: Scene, chat: int | None = None) -> list[Notice]:
    """The reminders of a turn, without the cards they refresh."""
    said = [notice for notice in await tick(scene) if notice.purpose == Purpose.REMINDER]
    return [notice for notice in said if chat is None or notice.chat == chat]


async def many(scene: Scene, count: int, **about: Any) -> None:
    """Tickets that were assigned a while ago."""
    async with scene.write() as tx:
        for _ in range(count):
            usual: dict[str, Any] = {"status": Status.ASSIGNED, "remind_at": scene.now + timedelta(days=1)}
            await scene.stored(tx, **(usual | about))


async def events(scene: Scene, verb: Verb) -> list[Any]:
    return [event.about for event in await scene.rows(Event) if event.verb == verb]


async def test_nothing_is_said_before_it_is_due(scene: Scene) -> None:
    await scene.file()
    scene.now = wita("2026-11-24 09:59")
    assert await tick(scene) == []


async def test_a_reminder_comes_once_per_slot_with_the_buttons_under_the_card(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    scene.now = wita("2026-11-24 10:00")
    [reminder] = await reminders(scene)
    assert (reminder.chat, reminder.under_card, reminder.ticket_id) == (PUPR, True, ticket_id)
    assert CardPress.read(reminder.rows[0][0].data) == CardPress(ticket_id, 1, "take")
    assert (await reminders(scene), await events(scene, Verb.REMIND)) == ([], [{"slot": 1, "rung": "group"}])
    assert (await scene.ticket(ticket_id)).remind_at == wita("2026-11-25 10:00")


async def test_a_slot_that_was_told_is_not_told_again_when_the_intervals_change(scene: Scene) -> None:
    await many(scene, 1, reminded_slot=3)
    scene.passes(days=1)
    assert (await reminders(scene), await events(scene, Verb.REMIND)) == ([], [])


async def test_a_reminder_brings_a_deleted_card_back(scene: Scene) -> None:
    await scene.file()
    scene.now = wita("2026-11-24 10:00")
    assert [notice.purpose for notice in await tick(scene)] == [Purpose.CARD, Purpose.REMINDER]


async def test_a_reminder_mentions_who_took_it_and_shows_the_name_as_plain_text(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(type(BUDI)(BUDI.id, "<b>Budi\n& co", PUPR, BUDI.opds), Verb.TAKE, ticket_id)
    scene.passes(days=1)
    [reminder] = await reminders(scene)
    mention = f'<a href="tg://user?id={BUDI.id}">&lt;b&gt;Budi &amp; co</a>'
    *_, holder, how = reminder.text.split("\n")
    assert holder == f"{mention}, mohon ditindaklanjuti."
    assert how.startswith("Bila sudah dikerjakan, tekan <b>Selesai</b>")
    assert labels(reminder) == ["✅ Selesai", "💬 Balas", "❓ Tanya", "↩️ Kembalikan"]


async def test_after_an_outage_the_missed_slots_become_one_reminder(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    scene.now = wita("2026-12-04 11:00")
    said = await reminders(scene, PUPR)
    ticket = await scene.ticket(ticket_id)
    assert ["ke-9" in notice.text for notice in said] == [True]
    assert (ticket.reminded_slot, ticket.remind_at) == (9, wita("2026-12-07 10:00"))


async def test_outside_working_hours_only_emergencies_are_reminded_of(scene: Scene) -> None:
    calm, _ = await scene.file()
    urgent, _ = await scene.file(emergency=True)
    scene.now = wita("2026-11-28 12:00")
    assert [notice.ticket_id for notice in await reminders(scene, PUPR)] == [urgent]
    scene.now = wita("2026-11-30 08:00")
    assert [notice.ticket_id for notice in await reminders(scene, PUPR)] == [calm]


@pytest.mark.parametrize("verb", [Verb.RESOLVE, Verb.ASK, Verb.RETURN])
async def test_the_group_is_not_reminded_after_it_is_resolved_asked_or_returned(
    scene: Scene, verb: Verb
) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, verb, ticket_id, "Ditambal")
    scene.passes(days=4)
    assert await reminders(scene, PUPR) == []


async def test_four_due_in_a_group_become_one_digest(scene: Scene) -> None:
    await many(scene, 4)
    await many(scene, 3, opd="DLH")
    scene.passes(days=1)
    said = await reminders(scene)
    assert [notice.chat for notice in said].count(PUPR) == 1
    assert [notice.chat for notice in said].count(DLH) == 3
    assert len(await events(scene, Verb.REMIND)) == 7


async def test_a_thousand_due_after_a_day_are_still_one_digest_that_fits(scene: Scene) -> None:
    await many(scene, 1000)
    scene.passes(days=1)
    [digest] = await reminders(scene, PUPR)
    shown = digest.text.count("KT-2026-")
    assert len(digest.text) < 4096
    assert f"… dan {1000 - shown} lagi." in digest.text


async def test_a_digest_speaks_for_one_that_has_not_left(scene: Scene) -> None:
    await many(scene, 4)
    await many(scene, 4, remind_at=wita("2026-11-24 10:05"))
    for moment in ("2026-11-24 10:00", "2026-11-24 10:05"):
        scene.now = wita(moment)
        await Ticker(scene.regency, scene.database).tick()
    async with scene.database.read() as session:
        waiting = await outbox.waiting(session, scene.database.seal, 0, 100)
    assert [row.parcel.notice.text.count("KT-2026-") for row in waiting if row.parcel] == [8]


async def test_the_ladder_climbs_a_rung_a_slot_one_message_each(scene: Scene) -> None:
    await many(scene, 2)
    heard = []
    for _ in range(7):
        scene.passes(days=1)
        heard.append({notice.chat for notice in await reminders(scene)} - {PUPR})
    assert [chats for chats in heard if chats] == [{HEAD}, {HEAD, ADMINS}]
    scene.passes(days=1)
    said = [notice.chat for notice in await reminders(scene) if notice.chat != PUPR]
    assert sorted(said) == sorted([HEAD, ADMINS, LEADERS])


async def test_an_opd_without_heads_has_the_admins_hear_of_it(scene: Scene) -> None:
    await many(scene, 1, opd="DLH", remind_at=wita("2026-11-27 10:00"))
    scene.now = wita("2026-11-27 10:00")
    assert {notice.chat for notice in await reminders(scene)} == {DLH, ADMINS}
    assert await events(scene, Verb.ESCALATE) == [{"slot": 4, "rung": "heads"}]


async def test_those_above_see_number_clock_and_status_of_what_is_sensitive(scene: Scene) -> None:
    await many(scene, 1, sensitive=True, remind_at=wita("2026-11-27 10:00"))
    scene.now = wita("2026-11-27 10:00")
    [told] = await reminders(scene, HEAD)
    *_, line, _, how = told.text.split("\n")
    assert line == "<b>KT-2026-000001</b> · diteruskan ke OPD · tenggat Jumat, 11 Desember 2026"
    assert how.startswith("Hubungi OPD-nya")


async def test_an_opd_without_a_group_is_reminded_of_with_the_admins(scene: Scene) -> None:
    await many(scene, 1, opd="DINKES", sensitive=True)
    scene.passes(days=1)
    [reminder] = await reminders(scene)
    assert (reminder.chat, reminder.rows, "Kategori" in reminder.text) == (ADMINS, (), False)


async def test_without_group_and_admins_the_slot_passes_quietly(scene: Scene) -> None:
    scene.regency = regency(people={})
    await many(scene, 1, opd="DINKES")
    scene.passes(days=1)
    assert (await tick(scene), await events(scene, Verb.REMIND)) == ([], [])


async def test_a_reminder_that_has_not_left_gives_way_to_the_next(scene: Scene) -> None:
    await scene.file()
    for _ in range(2):
        scene.passes(days=1)
        await Ticker(scene.regency, scene.database).tick()
    async with scene.database.read() as session:
        waiting = await outbox.waiting(session, scene.database.seal, 0, 100)
    said = [row.parcel.notice for row in waiting if row.parcel]
    assert ["ke-2" in one.text for one in said if one.purpose == Purpose.REMINDER] == [True]


async def test_a_reminder_that_has_not_left_is_withdrawn_when_the_report_is_resolved(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    scene.passes(days=1)
    await Ticker(scene.regency, scene.database).tick()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.database.read() as session:
        waiting = await outbox.waiting(session, scene.database.seal, 0, 100)
    assert [row for row in waiting if row.parcel and row.parcel.notice.purpose == Purpose.REMINDER] == []


async def test_a_resolved_report_lapses_after_ten_working_days_of_silence(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    scene.now = wita("2026-12-07 10:00")
    said = await tick(scene)
    ticket = await scene.ticket(ticket_id)
    assert (ticket.status, ticket.closed_at, ticket.lapse_at) == ("closed", scene.now, None)
    [news] = [notice for notice in said if notice.chat == ANI.id]
    assert labels(news)[0] == "👎 Belum selesai"
    assert await tick(scene) == []


async def test_chores_share_the_turn(scene: Scene) -> None:
    async def tidy(_tx: Transaction) -> tuple[Notice, ...]:
        return (Notice(ANI.id, "x"),)

    await Ticker(scene.regency, scene.database, [tidy]).tick()
    assert len(await scene.rows(Outbox)) == 1


async def test_the_loop_goes_on_after_a_stumble_and_ends_when_told(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    async def stumble(_tx: Transaction) -> tuple[Notice, ...]:
        nonlocal tried
        tried += 1
        if tried == 2:
            ticker.stop()
        raise RuntimeError("disk")

    monkeypatch.setattr("bot.ticker.loop.SECONDS", 0.01)
    ticker = Ticker(scene.regency, scene.database, [stumble])
    await asyncio.wait_for(ticker.run(), 5)
    assert tried == 2


async def _spoils(scene: Scene, ticket_id: int) -> None:
    """The name of whoever took it cannot be unsealed any more, and its clock runs out of years."""
    about = {"taken_name": b"x", "entered_at": datetime.max.replace(tzinfo=UTC)}
    async with scene.write() as tx:
        await tx.session.execute(update(Ticket).where(col(Ticket.id) == ticket_id).values(about))


async def test_one_bad_ticket_does_not_hold_back_the_reminders_of_others(scene: Scene) -> None:
    bad, good = [(await scene.file())[0] for _ in range(2)]
    await _spoils(scene, bad)
    scene.passes(days=1)
    with capture_logs() as logs:
        assert [notice.ticket_id for notice in await reminders(scene)] == [good]
    assert (await scene.ticket(bad)).remind_at == scene.now + timedelta(hours=1)
    [said] = [entry for entry in logs if entry.get("ticket") == bad]
    assert (said["fault"], ".py:" in said["where"]) == ("OverflowError", True)
    assert set(said) - {"log_level"} <= FIELDS


async def test_many_due_with_a_bad_one_among_them_are_still_one_digest(scene: Scene) -> None:
    await many(scene, 6)
    await _spoils(scene, 3)
    scene.passes(days=1)
    assert [notice.text.count("KT-2026-") for notice in await reminders(scene, PUPR)] == [5]


async def test_one_bad_ticket_does_not_hold_back_what_lapses(scene: Scene) -> None:
    bad, good = [(await scene.file())[0] for _ in range(2)]
    for ticket_id in (bad, good):
        await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    await _spoils(scene, bad)
    scene.now = wita("2026-12-07 10:00")
    await tick(scene)
    assert [(await scene.ticket(ticket_id)).status for ticket_id in (bad, good)] == ["resolved", "closed"]
    assert (await scene.ticket(bad)).lapse_at == scene.now + timedelta(hours=1)


async def test_a_chore_that_fails_stops_neither_the_reminders_nor_the_next_chore(scene: Scene) -> None:
    async def fails(tx: Transaction) -> tuple[Notice, ...]:
        outbox.put(tx, Notice(ANI.id, "setengah"))
        raise RuntimeError("Ani Lestari")

    async def works(_tx: Transaction) -> tuple[Notice, ...]:
        return (Notice(ANI.id, "x"),)

    await scene.file()
    scene.passes(days=1)
    with capture_logs() as logs:
        await Ticker(scene.regency, scene.database, [fails, works]).tick()
    async with scene.database.read() as session:
        waiting = await outbox.waiting(session, scene.database.seal, 0, 100)
    said = [row.parcel.notice for row in waiting if row.parcel]
    assert [notice.purpose for notice in said] == [Purpose.CARD, Purpose.REMINDER, Purpose.PROMPT]
    assert [entry["fault"] for entry in logs] == ["RuntimeError"]
    assert "test_ticks.py" in logs[0]["where"]
    assert "Ani" not in str(logs)


async def test_what_waits_for_the_admins_is_a_list_in_their_chat(scene: Scene) -> None:
    await many(scene, 1, status=Status.RETURNED)
    await many(scene, 1, status=Status.NEW, sensitive=True, opd="DLH")
    scene.passes(days=1)
    [told] = await reminders(scene)
    assert (told.chat, told.text.count("KT-2026-"), "/disposisi" in told.text) == (ADMINS, 2, True)
    assert "<b>KT-2026-000002</b> · menunggu verifikasi" in told.text
    assert await events(scene, Verb.REMIND) == [{"slot": 1, "rung": "admin_chat"}] * 2


async def test_what_the_admins_do_not_route_is_told_to_the_leaders_and_to_no_head(scene: Scene) -> None:
    await many(scene, 1, status=Status.RETURNED)
    heard = []
    for _ in range(6):
        scene.passes(days=1)
        heard.append(sorted(notice.chat for notice in await reminders(scene)))
    assert [chats for chats in heard if chats] == [[ADMINS]] * 3 + [[LEADERS, ADMINS]]


async def test_a_report_that_was_returned_is_not_reminded_of_once_it_is_routed(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RETURN, ticket_id, "Bukan jalan kabupaten")
    async with scene.write() as tx:
        found = await tickets.get(tx, ticket_id)
        assert found is not None
        found.status, found.remind_at = Status.ASSIGNED, None
    scene.passes(days=4)
    assert await reminders(scene, ADMINS) == []


async def test_a_silent_resident_is_nudged_twice_and_then_it_is_archived(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.ASK, ticket_id, "Di mana?")
    heard = []
    for day in range(1, 32):
        scene.passes(days=1)
        heard += [day for notice in await tick(scene) if notice.chat == ANI.id]
    ticket = await scene.ticket(ticket_id)
    assert heard == [7, 23, 30]
    assert (ticket.status, ticket.archive_reason, ticket.remind_at) == ("archived", "incomplete", None)


async def test_nudges_missed_in_an_outage_become_one(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.ASK, ticket_id, "Di mana?")
    scene.passes(days=25)
    assert [notice.chat for notice in await tick(scene)] == [ANI.id]
    assert (await scene.ticket(ticket_id)).reminded_slot == 2
    assert await tick(scene) == []


async def test_a_resident_who_answered_is_not_nudged(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.ASK, ticket_id, "Di mana?")
    await scene.answer(ticket_id, "Di depan SD")
    scene.passes(days=8)
    assert [notice for notice in await tick(scene) if notice.chat == ANI.id] == []


async def test_a_group_that_works_on_saturdays_is_reminded_on_saturdays(scene: Scene) -> None:
    usual = WorkingCalendar(WITA, frozenset(range(1, 6)), Hours.parse("08:00-16:00"))
    hospital = WorkingCalendar(WITA, frozenset(range(1, 7)), Hours.parse("08:00-14:30"))
    scene.regency = replace(scene.regency, calendars=Calendars(usual, {"DLH": hospital}))
    scene.now = wita("2026-11-27 10:00")
    await scene.file()
    await scene.file(opd="DLH")
    scene.now = wita("2026-11-28 10:00")
    assert [notice.chat for notice in await reminders(scene)] == [DLH]
    scene.now = wita("2026-11-30 10:00")
    assert {notice.chat for notice in await reminders(scene)} == {DLH, PUPR}


async def test_nobody_is_reminded_during_the_friday_prayer_of_what_was_missed(scene: Scene) -> None:
    await scene.file()
    scene.now = wita("2026-11-27 12:00")
    assert await reminders(scene) == []
    scene.now = wita("2026-11-27 13:30")
    assert len(await reminders(scene, PUPR)) == 1


async def test_a_digest_mentions_who_took_what(scene: Scene) -> None:
    for _ in range(4):
        ticket_id, _ = await scene.file()
        await scene.act(BUDI, Verb.TAKE, ticket_id)
    await scene.act(BUDI, Verb.RELEASE, ticket_id)
    await scene.act(DEWI, Verb.TAKE, ticket_id)
    scene.passes(days=1)
    [digest] = await reminders(scene, PUPR)
    assert digest.text.count("tg://user?id=") == 2
    assert all(f"tg://user?id={officer.id}" in digest.text for officer in (BUDI, DEWI))
