"""What was promised against what there is: numbers read by residents, tickets stored, cards in groups."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.policy import Policy
from simulator.groups import Group
from simulator.screen import Shown
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
        if AGAIN not in one
    )
    told = (
        (reporter.person.id, number.group())
        for reporter in reporters
        for message in reporter.person.messages
        if AGAIN not in message and "Laporan diterima" in message and (number := NUMBER.search(message.text))
    )
    return [str(where) for where, times in Counter([*cards, *told]).items() if times > 1]


def _words(ticket: Stored | None) -> str:
    return ticket.description if ticket else ""
