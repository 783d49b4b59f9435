"""The file with the key: made once, read at each start, replaced whole when the key is changed.

Its bytes: the key; once it was changed, the key of the fingerprints behind it; and while it is being changed,
the former key behind that.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from storage.disk import settle, settle_names
from storage.sealing import KEY_BYTES, Seal, finding

_SIZES: Final = (KEY_BYTES, 2 * KEY_BYTES, 3 * KEY_BYTES)


class BadKey(Exception):
    """The key cannot be used; the message says why, in a sentence without the key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What the file holds; ``former`` opens what the change has not reached yet."""

    key: bytes
    finds: bytes | None = None
    former: bytes | None = None

    @property
    def seal(self) -> Seal:
        """What seals and opens with them."""
        return Seal(self.key, finds=self.finds, former=self.former)

    def changing(self) -> Self:
        """The same office with a new key; a change that was broken off goes on with the one it began."""
        if self.former is not None:
            return self
        return type(self)(secrets.token_bytes(KEY_BYTES), self.finds or finding(self.key), self.key)

    def changed(self) -> Self:
        """Without the former key."""
        return type(self)(self.key, self.finds)


def read(path: Path) -> Keys | None:
    """What is in it; None where there is no file. Raises BadKey."""
    try:
        held = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadKey(f"{path} cannot be read: {error.strerror}") from None
    if len(held) not in _SIZES:
        raise BadKey(f"{path} is no key: it must hold {', '.join(map(str, _SIZES))} bytes")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadKey(f"others can read {path}: run chmod 600 on it")
    return Keys(*(held[start : start + KEY_BYTES] for start in range(0, len(held), KEY_BYTES)))


def make(path: Path) -> Keys:
    """A new key, on disk before it seals anything. Raises BadKey."""
    keys = Keys(secrets.token_bytes(KEY_BYTES))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, keys)
        settle_names(path.parent)
    except OSError as error:
        raise BadKey(f"{path} cannot be made: {error.strerror}") from None
    return keys


def replace(path: Path, keys: Keys) -> None:
    """These instead of what is in the file: whoever reads it finds the old or the new. Raises BadKey."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        _put(beside, keys)
        beside.replace(path)
        settle_names(path.parent)
    except OSError as error:
        raise BadKey(f"{path} cannot be replaced: {error.strerror}") from None


def _put(path: Path, keys: Keys) -> None:
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as file:
        file.write(keys.key + (keys.finds or b"") + (keys.former or b""))
        settle(file)
