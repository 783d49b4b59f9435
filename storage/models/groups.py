"""The group chats of the OPDs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from storage.models.columns import big, when


class Group(SQLModel, table=True):
    """The group chat bound to an OPD. ``configured`` is the id the configuration named, if it did.

    ``lost_at``, while it ``shows`` nothing: from when on its officers may have missed something.
    ``exposed``: anyone can read along, since it has a public name or a channel. ``forum``: it has topics;
    ``topics_refused``: the bot may not open any there. ``members``, as counted at ``looked_at``.
    """

    __tablename__ = "groups"

    opd: str = Field(primary_key=True, max_length=20)
    chat_id: int = big(nullable=False, index=True)
    configured: int | None = big()
    reachable: bool = True
    bound_at: datetime = when(nullable=False)
    lost_at: datetime | None = when()
    exposed: bool = False
    forum: bool = False
    topics_refused: bool = False
    members: int | None = None
    looked_at: datetime | None = when()

    @property
    def shows(self) -> bool:
        """Whether tickets are shown here."""
        return self.reachable and not self.exposed


class ChatMove(SQLModel, table=True):
    """A group that became a supergroup: its old id and the new one."""

    __tablename__ = "chat_moves"

    was: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    now: int = big(nullable=False)
