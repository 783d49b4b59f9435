"""What an error of the database tells: what was asked, and nothing of what was to be stored."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database

CANARY = "kanari di dalam kesalahan"
ASKED = text("select * from nowhere where name = :name")


async def _write(database: Database) -> None:
    async with database.write() as tx:
        await tx.session.execute(ASKED, {"name": CANARY})


async def _read(database: Database) -> None:
    async with database.read() as session:
        await session.execute(ASKED, {"name": CANARY})


@pytest.mark.parametrize("fails", [_write, _read])
async def test_an_error_quotes_no_values(
    database: Database, fails: Callable[[Database], Awaitable[None]]
) -> None:
    with pytest.raises(DBAPIError) as caught:
        await fails(database)
    told = "".join(traceback.format_exception(caught.value))
    assert "nowhere" in told
    assert CANARY not in told
