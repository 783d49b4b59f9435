"""Everyone tries everything everywhere: only who may act acts, all others are told so or met by silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import routers
from tests.security.actors import CELLS, message
from tests.security.attempts import ATTEMPTS, BESIDES, set_the_scene
from tests.security.conftest import Scene
from tests.security.describing import Describing
from tests.security.probing import entry_points
from tests.security.rights import expected
from tests.security.stage import open_stage


def test_whatever_a_router_handles_is_tried() -> None:
    assert entry_points(routers()) == ATTEMPTS.keys() - BESIDES


def test_whatever_is_tried_has_its_rights() -> None:
    assert {name for name, _, _ in expected()} == ATTEMPTS.keys()


@pytest.mark.asyncio(loop_scope="session")
async def test_only_who_may_act_acts(scene: Scene) -> None:
    described, rights = Describing(scene.stage), expected()
    found = {
        (name, actor, place): described(await scene.probe.tries(attempt(scene.stage, actor, place)), actor)
        for name, attempt in ATTEMPTS.items()
        for actor, place in CELLS
    }
    assert {cell: effect for cell, effect in found.items() if effect != rights[cell]} == {}


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("actor", ["bot", "unknown"])
async def test_in_the_leaders_group_only_its_members_read_figures(scene: Scene, actor: str) -> None:
    effect = await scene.probe.tries(message(scene.stage, actor, "supervisor_chat", text="/rekap"))
    assert not effect.asks


async def test_who_was_put_out_acts_no_more_though_the_bot_is_no_admin(tmp_path: Path) -> None:
    async with open_stage(tmp_path, admin=False) as stage:
        pupr, dewi = stage.groups["pupr"], stage.dewi.inside(stage.groups["pupr"])
        await dewi.says("/tugas")
        before = pupr.last
        await pupr.removes(stage.dewi)
        await dewi.says("/tugas")
        assert pupr.last != before
        assert pupr.last.text == "Hanya anggota grup OPD ini yang dapat melakukannya."


async def test_who_has_just_come_in_may_act(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        pupr = stage.groups["pupr"]
        joko = stage.joko.inside(pupr)
        await joko.says("/tugas")
        assert pupr.last.text == "Hanya anggota grup OPD ini yang dapat melakukannya."
        await pupr.adds(stage.joko)
        await joko.says("/tugas")
        assert "Tidak ada laporan terbuka" in pupr.last


async def test_a_strangers_number_and_no_number_answer_alike(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await set_the_scene(stage)
        for who, ask in ((stage.joko, "/status {}"), (stage.eko.inside(stage.groups["dlh"]), "/tiket {}")):
            await who.says(ask.format("KT-2026-000001"))
            theirs = who.last.text
            await who.says(ask.format("KT-2026-000999"))
            assert who.last.text == theirs
