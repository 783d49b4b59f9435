"""Records that are made without the unit of work and without a setter for each column."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Result
from sqlalchemy.orm import class_mapper
from sqlmodel import SQLModel

Record = TypeVar("Record", bound=SQLModel)


def as_read(kind: type[Record], row: Mapping[Any, Any]) -> Record:
    """The record of a whole row, made as SQLAlchemy makes one; ``kind(**row)`` costs ten times as much."""
    record: Record = class_mapper(kind).class_manager.new_instance()
    vars(record).update(row)
    return record


def all_read(kind: type[Record], rows: Result[Any]) -> list[Record]:
    """The records of all rows of a result that has whole rows; as ``as_read``."""
    new, names = class_mapper(kind).class_manager.new_instance, tuple(rows.keys())
    found: list[Record] = []
    for row in rows:
        record: Record = new()
        vars(record).update(zip(names, row, strict=True))
        found.append(record)
    return found


def made(kind: type[Record], /, **values: Any) -> Record:
    """A new record, of which the other columns hold what is usual; as ``as_read``."""
    return as_read(kind, _usual(kind) | values)


def blank(kind: type[SQLModel]) -> dict[str, Any]:
    """A row of the table in which nothing is said yet."""
    columns = [column.name for column in kind.__table__.columns]  # type: ignore[attr-defined]  # SQLModel's own
    return {name: kind.model_fields[name].get_default(call_default_factory=False) for name in columns}


_usual = cache(blank)
