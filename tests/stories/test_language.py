"""The bot speaks as the resident does, or as they chose."""

from __future__ import annotations

import re

import pytest

from simulator.people import Person
from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, files, reaches

HOLES = "the main road in front of the school is full of holes"


@pytest.fixture
def john(cast: Cast) -> Person:
    return cast.town.person("John", language="en-GB")


async def test_an_english_text_gets_english(cast: Cast) -> None:
    ani = cast.ani
    await ani.says(HOLES)
    assert ani.last.labels == ["👍 I agree", "👎 I do not agree"]
    for label in ("I agree", "Roads", "Bengalon", "Skip"):
        await ani.taps(label)
    assert ani.last.text.startswith("Please check your report")
    await ani.taps("Send")
    assert ani.last.text.startswith("✅ We have received your report.")


async def test_who_filed_in_english_reads_english_afterwards(cast: Cast) -> None:
    ani = cast.ani
    await ani.says(HOLES)
    for label in ("I agree", "Roads", "Bengalon", "Skip", "Send"):
        await ani.taps(label)
    await ani.says("/status")
    assert "Status: passed on to the office" in ani.last.text
    assert re.search(r"^• Wednesday 25 Nov, \d\d:\d\d: passed on to", ani.last.text, re.MULTILINE)
    await ani.says("/laporanku")
    assert ani.last.text.startswith("Your reports")
    await ani.says("thank you very much")
    assert ani.last.text.startswith("You are welcome.")


@pytest.mark.parametrize("text", ["wifi kantor camat error terus", "server BPJS down", "admin tolong respon"])
async def test_english_terms_in_an_indonesian_text_change_nothing(cast: Cast, text: str) -> None:
    await reaches(cast.ani, "kecamatan")
    await cast.ani.says(f"{text} pak")
    assert ASKS["kecamatan"] in cast.ani.last.text


async def test_a_choice_stays_whatever_is_written(cast: Cast) -> None:
    ani = cast.ani
    await ani.says("/bahasa")
    assert ani.last.labels == ["Bahasa Indonesia", "English"]
    await ani.taps("English")
    assert ani.last.text == "All right, we will use English."
    await ani.says(POTHOLE)
    assert ani.last.labels == ["👍 I agree", "👎 I do not agree"]
    await cast.restarts()
    await ani.says("/bantuan")
    assert ani.last.text.startswith("How to report")


async def test_a_choice_in_the_form_goes_on_with_the_question(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.ani.says("/bahasa")
    await cast.ani.taps("English")
    assert cast.ani.last.text.endswith("Which of these is closest to your report?")


async def test_a_language_nobody_speaks_cannot_be_forged(cast: Cast) -> None:
    await cast.ani.says("/bahasa")
    toast = await cast.ani.presses("m1:language:xx")
    assert toast == "Tombol ini sudah kedaluwarsa. Tulis /lapor atau /laporanku."
    await cast.ani.starts()
    assert "Selamat datang" in cast.ani.last.text


async def test_otherwise_telegrams_setting_decides(cast: Cast, john: Person) -> None:
    await john.starts()
    assert "Welcome." in john.last.text
    other = cast.town.person("Jörg", language="de")
    await other.starts()
    assert "Selamat datang." in other.last.text


async def test_an_indonesian_text_gets_indonesian_whatever_telegram_says(cast: Cast, john: Person) -> None:
    await john.says(POTHOLE)
    assert ASKS["consent"] in john.last.text


async def test_every_label_can_be_typed_in_english(cast: Cast, john: Person) -> None:
    await john.says("/lapor")
    await john.says("i agree")
    await john.says("the street light in Bengalon has been off since monday")
    for said in ("roads", "change", "date", "yesterday", "send"):
        await john.says(said)
    assert john.last.text.startswith("✅ We have received your report.")


async def test_groups_are_spoken_to_in_the_main_language(cast: Cast) -> None:
    await cast.ani.says(HOLES)
    for label in ("I agree", "Roads", "Bengalon", "Skip", "Send"):
        await cast.ani.taps(label)
    assert "Kategori: Jalan & jembatan" in cast.pupr.messages[0].text
    assert await files(cast.citra) == "KT-2026-000002"
