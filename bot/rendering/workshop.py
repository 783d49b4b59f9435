"""Starts a process for each file, one at a time, and ends it when it takes too long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import structlog

from bot import beside
from bot.errors import AduanError
from bot.orders import Order
from bot.protocols import Content
from bot.regency import Regency
from bot.rendering.job import Job, bare, file_name

SECONDS: Final = 300
"""After so long a file is given up."""

_log = structlog.get_logger(__name__)


class NotMade(AduanError):
    """The process failed, or was too slow."""


class Workshop:
    """Makes files from the database at ``url``. A process that ends takes all its memory with it."""

    def __init__(self, regency: Regency, url: str, environment: Mapping[str, str]) -> None:
        self._regency = regency
        self._url = url
        self._environment = beside.passed_on(environment)

    async def make(self, order: Order, now: datetime) -> Content:
        """The file, as of ``now``. Raises NotMade."""
        job = Job(bare(self._regency), self._url, order, now)
        try:
            ended = await beside.run("bot.rendering", job, self._environment, SECONDS)
        except TimeoutError:
            raise NotMade("too slow") from None
        if ended.status:
            _log.error("file_not_made", make=order.make, fault=_kind(ended.err))
            raise NotMade("failed")
        return Content(file_name(order), ended.out)


def _kind(said: bytes) -> str:
    """The kind of the error alone: its words may quote a report."""
    return said.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0][:80]
