"""Reads what understanding takes: plain spellings, signs and the model, which come with the bot."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from bot.understanding import Knowledge, Model, Signs

SHIPPED: Final = Path(__file__).parent.parent / "understanding"


def load_knowledge(directory: Path = SHIPPED) -> Knowledge:
    """Read ``spellings.toml``, ``signs.toml`` and ``model.bin``. Raises OSError, ValueError."""
    tables = tomllib.loads((directory / "spellings.toml").read_text(encoding="utf-8"))
    signs = tomllib.loads((directory / "signs.toml").read_text(encoding="utf-8"))
    return Knowledge(
        spellings={short: plain for table in tables.values() for short, plain in table.items()},
        signs=Signs(signs),
        model=Model.read((directory / "model.bin").read_bytes()),
    )
