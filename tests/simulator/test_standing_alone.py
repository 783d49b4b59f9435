"""The server stands alone: quick to start, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request


def test_it_starts_without_a_messenger_library() -> None:
    code = "import sys, simulator.page; print({'aiogram', 'telegram', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_it_runs_by_itself_and_tells_its_address() -> None:
    command = [sys.executable, "-m", "simulator", "--port", "0", "--token", "7:abc"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().removeprefix("Simulator: ").strip()
        with urllib.request.urlopen(f"{address}/bot7:abc/getMe") as answer:
            assert json.load(answer)["result"]["id"] == 7
        process.terminate()
