"""What must not get out, in every guise it might wear, and a search for it."""

from __future__ import annotations

import base64
import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from simulator.world import World

Secrets = dict[str, str | int]
"""By what they are: a name, a Telegram id."""

Hits = set[tuple[str, str]]
"""Sinks and secrets found in them."""


def guises(secret: str | int) -> Iterator[bytes]:
    """The ways in which bytes may hold it. Of four bytes or less a sealed column has too many by chance."""
    text = str(secret)
    plain = text.encode()
    yield from (plain, plain.lower(), plain.upper(), text.encode("utf-16-le"), text.encode("utf-16-be"))
    yield from (
        plain.hex().encode(),
        plain.hex().upper().encode(),
        quote(text).encode(),
        json.dumps(text)[1:-1].encode(),
    )
    yield from _in_base64(plain)
    if isinstance(secret, int):
        packed = struct.pack(">q", secret)
        yield from (packed, packed[::-1], packed[2:], packed[2:][::-1], f"{secret:x}".encode())


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """As it stands in base64, wherever in a group of three it begins."""
    for phase in range(3):
        coded = base64.b64encode(b"\0" * phase + plain)
        yield coded[(phase * 8 + 5) // 6 : (phase + len(plain)) * 8 // 6]


def search(sinks: Mapping[str, bytes], secrets: Secrets) -> Hits:
    """Which sinks hold which secrets."""
    wanted = [(name, guise) for name, secret in secrets.items() for guise in set(guises(secret))]
    return {(sink, name) for sink, found in sinks.items() for name, guise in wanted if guise in found}


def files(home: Path, stem: str = "aduan.db") -> dict[str, bytes]:
    """The bytes of the database, its log and its index, as they lie on the disk."""
    return {path.name: path.read_bytes() for path in home.glob(f"{stem}*")}


def numbers(database: Path) -> set[int]:
    """Every integer in every row of every table, however it is stored."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        rows = [row for table in tables for row in connection.execute(f"select * from {table}")]
    connection.close()
    return {value for row in rows for value in row if isinstance(value, int)}


def spoken(world: World, people: Iterable[int]) -> bytes:
    """Every call of the Bot API and every message of the bot, but those that speak to these in private."""
    private = {str(person) for person in people}
    calls = [call.params for call in world.ledger.calls if str(call.params.get("chat_id")) not in private]
    shown = [
        [one.body, *one.edits] for one in world.delivered if str(one.chat.id) not in private and one.is_own
    ]
    return json.dumps([calls, shown], ensure_ascii=False, default=str).encode()
