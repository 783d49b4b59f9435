"""A drill that is killed leaves the database open on the disk: the next one takes it away, and only that."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.safekeeping import aside

HOLDS = """
import sys, time
from bot.safekeeping import aside
with aside.place() as home:
    (home / "aduan.db").write_bytes(b"SQLite format 3")
    print(home, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Not where other tests drill."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def drilling() -> tuple[subprocess.Popen[str], Path]:
    """A process in the middle of a drill, and where it is."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_drill_left_is_gone_before_the_next_and_a_running_one_keeps_its_own() -> None:
    killed, left = drilling()
    running, kept = drilling()
    killed.kill()
    killed.communicate()
    assert (left / "aduan.db").exists()
    with aside.place() as home:
        assert not left.exists()
        assert (kept / "aduan.db").exists()
        assert list(home.iterdir()) == []
    running.communicate()
    assert (home.exists(), kept.exists(), running.returncode) == (False, False, 0)


def test_what_only_looks_like_one_is_left_alone(elsewhere: Path) -> None:
    precious = elsewhere / "precious"
    precious.mkdir()
    (elsewhere / "aduan-drill-link").symlink_to(precious)
    (elsewhere / "aduan-drill-file").write_text("a file")
    aside.clear()
    assert {path.name for path in elsewhere.iterdir()} == {"precious", "aduan-drill-link", "aduan-drill-file"}
