"""Days in words: "kemarin", "2 hari lalu", "sudah 3 hari", "senin", "12/11", "3 November"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from bot.understanding import day_words
from bot.understanding.heard import Heard, lowered

_EARLIEST: Final = date(1990, 1, 1)
"""Older days are slips of the pen, and older than the regency."""

_LONG_ANSWER: Final = 40
"""A longer one is no answer to "when?", and the library takes its time."""


class Day(NamedTuple):
    """The day that ``text[start:end]`` names."""

    day: date
    start: int
    end: int


Reader = Callable[[re.Match[str], date], date | None]


class Rule(NamedTuple):
    """Words that name a day, and the day they name; in a report they stand with one of ``needs``."""

    pattern: re.Pattern[str]
    read: Reader
    needs: frozenset[str] = frozenset()


def date_in(text: str, today: date) -> date | None:
    """The day that an answer to "when?" names, today or earlier; None if it names none that can be."""
    answer = lowered(text)
    for rule in _ANSWERS:
        found = next(_read(answer, today, (rule,)), None)
        if found is not None:
            return found.day
    return None if any(rule.pattern.search(answer) for rule in _ANSWERS) else _elsewise(answer, today)


def day_mentioned(heard: Heard, today: date) -> Day | None:
    """The first day that a report mentions in words that mean nothing else, and where it stands."""
    certain = _read(heard.text, today, _certain(heard))
    named = min(certain, key=lambda day: (day.start, -day.end), default=None)
    return named or next(_read(heard.text, today, _told(_PRESENT, heard)), None)


def _certain(heard: Heard) -> Iterator[Rule]:
    if not heard.words.isdisjoint(_DAY_WORDS):
        yield from _told(_WORDED, heard)
    if day_words.FIGURES.search(heard.text):
        yield _DATED


def _told(rules: Iterable[Rule], heard: Heard) -> Iterator[Rule]:
    """A pattern costs more to look for than the one word of it that cannot be missing."""
    return (rule for rule in rules if not heard.words.isdisjoint(rule.needs))


def _read(text: str, today: date, rules: Iterable[Rule]) -> Iterator[Day]:
    for pattern, read, _ in rules:
        for match in pattern.finditer(text):
            found = read(match, today)
            if found is not None and _EARLIEST <= found <= today:
                yield Day(found, match.start(), match.end())
                break


def _elsewise(text: str, today: date) -> date | None:
    """What dateparser makes of an answer that our own rules do not know; it takes 300 ms to load."""
    if len(text) > _LONG_ANSWER or not day_words.HINT.search(text):
        return None
    import dateparser  # type: ignore[import-untyped]  # ships no types

    noon = datetime.combine(today, time(12))
    found = dateparser.parse(
        text,
        languages=["id", "en"],
        settings={"RELATIVE_BASE": noon, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"},
    )
    return found.date() if found and _EARLIEST <= found.date() <= today else None


def _iso(match: re.Match[str], _today: date) -> date | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _counted(match: re.Match[str], today: date) -> date | None:
    count = day_words.NUMBERS.get(match[1]) or int(match[1])
    week = match[2].startswith(("minggu", "mg", "pekan", "week"))
    days = count * (7 if week else 1)
    return today - timedelta(days=days) if days < today.toordinal() else None


def _before(_match: re.Match[str], today: date) -> date:
    return today - timedelta(days=2)


def _yesterday(match: re.Match[str], today: date) -> date | None:
    vague = day_words.VAGUE.search(match.string, 0, match.start())
    return None if vague else today - timedelta(days=1)


def _this_day(match: re.Match[str], today: date) -> date | None:
    vague = day_words.VAGUE.search(match.string, 0, match.start())
    return None if vague else today


def _numeric(match: re.Match[str], today: date) -> date | None:
    return _past(int(match[1]), int(match[2]), match[3], today)


def _dated(match: re.Match[str], today: date) -> date | None:
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return _past(int(day), int(month), year, today)


def _named_month(match: re.Match[str], today: date) -> date | None:
    month = next(number for number, names in enumerate(day_words.MONTHS, 1) if re.fullmatch(names, match[2]))
    return _past(int(match[1]), month, match[3], today)


def _weekday(match: re.Match[str], today: date) -> date | None:
    """The latest such day, today included."""
    said = next(group for group in match.groups() if group)
    wanted = next(at for at, names in enumerate(day_words.WEEKDAYS) if re.fullmatch(names, said))
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _past_weekday(match: re.Match[str], today: date) -> date | None:
    """Said on a Wednesday, "rabu kemarin" is a week ago."""
    found = _weekday(match, today)
    is_today = found == today and not match[0].endswith(("tadi", "td"))
    return today - timedelta(days=7) if is_today else found


def _past(day: int, month: int, year: str | None, today: date) -> date | None:
    """Without a year, the latest such day that is not in the future."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = _day(today.year, month, day)
    return found if found is None or found <= today else _day(today.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_RELATIVE: Final = (
    Rule(day_words.AGO, _counted, day_words.OF_AGO), Rule(day_words.BEFORE, _before, day_words.OF_BEFORE),
    Rule(day_words.YESTERDAY, _yesterday, day_words.OF_YESTERDAY),
    Rule(day_words.TODAY, _this_day, day_words.OF_TODAY),
)  # fmt: skip
_PRESENT: Final = (Rule(day_words.NOW, _this_day, day_words.OF_NOW),)
_LASTING: Final = Rule(day_words.LASTING, _counted, day_words.OF_LASTING)
_PAST_WEEKDAY: Final = Rule(day_words.PAST_WEEKDAY, _past_weekday, day_words.OF_WEEKDAY)
_MONTH: Final = Rule(day_words.MONTH, _named_month, day_words.OF_MONTH)
_DATED: Final = Rule(day_words.DATED, _dated)
_WORDED: Final = (*_RELATIVE, _LASTING, _PAST_WEEKDAY, _MONTH)
_DAY_WORDS: Final = frozenset[str]().union(*(rule.needs for rule in _WORDED))
_ANSWERS: Final = (
    Rule(day_words.ISO, _iso), _PAST_WEEKDAY, *_RELATIVE, *_PRESENT, Rule(day_words.NUMERIC, _numeric),
    _MONTH, _LASTING, Rule(day_words.WEEKDAY, _weekday),
)  # fmt: skip
RULES: Final = (*_WORDED, *_PRESENT)
