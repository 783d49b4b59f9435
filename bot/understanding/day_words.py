"""The words that name a day, as patterns: Indonesian, its short forms, Javanese, Banjar, Bugis, English.

They are looked for in lower case (``bot.understanding.heard``).
"""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = (
    "jan(?:uari|uary)?", "feb(?:ruari|ruary)?", "mar(?:et|ch)?", "apr(?:il)?", "mei|may", "jun[ie]?",
    "jul[iy]?", "agu(?:stus)?|agt|aug(?:ust)?", "sep(?:t|tember)?", "okt(?:ober)?|oct(?:ober)?",
    "nop|nov(?:ember)?|nopember", "des(?:ember)?|dec(?:ember)?",
)  # fmt: skip
WEEKDAYS: Final = (
    "senin|monday|senen", "selasa|tuesday", "rabu|wednesday|rebo", "kamis|thursday", "jum'?at|friday",
    "sabtu|saturday|setu", "minggu|ahad|sunday",
)  # fmt: skip
NUMBERS: Final = {
    "se": 1, "sa": 1, "satu": 1, "siji": 1, "one": 1, "a": 1, "dua": 2, "loro": 2, "rong": 2, "two": 2,
    "tiga": 3, "telu": 3, "telung": 3, "talu": 3, "talung": 3, "three": 3, "empat": 4, "papat": 4,
    "patang": 4, "ampat": 4, "four": 4, "lima": 5, "limang": 5, "five": 5, "enam": 6, "nem": 6, "anam": 6,
    "six": 6, "tujuh": 7, "pitung": 7, "pitu": 7, "seven": 7, "delapan": 8, "wolung": 8, "walu": 8,
    "sembilan": 9, "sepuluh": 10, "sapuluh": 10, "ten": 10,
}  # fmt: skip


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


_NUMBER_DATE: Final = r"(\d{1,2})[/.-](\d{1,2})"
_COUNT: Final = rf"\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
_UNIT: Final = r"hari|hr|ari|dina|esso|minggu|mggu|mgg|pekan|days?|weeks?"
_SIX: Final = "|".join(WEEKDAYS[:6])
"""Without Sunday, whose name is also the word for a week."""

MONTH: Final = _words(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\.?(?:\s+(\d{{4}}))?")
NUMERIC: Final = _words(rf"(?<![/.-]){_NUMBER_DATE}(?:[/.-](\d{{4}}|\d{{2}}))?(?![/.-]\d)")
DATED: Final = _words(
    rf"(?:(?:tgl|tanggal|tggl|on)\s*\.?\s*{_NUMBER_DATE}(?:[/.-](\d{{4}}|\d{{2}}))?"
    rf"|(?<![/.-]){_NUMBER_DATE}[/.-](\d{{4}}))(?![/.-]\d)"
)
ISO: Final = _words(r"(\d{4})-(\d{2})-(\d{2})")
AGO: Final = _words(
    rf"({_COUNT})\s*({_UNIT})\s+(?:yang\s+|yg\s+)?"
    r"(?:lalu|kemarin|kmrn|kemaren|lepas|ago|kepungkur|tadi)"
)
_NOT_AFTER: Final = (
    "hari", "tiap", "per", "setiap", "cuma", "datang", "hanya", "dalam", "maksimal", "every", "telat",
    "paling",
)  # fmt: skip
_NOT_BEFORE: Final = (
    r"sekali|seminggu|sebulan|sepekan|kerja|lagi|ke ?depan|\d+ ?(?:x|kali)|bisa \d|cuma \d|sebelum|setelah|"
    r"habis|raya|dalam|a week|once|libur"
)
LASTING: Final = re.compile(
    rf"\b{''.join(f'(?<!{word} )' for word in _NOT_AFTER)}({_COUNT})\s*({_UNIT})\b(?!\s+(?:{_NOT_BEFORE}))"
)
"""How long it has been so; not how often, and not how long something may take."""

BEFORE: Final = _words("(?:kemarin|kemaren|kmrn|kmren) lusa|lusa kemarin|day before yesterday|wingi lusa")
YESTERDAY: Final = _words(
    "kemarin|kemaren|kmrn|kmren|kmarin|semalam|samalam|semalem|(?:tadi|td) (?:malam|mlm|malem)|mlm td|wingi|"
    "mau bengi|yesterday|last night"
)
TODAY: Final = _words(
    "hari ini|hr ini|barusan|baru saja|baru aja|"
    "(?:(?:pagi|siang|sore|subuh|jam \\d+)\\s+)?(?:tadi|td)(?: (?:pagi|siang|sore|subuh|pg|sg))?|"
    "(?:pagi|siang|sore|malam|subuh) ini|dino iki|today|this (?:morning|afternoon|evening)|tonight|just now"
)
NOW: Final = _words("sekarang|skrg|skrng|saat ini|saiki|wahini|right now|now")
"""Also said of what has long been so: another day that is named goes before it."""

VAGUE: Final = re.compile(
    r"\b(?:minggu|bulan|bln|tahun|thn|tgl \d+|tanggal \d+|lebaran|dari dulu sampai|dulu sampe|"
    r"sampai|sampe|smp|hingga|until)\s+$"
)
"""Before a "kemarin" that is no day: "bulan kemarin"."""

WEEKDAY: Final = _words(rf"(?:hari\s+|on\s+)?({'|'.join(WEEKDAYS)})")
PAST_WEEKDAY: Final = _words(
    rf"(?:hari\s+)?(?:(?:malam|mlm)\s+)?({_SIX})\s+(?:(?:pagi|siang|sore|malam|subuh)\s+)?"
    r"(?:kemarin|kmrn|kemaren|lalu|tadi|td|yang lalu|yg lalu)"
    rf"|(?:sejak|dari|dr|mulai|since|on|last)\s+(?:hari\s+)?({_SIX})(?!\s*(?:-|sampai|s/d|smp|ke)\s*\w)"
)
HINT: Final = _words(
    rf"{'|'.join(MONTHS)}|hari|minggu|bulan|bln|tahun|thn|days?|weeks?|months?|years?|lusa|lalu|ago|last"
)
"""Without one of these an answer names no day in any language of ours."""


def _any_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIGURES: Final = re.compile(r"\d[/.-]\d")
"""Without such a pair no ``DATED`` is found."""

# of each pattern above words of which a text has one, wherever the pattern is found in it
OF_AGO: Final = _any_of("lalu kemarin kmrn kemaren lepas ago kepungkur tadi")
OF_BEFORE: Final = _any_of("lusa before")
OF_YESTERDAY: Final = _any_of(
    "kemarin kemaren kmrn kmren kmarin semalam samalam semalem malam mlm malem wingi bengi yesterday night"
)
OF_TODAY: Final = _any_of("ini barusan saja aja tadi td iki today morning afternoon evening tonight now")
OF_NOW: Final = _any_of("sekarang skrg skrng saat saiki wahini now")
_UNITS: Final = _any_of("hari hr ari dina esso minggu mggu mgg pekan day days week weeks")
OF_LASTING: Final = _UNITS | {f"{number}{unit}" for number in NUMBERS for unit in _UNITS}
OF_WEEKDAY: Final = _any_of(
    "senin monday senen selasa tuesday rabu wednesday rebo kamis thursday jumat jum friday sabtu saturday "
    "setu"
)
OF_MONTH: Final = _any_of(
    "jan januari january feb februari february mar maret march apr april mei may jun juni june jul juli july "
    "agu agustus agt aug august sep sept september okt oktober oct october nop nov november nopember des "
    "desember dec december"
)
