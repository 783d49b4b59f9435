"""A regency with its words and working time, and tickets made up with as little as a test needs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from bot.calendar import WorkingCalendar
from bot.configuration import load_policy
from bot.configuration.locales import load_texts
from bot.recap.tallies import Filed
from bot.regency import Regency
from bot.settings import Hours, Settings
from bot.tickets.status import Kind, Status
from storage.database import Database
from storage.sealing import Seal

WITA = ZoneInfo("Asia/Makassar")
SUPERVISOR, ADMIN, STRANGER = 11, 12, 13
SUPERVISORS, ADMINS, ELSEWHERE = -1001, -1002, -1003

Make = Callable[..., Filed]


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
    return Regency(settings, load_policy(settings), load_texts(("id", "en")), workdays, lambda _text: None)


@pytest.fixture(scope="session")
def make() -> Make:
    """A report about a road, filed on a Monday at ten and not late."""

    def filed(status: Status = Status.ASSIGNED, opd: str = "PUPR", **about: Any) -> Filed:
        usual: dict[str, Any] = {
            "kind": Kind.PENGADUAN,
            "category": "jalan",
            "kecamatan": "64.08.04",
            "protected": False,
            "filed_at": at("2026-11-02 10:00"),
            "responded_at": None,
            "resolved_at": None,
            "due_at": at("2026-12-31 16:00"),
        }
        return Filed(status=status, opd=opd, **(usual | about))

    return filed


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    address = f"sqlite+aiosqlite:///{tmp_path / 'aduan.db'}"
    engine = create_engine(address.replace("+aiosqlite", ""))
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    opened = Database(address, Seal(bytes(32)), lambda: NOW)
    yield opened
    await opened.close()
