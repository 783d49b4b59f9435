"""Connections to PostgreSQL: whole transactions, and limits to how long anyone may hold up others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.servers import KEEPALIVES, Servers, servers_at

WRITER: Final = {"idle_in_transaction_session_timeout": "10s", "lock_timeout": "10s"}
"""Who stops in the middle of a transaction, as a frozen process does, loses it and the rows it holds."""

READER: Final = {"default_transaction_read_only": "on", "statement_timeout": "30s"}

ANSWERS_WITHIN: Final = 30.0
"""Seconds until a server that is there and says nothing counts as down."""

READERS: Final = 4
"""Connections for questions, besides the one that writes."""


def engine(url: str, *, read_only: bool) -> AsyncEngine:
    """Transactions that see one moment: of two that change the same row, the later one fails."""
    engine = create_async_engine(
        url,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        pool_size=READERS if read_only else 1,
        connect_args=_arguments(url, READER if read_only else WRITER),
    )
    if not read_only:
        event.listen(engine.sync_engine, "handle_error", _leave_standby)
    event.listen(engine.sync_engine, "checkout", _leave_former(servers_at(url)))
    return engine


def beside(url: str) -> AsyncEngine:
    """For statements of their own, such as a running number.

    They do not wait for the disk: what is built on them does, and the log is written in order.
    """
    engine = create_async_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        pool_size=2,
        connect_args=_arguments(url, WRITER | {"synchronous_commit": "off"}),
    )
    event.listen(engine.sync_engine, "checkout", _leave_former(servers_at(url)))
    return engine


def patient_engine(url: str) -> AsyncEngine:
    """For work that may take hours: migrations, and moving a whole office."""
    connects = {"async_creator_fn": servers_at(url).connect, "server_settings": {"timezone": "UTC"}}
    return create_async_engine(url, hide_parameters=True, connect_args=connects)


def _arguments(url: str, limits: dict[str, str]) -> dict[str, Any]:
    settings = {"application_name": "aduan", "timezone": "UTC", **KEEPALIVES, **limits}
    return {
        "async_creator_fn": servers_at(url).connect,
        "server_settings": settings,
        "command_timeout": ANSWERS_WITHIN,
    }


def _leave_standby(context: ExceptionContext) -> None:
    """Who may only read on this connection looks for the primary with the next."""
    if getattr(context.original_exception, "sqlstate", None) == "25006":
        context.is_disconnect = True


def _leave_former(servers: Servers) -> Callable[[Any, ConnectionPoolEntry, Any], None]:
    """Once another server writes, nothing is asked on a connection from before."""

    def look(_connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
        if entry.info.setdefault("timeline", servers.latest) != servers.latest:
            raise DisconnectionError

    return look
