"""``make bench``: rounds of both bots by turns, then one table."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import rounds, surroundings, table
from bench.databases import new_database
from bench.process import Failed
from bench.rounds import Round, Size
from tests.databases import server

USUAL = (3, Size(writers=1_000, singles=100, reporters=300))
QUICK = (1, Size(writers=500, singles=50, reporters=100))


Rounds = dict[str, list[Round]]


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    options = _options()
    times, size = QUICK if options.quick else USUAL
    where = surroundings.told()
    print(table.head(where, size, options.rounds or times), flush=True)
    try:
        with _servers(options.sqlite_only) as address:
            found = asyncio.run(_measured(options.rounds or times, size, address))
    except Failed as failed:
        sys.exit(f"a bot ended by itself:\n{failed}")
    print(table.body(found))
    if options.json:
        told: dict[str, Any] = {"surroundings": where, "size": asdict(size)}
        told |= {name: [asdict(one) for one in rounds] for name, rounds in found.items()}
        options.json.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute, for a first impression")
    parser.add_argument("--rounds", type=int, help="how many rounds of each bot")
    parser.add_argument("--sqlite-only", action="store_true", help="no PostgreSQL, also where it is there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was measured")
    return parser.parse_args()


@contextmanager
def _servers(sqlite_only: bool) -> Iterator[Path | None]:
    """A PostgreSQL server that keeps what it confirms; none where none is installed."""
    if sqlite_only or server.binary("initdb") is None:
        yield None
        return
    with server.running("fsync=on", "synchronous_commit=on", "full_page_writes=on") as socket:
        yield socket


async def _measured(times: int, size: Size, socket: Path | None) -> Rounds:
    found: Rounds = {}
    for number in range(times):
        with tempfile.TemporaryDirectory(prefix="aduan-bench-") as home:
            async for name, one in _turn(Path(home), size, socket):
                found.setdefault(name, []).append(one)
        if sys.stderr.isatty():
            print(f"round {number + 1} of {times}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return found


async def _turn(home: Path, size: Size, socket: Path | None) -> AsyncIterator[tuple[str, Round]]:
    """Each bot once."""
    yield "echo", await rounds.echo(home, size)
    yield "echo tuned", await rounds.echo(home, size, "tuned")
    yield "aduan, SQLite", await rounds.aduan(home, size, f"sqlite+aiosqlite:///{home}/aduan.db")
    if socket is None:
        return
    for count in (1, 3):
        url = await new_database(socket, f"aduan{count}")
        (home / "aduan.key").unlink(missing_ok=True)
        yield f"PostgreSQL, {count}", await rounds.aduan(home, size, url, count)


if __name__ == "__main__":
    main()
