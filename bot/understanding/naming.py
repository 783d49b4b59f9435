"""Which categories a word or two call by their name."""

from __future__ import annotations

import re
from typing import Final

from bot.policy import Category, Policy

_WORD: Final = re.compile(r"\w+")
_BEGINNING: Final = 3
"""Letters from which the beginning of a word stands for the word."""


def categories_named(text: str, policy: Policy) -> tuple[str, ...]:
    """Ids of the categories that a word or two call by a keyword, or by words of their label."""
    words = _words(text)
    if not words:
        return ()
    return tuple(category.id for category in policy.categories.values() if _is_called(category, words))


def _label(category: Category) -> set[str]:
    words = set(_words(f"{category.label} {category.label_en}"))
    return words | {word.removesuffix("s") for word in words}


def _is_called(category: Category, words: list[str]) -> bool:
    if any(_words(keyword) == words for keyword in category.keywords):
        return True
    label = _words(f"{category.label} {category.label_en}")
    return all(any(_stands_for(word, whole) for whole in label) for word in words)


def _stands_for(word: str, whole: str) -> bool:
    return word == whole or (len(word) >= _BEGINNING and whole.startswith(word))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
