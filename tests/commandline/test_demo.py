"""``aduan demo``: one line when it is ready, and the page behind it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.commandline.conftest import ROOT


@contextmanager
def demo(home: Path) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-m", "bot.cli", "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        arguments, cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def test_it_says_where_it_is_serves_a_page_and_stops_when_told(tmp_path: Path) -> None:
    with demo(tmp_path) as process:
        assert process.stdout is not None
        said = re.fullmatch(r"Aduan: (http://127\.0\.0\.1:\d+/)\n", process.stdout.readline())
        assert said is not None
        with urllib.request.urlopen(said[1]) as page:
            assert "text/html" in page.headers["Content-Type"]
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-m", "bot.cli", "demo", "--port", port, "--no-browser"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (
        1,
        f"port {port} is taken: choose another with --port, or --port 0\n",
    )
