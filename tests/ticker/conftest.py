"""The desk's scene, and a ticker on it."""

from __future__ import annotations

from tests.desk.conftest import kutim, scene

__all__ = ["kutim", "scene"]
