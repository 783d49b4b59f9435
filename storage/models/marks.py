"""Running numbers, and facts about the database itself."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Counter(SQLModel, table=True):
    """A running number, such as the tickets of a year."""

    __tablename__ = "counters"

    name: str = Field(primary_key=True, max_length=32)
    value: int = 0


class Mark(SQLModel, table=True):
    """A fact about the database itself, such as the fingerprint of its key."""

    __tablename__ = "marks"

    name: str = Field(primary_key=True, max_length=32)
    value: str
