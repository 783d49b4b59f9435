"""``python -m bench.taps``: what a report costs its resident, over all labelled reports that name a place.

Each is written with a photo to the real services, and every question is answered as it is labelled.
"""

from __future__ import annotations

import asyncio
import csv
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from bot.app.building import regency_of
from bot.buttons import FormPress, MenuPress
from bot.files import File, FileKind
from bot.intake import Intake
from bot.intake.sent import Sent
from bot.notices import Button, Notice, Purpose, Said
from bot.persons import Person
from bot.regency import Regency
from bot.settings import Settings
from storage import schema
from storage.database import Database
from storage.sealing import Seal
from storage.transaction import Transaction
from training.evaluating import DEV

NOW: Final = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
ANI: Final = Person(7001, "Ani")
PHOTO: Final = File(FileKind.PHOTO, "id", "unique")
_TAPS_AT_MOST: Final = 12

Row = Mapping[str, str]


@dataclass
class Cost:
    """Of one report; ``asked`` are the questions that took a tap, in their order."""

    taps: int = 0
    messages: int = 0
    is_filed: bool = False
    asked: list[str] = field(default_factory=list)


class _Undone(Exception):
    """Ends a transaction without a trace."""


def reports() -> list[Row]:
    """The labelled reports that name a place; none where they are not at hand."""
    if not DEV.exists():
        return []
    with DEV.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["kecamatan"] and row["type"] != "bukan_laporan"]


async def measured(rows: Iterable[Row]) -> list[Cost]:
    """What each report costs somebody who has agreed to the privacy notice before."""
    regency = regency_of(Settings.model_validate({"telegram": {"token": "1:a"}}), NOW)
    with tempfile.TemporaryDirectory(prefix="aduan-taps-") as home:
        url = f"sqlite+aiosqlite:///{Path(home) / 'aduan.db'}"
        await schema.upgrade(url)
        database = Database(url, Seal(bytes(32)), lambda: NOW)
        costs = [await _cost(regency, database, row) for row in rows]
        await database.close()
    return costs


async def _cost(regency: Regency, database: Database, row: Row) -> Cost:
    cost = Cost()
    try:
        async with database.write() as tx:
            await file(regency, tx, row, cost)
            raise _Undone
    except _Undone:
        return cost


async def file(regency: Regency, tx: Transaction, row: Row, cost: Cost) -> None:
    """Write a report and answer what is asked, until it is filed; ``cost`` counts."""
    intake = Intake(regency, tx)
    await intake.begin(ANI, Sent(1))
    await intake.choose(ANI, MenuPress("consent", "yes"))
    said = await intake.take_file(ANI, Sent(2, row["text"]), PHOTO)
    while (shown := _heard(said, cost)) and not cost.is_filed and cost.taps < _TAPS_AT_MOST:
        button = _answer(shown, row)
        press = FormPress.read(button.data) if button else None
        if press is None:
            return
        cost.taps += 1
        cost.asked.append(press.step)
        said = await intake.press(ANI, press, f"press {cost.taps}")


def _heard(said: Said, cost: Cost) -> Notice | None:
    """The last that the resident was told; what groups hear is not theirs."""
    told = [one for one in said if isinstance(one, Notice) and one.chat == ANI.id]
    cost.messages += len(told)
    cost.is_filed = cost.is_filed or any(one.purpose is Purpose.NUMBER for one in told)
    return told[-1] if told else None


def _answer(shown: Notice, row: Row) -> Button | None:
    """What the resident presses: the labelled answer, else what leads on."""
    truth = [row["category"], row["desa"], row["kecamatan"], "different", "send", "skip", "other", "new"]
    buttons = [button for line in shown.rows for button in line]
    presses = {press.value: button for button in buttons if (press := FormPress.read(button.data))}
    return next((presses[value] for value in truth if value in presses), None)


def table(costs: list[Cost]) -> str:
    """The figures as Markdown."""
    taps, messages = sorted(cost.taps for cost in costs), sorted(cost.messages for cost in costs)
    asked = [step for cost in costs for step in cost.asked]
    counted = ", ".join(f"{step} {asked.count(step)}" for step in dict.fromkeys(asked))
    return "\n".join(
        [
            f"{len(costs)} reports that name a place, {sum(cost.is_filed for cost in costs)} filed",
            "",
            "| | median | 95th percentile | most |",
            "|---|---:|---:|---:|",
            f"| taps | {median(taps):g} | {percentile(taps, 95)} | {taps[-1]} |",
            f"| messages of the bot | {median(messages):g} | {percentile(messages, 95)} | {messages[-1]} |",
            "",
            f"Taps by question: {counted}.",
        ]
    )


def percentile(ordered: list[int], share: int) -> int:
    """The least value that ``share`` percent do not exceed."""
    return ordered[-(-len(ordered) * share // 100) - 1]


if __name__ == "__main__":
    rows = reports()
    print(table(asyncio.run(measured(rows))) if rows else f"{DEV} is not here")
