"""The layers of the house: imports point down, and each thing has one home."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.house import law
from tests.house.sources import Source, product


def everywhere(check: Callable[[Source], list[str]]) -> list[str]:
    return [fault for source in product() for fault in check(source)]


def test_every_module_has_chosen_its_layer() -> None:
    assert law.unlisted(product()) == []


def test_imports_point_down_only() -> None:
    assert everywhere(law.upward) == []


def test_libraries_clock_and_environment_are_used_in_their_home_only() -> None:
    assert everywhere(law.strays) == []


def test_pure_rules_touch_nothing_outside_themselves() -> None:
    assert everywhere(law.impure) == []


def test_nothing_calls_what_breaks_a_promise() -> None:
    assert everywhere(law.forbidden) == []


def test_words_come_from_the_locale_files() -> None:
    assert everywhere(law.prose) == []


def test_a_module_without_a_layer_is_named() -> None:
    assert law.unlisted([Source("bot.novelty", "")]) == ["bot.novelty has no layer: add it to LAYERS"]


@pytest.mark.parametrize(
    ("module", "text", "fault"),
    [
        (
            "bot.tickets.verbs",
            "from bot.desk import Desk",
            "bot.tickets.verbs:1: layer 0 may not import bot.desk.Desk of layer 2",
        ),
        (
            "handlers.desk",
            "def take():\n    from storage import tickets",
            "handlers.desk:2: layer 3 may not import storage.tickets of layer 1",
        ),
        (
            "bot.speaker",
            "import bot.telegram.sending",
            "bot.speaker:1: layer 2 may not import bot.telegram.sending of layer 3",
        ),
        (
            "storage.tickets",
            "from bot import people",
            "storage.tickets:1: layer 1 may not import bot.people of layer 2",
        ),
    ],
)
def test_an_import_that_points_up_is_named(module: str, text: str, fault: str) -> None:
    assert law.upward(Source(module, text)) == [fault]


def test_the_records_are_open_to_all_and_the_rest_of_storage_is_not() -> None:
    assert law.upward(Source("handlers.desk", "from storage.models import Ticket")) == []


@pytest.mark.parametrize(
    ("module", "text", "what"),
    [
        ("bot.speaker", "import telegram.error", "telegram"),
        ("bot.telegram", "from aiogram.types import Message", "aiogram"),
        ("bot.desk.taking", "from sqlalchemy import text", "sqlalchemy"),
        (
            "bot.ticker",
            "from datetime import datetime as dt; made = field(default_factory=dt.now)",
            "datetime.datetime.now",
        ),
        ("storage.inbox", "from time import time as now", "time.time"),
        ("bot.logs", "import os; level = os.environ['ADUAN_LOG_LEVEL']", "os.environ"),
        ("bot.app", "from simulator.server import Server", "simulator"),
    ],
)
def test_what_is_used_away_from_home_is_named(module: str, text: str, what: str) -> None:
    homes = " or ".join(law.HOMES[what])
    assert law.strays(Source(module, text)) == [f"{module}:1: {what} belongs in {homes}"]


def test_a_namesake_of_a_library_is_not_the_library() -> None:
    assert law.strays(Source("bot.app", "from bot.telegram import Sender; telegram = Sender()")) == []


@pytest.mark.parametrize(
    "text", ["rules = open('rules.toml')", "import asyncio", "from sqlalchemy import text"]
)
def test_a_pure_rule_that_reaches_outside_is_named(text: str) -> None:
    [fault] = law.impure(Source("bot.form.steps", text))
    assert fault.startswith("bot.form.steps:1: a pure rule may not use ")


def test_a_call_that_breaks_a_promise_is_named() -> None:
    assert law.forbidden(Source("handlers.desk", "await bot.forward_message(1, 2, 3)")) == [
        "handlers.desk:1: forward_message shows who wrote"
    ]


@pytest.mark.parametrize(
    "call", ["Notice(7, 'Laporan diterima')", "Toast(press, text=f'Hai {name}')", "Button('Kirim')"]
)
def test_words_in_code_are_named(call: str) -> None:
    (kind, _, _) = call.partition("(")
    assert law.prose(Source("bot.desk", call)) == [
        f"bot.desk:1: the words of this {kind} belong in bot/locales"
    ]


def test_words_from_the_locale_files_pass() -> None:
    assert (
        law.prose(Source("bot.desk", "Notice(7, texts('desk.taken'), key='card'); Button(label, 'take:7')"))
        == []
    )
