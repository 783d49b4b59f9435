"""Telegram's HTML: tags to entities, with the Bot API's own words for what it refuses.

The rules follow https://core.telegram.org/bots/api#html-style and the parser behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.errors import Refused, wrong
from simulator.tags import TAGS, Entity, decode, extra

SPACE = frozenset(" \t\r\n\v\0")

_SPECIAL = re.compile("[<&]")
_ARGUMENTS = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "unix"): "",
    ("blockquote", "expandable"): "",
}


def parse(html: str) -> tuple[str, list[Entity]]:
    """The text and its entities, whose offsets count UTF-16 units. Raises Refused with Telegram's text."""
    if "<" not in html and "&" not in html:
        return html, []
    return _Parser(html).run()


def units(text: str) -> int:
    """The length in UTF-16 units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


class _Parser:
    def __init__(self, html: str) -> None:
        self.html = html + "\0"
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while (found := _SPECIAL.search(self.html, self.at)) is not None:
            self._add(self.html[self.at : found.start()])
            self.at = found.start()
            if self.html[self.at] == "&":
                self._reference()
            elif self.html[self.at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        self._add(self.html[self.at : -1])
        if self.open:
            raise self._refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self._finished()

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += units(text)

    def _reference(self) -> None:
        character, end = decode(self.html, self.at)
        self._add(character or "&")
        self.at = end if character else self.at + 1
        if "\ud800" <= character <= "\udfff":
            raise wrong(
                "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            )

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        self._skip_to(SPACE | {">"})
        if self._is_over():
            raise self._refuse("Unclosed start tag", begin)
        tag = self.html[begin + 1 : self.at].lower()
        if tag not in TAGS:
            raise self._refuse(f'Unsupported start tag "{tag}"', begin)
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_spaces()
            if self.html[self.at] == ">":
                return argument
            name, value = self._attribute(tag, begin)
            prefix = _ARGUMENTS.get((tag, name))
            if prefix is not None and value.startswith(prefix):
                argument = value.removeprefix(prefix)

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        start = self.at
        self._skip_to(SPACE | {"=", ">"})
        name = self.html[start : self.at]
        if not name:
            raise self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_spaces()
        if self.html[self.at] != "=":
            if self._is_over():
                raise self._refuse("Unclosed start tag", begin)
            if (tag, name) == ("blockquote", "expandable"):
                return name, "1"
            raise self._refuse(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin
            )
        self.at += 1
        self._skip_spaces()
        if self._is_over():
            raise self._refuse(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self.html[self.at] in "'\"" else self._token()
        if self._is_over():
            raise self._refuse("Unclosed start tag", begin)
        return name, value

    def _quoted(self) -> str:
        quote, value = self.html[self.at], []
        self.at += 1
        while self.html[self.at] != quote and not self._is_over():
            character, end = decode(self.html, self.at) if self.html[self.at] == "&" else ("", 0)
            value.append(character or self.html[self.at])
            self.at = end if character else self.at + 1
        self.at += self.html[self.at] == quote
        return "".join(value)

    def _token(self) -> str:
        start = self.at
        while self.html[self.at].isascii() and (self.html[self.at].isalnum() or self.html[self.at] in ".-"):
            self.at += 1
        if self.html[self.at] not in SPACE and self.html[self.at] != ">":
            raise self._refuse("Unexpected end of name token", start)
        return self.html[start : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._refuse("Unexpected end tag", begin)
        self.at += 1
        self._skip_to(SPACE | {">"})
        name = self.html[begin + 2 : self.at].lower()
        self._skip_spaces()
        if self.html[self.at] != ">":
            raise self._refuse("Unclosed end tag", begin)
        self.at += 1
        started = self.open.pop()
        if name and name != started.tag:
            where = self._refuse("Unmatched end tag", begin).description
            raise Refused(f'{where}, expected "</{started.tag}>", found "</{name}>"')
        if self.offset > started.offset:
            self._close(started)

    def _close(self, started: _Open) -> None:
        entity: Entity = {
            "type": TAGS[started.tag],
            "offset": started.offset,
            "length": self.offset - started.offset,
        }
        more = extra(started.tag, started.argument, "".join(self.pieces[started.piece :]))
        if more is not None and not self._joins_code_and_pre(entity, more):
            self.entities.append(entity | more)

    def _joins_code_and_pre(self, entity: Entity, more: Entity) -> bool:
        """``<pre><code class="language-x">`` in either order is one entity with a language."""
        last = self.entities[-1] if self.entities else {}
        same = {entity["type"], last.get("type")} == {"pre", "code"} and all(
            last[key] == entity[key] for key in ("offset", "length")
        )
        language = more.get("language") or last.get("language")
        if same and language:
            last |= {"type": "pre", "language": language}
            return True
        return False

    def _finished(self) -> list[Entity]:
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _skip_to(self, ends: frozenset[str]) -> None:
        while self.html[self.at] not in ends:
            self.at += 1

    def _skip_spaces(self) -> None:
        while self.html[self.at] in SPACE and not self._is_over():
            self.at += 1

    def _is_over(self) -> bool:
        return self.html[self.at] == "\0"

    def _refuse(self, what: str, at: int | None = None) -> Refused:
        if at is not None:
            what += f" at byte offset {len(self.html[:at].encode('utf-8', 'surrogatepass'))}"
        return wrong(f"can't parse entities: {what}")
