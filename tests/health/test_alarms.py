"""When something is wrong the admins are told what to do, a second way tells it too, and when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from bot.app import Pacing, build
from bot.errors import BadToken
from bot.health import facts
from bot.health.second import MOST, SecondWay
from bot.health.vitals import PEACE
from bot.settings import Alarms
from simulator.town import Town
from storage import alarms
from tests.health.office import Outside, Watched, watched
from tests.receiver.test_webhook import some_port
from tests.stories.desk import settings_of
from tests.stories.ways import files

HEADS = "⚠️ Kepala OPD belum dapat dihubungi"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Watched]:
    async with watched(tmp_path) as office:
        yield office


async def does(office: Watched, statement: str) -> None:
    async with office.desk.app.database.write() as tx:
        await tx.session.execute(text(statement))


async def test_heads_who_never_pressed_start_are_named_once_a_day(office: Watched) -> None:
    await office.looks()
    await office.looks()
    assert office.alarms == [HEADS]
    assert "OPD: PUPR." in office.admins.last.text
    assert office.outside.told == []
    office.desk.clock.turn(hours=25)
    await office.looks()
    assert office.alarms == [HEADS, HEADS]


async def test_all_is_well_again_once_they_did(office: Watched) -> None:
    await office.looks()
    hana = next(person for person in office.town.people if person.user.first_name == "Hana")
    await hana.says("/start")
    await office.looks()
    assert office.alarms[-1] == "✅ Sudah pulih: Kepala OPD belum dapat dihubungi"


async def test_a_pile_of_updates_is_told_with_what_to_do_and_when_it_is_over(office: Watched) -> None:
    await does(
        office,
        "INSERT INTO inbox (update_id, lane, payload, state, attempts, received_at)"
        " VALUES (5, 1, '', 'pending', 0, '2026-11-25 00:50:00.000000+00:00')",
    )
    await office.looks()
    told = office.told("Pesan masuk menumpuk")
    assert "\nYang tertua menunggu 6" in told
    assert told.endswith("Periksa beban server dan basis data.")
    await does(office, "UPDATE inbox SET state = 'dead' WHERE update_id = 5")
    await office.looks()
    assert office.alarms[-1] == "✅ Sudah pulih: Pesan masuk menumpuk"
    assert office.outside.causes == [("inbox", "raised"), ("inbox", "over")]
    assert "<b>" not in office.outside.told[0]["text"]


async def test_a_group_that_is_lost_is_told_too(office: Watched) -> None:
    await does(office, "UPDATE groups SET reachable = false")
    await office.looks()
    assert "⚠️ Bot tidak dapat menulis di grup OPD" in office.alarms


async def test_what_the_night_could_not_erase_is_told(office: Watched) -> None:
    await does(office, "INSERT INTO marks (name, value) VALUES ('unerased', '3')")
    await office.looks()
    assert "\n3 data sudah melewati" in office.told("Data lama belum dapat dihapus")
    await does(office, "UPDATE marks SET value = '0' WHERE name = 'unerased'")
    await office.looks()
    assert office.outside.causes == [("unerased", "raised"), ("unerased", "over")]


async def test_what_must_never_be_is_an_alarm(office: Watched) -> None:
    await files(office.ani)
    await does(office, "UPDATE tickets SET remind_at = NULL")
    await office.looks()
    assert office.outside.causes == [("invariant", "raised")]
    assert "nobody_reminded 1" in office.outside.told[0]["text"]


async def test_who_does_not_hear_at_once_is_told_later_in_order(office: Watched) -> None:
    office.outside.deaf = True
    await does(office, "UPDATE groups SET reachable = false")
    await office.looks()
    assert office.outside.told == []
    office.outside.deaf = False
    await does(office, "UPDATE groups SET reachable = true")
    await office.looks()
    assert office.outside.causes == [("groups", "raised"), ("groups", "over")]


async def test_a_sign_of_life_goes_out_while_all_loops_go_on(office: Watched) -> None:
    await office.looks()
    assert office.outside.pings == 1
    office.desk.app.pulses[0].beat(-1)
    await office.looks()
    assert office.outside.pings == 1
    assert ("loop", "raised") in office.outside.causes


async def test_a_database_that_cannot_be_read_is_told_by_the_second_way(
    office: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise OSError(5, "i/o error")

    with monkeypatch.context() as broken:
        broken.setattr("storage.survey.inbox", fails)
        await office.looks()
    assert office.outside.causes == [("storage", "raised")]
    assert office.outside.pings == 0
    await office.looks()
    assert office.outside.causes[-1] == ("storage", "over")


async def test_what_cannot_be_looked_at_is_not_over(office: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise OSError(5, "i/o error")

    await does(office, "UPDATE groups SET reachable = false")
    await office.looks()
    with monkeypatch.context() as broken:
        broken.setattr("storage.survey.inbox", fails)
        await office.looks()
    assert office.outside.causes == [("groups", "raised"), ("storage", "raised")]
    assert "aduan_groups_down 1.0" in (await office.asks("/metrics"))[1]


async def test_a_full_disk_and_a_long_log_are_told(office: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_free", lambda *_: 0.14)
    monkeypatch.setattr(facts, "_wal", lambda *_: 65 * 2**20)
    await office.looks()
    assert {"⚠️ Disk hampir penuh", "⚠️ Berkas WAL terlalu besar"} <= set(office.alarms)


async def test_a_restart_tells_nothing_anew(tmp_path: Path) -> None:
    said = []
    for minutes in (0, 5):
        async with watched(tmp_path, ahead=60 * minutes) as office:
            await office.looks()
            said.append(office.alarms)
    assert said == [[HEADS], []]


async def test_right_after_a_start_nothing_is_over_that_was_not_looked_at(
    office: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise OSError(5, "i/o error")

    async with office.desk.app.database.write() as tx:
        await alarms.keep(tx, dict.fromkeys(("groups", "conflict"), tx.now))
    with monkeypatch.context() as broken:
        broken.setattr("storage.survey.inbox", fails)
        await office.looks()
    await office.looks()
    first, *others = office.outside.causes
    assert (first, sorted(others)) == (("storage", "raised"), [("groups", "over"), ("storage", "over")])
    office.desk.app.watching.vitals._begun -= PEACE + 1
    await office.looks()
    assert office.outside.causes[3:] == [("conflict", "over")]


async def test_what_gives_way_while_the_first_is_told_is_not_taken_for_it(office: Watched) -> None:
    port = office.outside.port
    second = SecondWay(Alarms.model_validate({"webhook": f"http://127.0.0.1:{port}/alarm"}), "Kutim")
    for n in range(MOST):
        second.put("groups", "raised", str(n))
    office.outside.on_told = lambda: second.put("groups", "raised", "late")
    await second.deliver()
    assert [one["text"] for one in office.outside.told] == [*map(str, range(MOST)), "late"]


async def test_another_bot_with_our_token_is_told_within_a_minute(
    office: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiver.loop.PAUSE", 0.05)
    rival = asyncio.create_task(_fetches(office.town))
    await office.until("dijalankan dua kali, atau tokennya dicuri")
    rival.cancel()
    assert ("conflict", "raised") in office.outside.causes


async def test_a_webhook_that_someone_sets_again_and_again_is_told_and_not_fought(
    office: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiver.loop.PAUSE", 0.05)
    rival = asyncio.create_task(_sets_webhooks(office.town))
    await office.until("dijalankan dua kali, atau tokennya dicuri")
    rival.cancel()
    assert len(office.town.world.ledger.of("deleteWebhook")) == 1


async def test_a_webhook_that_leads_elsewhere_is_told_and_not_set_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.fetching.LOOKS", 0.05)
    port = some_port()
    webhook = {"url": f"http://127.0.0.1:{port}/t", "listen": f"127.0.0.1:{port}", "secret": "kata-rahasia"}
    async with watched(tmp_path, receive="webhook", webhook=webhook) as office:
        async with asyncio.timeout(30):
            while not office.town.world.ledger.of("getWebhookInfo"):
                await asyncio.sleep(0.01)
        assert (await office.asks("/readyz"))[0] == 200
        rival = asyncio.create_task(_sets_webhooks(office.town))
        await office.until("dijalankan dua kali, atau tokennya dicuri")
        rival.cancel()
        ours = [call for call in office.town.world.ledger.of("setWebhook") if "secret_token" in call.params]
        assert len(ours) == 1


async def test_a_token_that_is_revoked_ends_the_bot_and_the_second_way_tells(tmp_path: Path) -> None:
    async with Town() as town, Outside().listening() as outside:
        alarms = {"webhook": f"http://127.0.0.1:{outside.port}/alarm"}
        app = await build(settings_of(town, tmp_path, alarms=alarms), Pacing(poll=5))
        running = asyncio.create_task(app.run())
        await app.ready.wait()
        town.server.token = "1:another"
        town.world.updates.terminate()
        with pytest.raises(BadToken):
            await asyncio.wait_for(running, 30)
        await app.close()
        assert outside.causes == [("token", "raised")]


async def test_a_wrong_clock_holds_reminders_and_they_go_on_by_themselves(tmp_path: Path) -> None:
    async with watched(tmp_path, ahead=3 * 24 * 3600) as office:
        await files(office.ani)
        assert office.desk.app.watching.vitals.skew.is_wrong
        await office.until("Jam server salah")
        office.desk.clock.turn(days=6)
        await office.desk.later(seconds=0)
        assert await _verbs(office) == ["file", "assign"]
        office.desk.clock.begin = office.town.world.updates.clock.begin  # type: ignore[attr-defined]
        await office.ani.says("/laporanku")
        await office.looks()
        assert office.alarms[-1] == "✅ Sudah pulih: Jam server salah"


async def _verbs(office: Watched) -> list[str]:
    async with office.desk.app.database.read() as session:
        rows = await session.execute(text("SELECT verb FROM events ORDER BY id"))
    return [str(verb) for verb in rows.scalars()]


async def _fetches(town: Town) -> None:
    """Someone else asks for updates, each time as soon as they are refused or answered."""
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{town.api}/bot{town.token}/getUpdates?timeout=1") as answer:
                await answer.read()


async def _sets_webhooks(town: Town) -> None:
    """Someone else has updates brought to them, whatever we do."""
    async with aiohttp.ClientSession() as session:
        while True:
            where = {"url": "http://127.0.0.1:9/elsewhere"}
            async with session.post(f"{town.api}/bot{town.token}/setWebhook", json=where) as answer:
                await answer.read()
            await asyncio.sleep(0.02)
