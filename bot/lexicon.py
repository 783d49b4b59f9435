"""What is known of words, each looked into once: people use the same few thousand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

_WORDS_AT_MOST: Final = 4_096
_LETTERS_AT_MOST: Final = 32
"""A longer word is of no language: whoever sends many of them must not fill the memory."""

_FIGURES_AT_MOST: Final = 4
"""A longer figure is the number of someone's phone or paper: nobody else's word, and not ours to keep."""

Entry = TypeVar("Entry")


class Lexicon(dict[str, Entry]):
    """An entry is made by ``look_up`` when its word is first asked for; a full lexicon begins anew."""

    def __init__(self, look_up: Callable[[str], Entry]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> Entry:
        entry = self._look_up(word)
        if len(word) <= (_LETTERS_AT_MOST if word.isalpha() else _FIGURES_AT_MOST):
            if len(self) >= _WORDS_AT_MOST:
                self.clear()
            self[word] = entry
        return entry
