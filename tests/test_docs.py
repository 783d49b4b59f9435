"""The docs hold to the code: what exists is written down, and what is written down exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.cli import app
from bot.settings import Settings
from bot.tickets.status import Bucket, Kind, Status
from bot.tickets.verbs import Role, Verb
from storage.models import InboxState, OutboxState
from tests.house import documents
from tests.house.sources import ROOT

SECTIONS = [name for name in Settings.model_fields if name != "groups"]


@pytest.mark.parametrize("words", [Kind, Status, Bucket, Verb, Role, InboxState, OutboxState])
def test_every_word_of_a_ticket_and_its_messages_is_in_the_glossary(words: type[Status]) -> None:
    assert {word.value for word in words} - documents.in_code(documents.page("glossary.md")) == set()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_is_in_the_example(section: str) -> None:
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    keys = set(getattr(Settings.model_fields[section].annotation, "model_fields", {}))
    assert keys - documents.keys_under(section, example) == set()


def test_every_command_that_is_handled_is_documented_and_the_other_way_round() -> None:
    today, _, later = documents.page("commands.md").partition(documents.LATER)
    assert documents.handled_commands() == documents.commands(today)
    assert (documents.commands(later) - {"rekap"}) & documents.commands(today) == set()


def test_every_command_of_the_command_line_is_documented() -> None:
    known = [
        command.name or command.callback.__name__.replace("_", "-")
        for command in app.registered_commands
        if command.callback
    ]
    known += [str(group.typer_instance.info.name) for group in app.registered_groups if group.typer_instance]
    assert set(re.findall(r"^\| `aduan ([a-z-]+)", documents.page("commands.md"), re.MULTILINE)) == set(known)


def test_the_bot_speaks_only_of_commands_that_work() -> None:
    today, _, _ = documents.page("commands.md").partition(documents.LATER)
    assert documents.spoken_commands() - documents.commands(today) == set()


def test_every_make_target_that_a_page_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {
        target for path in documents.pages() for target in re.findall(r"\bmake ([a-z]+)`", path.read_text())
    }
    assert named - set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) == set()


def test_every_link_leads_somewhere() -> None:
    assert [link for path in documents.pages() for link in documents.broken_links(path)] == []


def test_every_how_to_is_in_its_index() -> None:
    folder = documents.DOCS / "howto"
    listed = set(re.findall(r"\]\(([^)#\s]+)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("*.md")} - {"README.md"}


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md) [b](nowhere.md)")
    assert documents.broken_links(page) == ["page.md: nowhere.md"]


def test_decisions_are_numbered_in_a_row_and_fit_on_a_page() -> None:
    decisions = sorted((documents.DOCS / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [path.name for path in decisions if len(path.read_text().splitlines()) > 40] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_a_hash_for_everything_and_no_address(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert [
        entry
        for entry in entries
        if not re.match(r"[a-z0-9._-]+==\S+(?: ; .+)? \\\n    --hash=sha256:", entry)
    ] == []
    assert "://" not in "".join(entries)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = (ROOT / "requirements-dev.in").read_text(encoding="utf-8")
    listed = "\n".join(project["dependencies"]) + "\n" + tools
    reasons = re.findall(r"[a-z0-9-]+", documents.page("decisions/0008-dependencies.md"))
    assert set(re.findall(r"^([a-z][a-z0-9-]*)", listed, re.MULTILINE)) - set(reasons) == set()
