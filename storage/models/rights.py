"""What residents ask about their data that a person must decide, and who asked to see an identity."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, String, Text
from sqlmodel import Field, SQLModel

from bot.rights import Right
from storage.models.columns import big, key, sealed, when


class Petition(SQLModel, table=True):
    """A right that a resident uses; to be decided by ``due_at`` (UU 27/2022: three times 24 hours).

    ``words`` seals what they wrote with it. ``resident_id`` is gone once their identity is. ``reminds_at`` is
    when the admins are reminded next. ``granted``: None while nobody has decided.
    """

    __tablename__ = "petitions"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = key()
    resident_id: int | None = big(index=True)
    ticket_id: int | None = big()
    kind: Right = Field(sa_column=Column(String(16), nullable=False))
    words: bytes | None = sealed(nullable=True)
    asked_at: datetime = when(nullable=False)
    due_at: datetime = when(nullable=False)
    reminds_at: datetime | None = when(index=True)
    decided_at: datetime | None = when(index=True)
    decided_by: int | None = big()
    granted: bool | None = None
    answer: str | None = Field(default=None, sa_column=Column(Text))


class Reveal(SQLModel, table=True):
    """An admin asks to see who reported a ticket; another has to agree before ``expires_at``.

    ``bound``: a legal duty forbids telling the resident.
    """

    __tablename__ = "reveals"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = key()
    ticket_id: int = big(nullable=False, index=True)
    asked_by: int = big(nullable=False)
    reason: str = Field(sa_column=Column(Text, nullable=False))
    bound: bool = False
    asked_at: datetime = when(nullable=False)
    expires_at: datetime = when(nullable=False, index=True)
    decided_at: datetime | None = when()
    decided_by: int | None = big()
    granted: bool | None = None
