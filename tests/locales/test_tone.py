"""Short enough for a phone, and the same word for the same thing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from math import ceil

import pytest

from bot.configuration.locales import load_table
from bot.settings import LANGUAGES

A_LINE = 38
"""Letters that a bubble of the messenger holds in a line, on a screen of 390 points."""

A_SCREEN = 26
"""Lines between the heading and the keyboard row of such a screen."""

LONGER = {
    "recap.notes": "the explanation of every figure, asked for by a button",
    "desk.help.admin": "a list of commands, asked for by /bantuan",
}
MOST = {
    "a button": (re.compile(r"\.button\.|^form\.nav\."), 32),
    "a toast (answerCallbackQuery: 200)": (re.compile(r"\.toast\."), 160),
    "a refusal, which may be a toast": (re.compile(r"^refused\."), 180),
    "a command's line": (re.compile(r"^menu\.(?!about)"), 48),
    "a reminder": (re.compile(r"^reminder\."), 160),
    "a line of a card": (re.compile(r"^card\.field\."), 60),
}
SAID = {
    "id": {
        "silakan": r"silahkan|dipersilakan",
        "tekan": r"klik|ketuk|sentuh|pencet",
        "Anda": r"kamu|kalian|saudara\b|bapak/ibu",
        "anda (huruf kecil)": r"(?-i:\banda\b)",
        "terima kasih": r"terimakasih|makasih",
        "petugas": r"staf|operator|pegawai kami",
        "pelapor": r"pengadu(?!an)|pemohon",
        "grup": r"group",
        "mohon": r"harap|dimohon",
        "batal": r"cancel|dibatalkannya",
        "berkas": r"(?<!\{)\bfile\b",
        "tautan": r"(?<!\{)\blink\b",
        "unduh": r"download",
        "unggah": r"upload",
        "nama pengguna": r"(?<!\{)\busername\b",
        "ditindaklanjuti": r"di tindak|di tindaklanjuti|diproses|ditangani",
        "permohonan": r"permintaan.{0,6} (lain|atau keberatan|Anda tentang|pelapor)|permintaan #",
        "memeriksa": r"mengecek|ngecek",
    },
    "en": {
        "press": r"click|tap|taps|tapped",
        "reporter": r"complainant|citizen|applicant",
        "officer": r"staff (?!number)|employee|operator",
        "report": r"case|complaints|grievance",
        "office": r"department|dept",
        "neighbour, colour (British spelling)": r"color|center|neighbor|organiz\w+|recogniz\w+|apologiz\w+",
        "e-mail": r"email",
    },
}


class Bare(HTMLParser):
    """A text without its markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.words += data


def on_a_phone(text: str) -> int:
    """The lines that it takes there, blanks filled with some ten letters."""
    bare = re.sub(r"\{\w+\}", "x" * 10, Bare(text).words)
    return sum(max(1, ceil(len(line) / A_LINE)) for line in bare.split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_fits_on_a_phone(language: str) -> None:
    table = load_table(language)
    long = {key for key, text in table.items() if on_a_phone(text) > A_SCREEN}
    assert long == set(LONGER)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MOST)
def test_what_has_little_room_is_short(kind: str, language: str) -> None:
    keys, most = MOST[kind]
    found = {key: len(text) for key, text in load_table(language).items() if keys.search(key)}
    assert found
    assert {key: length for key, length in found.items() if length > most} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_thing_has_the_same_word(language: str) -> None:
    found = [
        f"{key}: {said[0]} (say: {word})"
        for key, text in load_table(language).items()
        for word, others in SAID[language].items()
        if (said := re.search(rf"\b(?:{others})\b", Bare(text).words, re.IGNORECASE))
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_resident_is_shouted_at(language: str) -> None:
    table = load_table(language)
    theirs = {
        key: text for key, text in table.items() if key.startswith(("form.", "intake.", "news.", "privacy."))
    }
    assert [key for key, text in theirs.items() if "!!" in text or re.search(r"\b[A-Z]{9,}\b", text)] == []
