"""Files by their id: what the bot uploaded and what people sent."""

from __future__ import annotations

import base64
import hashlib
import itertools
from dataclasses import dataclass
from typing import Any

from simulator.errors import late, wrong

Json = dict[str, Any]

DOWNLOAD_LIMIT = 20 * 1024 * 1024  # getFile
UPLOAD_LIMIT = 50 * 1024 * 1024  # sendDocument and the like
PHOTO_LIMIT = 10 * 1024 * 1024  # sendPhoto

FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "voice": "voice",
    "animation": "animations",
    "sticker": "stickers",
    "video_note": "video_notes",
}
_ENDINGS = {"photo": "jpg", "video": "mp4", "voice": "oga", "audio": "mp3", "animation": "mp4"}
_ENDINGS |= {"sticker": "webp", "video_note": "mp4", "document": "bin"}
_PREFIXES = {"photo": "AgACAgUAAxkBAA", "document": "BQACAgUAAxkBAA", "video": "BAACAgUAAxkBAA"}

_WIDTH, _HEIGHT = 320, 240


def _grey_jpeg() -> bytes:
    """A grey picture as a baseline JPEG: one table for each thing, two zero bits for each block."""
    table = bytes([1] + 15 * [0] + [0])
    size = _HEIGHT.to_bytes(2, "big") + _WIDTH.to_bytes(2, "big")
    return (
        b"\xff\xdb\x00\x43\x00"
        + bytes(64 * [1])
        + (b"\xff\xc0\x00\x0b\x08" + size + b"\x01\x01\x11\x00")
        + (b"\xff\xc4\x00\x14\x00" + table + b"\xff\xc4\x00\x14\x10" + table)
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + bytes(_WIDTH * _HEIGHT // 64 // 4)
        + b"\xff\xd9"
    )


_JPEG = _grey_jpeg()


@dataclass(slots=True, frozen=True)
class File:
    """A file as Telegram stores it; ``size`` may be claimed larger than what is there."""

    id: str
    unique_id: str
    kind: str
    data: bytes
    size: int
    path: str
    name: str
    mime: str


def picture(note: str) -> bytes:
    """A tiny JPEG that differs from all others by its comment."""
    comment = note.encode()[:1000]
    return b"\xff\xd8\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + _JPEG


class Files:
    """All files. The same bytes have the same ``file_unique_id``, whoever sends them."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._paths: dict[str, File] = {}
        self._numbers = itertools.count(1)

    def add(self, kind: str, data: bytes, name: str = "", mime: str = "", size: int | None = None) -> File:
        """Stores bytes under a new file_id."""
        number = next(self._numbers)
        digest = hashlib.sha256(kind.encode() + data).digest()
        token = base64.urlsafe_b64encode(number.to_bytes(6, "big") + digest[:18]).decode()
        ending = name.rpartition(".")[2] if "." in name else _ENDINGS[kind]
        path = f"{FOLDERS[kind]}/file_{number}.{ending}"
        unique = "AQAD" + base64.urlsafe_b64encode(digest[:9]).decode()
        fid = _PREFIXES.get(kind, "CQACAgUAAxkBAA") + token
        file = File(fid, unique, kind, data, len(data) if size is None else size, path, name, mime)
        self._files[fid] = self._files[f"{fid}s"] = file
        return file

    def get(self, fid: str) -> File | None:
        """The file with this id."""
        return self._files.get(fid)

    def at(self, path: str) -> File | None:
        """The file that is downloaded from this path, once getFile has told it."""
        return self._paths.get(path)

    def known(self, fid: str, kind: str) -> File:
        """A file to be sent again as ``kind``. Raises Refused unless it is one."""
        file = self._files.get(fid)
        if file is None:
            raise wrong("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            was, now = file.kind.replace("_", " ").title(), kind.replace("_", " ").title()
            raise wrong(f"can't use file of type {was} as {now}")
        return file

    def download(self, fid: str) -> Json:
        """The answer of getFile."""
        file = self._files.get(fid)
        if file is None:
            raise wrong("wrong file_id or the file is temporarily unavailable")
        if file.size > DOWNLOAD_LIMIT:
            raise late("file is too big")
        self._paths[file.path] = file
        return file_json(file) | {"file_path": file.path}


def file_json(file: File) -> Json:
    """The fields that every kind of file has."""
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}


def media_json(file: File) -> Any:
    """The value of a message's field named after the file's kind."""
    shown = file_json(file)
    match file.kind:
        case "photo":
            small = {"file_id": f"{file.id}s", "file_unique_id": f"{file.unique_id}s", "file_size": 900}
            return [small | {"width": 90, "height": 67}, shown | {"width": _WIDTH, "height": _HEIGHT}]
        case "document":
            return shown | {
                "file_name": file.name or "file",
                "mime_type": file.mime or "application/octet-stream",
            }
        case "video" | "animation":
            return shown | {"width": 640, "height": 480, "duration": 5, "mime_type": file.mime or "video/mp4"}
        case "video_note":
            return shown | {"length": 240, "duration": 5}
        case "sticker":
            size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return shown | size | {"type": "regular", "emoji": "\N{THUMBS UP SIGN}"}
    return shown | {"duration": 3, "mime_type": file.mime or "audio/ogg"}
