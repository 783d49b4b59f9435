"""Connections to PostgreSQL: whole transactions, and limits to how long anyone may hold up others."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WRITER: Final = {"idle_in_transaction_session_timeout": "10s", "lock_timeout": "10s"}
"""Who stops in the middle of a transaction, as a frozen process does, loses it and the rows it holds."""

READER: Final = {"default_transaction_read_only": "on", "statement_timeout": "30s"}

CONNECTS_WITHIN: Final = 5.0
ANSWERS_WITHIN: Final = 30.0
"""Seconds until a server that says nothing counts as down."""

READERS: Final = 4
"""Connections for questions, besides the one that writes."""


def engine(url: str, *, read_only: bool) -> AsyncEngine:
    """Transactions that see one moment: of two that change the same row, the later one fails."""
    return create_async_engine(
        url,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        pool_size=READERS if read_only else 1,
        connect_args=_arguments(READER if read_only else WRITER),
    )


def beside(url: str) -> AsyncEngine:
    """For statements of their own, such as a running number.

    They do not wait for the disk: what is built on them does, and the log is written in order.
    """
    return create_async_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        pool_size=2,
        connect_args=_arguments(WRITER | {"synchronous_commit": "off"}),
    )


def patient_engine(url: str) -> AsyncEngine:
    """For work that may take hours: migrations, and moving a whole office."""
    return create_async_engine(
        url, hide_parameters=True, connect_args={"server_settings": {"timezone": "UTC"}}
    )


def plain_address(url: str) -> str:
    """The address as the driver itself reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _arguments(limits: dict[str, str]) -> dict[str, Any]:
    settings = {"application_name": "aduan", "timezone": "UTC", **limits}
    return {"server_settings": settings, "timeout": CONNECTS_WITHIN, "command_timeout": ANSWERS_WITHIN}
