"""One thing that someone does to a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.files import File
from bot.tickets.verbs import Role, Verb


@dataclass(frozen=True, slots=True)
class Act:
    """A verb, who does it and with what. ``actor`` and ``name`` are an officer's or an admin's alone.

    ``about``, in JSON's types: what the verb is about besides words (an OPD, a reason, a number of stars).
    ``colleague``: id and name of who holds the ticket from now on. ``chat``: the group where it was done.
    """

    verb: Verb
    role: Role
    actor: int | None = None
    name: str = ""
    text: str = ""
    files: Sequence[File] = ()
    about: dict[str, Any] | None = None
    colleague: tuple[int, str] | None = None
    chat: int | None = None

    def named(self, what: str) -> Any:
        """What ``about`` says of ``what``. Raises KeyError."""
        return (self.about or {})[what]
