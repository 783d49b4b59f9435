"""How an event and a link are written down to be sealed, alike on every database."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from bot.errors import AduanError
from storage.sealing import Seal

CODE_BYTES: Final = 10
"""What is read aloud of a link: 80 bits, sixteen letters."""


class BadHead(AduanError):
    """No link has such a code; the message is what was given."""


class Link(NamedTuple):
    """A row of the table; ``events`` and ``ties`` as written there."""

    strand: int
    n: int
    at: datetime
    events: str
    ties: str
    mac: bytes


def digest(seal: Seal, event: Any) -> bytes | None:
    """What stands for the words of an event once they are erased; None where it has none."""
    if event.text is None:
        return None
    return seal.chained(f"text|{event.ticket_id}|{_moment(event.at)}|{event.text}")[:16]


def row(event: Any) -> str:
    """An event without its words: erasing them leaves this as it is."""
    said = event.text_digest.hex() if event.text_digest is not None else None
    values = (event.id, event.ticket_id, _moment(event.at), event.verb, event.role, event.actor)
    after = (event.came_from, event.led_to, said, event.about)
    return json.dumps((*values, *after), sort_keys=True, separators=(",", ":"))


def mac(seal: Seal, before: bytes, link: Link, events: Iterable[Any]) -> bytes:
    """The seal of a link, whatever ``link.mac`` says; ``before``: that of the link before it."""
    head = (before.hex(), str(link.strand), str(link.n), _moment(link.at), link.events, link.ties)
    return seal.chained("\n".join((*head, *map(row, events))))


def ranges(ids: Sequence[int]) -> str:
    """Ids in order, as ``5-9,12``."""
    found: list[list[int]] = []
    for one in ids:
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def spans(events: str) -> Iterator[tuple[int, int]]:
    """First and last id of each range. Raises ValueError where nobody wrote it so."""
    for part in events.split(",") if events else ():
        first, _, last = part.partition("-")
        yield int(first), int(last or first)


def code_of(sealed: bytes) -> str:
    """The short form of a link that people keep, as ``ABCD-EFGH-IJKL-MNOP``."""
    letters = base64.b32encode(sealed[:CODE_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def begin(code: str) -> bytes:
    """With what the seal of the link begins that has this code. Raises BadHead."""
    try:
        found = base64.b32decode("".join(code.upper().replace("-", "").split()))
    except ValueError:  # no letters and digits of base 32
        raise BadHead(code) from None
    if len(found) != CODE_BYTES:
        raise BadHead(code)
    return found


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
