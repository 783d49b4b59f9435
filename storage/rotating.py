"""A new key in place of the old one: every sealed value is opened and sealed again, a few rows at a time.

It can be killed at any moment and begun again: until the last value is sealed anew, the file holds both keys,
and whoever reads tries the new one first. A value bears no name of its key: that the new one opens it says
more. Fingerprints keep their key, so that everything is found as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, bindparam, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.failpoints import Point, reached
from storage import key_file, postgres
from storage.engine import checkpointed, engine_of, sqlite_file
from storage.key_file import BadKey
from storage.models import Mark, Ruling
from storage.moving import key_of
from storage.sealing import BrokenSeal, Seal

CHUNK: Final = 500

_MARKS: Final[Any] = Mark.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_RULINGS: Final[Any] = Ruling.__table__  # type: ignore[attr-defined]  # as above

Progress = Callable[[int], None]
"""Told of each number of rows that are done."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of sealed bytes, and what of its row they are bound to (``storage.sealing``)."""

    table: str
    column: str
    row: Callable[[Any], int | bytes] = lambda row: row.id

    @property
    def place(self) -> str:
        """As it is bound."""
        return f"{self.table}.{self.column}"


SEALED: Final = (
    Sealed("residents", "identity", lambda row: row.person),
    Sealed("drafts", "form"),
    Sealed("inbox", "payload", lambda row: row.update_id),
    Sealed("outbox", "payload"),
    Sealed("enclosures", "content"),
    Sealed("orders", "payload", lambda row: row.likeness),
    Sealed("attachments", "file", lambda row: f"{row.ticket_id}:{row.event_id}:{row.position}".encode()),
    Sealed("proposals", "file"),
    Sealed("registrations", "name", lambda row: f"{row.opd}:{row.officer}".encode()),
    Sealed("tickets", "taken_name"),
    Sealed("petitions", "words"),
)
"""Every such column; a test holds it to the tables. Those who asked to be officers stand in ``rulings``."""


class Rotation:
    """Of the database at ``url`` and the key at ``path``; nobody else works with either meanwhile."""

    def __init__(self, url: str, path: Path) -> None:
        self._url = url
        self._path = path
        self._engine = engine_of(url, read_only=False) if sqlite_file(url) else postgres.patient_engine(url)
        self.broken = 0
        """Values that neither key opens: they were damaged before, and are left as they are."""

    async def total(self) -> int:
        """How many rows there are to look at."""
        async with self._engine.connect() as connection:
            counts = [select(func.count()).select_from(_table(one.table)) for one in SEALED]
            return sum([int((await connection.execute(one)).scalar_one()) for one in counts])

    async def run(self, progress: Progress) -> None:
        """From the first step or from where it was broken off to the last. Raises BadKey."""
        seal = await self._begin()
        for one in SEALED:
            await self._column(seal, one, progress)
        await self._requests(seal)
        await checkpointed(self._engine)
        self._end()

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()

    async def _begin(self) -> Seal:
        """From here on the file holds both keys, and the database knows the new one."""
        keys = key_file.read(self._path)
        if keys is None:
            raise BadKey(f"{self._path} is missing: there is no key to change")
        async with self._engine.begin() as connection:
            marked = await connection.scalar(select(_MARKS.c.value).where(_MARKS.c.name == "key"))
        if marked is not None and marked not in keys.seal.names:
            raise BadKey("this is not the key that the database was sealed with")
        changing = keys.changing()
        if changing is not keys:
            key_file.replace(self._path, changing)
        reached(Point.REKEYING)
        async with self._engine.begin() as connection:
            named = update(_MARKS).where(_MARKS.c.name == "key").values(value=changing.seal.name)
            await connection.execute(named)
        reached(Point.REKEYING)
        return changing.seal

    def _end(self) -> None:
        """Nothing needs the former key any more."""
        keys = key_file.read(self._path)
        if keys is not None and keys.former is not None:
            reached(Point.REKEYING)
            key_file.replace(self._path, keys.changed())
            reached(Point.REKEYING)

    async def _column(self, seal: Seal, one: Sealed, progress: Progress) -> None:
        table, after = _table(one.table), None
        while True:
            async with self._engine.begin() as connection:
                rows = await _chunk(connection, table, after)
                await self._write(connection, table, one, self._resealed(seal, one, rows))
            progress(len(rows))
            if len(rows) < CHUNK:
                return
            after = tuple(getattr(rows[-1], column.name) for column in table.primary_key.columns)

    def _resealed(self, seal: Seal, one: Sealed, rows: Sequence[Any]) -> list[tuple[Any, bytes]]:
        found = []
        for row in rows:
            again = self._again(seal, getattr(row, one.column), one.place, one.row(row))
            if again is not None:
                found.append((row, again))
            reached(Point.REKEYING)
        return found

    def _again(self, seal: Seal, sealed: bytes | None, place: str, row: int | bytes) -> bytes | None:
        """The same, sealed with the new key; None where it is already, or cannot be."""
        if sealed is None or not sealed or seal.is_current(sealed, place, row):
            return None
        try:
            return seal.close(seal.open(sealed, place, row), place, row)
        except BrokenSeal:
            self.broken += 1
            return None

    async def _write(
        self, connection: AsyncConnection, table: Table, one: Sealed, changed: list[tuple[Any, bytes]]
    ) -> None:
        if not changed:
            return
        names = [column.name for column in table.primary_key.columns]
        mine = [table.c[name] == bindparam(f"which_{name}") for name in names]
        values = [
            {"sealed": again} | {f"which_{name}": getattr(row, name) for name in names}
            for row, again in changed
        ]
        await connection.execute(update(table).where(*mine).values({one.column: bindparam("sealed")}), values)

    async def _requests(self, seal: Seal) -> None:
        """Who asked to be an officer: sealed within what is known of the ruling."""
        async with self._engine.begin() as connection:
            rows = (await connection.execute(select(_RULINGS).where(_RULINGS.c.act == "request"))).all()
            for row in rows:
                who = (row.about or {}).get("who")
                again = self._again(seal, bytes.fromhex(who), "rulings.who", row.actor) if who else None
                if again is not None:
                    about = row.about | {"who": again.hex()}
                    changed = update(_RULINGS).where(_RULINGS.c.id == row.id).values(about=about)
                    await connection.execute(changed)
                reached(Point.REKEYING)


async def _chunk(connection: AsyncConnection, table: Table, after: tuple[Any, ...] | None) -> Sequence[Any]:
    key = key_of(connection, table)
    query = select(table).order_by(*key).limit(CHUNK)
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*after))
    return (await connection.execute(query)).all()


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]
