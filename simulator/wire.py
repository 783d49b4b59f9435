"""How values travel: JSON out; query, form, JSON and multipart in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from simulator.errors import wrong

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NAME = re.compile(rb'[; ]name="?([^";\r\n]*)"?')
_FILE = re.compile(rb'filename="?([^";\r\n]*)"?')
_KIND = re.compile(rb"content-type: *([^\r\n;]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


Raw = dict[str, Any]


def dumps(value: object) -> bytes:
    """JSON as Telegram writes it: no spaces, plain UTF-8."""
    return _encoder.encode(value).encode("utf-8", "replace")


def decode(query: str, kind: str, body: bytes) -> Raw:
    """The parameters of a call, from its query and its body."""
    raw: Raw = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if not body:
        return raw
    if kind.startswith("multipart/form-data"):
        return raw | _multipart(kind, body)
    if kind.startswith("application/json"):
        return raw | _json(body)
    return raw | dict(parse_qsl(_text(body), keep_blank_values=True, errors="surrogateescape"))


def _json(body: bytes) -> Raw:
    try:
        value = json.loads(_text(body))
    except ValueError:
        raise wrong("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise wrong("can't parse JSON object: object expected")
    return value


def _multipart(kind: str, body: bytes) -> Raw:
    boundary = kind.partition("boundary=")[2].strip('"; ').encode()
    raw: Raw = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is not None:
            raw[_text(name[1])] = _content(head, content.removesuffix(b"\r\n"))
    return raw


def _content(head: bytes, content: bytes) -> str | Upload:
    file = _FILE.search(head)
    if file is None:
        return _text(content)
    kind = _KIND.search(head)
    return Upload(_text(file[1]), _text(kind[1]) if kind else "application/octet-stream", content)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise wrong("strings must be encoded in UTF-8") from None
