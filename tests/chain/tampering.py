"""What someone may do to the history who has the whole database, and not the key."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Event, Link

EVENTS: Any = Event.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
LINKS: Any = Link.__table__  # type: ignore[attr-defined]  # as above

_OTHER: dict[str, Callable[[Any], Any]] = {
    "ticket_id": lambda was: was + 1,
    "at": lambda was: was.replace(microsecond=(was.microsecond + 1) % 1_000_000),
    "verb": lambda was: "close" if was != "close" else "note",
    "role": lambda was: "admin" if was != "admin" else "system",
    "actor": lambda was: (was or 0) + 1,
    "came_from": lambda was: None if was else "new",
    "led_to": lambda was: "closed" if was != "closed" else "new",
    "text": lambda was: (was or "") + ".",
    "about": lambda was: (was or {}) | {"lain": 1},
    "text_digest": lambda was: bytes(16),
    "strand": lambda was: was + 1,
    "n": lambda was: was + 1_000,
    "events": lambda was: f"{was},1" if was else "1",
    "ties": lambda was: was + f"9:9:{'00' * 32}",
    "mac": lambda was: bytes([was[0] ^ 1]) + was[1:],
}


class Tamper:
    """One change of each kind, drawn with dice."""

    def __init__(self, connection: AsyncConnection, dice: Random) -> None:
        self._connection = connection
        self._dice = dice

    async def anything(self) -> str:
        """Change something; what."""
        kinds = (
            self.edit,
            self.edit_link,
            self.drop,
            self.drop_link,
            self.drop_both,
            self.swap,
            self.add,
            self.copy,
        )
        kind = self._dice.choice(kinds)
        return f"{kind.__name__} {await kind()}"

    async def edit(self) -> str:
        row = await self._any(EVENTS)
        name = self._dice.choice([one.name for one in EVENTS.c if one.name != "id"])
        await self._do(update(EVENTS).where(EVENTS.c.id == row["id"]).values({name: _OTHER[name](row[name])}))
        return f"{row['id']} {name}"

    async def edit_link(self) -> str:
        row = await self._any(LINKS)
        name = self._dice.choice([one.name for one in LINKS.c])
        await self._do(update(LINKS).where(_this(row)).values({name: _OTHER[name](row[name])}))
        return f"{row['n']} {name}"

    async def drop(self) -> str:
        row = await self._any(EVENTS)
        await self._do(delete(EVENTS).where(EVENTS.c.id == row["id"]))
        return str(row["id"])

    async def drop_link(self) -> str:
        row = await self._any(LINKS)
        await self._do(delete(LINKS).where(_this(row)))
        return str(row["n"])

    async def drop_both(self) -> str:
        """A link with all it covers: at the end of the chain nothing but its head can tell."""
        row = await self._any(LINKS)
        ids = [one for part in row["events"].split(",") if part for one in _ids(part)]
        await self._do(delete(EVENTS).where(EVENTS.c.id.in_(ids)))
        await self._do(delete(LINKS).where(_this(row)))
        return str(row["n"])

    async def swap(self) -> str:
        first, second = await self._any(EVENTS), await self._any(EVENTS)
        if {**first, "id": 0} == {**second, "id": 0}:
            return await self.drop()
        for one, other in ((first, second), (second, first)):
            values = {name: value for name, value in other.items() if name != "id"}
            await self._do(update(EVENTS).where(EVENTS.c.id == one["id"]).values(values))
        return f"{first['id']} {second['id']}"

    async def add(self) -> str:
        row = await self._any(EVENTS)
        await self._do(insert(EVENTS).values(row | {"id": 1_000_000}))
        return str(row["id"])

    async def copy(self) -> str:
        """A link that says of itself that it is the next one."""
        row = await self._any(LINKS)
        await self._do(insert(LINKS).values(row | {"n": await self._next()}))
        return str(row["n"])

    async def _next(self) -> int:
        return int(await self._connection.scalar(text("SELECT max(n) + 1 FROM links")) or 0)

    async def _any(self, table: Any) -> dict[str, Any]:
        rows = (
            (await self._connection.execute(select(table).order_by(*table.primary_key.columns)))
            .mappings()
            .all()
        )
        return dict(self._dice.choice(rows))

    async def _do(self, statement: Any) -> None:
        await self._connection.execute(statement)


def _this(link: dict[str, Any]) -> Any:
    return (LINKS.c.strand == link["strand"]) & (LINKS.c.n == link["n"])


def _ids(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)
