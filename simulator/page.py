"""The browser page: chats of a cast of people, for a demonstration without Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from aiohttp import web

from simulator import sights
from simulator.chats import Json
from simulator.people import Person
from simulator.town import Town

_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Part:
    """Someone whom the visitor may play: who they are here, and what they could begin with."""

    person: Person
    role: str
    suggestions: Sequence[str] = ()


def serve_page(app: web.Application, town: Town, cast: Sequence[Part]) -> None:
    """Adds the page to an application that has not started; ``town.server.app`` is one."""

    async def root(request: web.Request) -> web.Response:
        return _asset("index.html")

    async def asset(request: web.Request) -> web.Response:
        return _asset(request.match_info["name"])

    async def parts(request: web.Request) -> web.Response:
        return web.json_response({"bot": town.bot.json, "cast": [_part(town, part) for part in cast]})

    app.router.add_get("/", root)
    app.router.add_get("/web/{name:[a-z]+\\.(?:js|css|svg)}", asset)
    app.router.add_get("/sim/cast", parts)


def _part(town: Town, part: Part) -> Json:
    """A part and the chats of its person: the private one first, then the groups they are in."""
    user = part.person.user
    groups = [group.chat for group in town.groups if group.chat.has(user.id)]
    return {
        "id": user.id,
        "name": user.first_name,
        "role": part.role,
        "suggestions": list(part.suggestions),
        "chats": [sights.chat(town.world, place) for place in [part.person.chat, *groups]],
    }


def _asset(name: str) -> web.Response:
    found = files("simulator") / "web" / name
    if not found.is_file():
        raise web.HTTPNotFound
    kind = _KINDS[name.rpartition(".")[2]]
    return web.Response(
        text=found.read_text(encoding="utf-8"), content_type=kind, charset="utf-8", headers=_SAFE
    )
