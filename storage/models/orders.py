"""What was ordered and not made yet, and what was made and not sent yet."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import big, key, sealed, when


class Ordered(SQLModel, table=True):
    """One ``bot.orders.Order``, sealed because it names a chat; ``likeness`` is equal when the orders are."""

    __tablename__ = "orders"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = key()
    payload: bytes = sealed()
    likeness: int = big(nullable=False, unique=True)
    ordered_at: datetime = when(nullable=False)
    not_before: datetime | None = when()


class Enclosure(SQLModel, table=True):
    """A sealed file that a notice in the outbox brings along; gone once it is sent."""

    __tablename__ = "enclosures"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = key()
    name: str = Field(max_length=200)
    content: bytes = sealed()
    made_at: datetime = when(nullable=False, index=True)
