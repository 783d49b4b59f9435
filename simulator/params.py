"""The parameters of a call, read as Telegram reads them."""

from __future__ import annotations

import json
import re
from typing import Any

from simulator.errors import Refused, wrong
from simulator.wire import Raw, Upload

_INTEGER = re.compile(r"[+-]?\d{1,19}")
_TRUE = frozenset({"true", "yes", "1"})


class Params:
    """What a call gave, by name. A value may have come as JSON, as a string, or as a file."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw

    def has(self, name: str) -> bool:
        """Whether the parameter was given and is not empty."""
        return self.raw.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A string; empty when it was not given. Raises Refused unless it is proper Unicode."""
        value = self.raw.get(name)
        if value is None:
            return ""
        found = value if isinstance(value, str) else json.dumps(value)
        if not found.isascii():
            _check_unicode(found)
        return found

    def number(self, name: str, default: int = 0) -> int:
        """An integer, or the default when it was not given or is none."""
        value = self.raw.get(name)
        if isinstance(value, int):
            return int(value)
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            return int(value)
        return default

    def real(self, name: str) -> float | None:
        """A number with a fraction."""
        try:
            return float(self.raw.get(name) or "")
        except (TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        """A boolean; everything but a clear yes is no."""
        value = self.raw.get(name)
        return value is True or str(value).lower() in _TRUE

    def object(self, name: str) -> Any:
        """A list or an object; None when it was not given. Raises Refused when it is not JSON."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            _check_unicode(json.dumps(value, ensure_ascii=False))
            return value
        if not value:
            return None
        try:
            parsed = json.loads(value)
        except ValueError:
            raise wrong(f"can't parse {name} JSON object") from None
        _check_unicode(json.dumps(parsed, ensure_ascii=False))
        return parsed

    def file(self, name: str) -> Upload | str | None:
        """An upload, be it named directly or by ``attach://``, or the id or address given instead."""
        return self.attached(self.raw.get(name))

    def attached(self, value: Any) -> Upload | str | None:
        """The upload that a value names, or the value itself."""
        if isinstance(value, str) and value.startswith("attach://"):
            upload = self.raw.get(value.removeprefix("attach://"))
            return upload if isinstance(upload, Upload) else None
        return value if isinstance(value, Upload | str) else None


def _check_unicode(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("Bad Request: strings must be encoded in UTF-8") from None
