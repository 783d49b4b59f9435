"""``aduan demo``: one line when it is ready, the page behind it, and nothing left of it in the end."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.app import regency_of
from bot.demo.hours import next_morning
from bot.settings import Settings
from tests.commandline.conftest import ROOT


@contextmanager
def demo(home: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-m", "bot.cli", "demo", "--port", "0", "--no-browser", *options]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(home)}
    with subprocess.Popen(arguments, cwd=home, env=environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def asked(address: str, path: str, **about: Any) -> Any:
    request = urllib.request.Request(
        address + path, json.dumps(about).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def recap(address: str) -> str:
    """What the leader of the cast is told about the month."""
    with urllib.request.urlopen(f"{address}stage/cast") as answer:
        [leader] = [part for part in json.load(answer)["cast"] if part["kind"] == "supervisor"]
    asked(address, "sim/say", **{"as": leader["id"]}, text="/rekap bulan")
    after, found = 0, list[str]()
    while not any("Rekap" in text for text in found):
        told = asked(address, "stage/watch", chats=[leader["id"]], after=after, wait=20)
        after, found = told["at"], [message["text"] for message in told["messages"]]
    return next(text for text in found if "Rekap" in text)


@pytest.mark.parametrize(
    ("options", "filed"),
    [(("--at", "2026-11-25T01:00:00"), r"Masuk: [23]\d\d\b"), (("--empty",), r"Belum ada laporan")],
)
def test_it_says_where_it_is_shows_a_month_or_none_and_leaves_nothing(
    tmp_path: Path, options: tuple[str, ...], filed: str
) -> None:
    with demo(tmp_path, *options) as process:
        assert process.stdout is not None
        said = re.fullmatch(r"Aduan: (http://127\.0\.0\.1:\d+/)\n", process.stdout.readline())
        assert said is not None
        with urllib.request.urlopen(said[1]) as page:
            assert "text/html" in page.headers["Content-Type"]
        assert re.search(filed, recap(said[1]))
        looking_on = http.client.HTTPConnection(urlsplit(said[1]).netloc)
        looking_on.request(
            "POST",
            "/stage/watch",
            '{"chats": [], "after": 99999, "wait": 25}',
            {"Content-Type": "application/json"},
        )
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-m", "bot.cli", "demo", "--port", port, "--no-browser", "--empty"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (
        1,
        f"port {port} is taken: choose another with --port, or --port 0\n",
    )


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-25T01:00", "2026-11-26T00:01"),  # on a Wednesday at nine
        ("2026-11-24T22:00", "2026-11-26T00:01"),  # on the same, before the offices open
        ("2026-11-27T08:30", "2026-11-30T00:01"),  # on a Friday
        ("2026-12-24T01:00", "2026-12-28T00:01"),  # Christmas is a Friday
    ],
)
def test_the_next_working_morning_is_when_the_offices_open_after_today(now: str, morning: str) -> None:
    begin, then = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, morning))
    regency = regency_of(Settings.model_validate({"telegram": {"token": "1:a"}}), begin)
    assert next_morning(regency, begin) == then
