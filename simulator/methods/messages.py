"""Messages without files: texts, places, reactions and signs of activity."""

from __future__ import annotations

from simulator.api import Api
from simulator.chats import Json
from simulator.errors import late, wrong
from simulator.methods import targets
from simulator.methods.delivery import deliver, text_of
from simulator.params import Params

ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


def send_message(api: Api, params: Params) -> Json:
    """sendMessage."""
    return deliver(api, params, text_of(params))


def send_location(api: Api, params: Params) -> Json:
    """sendLocation."""
    return deliver(api, params, {"location": place(params)})


def send_venue(api: Api, params: Params) -> Json:
    """sendVenue: it comes with its location as a field of its own."""
    at = place(params)
    venue = {"location": at, "title": params.text("title"), "address": params.text("address")}
    return deliver(api, params, {"venue": venue, "location": at})


def place(params: Params) -> Json:
    """A Location. Raises Refused when there is no such place on Earth."""
    latitude, longitude = params.real("latitude"), params.real("longitude")
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise wrong("can't parse location: wrong latitude or longitude")
    return {"latitude": latitude, "longitude": longitude}


def send_chat_action(api: Api, params: Params) -> bool:
    """sendChatAction."""
    if params.text("action").lower() not in ACTIONS:
        raise wrong("wrong parameter action in request")
    targets.writable(api, params)
    return True


def set_message_reaction(api: Api, params: Params) -> bool:
    """setMessageReaction: one reaction at most for a bot."""
    chat = targets.present(api, params)
    message = chat.message(params.number("message_id"))
    if message is None:
        raise late("message to react not found")
    reactions = params.object("reaction") or []
    if len(reactions) > 1:
        raise wrong("REACTIONS_TOO_MANY")
    message.reactions = [str(reaction.get("emoji", "")) for reaction in reactions]
    api.world.touch(message)
    return True


def pin_chat_message(api: Api, params: Params) -> bool:
    """pinChatMessage."""
    chat = targets.present(api, params)
    message = chat.message(params.number("message_id"))
    if message is None:
        raise late("message to pin not found")
    if not chat.is_private and not chat.has_admin(api.world.bot.id):
        raise late("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(message.id)
    return True
