"""The demonstration as a process, and a browser to look at it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).parents[2]

BEGIN: Final = "2026-11-25T01:00:00"
"""09:00 in Sangatta on a Wednesday."""

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program() -> str | None:
    """A Chromium of this machine."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


@contextmanager
def demonstration(home: Path) -> Iterator[str]:
    """Run `aduan demo` with ``home`` as directory for its files; its address."""
    arguments = ["demo", "--port", "0", "--no-browser", "--at", BEGIN]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(home)}
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=home,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = re.fullmatch(r"Aduan: (http://\S+)\n", process.stdout.readline())
        assert said is not None, "the demonstration did not start"
        try:
            yield said[1]
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        # in a container the tests may be root, which Chromium gives no sandbox, with little shared memory
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        yield playwright.chromium.launch(executable_path=program(), args=arguments)
