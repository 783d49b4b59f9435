"""The guided tour, watched and looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import LOOKS, Look

STEPS = [
    "Anda adalah Ani, seorang warga",
    "Bot hanya menanyakan yang kurang",
    "Sekarang Anda Budi, petugas PUPR",
    "Kerjakan, lalu jawab",
    "Kembali menjadi Ani",
    "Nilai layanannya",
    "Terakhir, Anda Dewi, pimpinan",
    "Itulah seluruh jalannya",
]


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]], ids=str)
def test_it_leads_through_one_report_and_points_at_what_to_press(visits: Visit, look: Look) -> None:
    visitor = visits(look)
    page, seen = visitor.page, list[str]()
    page.locator("#tour").get_by_role("button", name="Mulai").click()
    for _ in range(3 * len(STEPS)):
        title = page.locator("#tour h2").inner_text()
        if title not in seen:
            seen.append(title)
            visitor.photographs(f"tour-{len(seen)}")
            assert (visitor.overflowing(), visitor.barriers()) == ([], [])
        if title == STEPS[-1]:
            break
        expect(page.locator(".pointed")).to_be_in_viewport()
        before = page.locator("#tour").get_attribute("data-mark")
        page.get_by_role("button", name="Lakukan untuk saya").click()
        page.wait_for_function(_MOVED_ON, arg=before)
    assert seen == STEPS


_MOVED_ON = "(mark) => document.getElementById('tour').dataset.mark !== mark"


def test_it_speaks_english_and_can_be_skipped(visits: Visit) -> None:
    visitor = visits(LOOKS[2])
    visitor.page.locator("#tour").get_by_role("button", name="English").click()
    expect(visitor.page.locator("#tour h2")).to_have_text("One report, from resident to resolved")
    visitor.page.get_by_role("button", name="Skip the tour").click()
    expect(visitor.page.locator("#tour")).to_be_hidden()
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    visitor.page.reload()
    expect(visitor.page.locator(".pane .title h2")).to_have_text("Aduan")
    expect(visitor.page.locator("#tour")).to_be_hidden()
