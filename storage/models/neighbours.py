"""Other software: the keys by which it files, what it filed, and what it is told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, String
from sqlmodel import Field, SQLModel

from bot.tickets.status import Status
from storage.models.columns import big, fingerprint, key, when


class ApiKey(SQLModel, table=True):
    """A key for city software; only its keyed hash is kept. Once ``revoked_at`` it is good no more."""

    __tablename__ = "api_keys"

    id: int = key()
    name: str = Field(max_length=40, unique=True)
    digest: bytes = fingerprint()
    made_at: datetime = when(nullable=False)
    used_at: datetime | None = when()
    revoked_at: datetime | None = when()


class Entry(SQLModel, table=True):
    """A ticket that software filed: with which key."""

    __tablename__ = "entries"

    ticket_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    api_key_id: int = big(nullable=False)


class SignalState(StrEnum):
    """``DEAD``: nobody took it for days."""

    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"


class Signal(SQLModel, table=True):
    """What other software is told of an event: a ticket was filed, or stands elsewhere. No words or names."""

    __tablename__ = "signals"
    __table_args__ = (Index("ix_signals_state_not_before", "state", "not_before"),)

    event_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ticket_id: int = big(nullable=False)
    at: datetime = when(nullable=False)
    came_from: Status | None = Field(default=None, sa_column=Column(String(24)))
    led_to: Status = Field(sa_column=Column(String(24), nullable=False))
    state: SignalState = Field(sa_column=Column(String(8), nullable=False))
    attempts: int = 0
    not_before: datetime = when(nullable=False)
    settled_at: datetime | None = when(index=True)
