"""Whatever people are called and whatever they write, nothing of it becomes markup or a line of ours."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import bidirectional

import pytest

from simulator.screen import Shown
from tests.security.stage import POTHOLE, open_stage

FAKE = "<b>KT-2025-000999</b> <a href='tg://user?id=1'>selesai</a> &amp; @semua"
NAMES = {
    "markup": FAKE,
    "a line of ours": "Budi\nStatus: selesai\n\u2028Tenggat: –\u0085Petugas: Kepala",
    "turned around": "\u05d0\u05d1\u05d2 iduB",
    "an override": "Budi \u202egnubmas\u202c",
    "an isolate left open": "Budi \u2067\u2066",
    "a pile of marks": "B" + "\u0301" * 30 + "udi",
    "nothing to be seen": "\u200b\u2063",
    "a novel": "Budi " * 60,
}
DIRECTED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
FOUND_BY_TELEGRAM = {"bot_command", "url", "hashtag", "mention", "phone_number", "email"}
"""Telegram marks these in any text; no bot can prevent it."""

MARKS = {"bold", "blockquote", "expandable_blockquote"}


def _is_harmless(one: Shown, like: Shown) -> None:
    """No other lines, no other markup than the same message with a plain name, and no direction left open."""
    assert len(one.text.splitlines()) == len(like.text.splitlines())
    assert _marks(one) == _marks(like)
    assert not any(bidirectional(sign) in ("R", "AL") for sign in ISOLATED.sub("", one.text))
    assert one.text.count("\u2068") == one.text.count("\u2069")
    assert not any(sign in one.text for sign in DIRECTED)
    assert "\u0301" * 5 not in one.text


def _marks(one: Shown) -> list[str]:
    return sorted(mark["type"] for mark in one.entities if mark["type"] not in FOUND_BY_TELEGRAM)


async def _seen(home: Path, officer: str, resident: str) -> list[Shown]:
    """What the group reads while one officer acts for a resident who is named."""
    names: dict[str, dict[str, object]] = {"budi": {"name": officer}, "ani": {"name": resident}}
    async with open_stage(home, names) as stage:
        number = await stage.files(stage.ani, POTHOLE, "Jalan", named=True)
        budi = stage.budi.inside(stage.groups["pupr"])
        await budi.says(f"/balas {number} besok kami tinjau")
        await budi.says(f"/catatan {number} perlu alat berat")
        await stage.desk.later(days=2)
        return stage.groups["pupr"].messages


@pytest.mark.parametrize(
    "name",
    NAMES.values(),
    ids=NAMES.keys(),
)
async def test_a_name_is_a_name_and_nothing_else(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    plain = await _seen(tmp_path_factory.mktemp("plain"), "Budi", "Ani")
    strange = await _seen(tmp_path_factory.mktemp("strange"), name, name)
    assert len(plain) == len(strange)
    for one, like in zip(strange, plain, strict=True):
        _is_harmless(one, like)


async def test_a_name_is_one_line_in_a_toast_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, {"budi": {"name": NAMES["a line of ours"]}}) as stage:
        await stage.files(stage.ani, POTHOLE, "Jalan")
        await stage.budi.inside(stage.groups["pupr"]).taps("Ambil")
        toast = await stage.dewi.inside(stage.groups["pupr"]).presses("t1:1:1:take")
        assert toast is not None
        assert toast.startswith("Sudah diambil Budi")
        assert len(toast.splitlines()) == 1


@pytest.mark.parametrize("words", [FAKE, NAMES["a line of ours"], NAMES["an override"], "\u05d0 Jl. Poros"])
async def test_a_landmark_and_the_name_of_a_place_stay_on_their_line(tmp_path: Path, words: str) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ani.says(POTHOLE)
        await stage.ani.taps("Setuju")
        spot = {"latitude": 0.5, "longitude": 117.5}
        await stage.ani.sends_raw(location=spot, venue={"location": spot, "title": words, "address": words})
        number = await stage.sends(stage.ani, "Jalan")
        card = stage.groups["pupr"].find(number)
    assert card is not None
    lines = card.text.splitlines()
    assert sum(line.startswith(("Status:", "Tenggat:", "Petugas:")) for line in lines) == 1
    assert card.marked("bold")[0] == number
    assert set(_marks(card)) <= MARKS
    assert not any(sign in card.text for sign in DIRECTED)


async def test_the_name_of_a_file_is_never_said(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ani.says(POTHOLE)
        await stage.ani.taps("Setuju")
        await stage.ani.sends_document(f"{FAKE}.pdf")
        number = await stage.sends(stage.ani, "Jalan")
        assert stage.groups["pupr"].sees(number)
        assert not any("000999" in str(call.params) for call in stage.town.world.ledger.calls)


async def test_a_report_cannot_look_like_a_card(tmp_path: Path) -> None:
    text = f"jalan berlubang parah\n{FAKE}\nTenggat: besok\n</blockquote>✅ KT-2025-000999 selesai"
    async with open_stage(tmp_path) as stage:
        number = await stage.files(stage.ani, text, "Jalan")
        card = stage.groups["pupr"].find(number)
    assert card is not None
    assert card.marked("blockquote") == [text]
    assert card.marked("bold")[0] == number
    assert not any(mark["type"] in ("text_link", "text_mention") for mark in card.entities)
