"""The pages of the house, and what they speak of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.sources import ROOT, product

DOCS = ROOT / "docs"
LATER = "## Not yet"


def page(name: str) -> str:
    """A page of docs/ as text."""
    return (DOCS / name).read_text(encoding="utf-8")


def pages() -> list[Path]:
    """Every page there is, the README first."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def in_code(text: str) -> set[str]:
    """All that stands in `code` spans."""
    return set(re.findall(r"`([^`\n]+)`", text))


def commands(text: str) -> set[str]:
    """The bot's commands that stand in a text, without their slash."""
    return set(re.findall(r"(?:(?<=[\s(>«“`])|^)/([a-z][a-z0-9_]*)\b", text, re.MULTILINE))


def broken_links(path: Path) -> list[str]:
    """Links of a page that lead to no file."""
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    return [
        f"{path.name}: {link}" for link in links if "://" not in link and not (path.parent / link).exists()
    ]


def handled_commands() -> set[str]:
    """What the handlers listen for, by the names they give to their command filters."""
    texts = [source.text for source in product() if source.name.startswith("handlers")]
    named = [names for text in texts for names in re.findall(r"\bCommand\(([^)]*)\)", text)]
    starts = {"start"} if any("CommandStart(" in text for text in texts) else set()
    tables = [table for text in texts for table in _tables(text, named)]
    return starts | {
        name for names in (*named, *tables) for name in re.findall(r"[\"']/?([a-z0-9_]+)[\"']", names)
    }


def spoken_commands() -> set[str]:
    """The commands that the bot's own words mention."""
    files = sorted((ROOT / "bot" / "locales").rglob("*.toml"))
    words = (word for file in files for word in _words(tomllib.loads(file.read_text(encoding="utf-8"))))
    return {command for word in words for command in commands(word)}


def keys_under(section: str, text: str) -> set[str]:
    """The keys of a TOML section, those commented out included, and the sections within it."""
    found = re.search(rf"^\[{section}\][^\n]*\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    within = set(re.findall(rf"^\[{section}\.(\w+)\]", text, re.MULTILINE))
    return within | set(re.findall(r"^#?\s*([A-Za-z_]+)\s*=", found[1], re.MULTILINE)) if found else within


def _tables(text: str, named: Iterable[str]) -> Iterator[str]:
    """The bodies of the tables in ``text`` that a filter takes whole: ``Command(*VERBS)``."""
    for table in re.findall(r"\*(\w+)", " ".join(named)):
        yield from re.findall(rf"^{table}\b[^{{\n]*\{{(.*?)^\}}", text, re.MULTILINE | re.DOTALL)


def _words(table: dict[str, object]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from _words(value)
        elif isinstance(value, str):
            yield value
