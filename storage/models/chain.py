"""The chain over what was done to tickets: whoever changes the history breaks it (``storage.chain``)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, LargeBinary, Text
from sqlmodel import Field, SQLModel

from storage.models.columns import when


class Link(SQLModel, table=True):
    """The events of one transaction, sealed together with the link before.

    ``strand``: a line of links that one process writes, each ``n`` one more than the last. ``events``: the
    ids it covers, as ``5-9,12``. ``ties``: other strands as they stood, each ``strand:n:mac``.
    """

    __tablename__ = "links"

    strand: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    n: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = when(nullable=False, index=True)
    events: str = Field(sa_column=Column(Text, nullable=False))
    ties: str = Field(default="", sa_column=Column(Text, nullable=False))
    mac: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
