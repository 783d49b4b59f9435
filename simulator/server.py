"""The Bot API over HTTP: https://core.telegram.org/bots/api#making-requests on this machine."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.calls import Calls
from simulator.errors import Refused, flood
from simulator.faults import Fault, Faults, Trouble
from simulator.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT
from simulator.wire import Raw, decode, dumps

HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class Server:
    """Listens on loopback and answers the bot."""

    def __init__(self, calls: Calls, faults: Faults, token: str) -> None:
        self.calls = calls
        self.faults = faults
        self.token = token
        self.app = web.Application(client_max_size=UPLOAD_LIMIT + 1024 * 1024)
        self.app.router.add_route("*", "/bot{token:[^/]+}/{method}", self.answer)
        self.app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def open(self, port: int = 0) -> None:
        """Begins to listen; port 0 is any free one."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stops listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Any method: 401 for another bot, 404 for no method, a trouble when one is due."""
        if request.match_info["token"] != self.token:
            return _refusal(Refused("Unauthorized", 401))
        try:
            method = self.calls.named(request.match_info["method"])
            raw = decode(
                request.rel_url.raw_query_string,
                request.headers.get("Content-Type", ""),
                await request.read(),
            )
        except Refused as refusal:
            if refusal.code != 404:
                self.calls.refused(request.match_info["method"], {}, refusal)
            return _refusal(refusal)
        fault = self.faults.strike(method, raw.get("chat_id")) if self.faults.rules else None
        if fault is not None and not fault.trouble.happens_after:
            return self._trouble(request, method, raw, fault)
        body, status = await self._carry_out(method, raw)
        if fault is not None:
            return await self._lose(request, fault, body)
        return web.Response(body=body, status=status, content_type="application/json")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, by the path that getFile told."""
        if request.match_info["token"] != self.token:
            return _refusal(Refused("Unauthorized", 401))
        file = self.calls.api.world.files.at(request.match_info["path"])
        if file is None or file.size > DOWNLOAD_LIMIT:
            return _refusal(Refused("Not Found", 404))
        return web.Response(body=file.data, content_type=file.mime or "application/octet-stream")

    async def _carry_out(self, method: str, raw: Raw) -> tuple[bytes, int]:
        try:
            if method == "getUpdates":
                return await self.calls.updates(raw), 200
            return self.calls.run(method, raw), 200
        except Refused as refusal:
            return _body(refusal), refusal.code

    def _trouble(self, request: web.Request, method: str, raw: Raw, fault: Fault) -> web.StreamResponse:
        self.calls.troubled(method, raw, fault.trouble)
        match fault.trouble:
            case Trouble.RETRY:
                return _refusal(flood(int(fault.seconds)))
            case Trouble.BAD_GATEWAY:
                return web.Response(text=HTML, status=502, content_type="text/html")
            case Trouble.RESET_BEFORE:
                return _reset(request)
        return _refusal(_refused_by(fault))

    async def _lose(self, request: web.Request, fault: Fault, body: bytes) -> web.StreamResponse:
        """The call was carried out, but the answer gets lost, late or cut."""
        match fault.trouble:
            case Trouble.RESET_AFTER:
                return _reset(request)
            case Trouble.TRUNCATED:
                return web.Response(body=body[: len(body) // 2], content_type="application/json")
        await asyncio.sleep(fault.seconds)
        return web.Response(body=body, content_type="application/json")


def _refused_by(fault: Fault) -> Refused:
    code = int(fault.trouble)
    usual = {401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 500: "Internal Server Error"}
    return Refused(fault.text or usual.get(code, "Bad Request: chat not found"), code)


def _reset(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _body(refusal: Refused) -> bytes:
    shown = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return dumps(shown | ({"parameters": refusal.parameters} if refusal.parameters else {}))


def _refusal(refusal: Refused) -> web.StreamResponse:
    return web.Response(body=_body(refusal), status=refusal.code, content_type="application/json")
