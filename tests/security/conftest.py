"""One town for all attacks of which nothing stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.security.attempts import set_the_scene
from tests.security.probing import Probe
from tests.security.stage import Stage, open_stage


@dataclass(frozen=True)
class Scene:
    """A town in the middle of its day; what is tried by ``probe`` leaves it as it was."""

    stage: Stage
    probe: Probe


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with open_stage(tmp_path_factory.mktemp("scene")) as stage:
        await set_the_scene(stage)
        yield Scene(stage, await Probe(stage).begins())
