"""The Kutai Timur pack, read once."""

from __future__ import annotations

import pytest

from bot.configuration import load_policy
from bot.policy import Policy
from bot.settings import Settings


@pytest.fixture(scope="session")
def kutim() -> Policy:
    return load_policy(Settings.model_validate({"telegram": {"token": "1:a"}}))
