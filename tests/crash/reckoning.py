"""What was promised against what there is: numbers read by residents, tickets stored, cards in groups."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bot.policy import Policy
from bot.safekeeping.verifying import verify
from bot.settings import Settings
from simulator.groups import Group
from simulator.screen import Shown
from storage.invariants import every
from tests.crash.reporter import NUMBER, Reporter

AGAIN = "(kirim ulang)"


@dataclass(frozen=True)
class Stored:
    """A ticket as the database has it."""

    number: str
    category: str
    kecamatan: str | None
    opd: str
    oversight: bool
    description: str


def stored(database: Path) -> dict[str, Stored]:
    """Every ticket by its number."""
    with sqlite3.connect(database) as connection:
        found = connection.execute(
            "select printf('KT-%d-%06d', year, serial), category, kecamatan, opd, oversight, description"
            " from tickets order by id"
        ).fetchall()
    connection.close()
    return {row[0]: Stored(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in found}


def violated(database: Path) -> dict[str, int]:
    """What must never be, and how often it is: the statements that the running bot checks as well."""
    bounds = {"first": 0, "last": 2**62, "hour_ago": "9999-01-01 00:00:00.000000"}
    with sqlite3.connect(database) as connection:
        found = {one.name: len(connection.execute(one.statement, bounds).fetchall()) for one in every()}
    connection.close()
    return {name: rows for name, rows in found.items() if rows}


def unchained(home: Path) -> list[str]:
    """What of the history does not fit its chain, as ``aduan verify`` says it."""
    storage = {"url": f"sqlite+aiosqlite:///{home}/aduan.db", "key_file": f"{home}/aduan.key"}
    settings = Settings.model_validate({"telegram": {"token": "1:a"}, "storage": storage})
    with ThreadPoolExecutor(1) as aside:  # where no loop runs
        faults, _ = aside.submit(verify, settings, [], lambda _: lambda _: None).result()
    return faults


def lost(reporters: list[Reporter], tickets: dict[str, Stored]) -> list[str]:
    """Complaints whose number leads to no ticket with their words."""
    return [
        complaint.id
        for reporter in reporters
        for complaint in reporter.complaints
        if complaint.text.strip() not in _words(tickets.get(reporter.acknowledged.get(complaint.id, "")))
    ]


def given_twice(reporters: list[Reporter]) -> list[str]:
    """Numbers that two complaints were given."""
    given = Counter(number for reporter in reporters for number in reporter.acknowledged.values())
    return [number for number, times in given.items() if times > 1]


def cards_of(groups: dict[str, Group]) -> dict[str, list[tuple[str, Shown]]]:
    """The cards of each number: in which OPD's group, and the message."""
    found: dict[str, list[tuple[str, Shown]]] = {}
    for code, group in groups.items():
        for message in group.messages:
            if message.reply_to is not None:
                continue  # a reminder, which answers the card
            if (number := NUMBER.search(message.text)) and message.buttons:
                found.setdefault(number.group(), []).append((code, message))
    return found


def wrong_cards(tickets: dict[str, Stored], groups: dict[str, Group], policy: Policy) -> list[str]:
    """Tickets without a card in the group their routing names, or with one elsewhere."""
    cards = cards_of(groups)
    return [
        number
        for number, ticket in tickets.items()
        if {code for code, _ in cards.get(number, [])}
        != {policy.responsible(ticket.category, ticket.kecamatan, ticket.oversight)}
    ]


def unlabelled_twins(groups: dict[str, Group], reporters: list[Reporter]) -> list[str]:
    """Numbers that stand twice in one chat without the second being marked as sent again."""
    cards = (
        (code, number)
        for number, found in cards_of(groups).items()
        for code, one in found
        if not _came_again(groups[code], one)
    )
    told = (
        (reporter.person.id, number.group())
        for reporter in reporters
        for message in reporter.person.messages
        if AGAIN not in message and "Laporan diterima" in message and (number := NUMBER.search(message.text))
    )
    return [str(where) for where, times in Counter([*cards, *told]).items() if times > 1]


def _came_again(group: Group, card: Shown) -> bool:
    """It was marked when it came; a later edit, which says how things are, has no mark."""
    first = [version["text"] for version in group.chat.messages[card.id].edits[:1]]
    return any(AGAIN in text for text in (card.text, *first))


def _words(ticket: Stored | None) -> str:
    return ticket.description if ticket else ""
