"""Column types that behave alike on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

BigKey: Final = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit primary key. SQLite numbers rows by itself only for INTEGER, which is 64-bit there."""


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out, though SQLite forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Store UTC; a naive time is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give back aware UTC."""
        if value is None or value.tzinfo is not None:
            return value  # type: ignore[no-any-return]  # DateTime yields datetimes
        return value.replace(tzinfo=UTC)  # type: ignore[no-any-return]  # as above
