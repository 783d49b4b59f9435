"""Where a test's database lies: in a file beside it or, with ``--database postgresql``, on our server."""

from __future__ import annotations

from tests.databases.choice import address, drop_all, postgresql, tables

__all__ = ["address", "drop_all", "postgresql", "tables"]
