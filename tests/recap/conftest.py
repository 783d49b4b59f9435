"""A regency with its words and working time, and tickets made up with as little as a test needs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import WorkingCalendar
from bot.calendars import Calendars
from bot.configuration import load_policy
from bot.configuration.locales import load_texts
from bot.recap.tallies import Counted
from bot.regency import Regency
from bot.settings import Hours, Settings
from bot.tickets.status import Kind, Status
from storage.database import Database
from storage.sealing import Seal
from tests.databases import address, tables

WITA = ZoneInfo("Asia/Makassar")
SUPERVISOR, ADMIN, STRANGER = 11, 12, 13
SUPERVISORS, ADMINS, ELSEWHERE = -1001, -1002, -1003

Make = Callable[..., Counted]


def at(text: str) -> datetime:
    """A moment as the clocks in Kutim show it."""
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


NOW = at("2026-11-25 14:30")


@pytest.fixture(scope="session")
def regency() -> Regency:
    people = {
        "supervisors": [SUPERVISOR],
        "admins": [ADMIN],
        "supervisor_chat": SUPERVISORS,
        "admin_chat": ADMINS,
    }
    settings = Settings.model_validate({"telegram": {"token": "1:a"}, "people": people})
    workdays = WorkingCalendar(WITA, frozenset(range(1, 6)), Hours(time(8), time(16)))
    return Regency(
        settings, load_policy(settings), load_texts(("id", "en")), Calendars(workdays), lambda _text: None
    )


@pytest.fixture(scope="session")
def make() -> Make:
    """Reports about a road, in the numbers asked for, filed and not late."""

    def counted(status: Status = Status.ASSIGNED, opd: str = "PUPR", **about: Any) -> Counted:
        usual: dict[str, Any] = {
            "kind": Kind.PENGADUAN,
            "category": "jalan",
            "kecamatan": "64.08.04",
            "protected": False,
            "tickets": 1,
        }
        return Counted(status=status, opd=opd, **(usual | about))

    return counted


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tables(address(tmp_path / "aduan.db")), Seal(bytes(32)), lambda: NOW)
    yield opened
    await opened.close()
