"""Another regency is data: its offices, places, hours and words stand where Kutai Timur's did."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.configuration import load
from bot.configuration.locales import LOCALES
from bot.configuration.pack import lay_under
from bot.settings import Settings
from simulator.groups import Group
from simulator.people import Person
from simulator.town import Town
from tests.house.sources import ROOT, product
from tests.stories.desk import Clock, Desk, open_desk
from tests.stories.ways import values

PACK = ROOT / "bot" / "packs" / "lembahbiru"
KUTIM = re.compile(r"kutim|kutai|sangatta|bengalon|kaltim|64\.08|\bWITA\b|Asia/Makassar", re.IGNORECASE)
HOMES = {
    "bot.settings": "the defaults: it is ready for Kutai Timur out of the box",
    "bot.configuration": "which pack comes along",
    "bot.boundaries": "what codes of places look like",
    "bot.rendering.regions": "what codes of places look like",
    "bot.wording": "how Indonesia calls its three zones",
    "bot.understanding": "learnt from texts of the region",
    "bot.seeding": "the made-up past of the demonstration",
    "bot.demo": "the demonstration is in Kutai Timur",
    "bot.beginning": "asks whether it is Kutai Timur",
}


@dataclass
class Regency:
    desk: Desk
    ani: Person
    budi: Person
    hadi: Person
    roads: Group
    ferries: Group
    leaders: Group
    town: Town


@pytest.fixture
async def lembah(tmp_path: Path) -> AsyncIterator[Regency]:
    clock = Clock(datetime(2026, 11, 25, 2, 0, tzinfo=UTC))  # 09:00 WIB
    async with Town(clock=clock) as town, AsyncExitStack() as running:
        ani, budi, sari = town.person("Ani"), town.person("Budi"), town.person("Sari")
        hadi = town.person("Hadi")
        roads, ferries = town.group("Bina Marga", [budi]), town.group("Penyeberangan", [sari])
        overseers, leaders = town.group("Inspektorat", []), town.group("Pimpinan", [hadi])
        groups = {"BINAMARGA": roads.id, "PELABUHAN": ferries.id, "ITKAB": overseers.id}
        raw: dict[str, Any] = {
            "policy": {"directory": str(PACK)},
            "groups": groups,
            "people": {"supervisor_chat": leaders.id},
        }
        lay_under(raw, [])
        desk = await running.enter_async_context(open_desk(town, tmp_path, clock, **raw))
        yield Regency(desk, ani, budi, hadi, roads, ferries, leaders, town)
        await running.aclose()
        assert town.wrongs == []


async def test_a_report_is_filed_resolved_confirmed_and_counted(lembah: Regency) -> None:
    ani, roads = lembah.ani, lembah.roads
    await ani.says("jalan di depan pasar Sawo Kembar berlubang parah")
    for label in ("Setuju", "Kirim"):
        await ani.taps(label)
    assert ani.sees("LB-2026-000001")
    assert values(roads.last)["Tempat"] == "Desa Sawo Kembar, Kec. Bukit Sawo"
    assert "pukul 09.00 WIB" in roads.last.text
    await lembah.budi.inside(roads).says("/selesai 1 sudah ditambal hari ini")
    await ani.taps("Sudah selesai")
    await lembah.desk.settle()
    await lembah.hadi.inside(lembah.leaders).says("/rekap hari")
    assert "Masuk: 1" in lembah.leaders.last.text
    said = [shown.text for view in (ani, roads, lembah.leaders) for shown in view.messages]
    assert [text for text in said if KUTIM.search(text)] == []


async def test_a_category_that_was_never_learnt_is_known_by_its_keywords(lembah: Regency) -> None:
    await lembah.ani.says("kapal penyeberangan di Dermaga Tua rusak sudah seminggu")
    for label in ("Setuju", "Kapal penyeberangan", "Kirim"):
        await lembah.ani.taps(label)
    assert "Kapal penyeberangan" in lembah.ferries.last.text


async def test_a_category_that_was_added_makes_nobody_else_choose(lembah: Regency) -> None:
    await lembah.ani.says("sampah menumpuk di pasar Sawo Kembar sudah seminggu tidak diangkut")
    await lembah.ani.taps("Setuju")
    assert values(lembah.ani.last)["Kategori"] == "Sampah"


def test_the_pack_speaks_where_the_configuration_is_silent(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[telegram]\ntoken = "1:a"\n[policy]\ndirectory = "{PACK}"\n[service]\nprefix = "XX"\n'
    )
    settings = load(config, {})
    service = settings.service
    assert (service.prefix, service.timezone, service.name) == ("XX", "Asia/Jakarta", "Lapor Lembah Biru")
    assert str(settings.calendar.hours) == "07:30-15:30"
    assert [key for key, value in _texts(settings) if KUTIM.search(value)] == []


@pytest.mark.parametrize("section", ["people", "service2"])
def test_a_pack_says_nothing_of_people_and_machines(tmp_path: Path, section: str) -> None:
    (tmp_path / "regency.toml").write_text(f"[{section}]\nx = 1\n")
    faults: list[Any] = []
    lay_under({"policy": {"directory": str(tmp_path)}}, faults)
    assert [fault.key for fault in faults] == ["policy.directory"]


def test_nothing_of_kutai_timur_is_in_code_or_words() -> None:
    found = {
        f"{source.name}: {text[:60]}"
        for source in product()
        if not source.name.startswith(("simulator", *HOMES))
        for text in _strings(source.tree)
        if KUTIM.search(text)
    }
    assert found == set()
    words = [path for path in LOCALES.rglob("*.toml") if KUTIM.search(path.read_text(encoding="utf-8"))]
    assert words == []


def _texts(settings: Settings) -> Iterator[tuple[str, str]]:
    for section in ("service", "calendar", "recap"):
        yield from ((section, str(value)) for value in getattr(settings, section).model_dump().values())


def _strings(tree: ast.Module) -> Iterator[str]:
    """All that is no docstring."""
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value
