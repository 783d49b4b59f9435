"""The desk's scene, whose office moves."""

from __future__ import annotations

from tests.desk.conftest import kutim, scene

__all__ = ["kutim", "scene"]
