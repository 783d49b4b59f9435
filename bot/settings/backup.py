"""The section of the backups: where they go, what closes them, and how many are kept."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.settings.recap import moment
from bot.settings.sections import Section


class Backup(Section):
    """With a directory, a backup a day; each week one is restored to see whether that works."""

    directory: Path | None = Field(default=None, description="best on another disk; without it, no backups")
    key_file: Path = Field(default=Path("data/backup.key"), description="opens all backups; made when absent")
    journal: Path | None = Field(
        default=None, description="a directory on another disk: who is told a number is noted there first"
    )
    at: Annotated[time, BeforeValidator(moment)] = Field(default=time(2), description="local time")
    days: int = Field(default=7, ge=1, le=366, description="of so many days the last one is kept")
    weeks: int = Field(default=4, ge=0, le=520, description="of so many weeks as well")
    drill: bool = Field(default=True, description="once a week, and told in the admins' chat")
