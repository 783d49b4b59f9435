"""What is measured, on which texts, and against which aim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.understanding import Found
from training.corpus import Example

TODAY: Final = date(2026, 11, 25)
_NO_REPORT: Final = "bukan_laporan"
_DIGITS: Final = re.compile(r"[\W_]")
_HALF: Final = 0.5

Measures = Mapping[str, tuple[int, int]]
"""Of how many so many were right, by what was measured."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what it is; ``None`` where nobody labelled it."""

    example: Example
    language: str | None = None
    kecamatan: str | None = None
    desa: str | None = None
    place: str | None = None
    offset: int | None = None
    is_dated: bool = True
    personal: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Labelled:
        """A row of the labelled file; Javanese or Banjar are answered in Indonesian."""
        marks = {name: row[name] == "1" for name in ("oversight", "sensitive", "emergency")}
        return cls(
            Example(row["text"], row["category"], row["type"], **marks, body=row["external"]),
            language="en" if row["language"] == "en" else "id",
            kecamatan=row["kecamatan"],
            desa=row["desa"],
            place=row["place_words"],
            offset=int(row["date_offset_days"]) if row["date_offset_days"] else None,
            is_dated=bool(row["date_words"]),
            personal=row["pii"],
        )

    @classmethod
    def ours(cls, example: Example) -> Labelled:
        """A text of our own, which names no place."""
        return cls(example)

    @property
    def text(self) -> str:
        return self.example.text


Answer = tuple[Labelled, Found]
Question = Callable[[Labelled, Found], bool | None]
"""Whether it was right; None where it is not asked."""


def measured(answers: Iterable[Answer]) -> Measures:
    """How often each question was answered rightly."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for text, found in answers:
        for name, (question, _) in QUESTIONS.items():
            right = question(text, found)
            if right is not None:
                counts[name][0] += right
                counts[name][1] += 1
    return {name: (right, asked) for name, (right, asked) in counts.items()}


def table(columns: Mapping[str, Measures]) -> str:
    """A line for each question, a column for each set of texts."""
    lines = ["".join(f"{cell:>19}" for cell in ("", "aim", *columns))]
    for name, (_, aim) in QUESTIONS.items():
        cells = [_cell(measures.get(name, (0, 0))) for measures in columns.values()]
        lines.append("".join(f"{cell:>19}" for cell in (name, f"{aim:.0%}" if aim else "", *cells)))
    return "\n".join(lines)


def _cell(counted: tuple[int, int]) -> str:
    right, asked = counted
    return f"{right / asked:.1%} of {asked}" if asked else "-"


def _first(text: Labelled, found: Found) -> bool | None:
    return found.ranked[0].value == text.example.category if _is_report(text) else None


def _three(text: Labelled, found: Found) -> bool | None:
    best = [guess.value for guess in found.ranked[:3]]
    return text.example.category in best if _is_report(text) else None


def _settled(text: Labelled, found: Found) -> bool | None:
    """Of the categories that nobody would be asked about."""
    return _first(text, found) if found.is_settled else None


def _is_settled(text: Labelled, found: Found) -> bool | None:
    return found.is_settled if _is_report(text) else None


def _kind(text: Labelled, found: Found) -> bool:
    kind = found.kind.value if found.is_report else _NO_REPORT
    return kind == text.example.kind


def _kecamatan(text: Labelled, found: Found) -> bool | None:
    return found.kecamatan == text.kecamatan if text.kecamatan else None


def _desa(text: Labelled, found: Found) -> bool | None:
    return found.desa == text.desa if text.desa else None


def _no_place(text: Labelled, found: Found) -> bool | None:
    return found.kecamatan is None if text.kecamatan == "" else None


def _landmark(text: Labelled, found: Found) -> bool | None:
    if not text.place:
        return None
    told, heard = set(text.place.casefold().split()), set((found.landmark or "").casefold().split())
    return len(told & heard) >= _HALF * len(told)


def _offset(text: Labelled, found: Found) -> bool | None:
    if text.offset is None:
        return None
    return found.day is not None and (TODAY - found.day).days == text.offset


def _no_day(text: Labelled, found: Found) -> bool | None:
    return found.day is None if not text.is_dated else None


def _body(text: Labelled, found: Found) -> bool | None:
    return (found.body.value if found.body else "") == text.example.body if text.example.body else None


def _no_body(text: Labelled, found: Found) -> bool | None:
    return found.body is None if not text.example.body else None


def _recall(name: str) -> Question:
    return lambda text, found: getattr(found, name).raised if getattr(text.example, name) else None


def _precision(name: str) -> Question:
    return lambda text, found: getattr(text.example, name) if getattr(found, name).raised else None


def _personal(text: Labelled, found: Found) -> bool | None:
    if not text.personal:
        return None
    spans = [_DIGITS.sub("", text.text[one.start : one.end]) for one in found.personal]
    return _DIGITS.sub("", text.personal) in spans


def _language(text: Labelled, found: Found) -> bool | None:
    return found.language == text.language if text.language and found.language else None


def _is_report(text: Labelled) -> bool:
    return text.example.kind != _NO_REPORT


QUESTIONS: Final[Mapping[str, tuple[Question, float]]] = {
    "category": (_first, 0.88),
    "among three": (_three, 0.96),
    "not asked about": (_is_settled, 0),
    "and then right": (_settled, 0),
    "kind": (_kind, 0.90),
    "kecamatan": (_kecamatan, 0.95),
    "no false place": (_no_place, 0.97),
    "desa": (_desa, 0),
    "landmark": (_landmark, 0),
    "date": (_offset, 0.90),
    "no false date": (_no_day, 0),
    "oversight": (_recall("oversight"), 0.95),
    "  precision": (_precision("oversight"), 0.80),
    "sensitive": (_recall("sensitive"), 0.95),
    "   precision": (_precision("sensitive"), 0),
    "emergency": (_recall("emergency"), 0.96),
    "    precision": (_precision("emergency"), 0),
    "outside body": (_body, 0),
    "no false body": (_no_body, 0),
    "personal data": (_personal, 0.98),
    "language": (_language, 0.97),
}
"""What is asked of each text, and the share that ought to be right; 0 is no aim."""
