"""Messages with files: one at a time, or an album."""

from __future__ import annotations

from functools import partial
from typing import Any

from simulator import markup
from simulator.api import Api, Method
from simulator.chats import Json
from simulator.errors import Refused, wrong
from simulator.files import PHOTO_LIMIT, UPLOAD_LIMIT, File, media_json
from simulator.methods import targets
from simulator.methods.delivery import caption, caption_of, deliver, envelope, post
from simulator.params import Params
from simulator.wire import Upload

ALBUM = range(2, 11)  # sendMediaGroup
_TOGETHER = ({"photo", "video"}, {"document"}, {"audio"})


def _send(kind: str, api: Api, params: Params) -> Json:
    content = caption_of(params)
    file = stored(api, params.file(kind), kind)
    return deliver(api, params, _content(file) | content)


def sender(kind: str) -> Method:
    """The method that sends one file of a kind: sendPhoto, sendDocument and so on."""
    return partial(_send, kind)


def stored(api: Api, source: Upload | str | None, kind: str) -> File:
    """The file to send: uploaded now, or known from before. Raises Refused when it is neither."""
    if source is None or source == "":
        raise wrong(f"there is no {kind} in the request")
    if isinstance(source, str):
        return _known(api, source, kind)
    if not source.data:
        raise wrong("file must be non-empty")
    if len(source.data) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
        raise Refused("Request Entity Too Large", 413)
    if kind == "photo" and not _is_picture(source.data):
        raise wrong("IMAGE_PROCESS_FAILED")
    return api.world.files.add(kind, source.data, source.name, source.mime)


def _known(api: Api, source: str, kind: str) -> File:
    if source.startswith(("http://", "https://")):
        raise wrong("failed to get HTTP URL content")
    return api.world.files.known(source, kind)


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM")) or data[8:12] == b"WEBP"


def _content(file: File) -> Json:
    shown = media_json(file)
    if file.kind == "animation":
        return {"animation": shown, "document": shown | {"file_name": file.name or "animation.mp4"}}
    return {file.kind: shown}


def send_media_group(api: Api, params: Params) -> list[Json]:
    """sendMediaGroup: two to ten files that go together, as one album."""
    items = params.object("media")
    if not isinstance(items, list):
        raise wrong("can't parse media JSON object")
    _check_album(items)
    contents = [_item(api, params, item) for item in items]
    if params.has("reply_markup"):
        markup.check(params.object("reply_markup"))
    chat = targets.writable(api, params)
    frame = envelope(api, params, chat)
    api.flood.check(chat.id, len(contents))
    frame["media_group_id"] = str(13_000_000_000_000_000 + api.world.number())
    return [post(api, params, chat, frame | content).body for content in contents]


def _check_album(items: list[Any]) -> None:
    kinds = {item.get("type") if isinstance(item, dict) else None for item in items}
    if not items:
        raise wrong("there are no messages to send")
    if len(items) > ALBUM[-1]:
        raise wrong("too many messages to send as an album")
    if len(items) < ALBUM[0]:
        raise wrong("media must include 2-10 items")
    if not any(kinds <= together for together in _TOGETHER):
        what = next(iter(sorted(map(str, kinds))))
        raise wrong(f"{what} can't be mixed with other media types")


def _item(api: Api, params: Params, item: Json) -> Json:
    file = stored(api, params.attached(item.get("media")), str(item["type"]))
    words = caption(
        str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )
    return _content(file) | words
