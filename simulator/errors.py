"""What the Bot API answers instead of a result."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A call that Telegram refuses: code, description and the parameters beside it.

    ``wrong`` says that the call itself was faulty, as opposed to a world that changed meanwhile.
    """

    def __init__(
        self,
        description: str,
        code: int = 400,
        *,
        is_wrong: bool = True,
        parameters: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.is_wrong = is_wrong
        self.parameters = parameters


def wrong(what: str) -> Refused:
    """A call that no state of the world would have made right."""
    return Refused(f"Bad Request: {what}")


def late(what: str) -> Refused:
    """A call that came too late or to the wrong place, through no fault of its form."""
    return Refused(f"Bad Request: {what}", is_wrong=False)


def forbidden(what: str) -> Refused:
    """A call to someone who does not want to hear the bot."""
    return Refused(f"Forbidden: {what}", 403, is_wrong=False)


def conflict(what: str) -> Refused:
    """Two receivers at once."""
    return Refused(f"Conflict: {what}", 409, is_wrong=False)


def flood(seconds: int) -> Refused:
    """Too much in too short a time."""
    description = f"Too Many Requests: retry after {seconds}"
    return Refused(description, 429, is_wrong=False, parameters={"retry_after": seconds})
