"""Reads the words the bot says: one folder per language, one file per part of the bot."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.texts import Texts, Words, flat

LOCALES: Final = Path(__file__).parent.parent / "locales"


def load_texts(languages: Iterable[str]) -> Texts:
    """The words of these languages; the key of a text begins with the name of its file."""
    return Texts([Words(language, load_table(language)) for language in languages])


def load_table(language: str) -> dict[str, str]:
    """Every text of a language by its key."""
    files = sorted((LOCALES / language).glob("*.toml"))
    return {
        key: text
        for file in files
        for key, text in flat(tomllib.loads(file.read_text(encoding="utf-8")), f"{file.stem}.").items()
    }
