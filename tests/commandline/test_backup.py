"""Backups by hand, as the how-to says it."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.conftest import Aduan

CONFIG = """
[telegram]
token = "123:abc"
[backup]
directory = "backups"
"""


def test_keep_restore_and_verify_and_what_stops_each(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    aduan("seed", "--tickets", "20")
    kept = aduan("backup")
    [file] = (tmp_path / "backups").iterdir()
    assert (kept.returncode, f"backups/{file.name}: 20 tickets" in kept.stdout) == (0, True)

    (tmp_path / "data" / "aduan.db").rename(tmp_path / "broken.db")
    restored = aduan("restore", f"backups/{file.name}", "--to", "data")
    assert (restored.returncode, "20 reports" in restored.stdout) == (0, True)

    head = restored.stdout.partition("its head is ")[2][:19]
    whole = aduan("verify", "--head", head)
    assert (whole.returncode, head in whole.stdout) == (0, True)
    cut = aduan("verify", "--head", "AAAA-AAAA-AAAA-AAAA")
    assert (cut.returncode, "the end of the history is missing" in cut.stderr) == (1, True)


def test_without_a_directory_it_says_which_setting_lacks(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG.partition("[backup]")[0])
    assert aduan("backup").stderr == "backup.directory is not set: name a directory with --to\n"
