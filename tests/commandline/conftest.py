"""``aduan`` as people start it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = subprocess.CompletedProcess[str]
Aduan = Callable[..., Ran]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def aduan(tmp_path: Path) -> Aduan:
    """Run ``aduan`` in an empty directory, to its end."""

    def run(*arguments: str, **environ: str) -> Ran:
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ADUAN_")}
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=tmp_path, env={**surroundings, "PYTHONPATH": str(ROOT), **environ},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return run
