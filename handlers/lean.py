"""aiogram, imported without building what nobody uses.

Its types ask to be built when they are first needed (``defer_build``), yet its import builds all 600, each
with a copy of all that it can hold: most of the seconds and two thirds of the memory of a bare aiogram bot.
Here each only learns where the names in it are found, and pydantic builds it when it is first used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


@contextmanager
def _unbuilt() -> Iterator[None]:
    """Models that are to be built remember the names that were given to do it, and nothing else happens."""
    builds = BaseModel.__dict__["model_rebuild"]

    def remember(cls: Any, /, *, _types_namespace: Any = None, **_how: Any) -> None:
        cls.__pydantic_parent_namespace__ = _types_namespace

    BaseModel.model_rebuild = classmethod(remember)  # type: ignore[method-assign, assignment]  # put back below
    try:
        yield
    finally:
        BaseModel.model_rebuild = builds  # type: ignore[method-assign]  # as it was


if "aiogram.types" not in sys.modules:
    with _unbuilt():
        import aiogram.types  # noqa: F401
