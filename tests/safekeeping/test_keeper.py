"""The running bot keeps a backup a day and tries one out each week; who can help hears when it fails."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from bot.safekeeping import shelf
from bot.safekeeping.job import Errands, NotDone, Work
from bot.safekeeping.keeper import Keeper
from bot.settings import Settings
from tests.desk.scene import ADMINS, Scene, wita
from tests.safekeeping.conftest import NOW, Office

FIGURES: dict[Work, dict[str, Any]] = {
    Work.BACKUP: {"file": "f", "size": 1, "tickets": 3, "gone": 0},
    Work.DRILL: {"file": "f", "age": 7200.0, "took": 16.6, "rows": 3160, "tickets": 3},
}
BOTH = [Work.BACKUP, Work.DRILL]


@dataclass
class Elsewhere:
    """Where the work is done: it succeeds, unless it is told to fail."""

    done: list[Work] = field(default_factory=list)
    fails: set[Work] = field(default_factory=set)

    async def do(self, work: Work, _now: datetime) -> dict[str, Any]:
        self.done.append(work)
        if work in self.fails:
            raise NotDone("/mnt/cadangan: No space left on device", "disk")
        return FIGURES[work]


@dataclass
class Night:
    """``heard``: what the admins were told since they were last asked."""

    scene: Scene
    keeper: Keeper
    elsewhere: Elsewhere
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scene.database.on_commit = lambda parcels: self.texts.extend(
            parcel.notice.text for parcel in parcels if parcel.notice.chat == ADMINS
        )

    async def until(self, local: str) -> list[Work]:
        """What is done when time has gone on to then; two turns do no more than one."""
        self.scene.now = wita(local)
        self.elsewhere.done.clear()
        await self.keeper.turn()
        await self.keeper.turn()
        return list(self.elsewhere.done)

    def heard(self) -> list[str]:
        told, self.texts[:] = list(self.texts), []
        return told


@pytest.fixture
def night(office: Office) -> Night:
    regency, elsewhere = office.scene.regency, Elsewhere()
    both = {"backup": office.settings.backup}
    object.__setattr__(regency, "settings", regency.settings.model_copy(update=both))
    return Night(office.scene, Keeper(regency, office.scene.database, elsewhere.do), elsewhere)


async def test_a_backup_a_day_from_its_hour_on_and_a_drill_a_week(night: Night) -> None:
    days = [await night.until(f"2026-11-{day} {at}") for day in (23, 24, 29, 30) for at in ("01:59", "02:00")]
    backup = [Work.BACKUP]
    assert days == [[], BOTH, [], backup, [], backup, [], BOTH]


async def test_a_drill_that_succeeds_is_told_in_one_line(night: Night) -> None:
    await night.until("2026-11-23 02:00")
    assert night.heard() == [
        "✅ Uji pemulihan: cadangan berumur 2 jam pulih dan menjawab dalam 17 detik, 3160 baris utuh."
    ]
    await night.until("2026-11-24 02:00")
    assert night.heard() == []


async def test_what_fails_is_told_and_tried_again_in_an_hour(night: Night) -> None:
    night.elsewhere.fails = {Work.BACKUP}
    assert await night.until("2026-11-23 02:00") == [Work.BACKUP]
    [told] = night.heard()
    assert "gagal dibuat: disk penuh atau tidak dapat ditulisi. Mohon" in told
    assert await night.until("2026-11-23 02:59") == []
    night.elsewhere.fails.clear()
    assert await night.until("2026-11-23 03:00") == BOTH


async def test_without_a_drill_that_succeeds_for_eight_days_the_admins_are_warned_daily(night: Night) -> None:
    night.elsewhere.fails = {Work.DRILL}
    warned = []
    for day in (23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33):
        local = f"2026-11-{day} 02:00" if day <= 30 else f"2026-12-0{day - 30} 02:00"
        await night.until(local)
        warned.append(sum("tidak ada uji pemulihan yang berhasil" in text for text in night.heard()))
    assert warned == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]


async def test_without_a_directory_nothing_is_kept_and_nobody_is_warned(night: Night) -> None:
    settings = night.scene.regency.settings
    nowhere = settings.backup.model_copy(update={"directory": None})
    object.__setattr__(night.scene.regency, "settings", settings.model_copy(update={"backup": nowhere}))
    assert await night.until("2026-11-23 02:00") == await night.until("2026-12-23 02:00") == []
    assert night.heard() == []


async def test_on_postgresql_nothing_is_tried_out_and_nobody_is_told_so(night: Night) -> None:
    settings = night.scene.regency.settings
    storage = settings.storage.model_copy(update={"url": "postgresql+asyncpg://aduan@/aduan"})
    object.__setattr__(night.scene.regency, "settings", settings.model_copy(update={"storage": storage}))
    assert await night.until("2026-11-23 02:00") == await night.until("2026-12-23 02:00") == [Work.BACKUP]
    assert night.heard() == []


async def test_both_are_done_in_a_process_of_their_own(office: Office) -> None:
    errands = Errands(office.settings, os.environ)
    kept = await errands.do(Work.BACKUP, NOW)
    assert (kept["tickets"], shelf.newest(office.backups)) == (3, office.backups / kept["file"])
    drilled = await errands.do(Work.DRILL, NOW)
    assert (drilled["file"], drilled["tickets"], drilled["age"]) == (kept["file"], 3, 0)


async def test_a_process_that_fails_says_at_what(office: Office) -> None:
    nothing = Settings.model_validate({"telegram": {"token": "1:a"}, "backup": office.settings.backup})
    office.backups.mkdir()
    with pytest.raises(NotDone, match="there is no backup") as failed:
        await Errands(nothing, os.environ).do(Work.DRILL, NOW)
    assert failed.value.cause == "nothing"
