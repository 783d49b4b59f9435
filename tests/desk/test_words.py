"""Every text the officers' half needs exists, in every language, with the same places to fill."""

from __future__ import annotations

import re

import pytest

from bot.configuration.locales import load_table
from bot.desk import verdicts
from bot.desk.offers import CONSENT, PAGE
from bot.desk.prompts import ASKS, PROPOSED
from bot.desk.verdicts import AT_ONCE, TWICE
from bot.files import FileKind
from bot.tickets.audience import TOLD
from bot.tickets.status import Reason
from bot.tickets.verbs import CARD, OVERSIGHT, RULES, Role, Verb
from tests.desk.scene import regency

OWN = ("card", "desk", "news", "reminder", "refused")
FILLED = re.compile(r"\{(\w+)\}")
BUTTONS = {
    "card.button.take": "Ambil",
    "card.button.reply": "Balas",
    "card.button.ask": "Tanya",
    "card.button.return": "Kembalikan",
    "card.button.resolve": "Selesai",
    "card.button.clear": "Bukan pengawasan",
    "desk.button.send": "Kirim ke pelapor",
    "news.button.confirm": "Sudah selesai",
    "news.button.dispute": "Belum",
}


def own(language: str) -> dict[str, set[str]]:
    table = load_table(language)
    return {key: set(FILLED.findall(text)) for key, text in table.items() if key.split(".")[0] in OWN}


def test_english_has_the_same_texts_with_the_same_places_to_fill() -> None:
    assert own("en") == own("id")


def test_indonesian_buttons_bear_the_words_people_were_promised() -> None:
    table = load_table("id")
    assert [key for key, word in BUTTONS.items() if word not in table[key]] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_key_that_a_table_makes_exists(language: str) -> None:
    officers = [verb for verb in Verb if Role.OFFICER in RULES[verb].may]
    typed = [verb for verb in officers if verb not in OVERSIGHT]
    needed = {f"card.button.{verb}" for verb in (*CARD, *OVERSIGHT)}
    needed |= {f"card.file.{kind}" for kind in FileKind}
    needed |= {f"desk.asks.{verb}" for verb in ASKS}
    needed |= {f"desk.done.{verb}" for verb in officers} | {f"refused.usage.{verb}" for verb in typed}
    needed |= {f"word.reason.{reason}" for reason in Reason}
    for told in TOLD.values():
        needed |= {key for key in (told.reporter, told.group, told.above) if key}
        needed |= {f"news.button.{verb}" for verb in told.offers}
    needed |= {f"news.toast.{verb}" for verb in (*AT_ONCE, *TWICE, Verb.RATE)}
    needed |= {f"news.button.{verb}" for verb in (*PAGE, *CONSENT)} | {f"news.asks.{verb}" for verb in TWICE}
    needed |= {f"news.asks.{verb}" for verb in verdicts.ASKS} | {f"desk.proposal.{verb}" for verb in PROPOSED}
    assert needed - load_table(language).keys() == set()


def test_every_verb_has_a_row_in_both_tables() -> None:
    assert set(TOLD) == set(RULES) == set(Verb)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("key", "command"),
    [("text", "/serahkan N"), ("admin", "/petugas OPD ID na"), ("admin", "/libur ")],
)
def test_the_help_names_every_form_of_a_command(language: str, key: str, command: str) -> None:
    assert f"\n{command}" in regency().texts(language)(f"desk.help.{key}")
