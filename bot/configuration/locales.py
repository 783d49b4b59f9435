"""Reads the words the bot says: one folder per language, one file per part of the bot."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.settings import LANGUAGES, Service
from bot.texts import Texts, Words, flat

LOCALES: Final = Path(__file__).parent.parent / "locales"
_NAMED: Final = 3
"""As many texts are named where a language lacks some."""


def texts_of(service: Service) -> Texts:
    """The words of the service's languages, those that it brings itself among them."""
    return load_texts(service.languages, service.locales)


def load_texts(languages: Iterable[str], more: Path | None = None) -> Texts:
    """The words of these languages; the key of a text begins with the name of its file.

    What a language of the desk's own lacks, after an update perhaps, is said in Indonesian.
    """
    return Texts([Words(language, _whole(language, more)) for language in languages])


def is_own(language: str, more: Path | None) -> bool:
    """The desk brings it; tests look after those that come along."""
    return more is not None or language not in LANGUAGES


def _whole(language: str, more: Path | None) -> dict[str, str]:
    table = load_table(language, more)
    return load_table(LANGUAGES[0]) | table if is_own(language, more) else table


def load_table(language: str, more: Path | None = None) -> dict[str, str]:
    """Every text of a language by its key, from ``more`` or what comes along. Raises OSError, ValueError."""
    own = more / language if more else LOCALES / language
    files = sorted((own if own.is_dir() else LOCALES / language).glob("*.toml"))
    return {
        key: text
        for file in files
        for key, text in flat(tomllib.loads(file.read_text(encoding="utf-8")), f"{file.stem}.").items()
    }


def lacks_of(language: str, more: Path | None) -> list[str]:
    """The texts that are said in Indonesian for want of their own, in a sentence; of a sound language."""
    table = load_table(language, more)
    missing = [key for key in load_table(LANGUAGES[0]) if key not in table]
    return [f"{language}: {_some(missing)} will be said in {LANGUAGES[0]}"] if missing else []


def faults_of(language: str, more: Path | None) -> list[str]:
    """Why a language cannot be spoken, a sentence each."""
    try:
        table = load_table(language, more)
    except (OSError, ValueError) as error:
        return [f"{language}: {error}"]
    if not table:
        return [f"{language} has no folder of words"]
    main, name = load_table(LANGUAGES[0]), f"intake.language.{language}"
    unlike = [key for key in main if key in table and _blanks(table[key]) != _blanks(main[key])]
    return [
        *([] if name in table else [f"{language}: {name} must be said: its own name, for /bahasa"]),
        *([f"{language}: {_some(unlike)} must have the same blanks as in {LANGUAGES[0]}"] if unlike else []),
    ]


def _some(keys: list[str]) -> str:
    rest = len(keys) - _NAMED
    return ", ".join(keys[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _blanks(text: str) -> set[tuple[str | None, ...]] | None:
    """Each with how it is to be shown, which breaks what is no number; None where that cannot be told."""
    try:
        return {tuple(blank) for _, *blank in string.Formatter().parse(text) if blank[0] is not None}
    except ValueError:
        return None
