"""Sealing what identifies a resident: AES-256-GCM bound to a row, and keyed fingerprints to find rows by."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import AduanError

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class BrokenSeal(AduanError):
    """The bytes were not sealed with this key, or not for this row."""


class Seal:
    """One key and what is derived from it.

    ``place`` names table and column, ``row`` the row: sealed bytes moved to another row do not open.
    A plain hash of a Telegram id can be reversed by trying all ids in hours; hence the keyed fingerprint.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._cipher = AESGCM(_derived(key, b"aduan seal"))
        self._mac = _derived(key, b"aduan fingerprint")
        self.name = hmac.digest(self._mac, b"key", hashlib.sha256)[:8].hex()

    def close(self, plain: bytes, place: str, row: int | bytes) -> bytes:
        """The sealed form of ``plain`` for one row of one column."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, _bound(place, row))

    def open(self, sealed: bytes, place: str, row: int | bytes) -> bytes:
        """What was sealed. Raises BrokenSeal."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound(place, row))
        except InvalidTag:
            raise BrokenSeal(place) from None

    def fingerprint(self, kind: str, value: int | str) -> bytes:
        """Sixteen bytes that stand for ``value`` and cannot be turned back without the key."""
        return hmac.digest(self._mac, f"{kind}:{value}".encode(), hashlib.sha256)[:16]

    def lane(self, chat_id: int) -> int:
        """A 63-bit number that stands for a chat: what happens in one chat happens in order."""
        return int.from_bytes(self.fingerprint("chat", chat_id)[:8], "big") >> 1


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def _bound(place: str, row: int | bytes) -> bytes:
    return f"{place}|".encode() + (row if isinstance(row, bytes) else str(row).encode())
