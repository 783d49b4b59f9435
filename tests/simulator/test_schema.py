"""The table of parameters is the one of the libraries and of Telegram."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator import schema
from simulator.methods import KNOWN

PUBLISHED = Path(__file__).parents[3] / "shared" / "bot-api.json"


def test_the_table_is_what_aiogram_knows() -> None:
    assert schema.load() == schema.from_aiogram(KNOWN)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="no published description of the Bot API on this machine")
@pytest.mark.parametrize("method", sorted(KNOWN))
def test_the_table_has_every_published_parameter(method: str) -> None:
    fields = json.loads(PUBLISHED.read_text(encoding="utf-8"))["methods"][method].get("fields", [])
    signature = schema.load()[method]
    assert {field["name"] for field in fields} - signature.allowed == set()
    assert {field["name"] for field in fields if field["required"]} == signature.required
