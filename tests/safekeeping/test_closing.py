"""A closed backup opens whole or not at all."""

from __future__ import annotations

import io
import os

import pytest

from storage.backup import BadBackup, Closing, Opening
from storage.backup.closing import PIECE

KEY = b"k" * 32


def closed(data: bytes) -> bytes:
    out = io.BytesIO()
    closing = Closing(out, KEY, b"manifest")
    for at in range(0, len(data), 700_000):
        closing.write(data[at : at + 700_000])
    closing.end()
    return out.getvalue()


def opened(file: bytes, key: bytes = KEY) -> bytes:
    opening = Opening(io.BytesIO(file), key)
    assert opening.manifest == b"manifest"
    return b"".join(opening.data())


def pieces(file: bytes) -> list[bytes]:
    head = len(b"aduan backup 1\n") + 32
    found, at = [file[:head]], head
    while at < len(file):
        end = at + 4 + int.from_bytes(file[at : at + 4], "big")
        found.append(file[at:end])
        at = end
    return found


@pytest.mark.parametrize("size", [0, 1, PIECE, 3 * PIECE + 5])
def test_what_was_closed_is_opened(size: int) -> None:
    data = os.urandom(size)
    assert opened(closed(data)) == data


def test_words_are_not_there_in_clear_and_take_less_room() -> None:
    file = closed(b"jalan berlubang " * 100_000)
    assert b"berlubang" not in file
    assert len(file) < 20_000


def test_another_key_opens_nothing() -> None:
    with pytest.raises(BadBackup, match="not the key"):
        opened(closed(b"x"), b"l" * 32)


def test_another_file_is_told_apart() -> None:
    with pytest.raises(BadBackup, match="no backup of ours"):
        opened(b"SQLite format 3\0" + bytes(100))


@pytest.mark.parametrize("at", [20, 60, 100, 500_000, 1_500_000, -20, -1])
def test_a_changed_byte_is_found(at: int) -> None:
    file = bytearray(closed(os.urandom(2 * PIECE)))
    file[at] ^= 1
    with pytest.raises(BadBackup):
        opened(bytes(file))


def test_pieces_cannot_be_left_out_moved_doubled_or_added() -> None:
    head, manifest, first, second, *rest = pieces(closed(os.urandom(3 * PIECE)))
    wrong = [
        [head, manifest, first, second],
        [head, manifest, second, first, *rest],
        [head, manifest, first, first, second, *rest],
        [head, manifest, *rest],
        [head, first, second, *rest],
        [head, manifest, first, second, *rest, rest[-1]],
    ]
    for one in wrong:
        with pytest.raises(BadBackup):
            b"".join(Opening(io.BytesIO(b"".join(one)), KEY).data())
