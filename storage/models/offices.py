"""What admins decide outside any ticket: who binds a group, who is an officer, and the record of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from storage.models.columns import big, fingerprint, key, sealed, when


class BindingToken(SQLModel, table=True):
    """A token that binds one group to an OPD, once, until it expires; only its keyed hash is kept."""

    __tablename__ = "binding_tokens"

    id: int = key()
    digest: bytes = fingerprint()
    opd: str = Field(max_length=20)
    made_by: int = big(nullable=False)
    expires_at: datetime = when(nullable=False)
    used_at: datetime | None = when()


class Registration(SQLModel, table=True):
    """An officer whom an admin registered for an OPD; counts where ``officers = "registered"``."""

    __tablename__ = "registrations"

    opd: str = Field(primary_key=True, max_length=20)
    officer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: bytes = sealed()
    added_by: int = big(nullable=False)
    added_at: datetime = when(nullable=False)


class Ruling(SQLModel, table=True):
    """What an admin decided that belongs to no ticket: a group bound, an officer registered, a free day."""

    __tablename__ = "rulings"

    id: int = key()
    at: datetime = when(nullable=False, index=True)
    actor: int = big(nullable=False)
    act: str = Field(max_length=24)
    about: dict[str, Any] | None = Field(
        default=None, sa_column=Column(MutableDict.as_mutable(JSON(none_as_null=True)))
    )
