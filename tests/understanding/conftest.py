"""The regency that comes with the product, and what reads for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from bot.configuration import load_policy
from bot.configuration.knowledge import load_knowledge
from bot.language import detector
from bot.policy import Policy
from bot.settings import Settings
from bot.understanding import Found, Reader

TODAY: Final = date(2026, 11, 25)


@pytest.fixture(scope="session")
def kutim() -> Policy:
    return load_policy(Settings.model_validate({"telegram": {"token": "1234567890:" + "A" * 35}}))


@pytest.fixture(scope="session")
def reader(kutim: Policy) -> Reader:
    return Reader(load_knowledge(), kutim, detector(["id", "en"]))


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[[str], Found]:
    """What a text says that was written on a Wednesday."""
    return lambda text: reader.understand(text, TODAY)
