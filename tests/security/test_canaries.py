"""Who reports shows nowhere: in no group, in no byte on the disk, in no line of a log."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.notices import Notice
from storage import outbox
from tests.security import lives
from tests.security.canaries import Secrets, files, guises, numbers, search, spoken
from tests.security.stage import POTHOLE, Stage, open_stage


def _sinks(stage: Stage) -> dict[str, bytes]:
    residents = (stage.ani.id, stage.citra.id)
    return files(stage.home) | {"messages": spoken(stage.town.world, residents)}


async def test_a_whole_life_tells_nobody_who_reported(tmp_path: Path) -> None:
    secrets = lives.secrets() | {"a draft": lives.DRAFT}
    async with open_stage(tmp_path, lives.NAMES) as stage:
        number = await lives.files_with_everything(stage, stage.ani, lives.PHONES["ani"])
        await stage.citra.starts()
        assert search(_sinks(stage), secrets) == set()
        await lives.goes_on(stage, number)
        assert {"aduan.db", "aduan.db-wal", "aduan.db-shm"} <= files(tmp_path).keys()
        assert search(_sinks(stage), secrets) == set()
        assert numbers(tmp_path / "aduan.db").isdisjoint({stage.ani.id, stage.citra.id})
        await lives.ends(stage, number)
        assert stage.town.world.ledger.of("sendPhoto") != []
        messages = _sinks(stage)
    assert search(messages | files(tmp_path), secrets) == set()


async def test_the_disk_knows_neither_token_nor_address(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ani.starts()
        known: Secrets = {
            "token": stage.town.token,
            "its secret": stage.town.token.partition(":")[2],
            "address": stage.town.api,
        }
        assert search(_sinks(stage), known) == set()


async def test_who_wants_to_be_named_is_named_to_their_office_only(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lives.NAMES) as stage:
        await stage.files(stage.ani, POTHOLE, "Jalan", named=True)
        assert stage.groups["pupr"].sees("Kanariani Burungmerah")
        assert {name for name, group in stage.groups.items() if group.sees("Kanariani")} == {"pupr"}
        assert search(files(tmp_path), lives.secrets()) == set()


async def test_the_search_finds_a_leak_in_each_place(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lives.NAMES) as stage:
        await stage.ani.starts()
        async with stage.desk.app.database.write() as tx:
            outbox.put(tx, Notice(stage.groups["pupr"].id, f"{stage.ani.user.first_name} melapor"))
            leak = {"a": "Burungmerah", "b": stage.ani.id}
            await (await tx.core()).execute(text("insert into counters values (:a, :b)"), leak)
        await stage.desk.settle()
        found = search(_sinks(stage), lives.secrets())
        assert numbers(tmp_path / "aduan.db") >= {stage.ani.id}
    assert found == {
        ("messages", "ani's name"), ("aduan.db-wal", "ani's last_name"), ("aduan.db-wal", "ani's id"),
    }  # fmt: skip


@pytest.mark.parametrize("secret", ["Burungmerah", 7_391_846_205, 1_987_654_321])
def test_the_search_knows_every_guise(secret: str | int) -> None:
    plain = str(secret).encode()
    hidden = [
        plain, plain.hex().encode(), str(secret).encode("utf-16-le"), str(secret).encode("utf-16-be"),
        *(base64.b64encode(b"x" * a + plain + b"y" * b) for a in range(3) for b in range(3)),
    ]  # fmt: skip
    if isinstance(secret, int):
        hidden += [secret.to_bytes(size, order) for size in (6, 8) for order in ("big", "little")]
    assert all(search({"it": b"<" + one + b">"}, {"secret": secret}) for one in hidden)
    assert not search({"it": b"Burunghitam 7391846200"}, {"secret": secret})
    assert min(map(len, guises(secret))) > 4
