"""A way for bytes from a port to somewhere else; while it is cut they vanish from sight, and come late.

``python -m tests.several.wire PORT HOST PORT`` lays one on the machine where it runs.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Wire:
    """To ``host`` and ``port``."""

    def __init__(self, host: str, port: int) -> None:
        self._there = host, port
        self._whole = asyncio.Event()
        self._whole.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    def is_cut(self) -> None:
        """Nobody is told."""
        self._whole.clear()

    def is_mended(self) -> None:
        """What was on its way arrives, as TCP sends it again."""
        self._whole.set()

    @asynccontextmanager
    async def laid(self, at: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Wire]:
        """It begins at this address; port 0 is any free one."""
        server = await asyncio.start_server(self._carry, at, port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._whole.wait()
        try:
            there, back = await asyncio.open_connection(*self._there)
        except OSError:
            writer.transport.abort()
            return
        for work in (self._along(reader, back), self._along(there, writer)):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _along(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while some := await reader.read(65_536):
                await self._whole.wait()
                writer.write(some)
                await writer.drain()
            await self._whole.wait()
        writer.close()


async def _lay(port: str, host: str, to: str) -> None:
    async with Wire(host, int(to)).laid(port=int(port)):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_lay(*sys.argv[1:]))
