"""Settings from the environment: ``ADUAN_SECTION__KEY``, lists and tables as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from bot.configuration.faults import Fault
from bot.settings import Settings
from bot.settings.sentences import unknown

PREFIX: Final = "ADUAN_"
OUTSIDE: Final = frozenset({"ADUAN_LOG_LEVEL", "ADUAN_FAILPOINT"})
"""Variables that are no settings."""

Raw = dict[str, Any]


def overlay(raw: Raw, environ: Mapping[str, str], faults: list[Fault]) -> None:
    """Put what the environment says over what the file says."""
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in OUTSIDE:
            _set(raw, name, environ[name], faults)


def _set(raw: Raw, name: str, text: str, faults: list[Fault]) -> None:
    parts = name.removeprefix(PREFIX).split("__")
    try:
        path, kind = _place(parts)
        value = _value(kind, text)
    except LookupError as error:
        faults.append(Fault(".".join(parts).lower(), f"{error.args[0]} (set by {name})"))
    except ValueError:
        faults.append(Fault(".".join(path), f'must be JSON such as [1, 2] or {{"CODE": 1}} (set by {name})'))
    else:
        _displace(raw, path)
        _put(raw, path, value)


def _place(parts: list[str]) -> tuple[list[str], Any]:
    """Where in the configuration a variable belongs, and the type found there. Raises LookupError."""
    kind: Any = Settings
    path: list[str] = []
    while parts:
        if get_origin(kind) is Mapping:
            return [*path, "__".join(parts)], get_args(kind)[1]
        fields = kind.model_fields if _is_section(kind) else {}
        key, *parts = parts[0].lower(), *parts[1:]
        if key not in fields:
            raise LookupError(unknown(key, fields))
        path.append(key)
        kind = fields[key].annotation
    return path, kind


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _value(kind: Any, text: str) -> Any:
    return json.loads(text) if _is_section(kind) or get_origin(kind) in {tuple, Mapping} else text


def _displace(raw: Raw, path: list[str]) -> None:
    """Of the two ways to give the token, the one in the environment counts."""
    other = {"token": "token_file", "token_file": "token"}.get(path[-1])
    if path[0] == "telegram" and other and isinstance(raw.get("telegram"), dict):
        raw["telegram"].pop(other, None)


def _put(raw: Raw, path: list[str], value: Any) -> None:
    *sections, key = path
    for section in sections:
        inner = raw.setdefault(section, {})
        if not isinstance(inner, dict):
            return
        raw = inner
    raw[key] = value
