"""Sealing what identifies a resident: AES-256-GCM bound to a row, and keyed fingerprints to find rows by."""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache, partial
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import AduanError

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_REMEMBERED: Final = 4_096
"""Fingerprints: one update asks several times for the same."""


class BrokenSeal(AduanError):
    """The bytes were not sealed with this key, or not for this row."""


class Seal:
    """One key and what is derived from it.

    ``place`` names table and column, ``row`` the row: sealed bytes moved to another row do not open.
    A plain hash of a Telegram id can be reversed by trying all ids in hours; hence the keyed fingerprint.
    While a key is being changed, ``former`` still opens what it sealed. ``finds`` is the key of the
    fingerprints where it is not derived from ``key``: rows must be found as before after a change.
    """

    def __init__(self, key: bytes, *, finds: bytes | None = None, former: bytes | None = None) -> None:
        if any(len(one) != KEY_BYTES for one in (key, finds or key, former or key)):
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._cipher = _cipher(key)
        self._former = _cipher(former) if former else None
        self._mac = finds or finding(key)
        self._chain = _derived(self._mac, b"aduan chain")
        self._fingerprint = lru_cache(_REMEMBERED)(partial(_fingerprint, self._mac))
        self.name = self._named(key)
        self.names = {self.name} | ({self._named(former)} if former else set())

    def close(self, plain: bytes, place: str, row: int | bytes) -> bytes:
        """The sealed form of ``plain`` for one row of one column."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, _bound(place, row))

    def open(self, sealed: bytes, place: str, row: int | bytes) -> bytes:
        """What was sealed, also with the former key. Raises BrokenSeal."""
        opened = _opened(self._cipher, sealed, _bound(place, row))
        if opened is None and self._former is not None:
            opened = _opened(self._former, sealed, _bound(place, row))
        if opened is None:
            raise BrokenSeal(place)
        return opened

    def is_current(self, sealed: bytes, place: str, row: int | bytes) -> bool:
        """Whether the present key opens it, without the former one."""
        return _opened(self._cipher, sealed, _bound(place, row)) is not None

    def fingerprint(self, kind: str, value: int | str) -> bytes:
        """Sixteen bytes that stand for ``value`` and cannot be turned back without the key."""
        return self._fingerprint(f"{kind}:{value}")

    def chained(self, words: str) -> bytes:
        """Thirty-two bytes that only the key can make of ``words`` (``storage.chain``)."""
        return hmac.digest(self._chain, words.encode(), hashlib.sha256)

    def lane(self, chat_id: int) -> int:
        """A 63-bit number that stands for a chat: what happens in one chat happens in order."""
        return int.from_bytes(self.fingerprint("chat", chat_id)[:8], "big") >> 1

    def _named(self, key: bytes) -> str:
        """By which a database knows its key."""
        about = b"key" if self._mac == finding(key) else b"key|" + key
        return hmac.digest(self._mac, about, hashlib.sha256)[:8].hex()


def _fingerprint(key: bytes, words: str) -> bytes:
    return hmac.digest(key, words.encode(), hashlib.sha256)[:16]


def finding(key: bytes) -> bytes:
    """The key of the fingerprints that a first key makes; it does not lead back to that."""
    return _derived(key, b"aduan fingerprint")


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derived(key, b"aduan seal"))


def _opened(cipher: AESGCM, sealed: bytes, bound: bytes) -> bytes | None:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        return None


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def _bound(place: str, row: int | bytes) -> bytes:
    return f"{place}|".encode() + (row if isinstance(row, bytes) else str(row).encode())
