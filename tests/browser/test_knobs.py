"""What the page has and Telegram has not: a clock to turn, a network to cut, several people at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import LOOKS, Look, Visitor

DESK, PHONE = LOOKS[0], LOOKS[3]


@pytest.fixture
def visitor(visits: Visit) -> Visitor:
    return begun(visits, DESK)


def begun(visits: Visit, look: Look) -> Visitor:
    visitor = visits(look)
    visitor.page.get_by_role("button", name="Lewati tur").click()
    return visitor


def test_what_is_written_while_the_network_is_cut_is_answered_once_it_is_mended(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Putus jaringan").click()
    expect(visitor.page.locator("#cut")).to_be_visible()
    visitor.says("/bantuan")
    expect(visitor.screen.locator(".message.theirs")).to_have_count(0)
    visitor.photographs("cut")
    visitor.page.locator("#cut").get_by_role("button", name="Sambungkan").click()
    visitor.sees("/laporanku")
    expect(visitor.page.locator("#cut")).to_be_hidden()


def test_the_next_working_morning_brings_reminders(visitor: Visitor) -> None:
    visitor.becomes("Joko")
    before = visitor.page.locator("#clock time").inner_text()
    visitor.page.get_by_role("button", name="Ke pagi kerja berikutnya").click()
    expect(visitor.page.locator("#clock time")).to_have_text(re.compile(r" 08\.0\d$"))
    assert visitor.page.locator("#clock time").inner_text() != before
    visitor.sees("Pengingat")


def test_two_windows_are_two_people_who_hear_of_each_other(visits: Visit) -> None:
    desk, phone = begun(visits, DESK), begun(visits, PHONE)
    phone.becomes("Yusuf")
    number = phone.files("dokter di puskesmas Sangkulirang tidak ada saat jam layanan")
    expect(
        desk.page.locator("#cast").get_by_role("button", name=re.compile("Joko.*belum dibaca"))
    ).to_be_visible()
    desk.becomes("Joko")
    desk.sees(number)
    desk.says(f"/tanya {number} Pada jam berapa?")
    phone.sees("Pada jam berapa?")
    expect(phone.screen.locator(".status")).to_contain_text("Yusuf")


def test_two_screens_show_two_people_and_one_shows_one(visitor: Visitor) -> None:
    statuses = visitor.page.locator(".pane .status")
    expect(statuses).to_have_text(["Anda: Ani, warga", "Anda: Budi, petugas PUPR"])
    visitor.page.get_by_role("button", name="Dua layar").click()
    expect(statuses).to_have_text(["Anda: Ani, warga"])


def test_a_smaller_desk_leaves_words_out_and_tells_them_all_the_same(visits: Visit) -> None:
    visitor = begun(visits, Look(1180, "light"))
    expect(visitor.screen.get_by_role("button", name=re.compile("^Aduan, "))).to_be_visible()
    assert (visitor.overflowing(), visitor.barriers()) == ([], [])


def test_everything_can_be_done_with_the_keyboard(visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    keyboard.press("Alt+2")
    expect(visitor.screen.locator(".status")).to_have_text("Anda: Yusuf, warga")
    keyboard.type("/start")
    keyboard.press("Enter")
    visitor.sees("Buat laporan")
    keyboard.press("ArrowUp")
    expect(visitor.screen.locator("textarea")).to_have_value("/start")
    keyboard.press("Escape")
    visitor.screen.get_by_role("button", name="Lampirkan").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        keyboard.press(key)
    expect(visitor.screen.locator(".message.mine img")).to_have_count(3)
    keyboard.press("Alt+0")
    expect(visitor.screen.locator(".status")).to_have_text("Anda: Budi, petugas PUPR")


def test_colours_follow_the_system_until_they_are_chosen(visitor: Visitor) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = visitor.page.evaluate(colour)
    for name in ("Warna sistem", "Terang"):
        visitor.page.get_by_role("button", name=name).click()
    assert visitor.page.evaluate(colour) != light
    visitor.page.get_by_role("button", name="Gelap").click()
    assert visitor.page.evaluate(colour) == light
