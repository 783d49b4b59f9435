"""The regency that comes with the product."""

from __future__ import annotations

import pytest

from bot.configuration import load_policy
from bot.policy import Policy
from bot.settings import Settings


@pytest.fixture(scope="session")
def kutim() -> Policy:
    return load_policy(Settings.model_validate({"telegram": {"token": "1234567890:" + "A" * 35}}))
