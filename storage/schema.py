"""Brings a database to the present tables: every migration in one transaction, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # defines the tables
from storage import postgres
from storage.engine import engine_of, sqlite_file
from storage.models.words import TABLES
from storage.searching import make_index

_AT_START: Final = -2
"""Ids of chats, for which there are locks as well, are positive (``storage.turns``)."""

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


async def upgrade(url: str) -> None:
    """Run the migrations that this database lacks; an empty one gets all tables."""
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = engine_of(url, read_only=False) if file else postgres.patient_engine(url)
    try:
        async with engine.begin() as connection:
            if file is None:
                await connection.execute(select(func.pg_advisory_xact_lock(_AT_START)))
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def differences(connection: Connection) -> list[Any]:
    """What the migrations and the tables of ``storage.models`` do not have in common."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"include_name": _is_of_ours})
    found: list[Any] = compare_metadata(context, SQLModel.metadata)
    return found


def _is_of_ours(name: str | None, _kind: str, _parents: Any) -> bool:
    """Not what keeps the index of words."""
    return name not in TABLES


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")
    make_index(connection)


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
