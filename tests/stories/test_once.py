"""One report is one ticket, however often and in whatever order Telegram and people press."""

from __future__ import annotations

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, files, looks_back, quote, reaches


async def test_a_double_tap_on_kirim_files_once(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    cast.town.settle = None
    await cast.ani.taps("Kirim")
    await cast.ani.taps("Kirim")
    await cast.desk.settle()
    assert [await cast.count("tickets"), len(cast.pupr.messages)] == [1, 1]
    assert cast.ani.count("Laporan diterima.") == 1
    assert cast.ani.last.text == "Laporan ini sudah terkirim dengan nomor KT-2026-000001."


async def test_kirim_pressed_when_the_ticket_exists_says_its_number(cast: Cast) -> None:
    await files(cast.ani)
    await cast.desk.later(days=2)
    await cast.ani.taps("Kirim")
    assert cast.ani.last.text == "Laporan ini sudah terkirim dengan nomor KT-2026-000001."
    assert await cast.count("tickets") == 1


async def test_kirim_typed_twice_files_once(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.ani.says("kirim")
    await cast.ani.says("kirim")
    assert [await cast.count("tickets"), await cast.count("drafts")] == [1, 0]


async def test_updates_delivered_again_do_nothing_again(cast: Cast) -> None:
    await files(cast.ani)
    said = cast.ani.messages
    cast.town.world.updates.repeat(6)
    await cast.desk.settle()
    assert cast.ani.messages == said
    assert [await cast.count("tickets"), len(cast.pupr.messages)] == [1, 1]


async def test_updates_delivered_again_after_a_restart_do_nothing_again(cast: Cast) -> None:
    await files(cast.ani)
    said = cast.ani.messages
    cast.town.world.updates.repeat(6)
    await cast.restarts()
    assert cast.ani.messages == said
    assert [await cast.count("tickets"), len(cast.pupr.messages)] == [1, 1]


async def test_kirim_that_overtakes_a_text_files_once_and_keeps_the_text(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    cast.town.settle = None
    with cast.town.world.updates.swapped():
        await cast.ani.says("dan lampunya juga mati semua")
        await cast.ani.taps("Kirim")
    await cast.desk.settle()
    assert [await cast.count("tickets"), await cast.count("drafts")] == [1, 1]
    assert quote(cast.pupr.messages[0]) == POTHOLE
    cast.town.settle = cast.desk.settle
    assert await looks_back(cast.ani) == "dan lampunya juga mati semua"


async def test_setuju_that_overtakes_the_text_loses_nothing(cast: Cast) -> None:
    await cast.ani.says("/lapor")
    cast.town.settle = None
    with cast.town.world.updates.swapped():
        await cast.ani.says(POTHOLE)
        await cast.ani.taps("Setuju")
    await cast.desk.settle()
    assert ASKS["kecamatan"] in cast.ani.last.text
    cast.town.settle = cast.desk.settle
    assert await files(cast.ani, "tolong segera diperbaiki ya") == "KT-2026-000001"
    assert quote(cast.pupr.messages[0]) == f"{POTHOLE}\ntolong segera diperbaiki ya"


async def test_a_press_that_overtakes_the_one_before_is_not_guessed(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    cast.town.settle = None
    category = cast.ani.last
    with cast.town.world.updates.swapped():
        await cast.ani.taps("Lampu jalan (PJU)", under=category.text)
        await cast.ani.taps("Kategori lain", under=category.text)
    await cast.desk.settle()
    assert ASKS["kecamatan"] in cast.ani.last.text


async def test_two_people_file_two_tickets(cast: Cast) -> None:
    assert await files(cast.ani) == "KT-2026-000001"
    assert await files(cast.citra) == "KT-2026-000002"
