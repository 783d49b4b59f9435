"""GeoReport v2 over HTTP: paths, formats and errors as it writes them, and no more calls than we bear."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from ipaddress import ip_address, ip_network
from typing import Final

import structlog
from aiohttp import web

from bot.causes import cause_of
from bot.open311.asked import Refusal
from bot.open311.patience import Patience
from bot.open311.service import GeoReport
from bot.open311.writing import ERRORS, FORMATS, REQUESTS, SERVICES, Name, Record, definition, written
from bot.regency import Regency
from bot.settings import LOOPBACK
from storage.database import Database

READS: Final = 120
"""Calls a minute of one address."""

WRITES: Final = 30
"""Reports a minute of one address."""

SLOWEST: Final = 10.0
"""Seconds for a body to arrive."""

ONCE: Final = "Idempotency-Key"
_SENT_AS: Final = "application/x-www-form-urlencoded"
_LARGEST_ONCE: Final = 128
_FORMAT: Final = "{form:(?:json|xml)}"

Answer = Callable[[web.Request], Awaitable[bytes]]

_log = structlog.get_logger(__name__)


def routes(regency: Regency, database: Database) -> list[web.RouteDef]:
    """What is served under /open311/v2; the caller opens the port."""
    pages = _Pages(GeoReport(regency, database))
    gets = {
        f"/open311/v2/services.{_FORMAT}": pages.services,
        f"/open311/v2/services/{{code}}.{_FORMAT}": pages.definition,
        f"/open311/v2/requests.{_FORMAT}": pages.search,
        f"/open311/v2/requests/{{request}}.{_FORMAT}": pages.one,
        f"/open311/v2/tokens/{{token}}.{_FORMAT}": pages.token,
    }
    return [
        *(web.get(path, pages.guarded(answer, pages.reads)) for path, answer in gets.items()),
        web.post(f"/open311/v2/requests.{_FORMAT}", pages.guarded(pages.file, pages.writes, 201)),
    ]


class _Pages:
    def __init__(self, service: GeoReport) -> None:
        self._service = service
        self.reads = Patience(READS)
        self.writes = Patience(WRITES)

    def guarded(
        self, answer: Answer, patience: Patience, status: int = 200
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """The answer with its headers, or what was wrong with the call."""

        async def page(request: web.Request) -> web.Response:
            if wait := patience.spend(_caller(request)):
                return _error(request, 429, "too many calls", {"Retry-After": str(wait)})
            try:
                return _response(request, status, await answer(request))
            except Refusal as refusal:
                return _error(request, refusal.code, str(refusal))
            except web.HTTPRequestEntityTooLarge:
                return _error(request, 413, "the call is too long")
            except Exception as error:  # a neighbour's call stops nothing of ours
                _log.error("open311_stumbled", **cause_of(error))
                return _error(request, 500, "this did not work: try again later")

        return page

    async def services(self, request: web.Request) -> bytes:
        return _listed(request, SERVICES, self._service.services())

    async def definition(self, request: web.Request) -> bytes:
        return definition(request.match_info["form"], self._service.known(request.match_info["code"]))

    async def search(self, request: web.Request) -> bytes:
        found = await self._service.search(request.query)
        return await asyncio.to_thread(_listed, request, REQUESTS, found)  # a long page takes a while

    async def one(self, request: web.Request) -> bytes:
        return _listed(request, REQUESTS, await self._service.one(request.match_info["request"]))

    async def token(self, request: web.Request) -> bytes:
        return _listed(request, REQUESTS, await self._service.token(request.match_info["token"]))

    async def file(self, request: web.Request) -> bytes:
        if request.content_type != _SENT_AS or (request.charset or "utf-8").lower() != "utf-8":
            raise Refusal(415, f"send {_SENT_AS} in UTF-8")  # some encodings take minutes to decode
        try:
            async with asyncio.timeout(SLOWEST):
                sent = await request.post()
        except TimeoutError:
            raise Refusal(408, "the call came too slowly") from None
        form = {key: value for key, value in sent.items() if isinstance(value, str)}
        once = request.headers.get(ONCE, "")[:_LARGEST_ONCE] or None
        return _listed(request, REQUESTS, await self._service.file({**request.query, **form}, once))


def _listed(request: web.Request, name: Name, records: Sequence[Record]) -> bytes:
    return written(request.match_info["form"], name, records)


def _error(
    request: web.Request, code: int, sentence: str, headers: Mapping[str, str] | None = None
) -> web.Response:
    body = written(request.match_info["form"], ERRORS, [{"code": code, "description": sentence}])
    return _response(request, code, body, headers)


def _response(
    request: web.Request, status: int, body: bytes, headers: Mapping[str, str] | None = None
) -> web.Response:
    kind = FORMATS[request.match_info["form"]]
    return web.Response(body=body, status=status, content_type=kind, charset="utf-8", headers=headers)


def _caller(request: web.Request) -> str:
    """The address that asks; where a proxy on this machine asks for others, the one that it names last."""
    peer = request.remote or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return _customer(named if peer in LOOPBACK and named else peer)


def _customer(address: str) -> str:
    """One customer has a whole /64 of IPv6 to call from."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped is not None:
        return address
    return str(ip_network((int(found), 64), strict=False))
