"""Makes the pictures of the pages about recaps: `make pictures` writes them into docs/pictures."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import regency_of
from bot.orders import Make, Order
from bot.recap import slips
from bot.recap.requests import read
from bot.regency import Regency
from bot.rendering import making
from bot.rendering.job import Job, bare
from bot.settings import Settings
from bot.tickets.status import Kind, Status
from storage import schema
from storage.database import Database
from storage.models import Ticket
from storage.sealing import Seal

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
TICKETS = 900


def main() -> None:
    """The picture of a year, and the first pages of its report where there is something to draw them."""
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(_make(f"sqlite+aiosqlite:///{home}/aduan.db"))


async def _make(url: str) -> None:
    regency = regency_of(Settings.model_validate({"telegram": {"token": "1:a"}}), NOW)
    await schema.upgrade(url)
    database = Database(url, Seal(bytes(32)), lambda: NOW)
    async with database.write() as tx:
        tx.session.add_all(_tickets(regency))
    await database.close()
    about = slips.written(read("tahun", regency.today(NOW), regency.policy))
    picture, report = [
        await making.made(Job(bare(regency), url, Order(1, make, about), NOW))
        for make in (Make.PICTURE, Make.REPORT)
    ]
    (PICTURES / "rekap.png").write_bytes(picture)
    _draw_pages(report)


def _draw_pages(pdf: bytes) -> None:
    tool = shutil.which("pdftoppm")
    if tool is not None:
        pages = [tool, "-r", "60", "-gray", "-png", "-", str(PICTURES / "laporan")]
        subprocess.run(pages, input=pdf, check=True)


def _tickets(regency: Regency) -> Iterator[Ticket]:
    chance = random.Random(7)
    for number in range(1, TICKETS + 1):
        filed = NOW - timedelta(days=328 * (1 - number / TICKETS))
        yield _ticket(regency, chance, number, filed)


def _ticket(regency: Regency, chance: random.Random, number: int, filed: datetime) -> Ticket:
    categories, kecamatans = list(regency.policy.categories.values()), list(regency.policy.kecamatans)
    category = chance.choices(categories, [1 / (at + 1) for at in range(len(categories))])[0]
    kecamatan = chance.choices(kecamatans, [1 / (at + 1) for at in range(len(kecamatans))])[0]
    responded = filed + timedelta(hours=chance.expovariate(1 / 50))
    resolved = responded + timedelta(hours=chance.expovariate(1 / 190))
    status = Status.CLOSED if resolved < NOW - timedelta(days=14) else Status.RESOLVED
    status = status if resolved < NOW else Status.IN_PROGRESS if responded < NOW else Status.ASSIGNED
    status = chance.choices([status, Status.ARCHIVED, Status.OUTSIDE], [94, 4, 2])[0]
    return Ticket(
        year=2026, serial=number, draft_id=number, confirmed_by=number.to_bytes(16), version=1,
        kind=chance.choices(list(Kind), [8, 1, 1])[0], status=status, category=category.id,
        kecamatan=kecamatan,
        opd=regency.policy.responsible(category.id, kecamatan, False), sensitive=category.sensitive,
        oversight=category.oversight, description="Laporan contoh", filed_at=filed, entered_at=filed,
        responded_at=responded if responded < NOW else None, resolved_at=resolved if resolved < NOW else None,
        respond_due_at=filed + timedelta(days=7), due_at=filed + timedelta(days=20),
        rating=chance.choice([None, 3, 4, 5, 5]) if status is Status.CLOSED else None,
    )  # fmt: skip


if __name__ == "__main__":
    main()
