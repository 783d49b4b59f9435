"""Where a figure is from: a figure without its machine and versions says nothing."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

_LIBRARIES: Final = (
    "aiogram", "python-telegram-bot", "aiohttp", "pydantic", "SQLAlchemy", "sqlmodel", "aiosqlite",
)  # fmt: skip


def told() -> dict[str, str]:
    """The date, the machine, the interpreter and the versions, as words."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}",
        "interpreter": f"{platform.python_implementation()} {platform.python_version()}, "
        f"{platform.python_compiler()}",
        "versions": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
        + f", SQLite {sqlite3.sqlite_version}",
    }
