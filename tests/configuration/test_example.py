"""The example shows every setting with its default, and loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.configuration import load
from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def keys() -> Iterator[tuple[str, str]]:
    """Section and key; what is written as a section within a section is one."""
    for section, field in Settings.model_fields.items():
        yield from ((section, key) for key in _keys_of(field.annotation))
        for key, inner in getattr(field.annotation, "model_fields", {}).items():
            if f"[{section}.{key}]" in EXAMPLE.read_text(encoding="utf-8"):
                yield from ((f"{section}.{key}", within) for within in _keys_of(inner.annotation))


def _keys_of(kind: object) -> list[str]:
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []


def test_the_example_loads_and_shows_the_defaults() -> None:
    settings = load(EXAMPLE, {})
    assert settings == Settings(telegram=settings.telegram)


@pytest.mark.parametrize(("section", "key"), list(keys()))
def test_every_setting_stands_in_its_section(section: str, key: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    (part,) = re.findall(rf"^\[{section}\].*\n((?:(?!\[).*\n)*)", text, re.MULTILINE)
    within = re.findall(rf"^\[{section}\.{key}\]", text, re.MULTILINE)
    assert len(within + re.findall(rf"^(?:# )?{key} = ", part, re.MULTILINE)) == 1


def test_every_section_stands_in_the_example() -> None:
    sections = re.findall(r"^\[(\w+)\]", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(sections) == sorted(Settings.model_fields)


def test_the_example_is_complete_when_its_optional_keys_are_taken(tmp_path: Path) -> None:
    text = re.sub(
        r"^# (url|secret|supervisor_chat|admin_chat|PUPR|INSPEKTORAT) = ",
        r"\1 = ",
        EXAMPLE.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    taken = tmp_path / "config.toml"
    taken.write_text(text, encoding="utf-8")
    settings = load(taken, {})
    assert settings.groups == {"PUPR": -1003, "INSPEKTORAT": -1004}
    assert settings.webhook.url == "https://aduan.example.go.id/telegram"
