"""Words that are looked into once."""

from __future__ import annotations

from itertools import product

from bot.lexicon import Lexicon


def test_a_word_is_looked_into_once() -> None:
    asked: list[str] = []

    def letters(word: str) -> int:
        asked.append(word)
        return len(word)

    lexicon = Lexicon(letters)
    assert [lexicon[word] for word in ("jalan", "air", "jalan")] == [5, 3, 5]
    assert asked == ["jalan", "air"]


def test_nobodys_number_is_kept() -> None:
    lexicon = Lexicon(len)
    assert [lexicon[word] for word in ("nik", "6408123412341234", "hp081234567890", "rt", "15")] == [
        3,
        16,
        14,
        2,
        2,
    ]
    assert list(lexicon) == ["nik", "rt", "15"]


def test_words_without_end_do_not_fill_the_memory() -> None:
    lexicon = Lexicon(len)
    words = [bytes(letters).decode() for letters in product(range(97, 107), repeat=4)]
    assert sum(lexicon[word] for word in words) == 4 * len(words) == 40_000
    assert lexicon["x" * 4_000] == 4_000
    assert (len(lexicon) <= 5_000, max(map(len, lexicon)) <= 40) == (True, True)
