"""The team's own labelled texts: a file for each category, a line for each text.

A line is ``marks [BODY]|text``. The first mark is the kind (p pengaduan, a aspirasi, i informasi, n none);
``o`` accuses an official, ``s`` is sensitive, ``e`` is danger now; BODY is whose business it is if not ours.
``@`` stands for a place. All people in them are made up.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.understanding.features import Spellings

HERE: Final = Path(__file__).parent
TEXTS: Final = HERE / "texts"
FILLERS: Final = HERE / "fillers.txt"
TERMS: Final = HERE / "terms.txt"
UNDERSTANDING: Final = HERE.parent / "bot" / "understanding"
SPELLINGS: Final = UNDERSTANDING / "spellings.toml"
SHIPPED: Final = UNDERSTANDING / "model.bin"

KINDS: Final = {"p": "pengaduan", "a": "aspirasi", "i": "informasi", "n": "bukan_laporan"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what it is; of a mere term only the category is known, and its ``kind`` is empty.

    ``group`` is shared by all that was made of one text.
    """

    text: str
    category: str
    kind: str
    oversight: bool = False
    sensitive: bool = False
    emergency: bool = False
    body: str = ""
    group: int = 0


def examples() -> list[Example]:
    """All texts of the repository, in the order of the files."""
    lines = [(path.stem, line) for path in sorted(TEXTS.glob("*.txt")) for line in _lines(path)]
    return [_example(category, line, group) for group, (category, line) in enumerate(lines)]


def fillers() -> list[str]:
    """What people say around the matter."""
    return _lines(FILLERS)


def terms() -> dict[str, list[str]]:
    """What each category is spoken of with: a line for each, ``category: term; term``."""
    lines = (line.partition(": ") for line in _lines(TERMS))
    return {category: listed.split("; ") for category, _, listed in lines}


def spellings() -> Spellings:
    """The same plain spellings that the bot reads with."""
    tables = tomllib.loads(SPELLINGS.read_text(encoding="utf-8"))
    return {short: plain for table in tables.values() for short, plain in table.items()}


def fingerprint() -> str:
    """Of all texts and words that a model is trained on; another corpus has another."""
    digest = hashlib.sha256()
    for path in (*sorted(TEXTS.glob("*.txt")), FILLERS, TERMS, SPELLINGS):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


def _example(category: str, line: str, group: int) -> Example:
    head, _, text = line.partition("|")
    marks, _, body = head.partition(" ")
    return Example(
        text, category, KINDS[marks[0]], "o" in marks, "s" in marks, "e" in marks, body=body, group=group
    )
