"""The law of the house as tables, and the reading of a module against them."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.house.sources import Source, reaches, within

LAYERS: dict[int, tuple[str, ...]] = {
    # the records and the pure rules: no session, no I/O, no clock, no environment, no messenger
    0: (
        "storage.models",
        "storage.types",
        "bot.boundaries",
        "bot.buttons",
        "bot.calendar",
        "bot.calendars",
        "bot.causes",
        "bot.commands",
        "bot.deadlines",
        "bot.encoding",
        "bot.errors",
        "bot.failpoints",
        "bot.files",
        "bot.form",
        "bot.lexicon",
        "bot.looks",
        "bot.notices",
        "bot.orders",
        "bot.persons",
        "bot.pins",
        "bot.policy",
        "bot.protocols",
        "bot.recap",
        "bot.regency",
        "bot.reminded",
        "bot.reminders",
        "bot.rights",
        "bot.sanitise",
        "bot.spelling",
        "bot.settings",
        "bot.texts",
        "bot.tickets",
        "bot.twins",
        "bot.understanding",
        "bot.wording",
    ),
    # the rest of storage: all SQL
    1: ("storage",),
    # the services: one write transaction each
    2: (
        "bot.days",
        "bot.desk",
        "bot.health",
        "bot.intake",
        "bot.open311",
        "bot.outgoing",
        "bot.beside",
        "bot.pauses",
        "bot.people",
        "bot.recaps",
        "bot.retention",
        "bot.rendering",
        "bot.rounds",
        "bot.receiver",
        "bot.speaker",
        "bot.ticker",
        "bot.tidying",
        "bot.webhook",
        "bot.witness",
    ),
    # the edges towards Telegram
    3: ("handlers", "bot.telegram"),
    # what reads files and the environment, builds everything and passes it in
    4: (
        "bot.apikeys",
        "bot.app",
        "bot.beginning",
        "bot.checkup",
        "bot.cli",
        "bot.clock",
        "bot.configuration",
        "bot.demo",
        "bot.holidays",
        "bot.language",
        "bot.logs",
        "bot.moving",
        "bot.posters",
        "bot.ramadan",
        "bot.safekeeping",
        "bot.seeding",
        "bot.upkeep",
    ),
}

MAY_USE: dict[int, set[int]] = {0: {0}, 1: {0, 1}, 2: {0, 1, 2}, 3: {0, 2, 3}, 4: {0, 1, 2, 3, 4}}

_CLOCK = ("bot.app", "bot.cli", "bot.clock")
_ENVIRONMENT = ("bot.app", "bot.beginning", "bot.cli", "bot.configuration")

HOMES: dict[str, tuple[str, ...]] = {
    "aiogram": ("handlers",),
    "telegram": ("bot.telegram",),
    "sqlalchemy": ("storage",),
    "sqlmodel": ("storage",),
    "sqlite3": ("storage",),
    "aiosqlite": ("storage",),
    "asyncpg": ("storage",),
    "alembic": ("storage",),
    "datetime.datetime.now": _CLOCK,
    "datetime.datetime.today": _CLOCK,
    "datetime.datetime.utcnow": _CLOCK,
    "datetime.date.today": _CLOCK,
    "time.time": _CLOCK,
    "time.time_ns": _CLOCK,
    "os.environ": _ENVIRONMENT,
    "os.getenv": _ENVIRONMENT,
    "matplotlib": ("bot.rendering",),
    "prometheus_client": ("bot.health",),
    "reportlab": ("bot.posters", "bot.rendering"),
    "xlsxwriter": ("bot.rendering",),
    "simulator": ("bot.cli", "bot.demo"),
    "tests": (),
    "bench": (),
    "training": (),
}

IMPURE = (
    "aiohttp",
    "asyncio",
    "httpx",
    "importlib.resources",
    "open",
    "os",
    "random",
    "secrets",
    "socket",
    "sqlalchemy.create_engine",
    "sqlalchemy.engine",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.orm",
    "sqlalchemy.text",
    "sqlmodel.Session",
    "sqlmodel.create_engine",
    "sqlmodel.text",
    "subprocess",
    "threading",
    "time",
    "urllib.request",
)

NEVER: dict[str, str] = {
    "start_polling": "confirms updates before they are handled",
    "drop_pending_updates": "throws reports away",
    "forward_message": "shows who wrote",
    "forward_messages": "shows who wrote",
    "copy_message": "carries what was not cleaned",
    "copy_messages": "carries what was not cleaned",
    "forwardMessage": "shows who wrote",
    "forwardMessages": "shows who wrote",
    "copyMessage": "carries what was not cleaned",
    "copyMessages": "carries what was not cleaned",
}

SAYS: dict[str, dict[str, int]] = {"Notice": {"text": 1}, "Toast": {"text": 1}, "Button": {"label": 0}}
"""Which parts of what the bot says are words, by name and position: they come from the locale files."""


def layer(name: str) -> int | None:
    """The layer of a module, by the longest entry it is within; None when it has chosen none."""
    if name == "bot":
        return 0
    homes = [
        (len(home), number) for number, listed in LAYERS.items() for home in listed if within(name, home)
    ]
    return max(homes)[1] if homes else None


def unlisted(sources: Iterable[Source]) -> list[str]:
    """Modules that have not chosen a layer."""
    return [
        f"{source.name} has no layer: add it to LAYERS" for source in sources if layer(source.name) is None
    ]


def upward(source: Source) -> list[str]:
    """Imports that do not point down."""
    own = layer(source.name)
    reached = {(reach.line, reach.name, layer(reach.name)) for reach in reaches(source) if reach.imported}
    return [
        f"{source.name}:{line}: layer {own} may not import {name} of layer {other}"
        for line, name, other in sorted(reached, key=str)
        if own is not None and other is not None and other not in MAY_USE[own]
    ]


def strays(source: Source) -> list[str]:
    """Libraries, the clock and the environment, used away from their home."""
    return sorted(
        {
            f"{source.name}:{reach.line}: {what} belongs in {' or '.join(homes) or 'no module'}"
            for reach in reaches(source)
            for what, homes in HOMES.items()
            if within(reach.name, what) and not any(within(source.name, home) for home in homes)
        }
    )


def impure(source: Source) -> list[str]:
    """What a pure rule may not touch."""
    return sorted(
        {
            f"{source.name}:{reach.line}: a pure rule may not use {reach.name}"
            for reach in reaches(source)
            if layer(source.name) == 0 and any(within(reach.name, what) for what in IMPURE)
        }
    )


def forbidden(source: Source) -> list[str]:
    """Calls that break a promise whoever makes them."""
    names = {(node.lineno, node.attr) for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)}
    words = {(node.value.lineno, node.arg) for node in ast.walk(source.tree) if isinstance(node, ast.keyword)}
    constants = (node for node in ast.walk(source.tree) if isinstance(node, ast.Constant))
    words |= {(node.lineno, node.value) for node in constants if isinstance(node.value, str)}
    return [
        f"{source.name}:{line}: {name} {NEVER[name]}"
        for line, name in sorted(names | words, key=str)
        if name in NEVER
    ]


def prose(source: Source) -> list[str]:
    """Words given to a message as a literal instead of from the locale files."""
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    return [
        f"{source.name}:{call.lineno}: the words of this {name} belong in bot/locales"
        for call in calls
        if (name := ast.unparse(call.func).rpartition(".")[2]) in SAYS and _speaks(call, SAYS[name])
    ]


def _speaks(call: ast.Call, parts: dict[str, int]) -> bool:
    places = [call.args[place] for place in parts.values() if place < len(call.args)]
    named = [keyword.value for keyword in call.keywords if keyword.arg in parts]
    return any(_has_letters(value) for value in places + named)


def _has_letters(value: ast.expr) -> bool:
    pieces = value.values if isinstance(value, ast.JoinedStr) else [value]
    written = [piece.value for piece in pieces if isinstance(piece, ast.Constant)]
    return any(isinstance(piece, str) and any(map(str.isalpha, piece)) for piece in written)
