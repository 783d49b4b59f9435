"""Reads the configuration from its file and the environment, and says all that is wrong with it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.configuration.checks import check
from bot.configuration.environment import overlay
from bot.configuration.faults import BadConfiguration, Fault
from bot.configuration.pack import lay_under
from bot.configuration.regency import KUTIM, load_boundaries, load_holidays, load_policy
from bot.settings import Settings, Telegram
from bot.settings.fields import Token
from bot.settings.sentences import sentence, unknown

__all__ = [
    "KUTIM",
    "BadConfiguration",
    "Fault",
    "load",
    "load_boundaries",
    "load_holidays",
    "load_policy",
    "read_token",
]

_FOR_OTHERS: Final = 0o027
"""Permissions that a file with a secret must not give: the group may read it, nobody else anything."""


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of a file, if any, with the environment over it. Raises BadConfiguration."""
    raw = _file(path) if path else {}
    faults: list[Fault] = []
    overlay(raw, environ, faults)
    lay_under(raw, faults)
    raw.setdefault("telegram", {})
    sections = dict(_sections(raw, faults))
    if "telegram" in sections:
        sections["telegram"] = _with_token(sections["telegram"], faults)
    unsound = raw.keys() - sections.keys()
    faults += check(Settings.model_construct(**sections), Settings.model_fields.keys() - unsound)
    if faults:
        raise BadConfiguration(faults)
    return Settings(**sections)


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        said = f"is not valid TOML: {error}"
    except UnicodeDecodeError:
        said = "is not a UTF-8 text"
    except OSError as error:
        said = f"cannot be read: {error.strerror}"
    raise BadConfiguration([Fault(str(path), said)])


def _sections(raw: Mapping[str, Any], faults: list[Fault]) -> Iterable[tuple[str, Any]]:
    fields = Settings.model_fields
    faults += [Fault(name, unknown(name, fields)) for name in raw if name not in fields]
    for name in filter(raw.__contains__, fields):
        kind: TypeAdapter[Any] = TypeAdapter(fields[name].annotation)
        try:
            yield name, kind.validate_python(raw[name])
        except ValidationError as error:
            faults += [_fault(name, one) for one in error.errors()]


def _fault(section: str, error: ErrorDetails) -> Fault:
    path = [section, *(str(part) for part in error["loc"] if part != "[key]")]
    if error["type"] == "extra_forbidden":
        return Fault(".".join(path), unknown(path[-1], _keys(path[:-1])))
    if error["type"] == "fault":
        path.append(error["ctx"]["key"])
    return Fault(".".join(path), sentence(error))


def _keys(path: Iterable[str]) -> Iterable[str]:
    model: Any = Settings
    for name in path:
        model = model.model_fields[name].annotation
    return model.model_fields if issubclass(model, BaseModel) else ()


def _with_token(telegram: Telegram, faults: list[Fault]) -> Telegram:
    if telegram.token_file is None:
        return telegram
    try:
        token = read_token(telegram.token_file)
    except OSError as error:
        faults.append(Fault("telegram.token_file", f"{telegram.token_file} cannot be read: {error.strerror}"))
    except ValidationError as error:
        faults += [Fault("telegram.token_file", sentence(one)) for one in error.errors()]
    except ValueError as error:
        faults.append(Fault("telegram.token_file", str(error)))
    else:
        return telegram.model_copy(update={"token": token, "token_file": None})
    return telegram


def read_token(path: Path) -> SecretStr:
    """The token that a file holds. Raises OSError, ValueError (ValidationError among them)."""
    if os.name == "posix" and path.stat().st_mode & _FOR_OTHERS:
        raise ValueError(f"others can read or change {path}: run chmod 600 on it")
    adapter: TypeAdapter[SecretStr] = TypeAdapter(Token)
    return adapter.validate_python(path.read_text(encoding="utf-8").strip())
