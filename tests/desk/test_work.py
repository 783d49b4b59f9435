"""What officers, residents and the system do to a ticket, and who hears of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.buttons import ReporterPress
from bot.errors import NotAllowed, NotFound, Refused, Stale
from bot.files import File, FileKind
from bot.notices import Media, Purpose
from bot.people import Officer
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import residents
from storage.models import Event, Resident
from tests.desk.scene import ADMINS, ANI, BUDI, CITRA, DEWI, EKO, PUPR, Scene, card, labels, notices, wita


async def test_a_report_goes_to_its_opd_at_once(scene: Scene) -> None:
    ticket_id, said = await scene.file()
    ticket = await scene.ticket(ticket_id)
    assert (ticket.status, ticket.version, await scene.verbs(ticket_id)) == (
        "assigned",
        1,
        ["file", "assign"],
    )
    assert labels(card(said)) == ["✋ Ambil", "✅ Selesai", "💬 Balas", "❓ Tanya", "↩️ Kembalikan"]
    assert ticket.remind_at == wita("2026-11-24 10:00")


async def test_of_two_who_take_it_one_wins_and_the_other_hears_who(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    with pytest.raises(Stale) as refused:
        await scene.act(DEWI, Verb.TAKE, ticket_id)
    assert (refused.value.key, refused.value.about) == ("refused.taken", {"name": "Budi Santoso"})
    assert (await scene.ticket(ticket_id)).taken_by == BUDI.id


async def test_of_fifty_at_once_one_wins(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    crowd = [Officer(9000 + n, f"Petugas {n}", PUPR, ("PUPR",)) for n in range(50)]
    outcomes = await asyncio.gather(
        *(scene.act(officer, Verb.TAKE, ticket_id) for officer in crowd), return_exceptions=True
    )
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 49
    assert await scene.verbs(ticket_id) == ["file", "assign", "take"]


async def test_taking_twice_says_that_it_is_yours(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    with pytest.raises(Stale, match="yours_already"):
        await scene.act(BUDI, Verb.TAKE, ticket_id)


async def test_another_opds_ticket_and_none_answer_alike(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    answers = []
    for which in (ticket_id, 4711, "KT-2026-000001", "KT-2026-004711"):
        async with scene.desk() as desk:
            with pytest.raises(NotFound) as refused:
                await desk.act(EKO, Verb.TAKE, which)
        answers.append((refused.value.key, refused.value.about))
    assert answers == [("refused.no_ticket", {})] * 4


@pytest.mark.parametrize(
    ("verb", "status"),
    [(Verb.REPLY, "in_progress"), (Verb.ASK, "waiting_reporter"), (Verb.RESOLVE, "resolved")],
)
async def test_what_answers_the_resident_takes_the_ticket_as_well(
    scene: Scene, verb: Verb, status: str
) -> None:
    ticket_id, _ = await scene.file()
    said = await scene.act(BUDI, verb, ticket_id, "Sudah kami lihat <b>")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.status, ticket.taken_by, ticket.responded_at) == (status, BUDI.id, scene.now)
    assert "<blockquote>Sudah kami lihat &lt;b&gt;</blockquote>" in notices(said, ANI.id)[0].text


async def test_news_names_the_report_and_the_opd_and_no_officer(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    [news] = notices(await scene.act(BUDI, Verb.TAKE, ticket_id), ANI.id)
    assert "KT-2026-000001" in news.text
    assert "Pekerjaan Umum" in news.text
    assert "Budi" not in news.text
    assert (news.purpose, news.ticket_id) == (Purpose.NEWS, ticket_id)


async def test_news_is_in_the_residents_language(scene: Scene) -> None:
    ticket_id, _ = await scene.file(language="en")
    [news] = notices(await scene.act(BUDI, Verb.RESOLVE, ticket_id, "The hole is filled"), ANI.id)
    assert labels(news) == ["👍 Truly done", "👎 Not yet"]


async def test_a_resident_who_cannot_be_reached_holds_nothing_up(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    async with scene.write() as tx:
        ani = await residents.find(tx, ANI.id)
        assert ani is not None
        ani.reachable = False
        residents.keep(tx, ani)
    said = await scene.act(BUDI, Verb.REPLY, ticket_id, "Halo")
    assert notices(said, ANI.id) == []
    assert "tidak dapat dihubungi" in notices(said, PUPR)[-1].text


async def test_a_command_needs_a_number_and_words(scene: Scene) -> None:
    await scene.file()
    for rest in ("", "halo", "1"):
        async with scene.desk() as desk:
            with pytest.raises(Refused, match=r"refused\.usage\.reply"):
                await desk.command(BUDI, Verb.REPLY, rest)
    assert len(await scene.rows(Event)) == 2


async def test_a_command_acts_at_once_by_a_number_written_leniently(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        said = await desk.command(BUDI, Verb.RESOLVE, "kt2026000001 Lubang ditambal")
    assert (await scene.ticket(ticket_id)).status == "resolved"
    assert labels(notices(said, ANI.id)[0]) == ["👍 Sudah selesai", "👎 Belum"]


async def test_a_note_stays_inside_and_leaves_the_buttons_as_they_are(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    said = await scene.act(BUDI, Verb.NOTE, ticket_id, "Tunggu alat")
    assert notices(said, ANI.id) == []
    assert (await scene.ticket(ticket_id)).version == 1


async def test_released_it_is_free_for_a_colleague(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    await scene.act(BUDI, Verb.RELEASE, ticket_id)
    await scene.act(DEWI, Verb.TAKE, ticket_id)
    assert (await scene.ticket(ticket_id)).taken_by == DEWI.id


async def test_who_gives_back_a_colleagues_ticket_says_whose_it_was(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    said = await scene.act(DEWI, Verb.RELEASE, ticket_id)
    done = f"KT-2026-000001, yang dipegang {BUDI.name}, dilepas {DEWI.name}. Siapa yang mengambil?"
    assert notices(said, PUPR)[-1].text == done


async def test_a_question_stops_the_clock_and_the_answer_starts_it_again(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    due = (await scene.ticket(ticket_id)).due_at
    await scene.act(BUDI, Verb.ASK, ticket_id, "Di sebelah mana?")
    waiting = await scene.ticket(ticket_id)
    scene.passes(days=7)
    said = await scene.answer(ticket_id, "Depan SD, hubungi 081234567890")
    ticket = await scene.ticket(ticket_id)
    assert (waiting.remind_at, ticket.status) == (waiting.entered_at + timedelta(days=7), "in_progress")
    assert scene.regency.calendar.days_between(due, ticket.due_at) == 5
    assert "<blockquote>Depan SD, hubungi ••••••••••••</blockquote>" in notices(said, PUPR)[-1].text
    assert notices(said, PUPR)[-1].under_card


async def test_files_of_an_answer_stand_under_the_card_and_risky_ones_stay_sealed(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    files = [File(FileKind.PHOTO, "foto", "u1"), File(FileKind.VOICE, "suara", "u2")]
    said = await scene.answer(ticket_id, "", files)
    told = notices(said, PUPR)
    assert [notice.media for notice in told if notice.media] == [(Media("photo", "foto"),)]
    assert "Lampiran tersegel: 1 pesan suara" in next(n.text for n in told if n.purpose == Purpose.NEWS)


async def test_what_a_sensitive_report_is_answered_is_not_for_admins(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="DP3A", sensitive=True)
    told = notices(await scene.answer(ticket_id, "Dia datang lagi", [File(FileKind.PHOTO, "f", "u")]))
    assert [(notice.chat, notice.purpose, notice.media) for notice in told] == [(ADMINS, Purpose.CARD, ())]
    assert "Dia datang lagi" not in told[0].text


async def test_returned_it_waits_for_an_admin_and_the_reason_stays_inside(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    said = await scene.act(BUDI, Verb.RETURN, ticket_id, "Jalan provinsi")
    assert "Jalan provinsi" not in notices(said, ANI.id)[0].text
    assert "/disposisi KT-2026-000001" in card(said, ADMINS).text
    assert labels(card(said, PUPR)) == []
    assert labels(card(said, ADMINS)) == ["📨 Disposisi", "🗄 Arsip", "➡️ Luar kewenangan"]


async def test_resolved_it_waits_for_the_residents_word_and_then_lapses(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.resolved_at, ticket.lapse_at) == (scene.now, wita("2026-12-07 10:00"))
    assert ticket.remind_at is None


async def test_the_residents_yes_closes_it(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.desk() as desk:
        said = await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "confirm"), "q")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.status, ticket.closed_at, ticket.resolved_at) == ("closed", scene.now, scene.now)
    assert labels(notices(said, ANI.id)[0]) == ["👎 Belum selesai", "⭐ 1", "⭐ 2", "⭐ 3", "⭐ 4", "⭐ 5"]


async def test_the_residents_no_reopens_it_aloud_and_asks_what_is_missing(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    scene.passes(hours=12)
    async with scene.desk() as desk:
        said = await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "dispute"), "q")
    ticket, [ani] = await scene.ticket(ticket_id), await scene.rows(Resident)
    assert (ticket.status, ticket.resolved_at, ticket.lapse_at) == ("in_progress", None, None)
    assert ani.answering == ticket_id
    loud = notices(said, PUPR)[-1]
    assert (loud.under_card, loud.silent, "<b>belum</b> selesai" in loud.text) == (True, False, True)
    assert "masih kurang" in notices(said, ANI.id)[0].text


async def test_closed_it_can_be_reopened_for_ten_working_days_only(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.desk() as desk:
        await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "confirm"), "q")
    scene.passes(days=15)
    async with scene.desk() as desk:
        with pytest.raises(Stale, match="too_late"):
            await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 3, "dispute"), "q")


async def test_an_old_button_of_the_resident_changes_nothing_and_says_how_it_stands(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.desk() as desk:
        await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "dispute"), "q")
    async with scene.desk() as desk:
        with pytest.raises(Stale) as refused:
            await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "confirm"), "q")
    assert refused.value.about == {"number": "KT-2026-000001", "status": "sedang ditindaklanjuti"}


async def test_someone_elses_report_cannot_be_judged(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.write() as tx:
        await residents.meet(tx, CITRA)
    async with scene.desk() as desk:
        with pytest.raises(NotFound, match="no_ticket"):
            await desk.verdicts.pressed(CITRA, ReporterPress(ticket_id, 2, "confirm"), "q")
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="not_now"):
            await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "resolve"), "q")


async def test_a_refusal_changes_nothing(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    before = dict(await scene.ticket(ticket_id))
    for verb in (Verb.REPLY, Verb.ASK, Verb.RETURN, Verb.RESOLVE, Verb.CONFIRM, Verb.RELEASE, Verb.LAPSE):
        async with scene.desk() as desk:
            with pytest.raises((Refused, NotAllowed)):
                await desk.act(BUDI, verb, ticket_id)
    assert (dict(await scene.ticket(ticket_id)), await scene.verbs(ticket_id)) == (
        before,
        ["file", "assign"],
    )


async def test_the_history_names_officers_and_never_a_resident(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.desk() as desk:
        await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, 2, "confirm"), "q")
    events = await scene.rows(Event)
    assert [(e.verb, e.role, e.actor, e.came_from, e.led_to) for e in events[1:]] == [
        ("assign", "system", None, "new", "assigned"),
        ("resolve", "officer", BUDI.id, "assigned", "resolved"),
        ("confirm", "reporter", None, "resolved", "closed"),
    ]


async def test_tasks_come_first_due_first_with_the_day_and_what_is_late(scene: Scene) -> None:
    await scene.file(due_at=wita("2026-12-11 16:00"))
    await scene.file(due_at=wita("2026-11-20 16:00"))
    await scene.file(opd="DLH")
    async with scene.desk() as desk:
        [listed] = notices(await desk.tasks(BUDI))
    assert listed.text.split("\n") == [
        "<b>Laporan terbuka: 2</b>",
        "",
        "‼️ <b>Terlambat</b>",
        "🆕 <b>KT-2026-000002</b> · Jalan &amp; jembatan · Sangatta Utara · Jumat 20/11",
        "   “Jalan berlubang parah di depan SD 003”",
        "",
        "🗓 <b>Lainnya</b>",
        "🆕 <b>KT-2026-000001</b> · Jalan &amp; jembatan · Sangatta Utara · Jumat 11/12",
        "   “Jalan berlubang parah di depan SD 003”",
    ]


async def test_many_tasks_come_in_pages_that_fit_into_a_message(scene: Scene) -> None:
    async with scene.write() as tx:
        for _ in range(120):
            await scene.stored(tx, status=Status.ASSIGNED)
    async with scene.desk() as desk:
        [listed] = notices(await desk.tasks(BUDI))
    assert (listed.text.count("KT-2026-"), len(listed.text) < 4096) == (20, True)
    assert labels(listed) == ["Berikutnya ▸"]
