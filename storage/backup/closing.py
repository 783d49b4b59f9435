"""How a backup lies on disk: compressed and encrypted in pieces (AES-256-GCM), whole or refused.

A file begins with ``HEADER`` and a salt, from which and the backup key its own key is derived. Each piece is
its length (4 bytes) and its ciphertext; the nonce counts the pieces, and what is authenticated with each says
whether it is the last one, so that none can be left out, moved or cut off. The first piece is the manifest.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import AduanError

HEADER: Final = b"aduan backup 1\n"
PIECE: Final = 1 << 20
_SALT: Final = 32
_TAG: Final = 16
_DAMAGED: Final = "it is damaged, or not all of it is there"
_ANOTHER_KEY: Final = "this is not the key it was closed with, or it is damaged"
_QUICK: Final = 1
"""zlib's quickest level: words become a third, sealed bytes do not shrink at any level."""


class BadBackup(AduanError):
    """It cannot be opened: another key or kind of file, a later version, damaged. The message says which."""


class Closing:
    """Writes a backup to ``out``; nothing of it can be opened before ``end``."""

    def __init__(self, out: IO[bytes], key: bytes, manifest: bytes) -> None:
        self._out = out
        salt = os.urandom(_SALT)
        self._cipher = _cipher(key, salt)
        self._count = 0
        self._small = zlib.compressobj(_QUICK)
        self._waiting = bytearray()
        out.write(HEADER + salt)
        self._piece(manifest, is_last=False)

    def write(self, data: bytes) -> None:
        """More of what is kept."""
        self._cut(self._small.compress(data))

    def end(self) -> None:
        """That was all."""
        self._cut(self._small.flush())
        self._piece(bytes(self._waiting), is_last=True)

    def _cut(self, small: bytes) -> None:
        """Write whole pieces, and keep the rest for later."""
        self._waiting += small
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]

    def _piece(self, plain: bytes, *, is_last: bool) -> None:
        closed = self._cipher.encrypt(_nonce(self._count), plain, _about(is_last=is_last))
        self._out.write(len(closed).to_bytes(4, "big") + closed)
        self._count += 1


class Opening:
    """Reads a backup; its ``manifest`` is there at once. Raises BadBackup."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self._file = file
        if file.read(len(HEADER)) != HEADER:
            raise BadBackup("this is no backup of ours")
        self._cipher = _cipher(key, file.read(_SALT))
        self._count = 0
        self.manifest, is_last = self._piece()
        if is_last:
            raise BadBackup(_DAMAGED)

    def data(self) -> Iterator[bytes]:
        """What was kept, piece by piece; only the end proves that nothing is missing. Raises BadBackup."""
        large, is_last = zlib.decompressobj(), False
        while not is_last:
            small, is_last = self._piece()
            yield large.decompress(small)
        yield large.flush()
        if self._file.read(1):
            raise BadBackup("there is something behind its end")

    def _piece(self) -> tuple[bytes, bool]:
        size = int.from_bytes(self._file.read(4), "big")
        closed = self._file.read(size) if _TAG <= size <= PIECE + _TAG else b""
        for is_last in (False, True):
            try:
                plain = self._cipher.decrypt(_nonce(self._count), closed, _about(is_last=is_last))
            except (InvalidTag, ValueError):
                continue
            self._count += 1
            return plain, is_last
        raise BadBackup(_DAMAGED if self._count else _ANOTHER_KEY)


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"aduan backup").derive(key))


def _nonce(count: int) -> bytes:
    return count.to_bytes(12, "big")


def _about(*, is_last: bool) -> bytes:
    return b"last" if is_last else b"more"
