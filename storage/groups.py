"""The groups bound to OPDs, and those that moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final

from sqlmodel import select

from storage.models import ChatMove, Group
from storage.transaction import Transaction
from storage.unwritten import ASIDE

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_EVERY: Final = select(Group)


async def every(tx: Transaction) -> list[Group]:
    """All bound groups, read once per transaction."""
    if tx.groups is None:
        found = await tx.session.execute(_EVERY, execution_options=ASIDE)
        tx.groups = list(found.scalars().all())
    return tx.groups


async def at(tx: Transaction, chat_id: int) -> list[Group]:
    """The bindings of a chat: usually one OPD, several where they share a group."""
    return [group for group in await every(tx) if group.chat_id == chat_id]


async def of(tx: Transaction, opd: str) -> Group | None:
    """The group of an OPD, reachable or not. Alone: to read all takes as long as to make a card."""
    if tx.groups is not None:
        return next((group for group in tx.groups if group.opd == opd), None)
    if opd not in tx.bound:
        tx.bound[opd] = await tx.session.get(Group, opd, execution_options=ASIDE)
    return tx.bound[opd]


async def unseen(tx: Transaction, before: datetime, exposed_before: datetime) -> list[int]:
    """The chats that nobody looked at since then; of exposed ones since the second moment."""
    due = [
        group.chat_id
        for group in await every(tx)
        if group.reachable and (group.looked_at or _NEVER) <= (exposed_before if group.exposed else before)
    ]
    return list(dict.fromkeys(due))


async def follow(tx: Transaction, configured: Mapping[str, int]) -> list[str]:
    """Bind what the configuration names, unless it names what it named before; the OPDs bound anew."""
    bound, known = [], await every(tx)
    for opd, named in configured.items():
        group = await of(tx, opd)
        if group is not None and group.configured == named:
            continue
        chat = await moved(tx, named)
        if group is None:
            group = Group(opd=opd, chat_id=chat, bound_at=tx.now)
            tx.session.add(group)
            known.append(group)
        group.chat_id, group.configured, group.bound_at = chat, named, tx.now
        group.reachable, group.lost_at = True, None
        bound.append(opd)
    return bound


async def moved(tx: Transaction, chat_id: int) -> int:
    """The id a chat has now: a group that became a supergroup has a new one."""
    move = await tx.session.get(ChatMove, chat_id, execution_options=ASIDE)
    return move.now if move else chat_id


async def move(tx: Transaction, was: int, now: int, configured: Collection[int | None] = ()) -> bool:
    """A group became the supergroup ``now``; false unless it is bound or one of ``configured``."""
    groups = await at(tx, was)
    for group in groups:
        group.chat_id = now
    if groups or was in configured:
        await tx.session.merge(ChatMove(was=was, now=now))
    return bool(groups) or was in configured


async def bind(tx: Transaction, opd: str, chat: int) -> int | None:
    """Bind a group to an OPD at run time; the chat that was bound before, if another.

    What the configuration named stays noted, so that the next start does not undo it (``follow``).
    """
    known = await every(tx)
    group = await of(tx, opd)
    before = group.chat_id if group else None
    if group is None:
        group = Group(opd=opd, chat_id=chat, bound_at=tx.now)
        tx.session.add(group)
        known.append(group)
    _place(tx, group, chat)
    return before if before != chat else None


async def unbind(tx: Transaction, opd: str) -> int | None:
    """Undo what was bound at run time; the chat the configuration names has it again, if it names one."""
    group = await of(tx, opd)
    if group is None:
        return None
    if group.configured is not None:
        _place(tx, group, await moved(tx, group.configured))
        return group.chat_id
    (await every(tx)).remove(group)
    await tx.session.delete(group)
    return None


def _place(tx: Transaction, group: Group, chat: int) -> None:
    """Another chat, of which nothing is known yet."""
    group.chat_id, group.bound_at, group.reachable, group.lost_at = chat, tx.now, True, None
    group.exposed, group.forum, group.topics_refused = False, False, False
    group.members, group.looked_at = None, None
