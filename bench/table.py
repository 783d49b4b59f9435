"""The figures in one table, a column for each bot: the median of the rounds, with the least and the most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from bench.rounds import Filing, Round, Size

_WIDTH: Final = 34
_COLUMN: Final = 21
_NOTE: Final = """\
CPU is user and system time of all processes of the bot, without the database server's. Texts and reports all
wait when a round begins, so that many share a transaction, and updates/s count until the last reply. One at a
time, each pays for its own."""

Rounds = Mapping[str, Sequence[Round]]
"""By the name of the bot; the first is the yardstick."""

Figure = Callable[[Round, Round], float | None]
"""Of a round, given the yardstick's of the same turn."""


def head(where: Mapping[str, str], size: Size, rounds: int) -> str:
    """What was measured, and where."""
    about = [f"{name:<12} {words}" for name, words in where.items()]
    load = f"{size.writers} texts, {size.singles} texts one at a time and {size.reporters} reports"
    return "\n".join([*about, f"{'rounds':<12} {rounds} of {load}; the bots by turns", ""])


def body(found: Rounds) -> str:
    """Every figure of every bot."""
    lines = [_line("", found)]
    lines += [
        _line(name, [_told(_each(found, bot, figure), digits) for bot in found])
        for name, digits, figure in _ROWS
    ]
    return "\n".join([*lines, "", _NOTE])


def _each(found: Rounds, bot: str, figure: Figure) -> list[float]:
    yardstick = next(iter(found.values()))
    told = (figure(one, plain) for one, plain in zip(found[bot], yardstick, strict=False))
    return [one for one in told if one is not None]


def _line(name: str, cells: Iterable[str]) -> str:
    return f"{name:<{_WIDTH}}{''.join(f'{cell:<{_COLUMN}}' for cell in cells)}".rstrip()


def _told(figures: Sequence[float], digits: int) -> str:
    """The median, and the range."""
    if not figures:
        return ""
    every = sorted(figures)
    middle, least, most = (f"{figure:,.{digits}f}" for figure in (median(every), every[0], every[-1]))
    return middle if len(every) == 1 else f"{middle} ({least}–{most})"


def _filed(figure: Callable[[Filing], float]) -> Figure:
    return lambda one, _plain: figure(one.filing) if one.filing else None


_ROWS: Final[Sequence[tuple[str, int, Figure]]] = (
    ("texts: CPU ms per update", 2, lambda one, _: one.texts.per_update),
    ("texts: CPU, times the echo's", 2, lambda one, echo: one.texts.per_update / echo.texts.per_update),
    ("texts: updates/s", 0, lambda one, _: one.texts.pace),
    ("texts: simulator, % of a core", 0, lambda one, _: one.texts.simulator_share),
    ("singles: CPU ms per update", 1, lambda one, _: one.singles.per_update),
    (
        "singles: CPU, times the echo's",
        2,
        lambda one, echo: one.singles.per_update / echo.singles.per_update,
    ),
    ("singles: answer, median ms", 0, lambda one, _: one.singles.wait(50)),
    ("singles: answer, 95 % within ms", 0, lambda one, _: one.singles.wait(95)),
    ("singles: answer, 99 % within ms", 0, lambda one, _: one.singles.wait(99)),
    ("reports: CPU ms per update", 2, _filed(lambda one: one.cost.per_update)),
    ("reports: CPU ms per report", 1, _filed(lambda one: 1000 * one.cost.bot / one.reports)),
    ("reports: reports/s", 0, _filed(lambda one: one.reports / one.cost.seconds)),
    ("reports: updates per report", 1, _filed(lambda one: one.cost.updates / one.reports)),
    ("reports: messages per report", 1, _filed(lambda one: one.cost.messages / one.reports)),
    ("reports: SQLite KB per report", 1, _filed(lambda one: one.stored / one.reports / 1e3)),
    ("memory: MB idle", 0, lambda one, _: one.idle),
    ("memory: MB at most", 0, lambda one, _: one.filing.peak if one.filing else one.peak),
    ("memory: idle, times the echo's", 2, lambda one, echo: one.idle / echo.idle),
    ("start: seconds to first answer", 1, lambda one, _: one.started),
    ("start: times the echo's", 2, lambda one, echo: one.started / echo.started),
    ("start: CPU s to first answer", 1, lambda one, _: one.starting),
    ("start: CPU, times the echo's", 2, lambda one, echo: one.starting / echo.starting),
)
