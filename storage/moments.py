"""Moments and durations in SQL, alike on every database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Float, Integer, case, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import CTE, FromClause
from sqlalchemy.sql.functions import FunctionElement

from bot.recap.spreads import UNIT
from bot.recap.workdays import Day

_DAY: Final = 86_400
_NOISE: Final = 1e-6
"""What doubles may lack to the half that is rounded up."""


class seconds(FunctionElement[int]):  # noqa: N801 - reads as the SQL function it is
    """Whole seconds since 1970."""

    type = BigInteger()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _on_sqlite(element: seconds, compiler: Any, **options: Any) -> str:
    return f"unixepoch({compiler.process(element.clauses, **options)})"


@compiles(seconds, "postgresql")
def _on_postgresql(element: seconds, compiler: Any, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"


class whole(FunctionElement[int]):  # noqa: N801 - as above
    """A positive number without its fraction."""

    type = Integer()
    inherit_cache = True


@compiles(whole, "sqlite")
def _cut(element: whole, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS INTEGER)"


@compiles(whole, "postgresql")
def _floored(element: whole, compiler: Any, **options: Any) -> str:
    return f"CAST(floor({compiler.process(element.clauses, **options)}) AS INTEGER)"


class within(FunctionElement[int]):  # noqa: N801 - as above
    """A number, but no less than 0 and no more than another."""

    type = Integer()
    inherit_cache = True


@compiles(within, "sqlite")
def _least(element: within, compiler: Any, **options: Any) -> str:
    number, most = (compiler.process(part, **options) for part in element.clauses)
    return f"min(max({number}, 0), {most})"


@compiles(within, "postgresql")
def _least_of_all(element: within, compiler: Any, **options: Any) -> str:
    number, most = (compiler.process(part, **options) for part in element.clauses)
    return f"least(greatest({number}, 0), {most})"


def day_of(moment: Any, offset: int) -> ColumnElement[int]:
    """The local day of a moment, counted from 1970; ``offset``: of the local clocks, in seconds."""
    return (seconds(moment) + offset) // _DAY


def table_of(days: Iterable[Day]) -> CTE:
    """The days as something to join: numbers only, written into the statement, for they are thousands."""
    listed = ",".join(f"({day.number},{day.before!r},{day.opens},{day.span})" for day in days)
    columns = "column1 AS day, column2 AS before, column3 AS opens, column4 AS span"
    chosen = text(f"SELECT {columns} FROM (VALUES {listed}) AS listed")  # noqa: S608 - numbers of ours
    return chosen.columns(day=Integer, before=Float, opens=Integer, span=Integer).cte("days")


def worked(moment: Any, day: FromClause, offset: int) -> ColumnElement[float]:
    """Working days from the first of the table to this moment, which is on ``day``."""
    part = within((seconds(moment) + offset) % _DAY - day.c.opens, day.c.span)
    return day.c.before + case((day.c.span > 0, part * 1.0 / day.c.span), else_=0.0)


def lasted(begin: ColumnElement[float], end: ColumnElement[float]) -> ColumnElement[int]:
    """The time between two of ``worked``, in ``UNIT`` parts of a working day, rounded half up."""
    return whole((end - begin) * UNIT + (0.5 + _NOISE))
