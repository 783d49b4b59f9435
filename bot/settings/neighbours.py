"""The sections of other software: who may read and file from outside, and who is told of what happens."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator

from bot.settings.alarms import Hook
from bot.settings.fields import fault
from bot.settings.sections import Section


class Open311(Section):
    """GeoReport v2 at ``http.listen``, under /open311/v2."""

    serve: bool = Field(default=False, description="public reports can be read, and filed with a key")


class Outgoing(Section):
    """Where each filed ticket and each change of a status is told, signed with ``secret``."""

    url: Hook | None = None
    secret: Annotated[SecretStr, Field(min_length=16, max_length=256)] | None = None

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.url and not self.secret:
            raise fault(
                "secret", "is needed because outgoing.url is set: at least 16 letters that nobody can guess"
            )
        return self
