"""Which parameters a method takes: a table made from aiogram's models, read without importing aiogram.

``python -m simulator.schema > simulator/schema.toml`` makes the table anew; a test holds it to the models.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Signature:
    """The names of the parameters a call must give, and of all it may give."""

    required: frozenset[str]
    allowed: frozenset[str]


def load() -> dict[str, Signature]:
    """The signatures by the names of their methods."""
    table = tomllib.loads((files("simulator") / "schema.toml").read_text(encoding="utf-8"))
    return {
        method: Signature(frozenset(names["required"]), frozenset(names["required"] + names["optional"]))
        for method, names in table.items()
    }


def from_aiogram(methods: frozenset[str]) -> dict[str, Signature]:
    """The signatures of these methods as the installed aiogram has them."""
    import aiogram.methods

    found = {}
    for method in sorted(methods):
        fields = getattr(aiogram.methods, method[0].upper() + method[1:]).model_fields
        required = frozenset(name for name, field in fields.items() if field.is_required())
        found[method] = Signature(required, frozenset(fields))
    return found


def written(signatures: dict[str, Signature]) -> str:
    """The table as TOML."""
    return "\n".join(_entry(method, names) for method, names in signatures.items())


def _entry(method: str, names: Signature) -> str:
    optional = _names(names.allowed - names.required)
    return f"[{method}]\nrequired = {_names(names.required)}\noptional = {optional}\n"


def _names(names: frozenset[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in sorted(names)) + "]"


if __name__ == "__main__":
    from simulator.methods import KNOWN

    sys.stdout.write(written(from_aiogram(KNOWN)))
