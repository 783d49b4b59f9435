"""One message answers many questions; what is a guess gives way, what was chosen stays."""

from __future__ import annotations

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, DOUBTFUL, changes, quote, reaches, values

WHOLE = "jalan rusak parah di desa sepaso dekat masjid sejak kemarin"


async def test_a_whole_report_costs_one_tap_and_two_messages(cast: Cast) -> None:
    ani = cast.ani
    await reaches(ani, "description")
    before = len([shown for shown in ani.messages if shown.text])
    await ani.sends_photo(WHOLE)
    assert values(ani.last) == {
        "Jenis": "Pengaduan",
        "Kategori": "Jalan & jembatan",
        "Tempat": "Desa Sepaso, Kec. Bengalon",
        "Patokan": "sepaso dekat masjid",
        "Tanggal kejadian": "Selasa, 24 November 2026",
        "Lampiran": "1",
    }
    await ani.taps("Kirim")
    assert ani.sees("KT-2026-000001")
    assert len([shown for shown in ani.messages if shown.text]) - before <= 4


async def test_several_messages_are_understood_as_one(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    for said in ("jalan rusak parah", "dekat masjid", "di desa sepaso", "sejak kemarin"):
        await cast.ani.says(said)
    summary = values(cast.ani.last)
    assert (summary["Tempat"], summary["Tanggal kejadian"]) == (
        "Desa Sepaso, Kec. Bengalon",
        "Selasa, 24 November 2026",
    )


async def test_a_guess_gives_way_to_a_better_one(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    sent = await cast.ani.says("jalan rusak parah di desa sepaso")
    await cast.ani.edits(sent, "lampu jalan mati total di desa keraitan")
    summary = values(cast.ani.last)
    assert (summary["Kategori"], summary["Tempat"]) == ("Lampu jalan (PJU)", "Desa Keraitan, Kec. Bengalon")


async def test_what_was_chosen_by_hand_stays_whatever_is_written(cast: Cast) -> None:
    ani = cast.ani
    await reaches(ani, "description")
    await ani.says(WHOLE)
    await changes(ani, "Kategori")
    await ani.says("drainase")
    await changes(ani, "Tempat")
    await ani.says("kaliorang")
    await ani.taps("Lewati", under=ani.last)
    await ani.says("lampu jalan mati total di desa keraitan")
    summary = values(ani.last)
    assert (summary["Kategori"].split()[0], summary["Tempat"]) == ("Drainase", "Kec. Kaliorang")


async def test_a_category_in_doubt_is_the_only_question(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says(f"{DOUBTFUL} di desa sepaso")
    assert ASKS["category"] in cast.ani.last.text
    await cast.ani.taps("Lampu jalan (PJU)")
    assert ASKS["summary"] in cast.ani.last.text


async def test_a_question_is_an_informasi_without_being_asked(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says("bagaimana cara mengurus KTP hilang di bengalon, apa saja syaratnya?")
    assert values(cast.ani.last)["Jenis"] == "Permintaan informasi"
    assert quote(cast.ani.last).startswith("bagaimana")
