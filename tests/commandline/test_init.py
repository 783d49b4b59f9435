"""``aduan init`` asks, and what it writes is a configuration that ``aduan check`` accepts."""

from __future__ import annotations

import asyncio
import os
import select
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.beginning import answers
from bot.beginning.asking import BadFlag, Interview
from bot.configuration import KUTIM, load
from bot.configuration.regency import policy_in
from simulator.town import Town
from tests.commandline.conftest import ROOT, Aduan

NOWHERE = {"ADUAN_TELEGRAM__TOKEN": "123:abc", "ADUAN_TELEGRAM__API_BASE_URL": "http://127.0.0.1:9"}
TOKEN = "Token from @BotFather (it is not shown): "  # the blank comes once nothing is shown any more


class Terminal:
    """``aduan`` on a terminal, and somebody who reads and types."""

    def __init__(self, home: Path, server: str) -> None:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("ADUAN_")}
        environ |= {"PYTHONPATH": str(ROOT), "ADUAN_TELEGRAM__API_BASE_URL": server, "COLUMNS": "200"}
        self._ours, theirs = os.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "init"],
            cwd=home, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._unread = ""

    def answers(self, question: str, answer: str) -> str:
        """Wait for the question, answer it, and return what stood before it."""
        before = self._until(question)
        os.write(self._ours, f"{answer}\n".encode())
        return before

    def ends(self) -> tuple[int, str]:
        rest = self._until(None)
        os.close(self._ours)
        return self._process.wait(30), rest

    def _until(self, words: str | None) -> str:
        while words is None or words not in self._unread:
            ready, _, _ = select.select([self._ours], [], [], 30)
            assert ready, self._unread
            try:
                read = os.read(self._ours, 4096).decode()
            except OSError:  # the other end is closed
                read = ""
            if not read:
                assert words is None, self._unread
                break
            self._unread += read
        before, _, self._unread = self._unread.partition(words) if words else (self._unread, "", "")
        return before


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as town:
        yield town


async def test_wrong_answers_are_explained_and_asked_again(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def talk() -> tuple[int, str]:
        terminal = Terminal(tmp_path, town.api)
        terminal.answers(TOKEN, "not a token")
        assert "does not look like a bot token" in terminal.answers(TOKEN, "123:abc")
        assert "Telegram does not know this token" in terminal.answers(TOKEN, town.token)
        assert f"This is @{town.bot.username}." in terminal.answers("Data of the regency", "nowhere")
        assert "opd.toml" in terminal.answers("Data of the regency", "")
        terminal.answers("ids of the admins", "@gita")
        assert "not usernames" in terminal.answers("ids of the admins", "1001, 1002")
        terminal.answers("who reads /rekap", "2001")
        terminal.answers("admins' group", "1001")
        assert "must be less than 0" in terminal.answers("admins' group", "-5001")
        terminal.answers("Groups of OPDs", "PUPRR=-1001")
        assert "did you mean PUPR" in terminal.answers("Groups of OPDs", "PUPR=-1001")
        terminal.answers("Database", "mysql://x")
        assert "are supported" in terminal.answers("Database", "")
        terminal.answers("https address", "http://example.go.id/x")
        assert "only https is safe" in terminal.answers("https address", "https://example.go.id/telegram")
        return terminal.ends()

    status, said = await asyncio.to_thread(talk)
    assert (status, "no faults found" in said, town.token in said) == (0, True, False)
    monkeypatch.chdir(tmp_path)
    settings = load(Path("config.toml"), {})
    assert settings.telegram.secret == town.token
    assert (settings.people.admins, settings.people.supervisors) == ((1001, 1002), (2001,))
    assert (settings.people.admin_chat, dict(settings.groups)) == (-5001, {"PUPR": -1001})
    assert (settings.telegram.receive, settings.webhook.url) == ("webhook", "https://example.go.id/telegram")


def test_nobody_else_can_read_what_it_writes(aduan: Aduan, tmp_path: Path) -> None:
    assert aduan("init", "--yes", **NOWHERE).returncode == 0
    assert (tmp_path / "config.toml").stat().st_mode & 0o777 == 0o600


def test_it_needs_nobody_where_flags_say_all(aduan: Aduan, tmp_path: Path) -> None:
    written = aduan(
        "init", "--yes", "--admins", "1001", "--groups", "DLH=-7", "--admin-chat", "-8", **NOWHERE
    )
    checked = aduan("check", ADUAN_TELEGRAM__TOKEN="123:abc")
    assert (written.returncode, checked.returncode) == (0, 0), written.stderr
    raw = tomllib.loads((tmp_path / "config.toml").read_text())
    assert (raw["people"], raw["groups"]) == (
        {"admins": [1001], "supervisors": [], "admin_chat": -8},
        {"DLH": -7},
    )


def test_what_exists_is_never_overwritten(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("mine")
    refused = aduan("init", "--yes", **NOWHERE)
    assert (refused.returncode, refused.stderr) == (2, "config.toml exists already: nothing was written\n")
    assert (tmp_path / "config.toml").read_text() == "mine"


def test_a_token_that_lies_beside_it_can_be_named(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123:abc")
    (tmp_path / "token").chmod(0o600)
    server = {"ADUAN_TELEGRAM__API_BASE_URL": "http://127.0.0.1:9"}
    assert aduan("init", "--yes", "--token-file", "token", **server).returncode == 0
    assert aduan("check").stdout == "config.toml: no faults found\n"


def test_without_a_token_nothing_is_written(aduan: Aduan, tmp_path: Path) -> None:
    refused = aduan("init", "--yes")
    assert (refused.returncode, list(tmp_path.iterdir())) == (2, [])
    assert refused.stderr.startswith("the token is missing")


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("--admins", "ani"), ("--admins", "1,1"), ("--groups", "PUPR"), ("--groups", "PUPR=-1,PUPR=-2"),
        ("--storage", "data.db"), ("--webhook", "ftp://x"), ("--admin-chat", "5"), ("--pack", "/nowhere"),
        ("--token-file", "/nowhere"),
    ],
)  # fmt: skip
def test_a_flag_that_cannot_be_is_refused_by_name(flag: str, said: str) -> None:
    name, known = flag.removeprefix("--").replace("-", "_"), policy_in(KUTIM)
    read = {
        "admins": answers.people, "groups": lambda text: answers.groups(text, known),
        "storage": answers.storage,
        "webhook": answers.webhook, "admin_chat": answers.chat, "pack": answers.pack,
        "token_file": answers.token_file,
    }[name]  # fmt: skip
    with pytest.raises(BadFlag, match=f"^{flag}: "):
        Interview(is_silent=True).ask("", name, {name: said}, "", read)
