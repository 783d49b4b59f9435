"""The browser page: chats of a cast of people, for a demonstration without Telegram."""

from __future__ import annotations

from importlib.resources import files

from aiohttp import web

from simulator.stage import Stage, serve_stage

_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; base-uri 'none';"
    " frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def serve_page(app: web.Application, stage: Stage) -> None:
    """Adds the page to an application that has not started; ``town.server.app`` is one."""

    async def root(request: web.Request) -> web.Response:
        return _asset("index.html")

    async def asset(request: web.Request) -> web.Response:
        return _asset(request.match_info["name"])

    app.router.add_get("/", root)
    app.router.add_get("/web/{name:[a-z]+\\.(?:js|css|svg)}", asset)
    serve_stage(app, stage)


def _asset(name: str) -> web.Response:
    found = files("simulator") / "web" / name
    if not found.is_file():
        raise web.HTTPNotFound
    kind = _KINDS[name.rpartition(".")[2]]
    return web.Response(
        text=found.read_text(encoding="utf-8"), content_type=kind, charset="utf-8", headers=_SAFE
    )
