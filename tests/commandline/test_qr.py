"""``aduan qr``: sheets to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.commandline.conftest import Aduan

NAMED = ("qr", "--bot", "@AduanKutimBot")
TOKEN = {"ADUAN_TELEGRAM__TOKEN": "1:a"}


def test_without_links_there_is_one_sheet_for_the_bot(aduan: Aduan, tmp_path: Path) -> None:
    ran = aduan(*NAMED, **TOKEN)
    assert (ran.returncode, ran.stdout) == (0, "aduan-qr.pdf: https://t.me/AduanKutimBot\n")
    (page,) = PdfReader(tmp_path / "aduan-qr.pdf").pages
    assert "Tidak bisa memindai? Buka t.me/AduanKutimBot" in page.extract_text()
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_each_link_has_its_sheet(aduan: Aduan, tmp_path: Path) -> None:
    assert (
        aduan(*NAMED, "--link", "pkm-sangatta", "--link", "disdukcapil", "--out", "a.pdf", **TOKEN).returncode
        == 0
    )
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert ["Puskesmas Sangatta" in text and "?start=pkm-sangatta" in text for text in pages] == [True, False]
    assert ["Kantor Disdukcapil" in text for text in pages] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (*NAMED, "--link", "pkm-sangata"),
            "--link: links.toml has no pkm-sangata; did you mean pkm-sangatta?\n",
        ),
        (("qr", "--bot", "x y"), "--bot: x y is no username of a bot\n"),
        (
            (*NAMED, "--out", "/nowhere/a.pdf"),
            "/nowhere/a.pdf cannot be written: No such file or directory\n",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(aduan: Aduan, arguments: tuple[str, ...], sentence: str) -> None:
    ran = aduan(*arguments, **TOKEN)
    assert (ran.returncode, ran.stderr) == (2, sentence)


def test_where_telegram_is_silent_the_bot_has_to_be_named(aduan: Aduan) -> None:
    ran = aduan("qr", ADUAN_TELEGRAM__API_BASE_URL="http://127.0.0.1:9", **TOKEN)
    assert ran.returncode == 1
    assert ran.stderr.endswith("Telegram does not say who the bot is: name it with --bot USERNAME\n")
