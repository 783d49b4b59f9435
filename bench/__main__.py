"""``make bench``: rounds of both bots by turns, then one table."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from bench import rounds, surroundings, table
from bench.process import Failed
from bench.rounds import Filing, Round, Size

USUAL = (3, Size(writers=1_000, singles=100, reporters=300))
QUICK = (1, Size(writers=500, singles=50, reporters=100))


class Found(NamedTuple):
    """Of each round what was measured."""

    bare: list[Round]
    ours: list[Round]
    filings: list[Filing]


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    options = _options()
    times, size = QUICK if options.quick else USUAL
    where = surroundings.told()
    print(table.head(where, size, options.rounds or times), flush=True)
    try:
        bare, ours, filings = asyncio.run(_measured(options.rounds or times, size))
    except Failed as failed:
        sys.exit(f"a bot ended by itself:\n{failed}")
    print(table.body(bare, ours, filings))
    if options.json:
        found: dict[str, Any] = {"surroundings": where, "size": asdict(size)}
        found |= {"echo": _plain(bare), "aduan": _plain(ours), "reports": _plain(filings)}
        options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="half a minute, for a first impression")
    parser.add_argument("--rounds", type=int, help="how many rounds of each bot")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was measured")
    return parser.parse_args()


async def _measured(times: int, size: Size) -> Found:
    bare, ours, filings = Found([], [], [])
    for number in range(times):
        with tempfile.TemporaryDirectory(prefix="aduan-bench-") as home:
            bare.append(await rounds.echo(Path(home), size))
            own, filing = await rounds.aduan(Path(home), size)
        ours.append(own)
        filings.append(filing)
        if sys.stderr.isatty():
            print(f"round {number + 1} of {times}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return Found(bare, ours, filings)


def _plain(found: Sequence[Round | Filing]) -> list[dict[str, Any]]:
    return [asdict(one) for one in found]


if __name__ == "__main__":
    main()
