"""Between a bot and its PostgreSQL: a COMMIT goes through, and its answer does not come back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

COMMIT = b"COMMIT;"


@dataclass
class Proxy:
    """Listens at ``port``; ``loses`` is how many commits from now on is the one whose answer is lost."""

    socket: Path
    port: int = 0
    loses: int = 0
    lost: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Proxy]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        yield self
        server.close()
        for task in self._tasks:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind, ahead = await asyncio.open_unix_connection(str(self.socket))
        for work in (self._asks(reader, ahead, behind, writer), self._answers(behind, writer)):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _asks(
        self,
        reader: asyncio.StreamReader,
        ahead: asyncio.StreamWriter,
        behind: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        with suppress(OSError):
            while asked := await reader.read(65_536):
                if COMMIT in asked and self._is_the_one():
                    writer.transport.abort()  # nobody hears the answer
                ahead.write(asked)
                await ahead.drain()
        ahead.close()

    async def _answers(self, behind: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while answer := await behind.read(65_536):
                writer.write(answer)
                await writer.drain()
        writer.close()

    def _is_the_one(self) -> bool:
        if self.loses == 0:
            return False
        self.loses -= 1
        self.lost += self.loses == 0
        return self.loses == 0
