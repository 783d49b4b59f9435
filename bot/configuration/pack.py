"""What a regency's data say of its desk: settings that hold unless the configuration says otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bot.configuration.faults import Fault

REGENCY: Final = "regency.toml"
SECTIONS: Final = ("service", "sla", "calendar", "recap")
"""What is a fact about a regency; people, groups and machines are the configuration's."""


def lay_under(raw: dict[str, Any], faults: list[Fault]) -> None:
    """Put what the directory of ``[policy]`` says of these sections under what the configuration says."""
    directory = (
        policy["directory"]
        if isinstance(policy := raw.get("policy"), dict) and "directory" in policy
        else None
    )
    if not isinstance(directory, str | Path):
        return
    for section, values in _read(Path(directory) / REGENCY, faults).items():
        if section not in SECTIONS or not isinstance(values, dict):
            faults.append(
                Fault("policy.directory", f"{REGENCY}: only the sections {', '.join(SECTIONS)} are known")
            )
        elif isinstance(given := raw.setdefault(section, {}), dict):
            raw[section] = _over(values, given)


def _read(path: Path, faults: list[Fault]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    except (OSError, ValueError) as error:
        faults.append(Fault("policy.directory", f"{REGENCY}: {error}"))
        return {}


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, and where both say something ``above``; tables key by key."""
    both = dict(below) | dict(above)
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            both[key] = _over(below[key], above[key])
    return both
