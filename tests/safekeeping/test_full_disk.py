"""The disk is full: what was acknowledged is there, what was not is told apart, and afterwards it goes on."""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StorageDown
from bot.regency import Regency
from bot.safekeeping.keeping import NotKept, keep
from storage import inbox
from storage.backup import examined
from storage.models import Inbox
from tests.chain.conftest import opened
from tests.desk.scene import Scene
from tests.safekeeping.conftest import NOW, Office

MOUNT, UNMOUNT = "/bin/mount", "/bin/umount"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        [MOUNT, "-t", "tmpfs", "-o", "size=4m", "none", disk], check=False, capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run([UNMOUNT, "--lazy", disk], check=True)


async def test_what_was_acknowledged_stays_and_nothing_else_was(small_disk: Path, kutim: Regency) -> None:
    scene = await opened(kutim, small_disk / "aduan.db")
    acknowledged = await fill(scene)
    assert acknowledged > 20
    assert len(await scene.rows(Inbox)) == acknowledged

    grow(small_disk)
    await receive(scene, acknowledged)
    await scene.file()
    await scene.database.close()
    found = await examined(scene.path, scene.database.seal, scene.now)
    assert (found.faults, found.tickets) == ([], 1)


async def fill(scene: Scene) -> int:
    """How many were stored until one could not be."""
    for number in itertools.count():
        try:
            await receive(scene, number)
        except StorageDown:
            return number
    raise AssertionError


def grow(disk: Path) -> None:
    subprocess.run([MOUNT, "-o", "remount,size=8m", disk], check=True)


async def receive(scene: Scene, number: int) -> None:
    """As the receiver does before it confirms anything to Telegram."""
    async with scene.database.write() as tx:
        await inbox.store(tx, [({"update_id": number, "text": os.urandom(8_000).hex()}, 1)])


def test_a_backup_that_does_not_fit_is_none(small_disk: Path, office: Office) -> None:
    (small_disk / "ballast").write_bytes(bytes(4 * 1024 * 1024 - 8_192))
    with pytest.raises(NotKept, match="No space left"):
        keep(office.settings, small_disk / "backups", NOW)
    assert list((small_disk / "backups").iterdir()) == []
