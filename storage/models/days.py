"""Free days that admins added at run time."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Date
from sqlmodel import Field, SQLModel

from storage.models.columns import big, when


class FreeDay(SQLModel, table=True):
    """A day on which the offices are closed though neither data nor configuration say so."""

    __tablename__ = "free_days"

    day: date = Field(sa_column=Column(Date, primary_key=True, autoincrement=False))
    name: str = Field(max_length=100)
    added_by: int = big(nullable=False)
    added_at: datetime = when(nullable=False)
