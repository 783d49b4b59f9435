"""The pages say whether the process lives and is ready, and their figures name nobody."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.health.office import Watched, watched
from tests.stories.ways import files


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Watched]:
    async with watched(tmp_path) as office:
        yield office


def forget(office: Watched) -> None:
    """What was found a moment ago is looked for again."""
    office.desk.app.watching.pages._faults.__self__._asked_at = float("-inf")  # type: ignore[attr-defined]


async def test_a_bot_that_runs_lives_and_is_ready(office: Watched) -> None:
    status, said = await office.asks("/livez")
    assert (status, json.loads(said)["late"]) == (200, [])
    assert await office.asks("/readyz") == (200, '{"faults": {}}')


async def test_a_loop_that_stopped_is_named(office: Watched) -> None:
    office.desk.app.pulses[0].beat(-1)
    status, said = await office.asks("/livez")
    assert (status, json.loads(said)["late"]) == (503, ["handle"])


async def test_a_database_that_takes_no_write_is_not_ready(
    office: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("storage.probe.write", full)
    assert await office.asks("/readyz") == (503, '{"faults": {"write": "StorageDown"}}')


async def test_tables_that_another_version_changed_are_not_ours(office: Watched) -> None:
    assert await office.asks("/readyz") == (200, '{"faults": {}}')
    async with office.desk.app.database.write() as tx:
        await tx.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    forget(office)
    assert await office.asks("/readyz") == (503, '{"faults": {"schema": "9999"}}')


async def test_a_telegram_that_is_silent_is_not_ready(office: Watched) -> None:
    vitals = office.desk.app.watching.vitals
    async with asyncio.timeout(20):
        while not vitals.fetches:
            await asyncio.sleep(0.01)
    vitals._heard_at -= 91
    status, said = await office.asks("/readyz")
    assert status == 503
    assert "telegram" in json.loads(said)["faults"]


async def test_figures_are_counted_and_name_nobody(office: Watched) -> None:
    number = await files(office.ani)
    await office.looks()
    status, page = await office.asks("/metrics")
    values = dict(re.findall(r"^(aduan_\S+) (\S+)$", page, re.MULTILINE))
    assert status == 200
    assert float(values['aduan_updates_total{kind="message"}']) >= 1
    assert float(values["aduan_messages_sent_total"]) >= 2
    assert values['aduan_tickets{status="assigned"}'] == "1.0"
    assert values['aduan_alarm{cause="heads"}'] == "1.0"
    assert values['aduan_alarm{cause="inbox"}'] == "0.0"
    secrets = [number, "Ani", "Lestari", "PUPR", str(office.ani.id), str(office.pupr.id), office.town.token]
    assert [secret for secret in secrets if secret in page] == []
    labels = {label for found in re.findall(r"\{(.*?)\}", page) for label in re.findall(r"(\w+)=", found)}
    assert labels <= {"kind", "fault", "le", "cause", "invariant", "box", "state", "status"}


async def test_a_port_that_is_taken_does_not_stop_the_desk(office: Watched, tmp_path: Path) -> None:
    await office.asks("/livez")
    taken = {"listen": f"127.0.0.1:{office.desk.app.watching.pages.port}"}
    (tmp_path / "other").mkdir()
    async with watched(tmp_path / "other", http=taken) as other:
        await files(other.ani)
        await other.looks()
        assert "⚠️ Halaman pemantauan tidak dapat dibuka" in other.alarms
