"""What the columns of all tables share: their names, keys, moments and sealed bytes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.types import BigKey, UTCDateTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def key() -> Any:
    """A running id."""
    return Field(default=None, sa_column=Column(BigKey, primary_key=True, autoincrement=True))


def big(*, nullable: bool = True, index: bool = False, unique: bool = False) -> Any:
    """An id of Telegram's, or of a row elsewhere: 64 bits."""
    column: Column[int] = Column(BigInteger, nullable=nullable, index=index, unique=unique)
    return Field(default=None, sa_column=column)


def when(*, nullable: bool = True, index: bool = False) -> Any:
    """A moment, UTC."""
    return Field(default=None, sa_column=Column(UTCDateTime, nullable=nullable, index=index))


def sealed(*, nullable: bool = False) -> Any:
    """What identifies someone, closed by ``storage.sealing``."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=nullable))


def fingerprint() -> Any:
    """A keyed hash by which a row is found; one row each."""
    return Field(sa_column=Column(LargeBinary(16), nullable=False, unique=True))
