"""Brings a database to the present tables: every migration in one transaction, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # defines the tables
from storage.engine import engine_of, sqlite_file

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


async def upgrade(url: str) -> None:
    """Run the migrations that this database lacks; an empty one gets all tables."""
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = engine_of(url, read_only=False)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def differences(connection: Connection) -> list[Any]:
    """What the migrations and the tables of ``storage.models`` do not have in common."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    found: list[Any] = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
