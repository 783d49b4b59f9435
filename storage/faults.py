"""What an error of a database means: that it is down, that another was quicker, or that we are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from asyncpg import InternalClientError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.errors import Overtaken, StorageDown

_SQLITE: Final = ("full", "locked", "i/o error", "readonly", "unable to open")

_OVERTAKEN: Final = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, a lock that did not come."""

_DOWN: Final = ("08", "53", "57", "58", "XX")
"""Connection lost, no room, ended by an operator or a limit, input and output, something broken inside."""

_DOWN_TOO: Final = frozenset({"25006", "25P03", "3D000", "28P01"})
"""A standby that only reads, a transaction that idled, no such database, a changed password."""


@contextmanager
def explained() -> Iterator[None]:
    """Raises StorageDown or Overtaken in place of what the driver raises, unless a statement is at fault."""
    try:
        yield
    except (OSError, InternalClientError) as error:  # a server that is not there, or answers too late
        raise StorageDown(type(error).__name__) from None
    except DBAPIError as error:
        if (meant := _meaning(error)) is None:
            raise
        raise meant from None


def _meaning(error: DBAPIError) -> StorageDown | None:
    name, state = type(error.orig).__name__, getattr(error.orig, "sqlstate", None)
    if state in _OVERTAKEN:
        return Overtaken(str(state))
    if _is_down(error, state):
        return StorageDown(str(state or name))
    return None


def _is_down(error: DBAPIError, state: str | None) -> bool:
    if error.connection_invalidated or state in _DOWN_TOO or (state or "").startswith(_DOWN):
        return True
    if isinstance(error, InterfaceError):
        return "connection" in str(error.orig).lower()
    return isinstance(error, OperationalError) and any(sign in str(error.orig).lower() for sign in _SQLITE)
