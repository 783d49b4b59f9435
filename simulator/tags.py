"""The tags of Telegram's HTML: what each stands for, and what a reference or a link in it means.

The tags are those of https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

import re
from typing import Any

from simulator.errors import wrong

Entity = dict[str, Any]

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))")


def decode(html: str, at: int) -> tuple[str, int]:
    """The character that a reference stands for and where it ends; no character if it is none."""
    found = _REFERENCE.match(html, at)
    if found is None:
        return "", at
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        character = NAMED.get(name, "")
    else:
        code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
        character = chr(code) if 0 < code < 0x10FFFF and found.end() - at < 10 else ""
    end = found.end()
    return character, end + (html[end] == ";")


def extra(tag: str, argument: str, text: str) -> Entity | None:
    """What the entity of a tag carries besides its place; None when the tag makes none."""
    match tag:
        case "a":
            return _link(argument or text, text)
        case "code":
            return {"language": argument} if argument else {}
        case "blockquote" if argument:
            return {"type": "expandable_blockquote"}
        case "tg-emoji" if not argument.isdecimal() or int(argument) == 0:
            raise wrong("can't parse entities: Invalid custom emoji identifier specified")
        case "tg-emoji":
            return {"custom_emoji_id": argument}
        case "tg-time":
            return {"unix_time": int(argument)} if argument.isdecimal() else None
    return {}


def _link(url: str, text: str) -> Entity | None:
    user = re.fullmatch(r"tg:(?://)?user\?id=(\d+)", url)
    if user:
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": text}}
    address = url.strip()
    if re.fullmatch(r"(?:https?|tg|ton|tonsite)://[^\s]+|tg:[^\s]+", address, re.IGNORECASE):
        return {"url": address + "/" * bool(re.fullmatch(r"https?://[^/?#]+", address))}
    if re.fullmatch(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/?#:][^\s]*)?", address):
        return {"url": f"http://{address}" + "/" * ("/" not in address)}
    return None
