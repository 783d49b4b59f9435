"""A scene for each test, as at the desk."""

from __future__ import annotations

from tests.desk.conftest import kutim, scene

__all__ = ["kutim", "scene"]
