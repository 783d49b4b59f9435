"""Acting from outside the process: ``/sim`` takes what people do as JSON, and tells what changed.

Every call is a POST with an object and is answered by one; with status 400 its ``error`` says what was wrong.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator import acts, sights
from simulator.chats import Chat, Json, Message, Query
from simulator.people import Actor
from simulator.screen import Shown
from simulator.view import NotSeen

if TYPE_CHECKING:
    from simulator.town import Town

ANSWER = 10.0  # seconds that a press waits for its answer
WAIT = 25.0  # seconds that a look for changes takes at most
_SHOWN = {"photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4"}


def control(app: web.Application, town: Town) -> None:
    """Adds the routes of the control to an application that has not started."""

    async def act(request: web.Request) -> web.Response:
        verb = VERBS.get(request.match_info["verb"])
        if verb is None or request.content_type != "application/json":
            return web.json_response({"error": "POST JSON to one of " + ", ".join(VERBS)}, status=400)
        try:
            return web.json_response(await verb(town, await request.json()))
        except (KeyError, TypeError, ValueError, NotSeen, json.JSONDecodeError, binascii.Error) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    async def file(request: web.Request) -> web.Response:
        found = town.world.files.get(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        kind = _SHOWN.get(found.kind, "application/octet-stream")
        return web.Response(body=found.data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})

    app.router.add_post("/sim/{verb}", act)
    app.router.add_get("/sim/file/{id}", file)


async def _person(town: Town, asked: Json) -> Json:
    return {"id": town.person(**asked).id}


async def _group(town: Town, asked: Json) -> Json:
    numbers = {person.id: person for person in town.people}
    members = [numbers[number] for number in asked.pop("members", [])]
    admins = [numbers[number] for number in asked.pop("admins", [])]
    return {"id": town.group(members=members, admins=admins, **asked).id}


async def _place(town: Town, asked: Json) -> Json:
    """A group gets what is named of ``forum``, ``username`` (null: no public name) and ``title``."""
    group = next(one for one in town.groups if one.id == asked["chat"])
    if "forum" in asked:
        await group.becomes_forum(forum=bool(asked["forum"]))
    if "username" in asked:
        await group.becomes_public(asked["username"])
    if "title" in asked:
        await group.renames(str(asked["title"]))
    return sights.chat(town.world, group.chat)


async def _say(town: Town, asked: Json) -> Json:
    return _told(await _actor(town, asked).says(asked["text"], asked.get("reply_to")))


async def _photo(town: Town, asked: Json) -> Json:
    data = base64.b64decode(asked["data"], validate=True) if asked.get("data") else None
    sent = _actor(town, asked).sends_photo(asked.get("caption"), data=data, reply_to=asked.get("reply_to"))
    return _told(await sent)


async def _album(town: Town, asked: Json) -> Json:
    """Several photos at once, given as ``pictures`` in base64."""
    pictures = [base64.b64decode(one, validate=True) for one in asked["pictures"]]
    sent = await _actor(town, asked).sends_album(
        len(pictures), asked.get("caption"), asked.get("reply_to"), pictures=pictures
    )
    return {"messages": [message.id for message in sent]}


async def _document(town: Town, asked: Json) -> Json:
    data, name = base64.b64decode(asked["data"], validate=True), str(asked["name"])
    mime = str(asked.get("mime") or "application/octet-stream")
    sent = _actor(town, asked).sends_document(name, data=data, mime=mime, caption=asked.get("caption"))
    return _told(await sent)


async def _voice(town: Town, asked: Json) -> Json:
    return _told(await _actor(town, asked).sends_voice(data=base64.b64decode(asked["data"], validate=True)))


async def _location(town: Town, asked: Json) -> Json:
    sent = _actor(town, asked).sends_location(float(asked["latitude"]), float(asked["longitude"]))
    return _told(await sent)


async def _contact(town: Town, asked: Json) -> Json:
    return _told(await _actor(town, asked).sends_contact())


async def _crowd(town: Town, asked: Json) -> Json:
    """Many people at once: ``count`` messages of ``people`` new residents, one after another in turns."""
    crowd = [town.person(f"Warga {number}").user for number in range(int(asked["people"]))]
    for number in range(int(asked["count"])):
        user = crowd[number % len(crowd)]
        acts.speak(town.world, user, town.world.chats[user.id], acts.words(f"{asked['text']} {number}"))
    return {"people": [user.id for user in crowd]}


async def _edit(town: Town, asked: Json) -> Json:
    return _told(await _actor(town, asked).edits(asked["message"], asked["text"]))


async def _tap(town: Town, asked: Json) -> Json:
    """Presses ``data`` under ``message``; the answer is the toast, once the bot has answered."""
    actor = _actor(town, asked)
    query = acts.press(town.world, actor.user, _message(actor.chat, asked["message"]), str(asked["data"]))
    await _answered(town, query)
    return query.answer or {}


async def _block(town: Town, asked: Json) -> Json:
    (acts.block if asked.get("blocked", True) else acts.unblock)(town.world, town.world.users[asked["as"]])
    return {}


async def _fault(town: Town, asked: Json) -> Json:
    if asked.pop("clear", False):
        town.faults.clear()
        return {}
    town.fails(**asked)
    return {}


async def _state(town: Town, asked: Json) -> Json:
    """What there is, and how far the bot has come."""
    calls = town.world.ledger.calls
    return {
        "people": [{"id": person.id, "name": person.user.first_name} for person in town.people],
        "chats": [sights.chat(town.world, group.chat) for group in town.groups],
        "waiting": town.world.updates.count,
        "delivered": len(town.world.delivered),
        "wrongs": town.wrongs,
        "calls": [
            [call.method, call.error or call.fault] for call in list(calls)[-int(asked.get("calls", 20)) :]
        ],
    }


async def _look(town: Town, asked: Json) -> Json:
    """Messages of ``chats`` that changed after the beat ``after``; waits for some while there are none."""
    after = int(asked.get("after", 0))
    places = [town.world.chats[number] for number in asked["chats"]]
    loop = asyncio.get_running_loop()
    end = loop.time() + min(WAIT, float(asked.get("wait", 0)))
    while True:
        at = town.world.pulse.count
        messages = sights.changed(town.world, places, after)
        if messages or (left := end - loop.time()) <= 0:
            return {"at": at, "messages": messages}
        await town.world.pulse.after(at, left)


VERBS: dict[str, Callable[[Town, Json], Awaitable[Json]]] = {
    "person": _person,
    "group": _group,
    "place": _place,
    "say": _say,
    "photo": _photo,
    "album": _album,
    "document": _document,
    "voice": _voice,
    "location": _location,
    "contact": _contact,
    "crowd": _crowd,
    "edit": _edit,
    "tap": _tap,
    "block": _block,
    "fault": _fault,
    "state": _state,
    "look": _look,
}


def _actor(town: Town, asked: Json) -> Actor:
    """The person ``as`` whom the caller acts, in ``chat`` (and its topic ``thread``) or in private."""
    user = town.world.users[asked["as"]]
    chat = town.world.chats[asked.get("chat") or user.id]
    return Actor(town, user, chat, anonymous=bool(asked.get("anonymous")), thread=int(asked.get("thread", 0)))


def _message(chat: Chat, number: Any) -> Message:
    return chat.messages[int(number)]


def _told(message: Shown) -> Json:
    return {"message": message.id}


async def _answered(town: Town, query: Query) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + ANSWER
    while query.answer is None and (left := end - loop.time()) > 0:
        await town.world.pulse.after(town.world.pulse.count, left)
