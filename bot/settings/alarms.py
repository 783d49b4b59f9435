"""The section of the alarms: the ways out that do not need the bot itself."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from bot.settings.fields import LOOPBACK
from bot.settings.sections import Section


def hook(address: SecretStr) -> SecretStr:
    parts = urlsplit(address.get_secret_value())
    if not parts.hostname or parts.username or parts.fragment:
        raise ValueError("this is not an address such as https://example.go.id/path")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("only https is safe here (http is for this machine alone: 127.0.0.1)")
    return address


Hook = Annotated[SecretStr, AfterValidator(hook)]
"""An address that may itself be a secret: whoever knows it can speak there."""


class Alarms(Section):
    """Besides the admins' chat; who is told there is told what to do, and never of a person."""

    webhook: Hook | None = Field(default=None, description="gets each alarm as JSON by POST")
    ping: Hook | None = Field(
        default=None, description="is asked once a minute while all is well; raises the alarm when it is not"
    )
