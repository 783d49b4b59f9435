"""The figures in one table: the median of the rounds, with the least and the most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from bench.rounds import Cost, Filing, Round, Size

_WIDTH: Final = 38
_NOTE: Final = """\
CPU is user and system time of the whole process. Texts and reports all wait when a round begins, so that many
share a transaction, and updates/s count until the last reply. One at a time, each pays for its own."""


def head(where: Mapping[str, str], size: Size, rounds: int) -> str:
    """What was measured, and where."""
    about = [f"{name:<12} {words}" for name, words in where.items()]
    load = f"{size.writers} texts, {size.singles} texts one at a time and {size.reporters} reports"
    return "\n".join([*about, f"{'rounds':<12} {rounds} of {load}; the bots by turns", ""])


def body(bare: Sequence[Round], ours: Sequence[Round], filings: Sequence[Filing]) -> str:
    """Every figure of both bots, and of the reports that only one of them takes."""
    rows = [
        ("", "echo", "aduan"),
        ("texts: CPU ms per update", *_both(bare, ours, lambda one: one.texts.per_update, 2)),
        ("texts: CPU, times the echo's", "", _told(_ratios(bare, ours, lambda one: one.texts), 2)),
        ("texts: updates/s", *_both(bare, ours, lambda one: one.texts.pace, 0)),
        ("texts: simulator, % of a core", *_both(bare, ours, lambda one: one.texts.simulator_share, 0)),
        ("one at a time: CPU ms per update", *_both(bare, ours, lambda one: one.singles.per_update, 1)),
        ("one at a time: CPU, times the echo's", "", _told(_ratios(bare, ours, lambda one: one.singles), 2)),
        ("reports: CPU ms per update", "", _told((one.cost.per_update for one in filings), 2)),
        ("reports: CPU ms per report", "", _told((1000 * one.cost.bot / one.reports for one in filings), 1)),
        ("reports: updates/s", "", _told((one.cost.pace for one in filings), 0)),
        ("reports: simulator, % of a core", "", _told((one.cost.simulator_share for one in filings), 0)),
        ("reports: updates per report", "", _told((one.cost.updates / one.reports for one in filings), 1)),
        ("reports: messages per report", "", _told((one.cost.messages / one.reports for one in filings), 1)),
        (
            "reports: database KB per report",
            "",
            _told((one.stored / one.reports / 1e3 for one in filings), 1),
        ),
        ("memory: MB idle", *_both(bare, ours, lambda one: one.idle, 0)),
        ("memory: MB at most, texts", *_both(bare, ours, lambda one: one.peak, 0)),
        ("memory: MB at most, reports", "", _told((one.peak for one in filings), 0)),
        ("start: seconds to the first poll", *_both(bare, ours, lambda one: one.started, 1)),
    ]
    lines = [f"{name:<{_WIDTH}}{echo:<24}{aduan}".rstrip() for name, echo, aduan in rows]
    return "\n".join([*lines, "", _NOTE])


def _both(
    bare: Sequence[Round], ours: Sequence[Round], figure: Callable[[Round], float], digits: int
) -> tuple[str, str]:
    return _told(map(figure, bare), digits), _told(map(figure, ours), digits)


def _ratios(bare: Sequence[Round], ours: Sequence[Round], cost: Callable[[Round], Cost]) -> list[float]:
    return [cost(own).per_update / cost(plain).per_update for plain, own in zip(bare, ours, strict=True)]


def _told(figures: Iterable[float], digits: int) -> str:
    """The median, and the range."""
    every = sorted(figures)
    middle, least, most = (f"{figure:,.{digits}f}" for figure in (median(every), every[0], every[-1]))
    return f"{middle} ({least} – {most})"
