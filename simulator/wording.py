"""Text as Telegram keeps it: cleaned, trimmed, measured, with the entities it finds by itself."""

from __future__ import annotations

import re
from typing import Any

from simulator import html
from simulator.errors import wrong
from simulator.html import units
from simulator.tags import Entity

TEXT_LIMIT = 4096  # sendMessage, editMessageText
CAPTION_LIMIT = 1024  # sendPhoto and all that carry a caption
ENTITY_LIMIT = 100  # sendMessage

_CONTROL = {code: " " for code in range(32) if chr(code) not in "\n\r"} | {ord("\r"): None}
_DROPPED = dict.fromkeys([*range(0x2028, 0x202F), 0x333, 0x33F, 0x30A])
_NEEDS_CLEANING = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_FINDABLE = re.compile("[/@#.:+$0-9]")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@#<>.])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[a-zA-Z.]{2,}\b)"
    r"|(?P<url>\b(?:https?://[^\s<>]+|(?:[\w-]+\.)+(?:com|org|net|id|go\.id|io|me)\b(?:/[^\s<>]*)?))"
    r"|(?P<mention>(?<!\w)@[a-zA-Z][a-zA-Z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d_]\w*)"
    r"|(?P<phone_number>(?<![\w+.,-])\+?\d[\d -]{8,14}\d(?![\w.,-]))"
)


def written(text: str, given: list[Entity] | None = None) -> tuple[str, list[Entity]]:
    """A text as a person or the bot wrote it, ready to be kept: trimmed, and with found entities."""
    cleaned = clean(text)
    entities = _merged([entity for entity in given or [] if entity["length"] > 0])
    cleaned, entities = _trimmed(cleaned, entities)
    return cleaned, with_found(cleaned, entities)


def clean(text: str) -> str:
    """Control characters become spaces, carriage returns and vertical lines vanish."""
    if _NEEDS_CLEANING.search(text):
        return text.translate(_CONTROL).translate(_DROPPED)
    return text


def formatted(text: str, mode: str | None, given: Any, *, limit: int) -> tuple[str, list[Entity]]:
    """A text or caption of the bot. Raises Refused when Telegram would not take it."""
    entities = list(given or [])
    if mode:
        text, entities = _parsed(text, mode)
    text, entities = written(text, entities)
    if units(text) > limit:
        raise wrong("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
    return text, entities[:ENTITY_LIMIT]


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """Adds commands, mentions, hashtags, links, addresses and phone numbers that stand in the text."""
    if not _FINDABLE.search(text):
        return entities
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] not in _SPLITTABLE and "blockquote" not in entity["type"]
    ]
    found = []
    for match in _FOUND.finditer(text):
        begin = units(text[: match.start()])
        end = begin + units(match.group())
        if not any(begin < other_end and other < end for other, other_end in taken):
            found.append({"type": match.lastgroup, "offset": begin, "length": end - begin})
    return sorted([*entities, *found], key=_order) if found else entities


def _parsed(text: str, mode: str) -> tuple[str, list[Entity]]:
    if mode.lower() != "html":
        raise wrong("unsupported parse_mode")
    return html.parse(text)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at both ends; entities never begin with it and are never only that."""
    if not entities:
        return text.strip(" \n"), []
    text = text.rstrip(" \n")
    end = units(text)
    kept = [moved for entity in entities if (moved := _narrowed(text, entity, end))]
    first = min((units_to_index(text, entity["offset"]) for entity in kept), default=len(text))
    lead = 0
    while lead < first and text[lead] in " \n":
        lead += 1
    for entity in kept:
        entity["offset"] -= lead
    return text[lead:], kept


def _narrowed(text: str, entity: Entity, end: int) -> Entity | None:
    begin, stop = entity["offset"], min(entity["offset"] + entity["length"], end)
    index = units_to_index(text, begin)
    while begin < stop and text[index] in " \n":
        begin, index = begin + 1, index + 1
    return entity | {"offset": begin, "length": stop - begin} if begin < stop else None


def units_to_index(text: str, offset: int) -> int:
    """The index of the character at an offset in UTF-16 units."""
    if text.isascii():
        return min(offset, len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * offset].decode("utf-16-le", "replace"))


def _merged(entities: list[Entity]) -> list[Entity]:
    """One entity where two of the same kind touch, and no bold within code."""
    code = [entity for entity in entities if entity["type"] in {"pre", "code"}]
    merged: list[Entity] = []
    for entity in sorted(entities, key=_order):
        if entity["type"] in _SPLITTABLE and not any(_holds(outer, entity) for outer in code):
            twin = next(
                (one for one in merged if one["type"] == entity["type"] and _touch(one, entity)), None
            )
            if twin is not None:
                end = max(twin["offset"] + twin["length"], entity["offset"] + entity["length"])
                twin["length"] = end - twin["offset"]
                continue
        elif entity["type"] in _SPLITTABLE:
            continue
        merged.append(dict(entity))
    return merged


def _holds(outer: Entity, inner: Entity) -> bool:
    return bool(
        outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


def _touch(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] <= other["offset"] <= one["offset"] + one["length"])


def _order(entity: Entity) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
