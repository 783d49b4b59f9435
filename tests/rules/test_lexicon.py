"""Words that are looked into once."""

from __future__ import annotations

from bot.lexicon import Lexicon


def test_a_word_is_looked_into_once() -> None:
    asked: list[str] = []

    def letters(word: str) -> int:
        asked.append(word)
        return len(word)

    lexicon = Lexicon(letters)
    assert [lexicon[word] for word in ("jalan", "air", "jalan")] == [5, 3, 5]
    assert asked == ["jalan", "air"]


def test_words_without_end_do_not_fill_the_memory() -> None:
    lexicon = Lexicon(len)
    assert sum(lexicon[str(number)] for number in range(10_000)) == sum(map(len, map(str, range(10_000))))
    assert lexicon["x" * 4_000] == 4_000
    assert (len(lexicon) <= 5_000, max(map(len, lexicon)) <= 40) == (True, True)
