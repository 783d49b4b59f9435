"""The figures in one table: the median of the rounds, with the least and the most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from bench.rounds import Filing, Round, Size

_WIDTH: Final = 34
_NOTE: Final = """\
CPU is user and system time of the whole process; updates/s count until every reply has arrived. All of a
round's updates are waiting when it begins, so they are fetched and stored a hundred at a time."""


def head(where: Mapping[str, str], size: Size, rounds: int) -> str:
    """What was measured, and where."""
    about = [f"{name:<12} {words}" for name, words in where.items()]
    size_told = f"{rounds} of {size.writers} texts and {size.reporters} reports, the bots by turns"
    return "\n".join([*about, f"{'rounds':<12} {size_told}", ""])


def body(bare: Sequence[Round], ours: Sequence[Round], filings: Sequence[Filing]) -> str:
    """Every figure of both bots, and of the reports that only one of them takes."""
    ratios = [own.texts.per_update / plain.texts.per_update for plain, own in zip(bare, ours, strict=True)]
    rows = [
        ("", "echo", "aduan"),
        ("texts: CPU ms per update", *_both(bare, ours, lambda one: one.texts.per_update, 2)),
        ("texts: CPU, times the echo bot's", "", _told(ratios, 2)),
        ("texts: updates/s", *_both(bare, ours, lambda one: one.texts.pace, 0)),
        ("texts: simulator, % of a core", *_both(bare, ours, lambda one: one.texts.simulator_share, 0)),
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


def _told(figures: Iterable[float], digits: int) -> str:
    """The median, and the range."""
    every = sorted(figures)
    middle, least, most = (f"{figure:,.{digits}f}" for figure in (median(every), every[0], every[-1]))
    return f"{middle} ({least} – {most})"
