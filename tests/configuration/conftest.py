"""A configuration file to write and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.configuration import BadConfiguration, load
from bot.settings import Settings

Load = Callable[..., Settings]
Faults = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def loaded(tmp_path: Path) -> Load:
    """Write a file and load it, with an environment over it."""

    def read(text: str = '[telegram]\ntoken = "1:a"\n', **environ: str) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load(path, environ)

    return read


@pytest.fixture
def faults(loaded: Load) -> Faults:
    """What is wrong with a file."""

    def find(text: str = '[telegram]\ntoken = "1:a"\n', **environ: str) -> list[tuple[str, str]]:
        with pytest.raises(BadConfiguration) as caught:
            loaded(text, **environ)
        return [(fault.key, fault.sentence) for fault in caught.value.faults]

    return find
