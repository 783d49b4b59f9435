"""Everything a message can be, drawn so that it fits and does no harm."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import LOOKS, Look, Visitor

LONG = f"{'pesan yang panjang sekali ' * 40}\nhttps://contoh.example/{'a' * 120}"


def begun(visits: Visit, look: Look, name: str) -> Visitor:
    visitor = visits(look)
    visitor.page.get_by_role("button", name="Lewati tur").click()
    visitor.becomes(name)
    return visitor


@pytest.mark.parametrize(("look", "name"), [(LOOKS[1], "Joko"), (LOOKS[2], "Eka")], ids=["wide", "narrow"])
def test_photos_albums_files_voices_and_pins_fit(visits: Visit, look: Look, name: str) -> None:
    visitor = begun(visits, look, name)
    mine = visitor.screen.locator(".message.mine")
    for what in ("Foto contoh", "Album contoh", "Dokumen contoh", "Pesan suara contoh"):
        visitor.attaches(what)
    visitor.attaches("Lokasi")
    visitor.photographs("map")
    visitor.page.locator("#map").get_by_role("button", name="Bengalon").click()
    visitor.says(LONG)
    expect(mine.locator("img")).to_have_count(4)
    expect(mine.locator(".album.of-3, .file, .voice, .pin")).to_have_count(4)
    visitor.photographs("long")
    assert (visitor.overflowing(), visitor.barriers()) == ([], [])
    mine.locator(".photo").first.scroll_into_view_if_needed()
    visitor.photographs("album")
    mine.locator(".photo").first.click()
    expect(visitor.page.locator("#large img")).to_be_visible()


def test_what_people_write_never_becomes_markup(visits: Visit) -> None:
    visitor = begun(visits, LOOKS[0], "Sri")
    nasty = "<img src=x onerror=\"document.title='kena'\"><script>document.title='kena'</script>"
    visitor.says(nasty)
    expect(visitor.newest.locator(".words")).to_have_text(nasty)
    assert (visitor.newest.locator("img, script").count(), visitor.page.title()) == (0, "Aduan – peragaan")


def test_messages_are_edited_answered_and_found_again(visits: Visit) -> None:
    visitor = begun(visits, LOOKS[0], "Eka")
    visitor.says("salah ketik")
    box = visitor.screen.locator("textarea")
    box.press("ArrowUp")
    box.fill("sudah benar")
    box.press("Enter")
    expect(visitor.newest).to_contain_text("diedit")
    visitor.newest.hover()
    visitor.newest.get_by_role("button", name="Balas").click()
    visitor.says("setuju")
    expect(visitor.newest.locator(".quote")).to_contain_text("sudah benar")


def test_nothing_is_fetched_from_elsewhere(visits: Visit, address: str) -> None:
    visitor = begun(visits, LOOKS[0], "Dewi")
    visitor.says("/rekap bulan")
    visitor.taps("Gambar")
    expect(visitor.screen.locator(".message img")).to_be_visible()
    visitor.photographs("recap")
    assert [url for url in visitor.asked if not url.startswith((address, "data:"))] == []
