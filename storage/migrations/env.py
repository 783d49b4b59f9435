"""Runs migrations on the connection that ``storage.schema`` passes in."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # defines the tables
from bot.failpoints import Point, reached


def _migrated(*_: Any, **__: Any) -> None:
    reached(Point.MIGRATED)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    on_version_apply=_migrated,
)
with context.begin_transaction():
    context.run_migrations()
