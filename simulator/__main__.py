"""``python -m simulator``: the server alone, for a bot in another process."""

from __future__ import annotations

import argparse
import asyncio
import sys

from simulator.town import TOKEN, Town


def main() -> None:
    """Runs until interrupted."""
    parser = argparse.ArgumentParser(prog="simulator", description="A Bot API server on this machine")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--flood", action="store_true", help="obey the flood law")
    asked = parser.parse_args()
    try:
        asyncio.run(_run(asked.port, asked.token, flood=asked.flood))
    except KeyboardInterrupt:
        return


async def _run(port: int, token: str, *, flood: bool) -> None:
    town = Town(token=token, flood=flood)
    await town.open(port)
    sys.stdout.write(f"Simulator: {town.api}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
