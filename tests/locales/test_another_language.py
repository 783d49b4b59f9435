"""A language is a folder: no code changes where a desk adds one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.configuration import BadConfiguration, load
from bot.configuration.checks import warnings
from bot.configuration.locales import LOCALES, texts_of
from bot.language import detector
from tests.stories.conftest import Cast, cast

__all__ = ["cast"]


@pytest.fixture
def javanese(tmp_path: Path) -> Path:
    """The Indonesian texts as a third language, with a greeting and a name of its own."""
    folder = tmp_path / "bahasa" / "jv"
    shutil.copytree(LOCALES / "id", folder)
    intake = folder / "intake.toml"
    text = intake.read_text(encoding="utf-8")
    text = text.replace("[language]\n", '[language]\njv = "Basa Jawa"\n', 1)
    intake.write_text(text, encoding="utf-8")
    menu = folder / "menu.toml"
    menu.write_text(
        menu.read_text(encoding="utf-8").replace("Buat laporan", "Gawe laporan", 1), encoding="utf-8"
    )
    return folder.parent


def configured(tmp_path: Path, locales: Path) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[telegram]\ntoken = "1:a"\n[service]\nlanguages = ["id", "en", "jv"]\nlocales = "{locales}"\n'
    )
    return config


def test_a_folder_is_enough(tmp_path: Path, javanese: Path) -> None:
    texts = texts_of(load(configured(tmp_path, javanese), {}).service)
    said = [words.plain("menu.resident.lapor") for words in texts]
    assert said == ["Buat laporan", "New report", "Gawe laporan"]


def test_what_a_language_lacks_is_said_in_indonesian_and_named(tmp_path: Path, javanese: Path) -> None:
    (javanese / "jv" / "days.toml").unlink()
    settings = load(configured(tmp_path, javanese), {})
    (warning,) = map(str, warnings(settings))
    assert warning.startswith("service.languages: jv: days.usage, ")
    assert warning.endswith(" will be said in id")
    texts = texts_of(settings.service)
    assert texts("jv").plain("days.usage") == texts("id").plain("days.usage")


def test_a_whole_language_is_not_warned_of(tmp_path: Path, javanese: Path) -> None:
    assert list(warnings(load(configured(tmp_path, javanese), {}))) == []


@pytest.mark.parametrize(
    ("file", "was", "is_", "named"),
    [
        ("intake", 'jv = "Basa Jawa"', "", "intake.language.jv"),
        ("news", "{opd} menjawab", "{kantor} menjawab", "news.reply"),
        ("news", "{opd} menjawab", "{opd:02d} menjawab", "news.reply"),
        ("news", "{opd} menjawab", "{opd!r} menjawab", "news.reply"),
        ("news", "{opd} menjawab", "{} {opd} menjawab", "news.reply"),
        ("news", "{opd} menjawab", "{opd menjawab", "news.reply"),
    ],
)
def test_what_would_break_a_message_is_refused(
    tmp_path: Path, javanese: Path, file: str, was: str, is_: str, named: str
) -> None:
    words = javanese / "jv" / f"{file}.toml"
    words.write_text(words.read_text(encoding="utf-8").replace(was, is_, 1), encoding="utf-8")
    with pytest.raises(BadConfiguration, match=named):
        load(configured(tmp_path, javanese), {})


def test_a_language_without_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration) as bad:
        load(configured(tmp_path, tmp_path), {})
    assert [str(fault) for fault in bad.value.faults] == ["service.languages: jv has no folder of words"]


def test_what_langdetect_does_not_know_is_never_heard() -> None:
    assert detector(["jv"])("dalan ngarep pasar rusak banget wis suwe") is None


async def test_a_resident_chooses_it_and_is_spoken_to_in_it(cast: Cast, javanese: Path) -> None:
    cast.sections["service"] = {"languages": ["id", "en", "jv"], "locales": str(javanese)}
    await cast.restarts()
    await cast.ani.says("/bahasa")
    await cast.ani.taps("Basa Jawa")
    await cast.restarts()
    await cast.ani.says("/bahasa")
    assert await cast.count("residents WHERE language = 'jv'") == 1
