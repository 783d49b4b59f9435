"""`aduan seed` as people start it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from storage import lock
from tests.commandline.conftest import Aduan

SETTINGS = (
    '[telegram]\ntoken = "1:a"\n[storage]\nurl = "sqlite+aiosqlite:///aduan.db"\nkey_file = "aduan.key"\n'
)


@pytest.fixture(autouse=True)
def configured(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(SETTINGS)


def test_it_says_how_fast_it_was_and_how_much_room_it_took(aduan: Aduan) -> None:
    ran = aduan("seed", "--tickets", "20", "--months", "2", "--seed", "5")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"^20 tickets, \d+ a second, \d+ bytes each$", ran.stdout, re.MULTILINE)


def test_it_stops_with_75_while_another_instance_holds_the_data(aduan: Aduan, tmp_path: Path) -> None:
    held = lock.take(f"sqlite+aiosqlite:///{tmp_path}/aduan.db")
    assert held is not None
    ran = aduan("seed", "--tickets", "20")
    assert (ran.returncode, "another aduan holds" in ran.stderr) == (75, True)
    held.close()


def test_seeded_again_it_goes_on_but_never_among_what_people_filed(aduan: Aduan, tmp_path: Path) -> None:
    assert [aduan("seed", "--tickets", "5").returncode for _ in range(2)] == [0, 0]
    with sqlite3.connect(tmp_path / "aduan.db") as database:
        database.execute("UPDATE counters SET value = value - 1 WHERE name = 'seeded residents'")
    refused = aduan("seed", "--tickets", "5")
    assert (refused.returncode, "reports that people filed" in refused.stderr) == (1, True)
    assert aduan("seed", "--tickets", "5", "--force").returncode == 0


@pytest.mark.parametrize("arguments", [("--tickets", "0"), ("--tickets", "many"), ("--months", "0")])
def test_senseless_numbers_are_refused_with_2(aduan: Aduan, arguments: tuple[str, str]) -> None:
    assert aduan("seed", *arguments).returncode == 2
