"""One update against the real routers, services and database, of which nothing stays: what it would do."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, Self

from aiogram import Router
from sqlalchemy import text

from bot.notices import Notice, Toast
from handlers import Dispatch
from handlers.filters import Command, Pressed
from storage.transaction import Transaction
from tests.security.stage import Stage

TABLES = (
    "tickets", "events", "attachments", "proposals", "groups", "chat_moves", "drafts", "residents",
    "supports", "followers", "binding_tokens", "registrations", "rulings", "free_days",
    "petitions", "reveals",
)  # fmt: skip

Json = dict[str, Any]


class _Undone(Exception):
    """The transaction is rolled back, so that the next update finds what this one found."""


@dataclass(frozen=True)
class Effect:
    """The tables that changed, the messages and toasts said; ``asks``: a question was put instead."""

    changed: frozenset[str]
    notices: tuple[Notice, ...]
    toasts: tuple[Toast, ...]
    asks: bool = False

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join([*(one.text for one in self.notices), *(one.text for one in self.toasts)])


class Probe:
    """Asks the running app's own dispatch."""

    def __init__(self, stage: Stage) -> None:
        receiver = stage.desk.app._receiver
        assert receiver is not None
        dispatch = receiver._dispatch
        assert isinstance(dispatch, Dispatch)
        self.dispatch, self._services = dispatch, receiver._work._services
        self._database = stage.desk.app.database
        self._ids = itertools.count(1)
        self._rows: dict[str, Any] = {}

    async def tries(self, update: Json) -> Effect:
        """What ``update`` does. Raises what the dispatch raises."""
        prepared = await self.dispatch.prepare({"update_id": next(self._ids)} | update)
        found: list[Effect] = []
        try:
            async with self._database.write() as tx:
                before = await _changes(tx)
                said = await self.dispatch.handle(prepared, self._services(tx))
                await tx.session.flush()
                await self._database._flush(tx)
                changed = await self._changed(tx) if await _changes(tx) != before else frozenset()
                found.append(_effect(changed, said))
                raise _Undone
        except _Undone:
            return found[0]

    async def begins(self) -> Self:
        """Note what all updates are tried on."""
        async with self._database.write() as tx:
            self._rows = await _rows(tx)
        return self

    async def _changed(self, tx: Transaction) -> frozenset[str]:
        return frozenset(name for name, rows in (await _rows(tx)).items() if rows != self._rows[name])


async def _changes(tx: Transaction) -> int:
    """How many rows this connection ever wrote."""
    raw = await (await tx.core()).get_raw_connection()
    assert raw.driver_connection is not None
    return int(raw.driver_connection.total_changes)


async def _rows(tx: Transaction) -> dict[str, Any]:
    core = await tx.core()
    return {name: (await core.execute(text(f"select * from {name}"))).all() for name in TABLES}


def _effect(changed: frozenset[str], said: Any) -> Effect:
    if callable(said):
        return Effect(changed, (), (), asks=True)
    notices = tuple(one for one in said if isinstance(one, Notice))
    return Effect(changed, notices, tuple(one for one in said if isinstance(one, Toast)))


def entry_points(routers: list[Router]) -> set[str]:
    """Every handler by router, kind of update and name; once for each command or button it is for."""
    return {f"{router.name}/{rest}" for top in routers for router in _all(top) for rest in _own(router)}


def _all(router: Router) -> list[Router]:
    return [router, *(below for sub in router.sub_routers for below in _all(sub))]


def _own(router: Router) -> list[str]:
    return [
        f"{kind}/{handler.callback.__name__}{suffix}"
        for kind, observer in router.observers.items()
        for handler in observer.handlers
        for suffix in _suffixes([one.callback for one in handler.filters or ()])
    ]


def _suffixes(filters: list[Any]) -> list[str]:
    names = [f"/{name}" for one in filters if isinstance(one, Command) for name in sorted(one.names)]
    kinds = [f"/{one.kind.prefix}" for one in filters if isinstance(one, Pressed)]
    return names or kinds or [""]
