"""The ways of residents through the form, for stories that begin in the middle of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from simulator.people import Person
from simulator.screen import Shown
from simulator.view import View

POTHOLE: Final = "jalan poros depan pasar berlubang parah, sudah dua motor jatuh"
DOUBTFUL: Final = "lampu sama parit bermasalah"
"""Its category has to be asked about."""

ASKS: Final = {
    "consent": "Apakah Anda setuju?",
    "description": "Apa yang ingin Anda laporkan?",
    "category": "paling dekat dengan yang mana?",
    "kecamatan": "Di kecamatan mana kejadiannya?",
    "desa": "Di desa atau kelurahan mana",
    "summary": "Periksa laporan Anda",
    "kind": "Apa jenis laporan Anda?",
    "landmark": "Apa patokan tempatnya?",
    "date": "Kapan kejadiannya?",
    "attachments": "Kirim foto, video, atau berkas",
    "identity": "Apakah petugas boleh melihat nama Anda",
    "proxy": "Apakah Anda melapor untuk orang lain",
}
"""Words of each question."""

_ASKED: Final = ("consent", "description", "category", "kecamatan", "desa", "summary")
_ANSWERS: Final = {
    "consent": "Setuju",
    "kecamatan": "Bengalon",
    "desa": "Lewati",
}
_CHANGES: Final = {
    "kind": "Jenis",
    "landmark": "Patokan",
    "date": "Tanggal",
    "attachments": "Lampiran",
    "identity": "Identitas",
    "proxy": "Untuk siapa",
}


async def reaches(ani: Person, step: str) -> None:
    """Fill the form until it asks this."""
    await ani.says("/lapor")
    for asked in _ASKED[: _ASKED.index("summary" if step in _CHANGES else step)]:
        if ASKS[asked] in ani.last.text:
            await (
                ani.says(said_before(step))
                if asked == "description"
                else ani.taps(_ANSWERS[asked], under=ani.last)
            )
    if step in _CHANGES:
        await changes(ani, _CHANGES[step])
    assert ASKS[step] in ani.last.text


def said_before(step: str) -> str:
    """The description with which a question is reached."""
    return DOUBTFUL if step == "category" else POTHOLE


async def changes(ani: Person, field: str) -> None:
    """Choose what to change, from the summary."""
    await ani.taps("Ubah", under=ani.last)
    await ani.taps(field, under=ani.last)


async def looks_back(ani: Person) -> str:
    """Go back to the description, and return what stands there."""
    while not ani.last.text.startswith("Uraian Anda sekarang:"):
        await ani.taps("Kembali", under=ani.last)
    return quote(ani.last)


async def files(ani: Person, report: str = POTHOLE) -> str:
    """File a report about a road in Bengalon, and return its number."""
    await ani.says(report)
    if ASKS["consent"] in ani.last.text:
        await ani.taps("Setuju")
    for label in ("Jalan & jembatan", "Bengalon", "Lewati", "Kirim", "Laporan berbeda"):
        if any(label in one for one in ani.last.labels):
            await ani.taps(label, under=ani.last)
    return number_in(ani.last)


def number_in(shown: Shown) -> str:
    """The ticket's number in a message."""
    return next(word for word in shown.text.split() if word.startswith("KT-"))


def quote(shown: Shown) -> str:
    """The resident's words in a message, as they are seen."""
    return said_in([shown])


def said_in(messages: Iterable[Shown]) -> str:
    """The resident's words in several messages that follow one another."""
    blocks = [block for shown in messages for kind in _QUOTES for block in shown.marked(kind)]
    return "\n".join(blocks).translate(_ISOLATES)


def values(shown: Shown) -> dict[str, str]:
    """The lines ``name: value`` of a summary or a card, outside the quotation."""
    rest = shown.text
    for kind in _QUOTES:
        for block in shown.marked(kind):
            rest = rest.replace(block, "")
    return dict(line.split(": ", 1) for line in rest.split("\n") if ": " in line)


def markup(shown: Shown) -> list[tuple[str, str]]:
    """What the bot itself marked in a message, quotations by their kind only."""
    ours = [entity["type"] for entity in shown.entities if entity["type"] not in _FOUND_BY_TELEGRAM]
    marked = {kind: iter(shown.marked(kind)) for kind in ours}
    return [(kind, "" if kind in _QUOTES else next(marked[kind])) for kind in ours]


def told(view: View, since: Shown) -> list[Shown]:
    """What the bot said in a chat after a message."""
    return [shown for shown in view.messages if shown.id > since.id]


_QUOTES: Final = ("blockquote", "expandable_blockquote")
_ISOLATES: Final = dict.fromkeys(map(ord, "\u2068\u2069"))
_FOUND_BY_TELEGRAM: Final = {"bot_command", "email", "url", "mention", "hashtag", "cashtag", "phone_number"}
