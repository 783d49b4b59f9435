"""What nobody on Telegram can do: be everyone, see all chats, turn the clock, cut the network.

Every call is a POST with a JSON object and is answered by one; only the cast is asked for by GET.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from simulator import sights
from simulator.chats import Json
from simulator.control import WAIT
from simulator.methods.bot import offered
from simulator.people import Person
from simulator.town import Town

Words = dict[str, str]
"""The same in each language of the page."""


@dataclass(frozen=True)
class Part:
    """Someone whom the visitor may play: who they are here, at length and in a word; how they may begin."""

    person: Person
    role: Words
    tag: Words
    suggestions: Sequence[str] = ()
    kind: str = "resident"


@dataclass
class Stage:
    """A town with its cast; each of ``turns`` lets time pass as far as its name says."""

    town: Town
    cast: Sequence[Part]
    zone: str = "Asia/Makassar"
    turns: Mapping[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)


def serve_stage(app: web.Application, stage: Stage) -> None:
    """Adds the routes to an application that has not started."""

    async def cast(request: web.Request) -> web.Response:
        return web.json_response(_cast(stage))

    async def act(request: web.Request) -> web.Response:
        verb = _VERBS.get(request.match_info["verb"])
        if verb is None or request.content_type != "application/json":
            return web.json_response({"error": "POST JSON to one of " + ", ".join(_VERBS)}, status=400)
        try:
            return web.json_response(await verb(stage, await request.json()))
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    app.router.add_get("/stage/cast", cast)
    app.router.add_post("/stage/{verb}", act)


def _cast(stage: Stage) -> Json:
    town = stage.town
    return {
        "bot": town.bot.json,
        "zone": stage.zone,
        "turns": list(stage.turns),
        "cast": [_part(town, part) for part in stage.cast],
    }


def _part(town: Town, part: Part) -> Json:
    """A part and the chats of its person: the private one first, then the groups they are in."""
    user = part.person.user
    groups = [group.chat for group in town.groups if group.chat.has(user.id)]
    return {
        "id": user.id,
        "name": user.first_name,
        "surname": user.last_name or "",
        "kind": part.kind,
        "role": part.role,
        "tag": part.tag,
        "suggestions": list(part.suggestions),
        "chats": [sights.chat(town.world, place) for place in [part.person.chat, *groups]],
    }


async def _watch(stage: Stage, asked: Json) -> Json:
    """What changed in ``chats`` after the beat ``after``, within ``wait`` seconds; and how things stand."""
    town, after = stage.town, int(asked.get("after", 0))
    places = [town.world.chats[number] for number in asked["chats"]]
    await town.world.pulse.after(after, min(WAIT, float(asked.get("wait", 0))))
    at = town.world.pulse.count
    messages = sights.changed(town.world, places, after)
    return {"at": at, "messages": messages, "now": town.world.now, "cut": town.is_cut}


async def _network(stage: Stage, asked: Json) -> Json:
    """Nothing passes between the bot and Telegram while ``cut``; people go on writing."""
    (stage.town.cuts_network if asked["cut"] else stage.town.mends_network)()
    return {"cut": stage.town.is_cut}


async def _turn(stage: Stage, asked: Json) -> Json:
    """Time passes, and what has become due is done."""
    await stage.turns[asked["to"]]()
    stage.town.world.pulse.beat()
    return {"now": stage.town.world.now}


async def _commands(stage: Stage, asked: Json) -> Json:
    """What Telegram offers someone who types a slash in a chat."""
    world = stage.town.world
    return {"commands": offered(world, world.chats[asked["chat"]], world.users[asked["as"]])}


_VERBS: dict[str, Callable[[Stage, Json], Awaitable[Json]]] = {
    "watch": _watch,
    "network": _network,
    "turn": _turn,
    "commands": _commands,
}
