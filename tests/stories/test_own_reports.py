"""After a report has its number: what its reporter can see of it and add to it, and nobody else."""

from __future__ import annotations

import pytest

from simulator.screen import Shown
from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, changes, files, looks_back, quote, reaches, told, values

QUESTION = "Di sebelah mana jalannya rusak?"


async def asked(cast: Cast) -> Shown:
    """Ani's ticket waits for her answer; the message that asks her."""
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says(f"/tanya 1 {QUESTION}")
    assert QUESTION in cast.ani.last.text
    return cast.ani.last


@pytest.mark.parametrize("cast", [{"limits": {"reports_per_day": 2}}], indirect=True)
async def test_only_so_many_reports_are_taken_in_a_day(cast: Cast) -> None:
    ani = cast.ani
    await files(ani)
    await files(ani)
    await reaches(ani, "summary")
    await ani.taps("Kirim", under=ani.last)
    assert ani.last.text.startswith("Hari ini Anda sudah mengirim 2 laporan, yang terbanyak dalam sehari.")
    assert await cast.count("tickets") == 2
    await cast.desk.later(days=1)
    await ani.taps("Kirim")
    assert ani.sees("KT-2026-000003")


@pytest.mark.parametrize("cast", [{"limits": {"reports_per_day": 1}}], indirect=True)
async def test_the_limit_is_each_residents_own(cast: Cast) -> None:
    await files(cast.ani)
    assert await files(cast.citra) == "KT-2026-000002"


@pytest.mark.parametrize("written", ["1", "KT-2026-000001", "kt2026000001", "kt 1", "2026-1"])
async def test_status_reads_numbers_as_people_write_them(cast: Cast, written: str) -> None:
    await files(cast.ani)
    await cast.ani.says(f"/status {written}")
    assert cast.ani.last.text.startswith("KT-2026-000001 · Jalan & jembatan")


async def test_anothers_number_answers_as_one_that_does_not_exist(cast: Cast) -> None:
    await files(cast.ani)
    answers = set()
    for number in ("1", "2", "KT-2026-000001", "KT-2026-999999", "9" * 40, "abc", "٣", "-1", "1; drop"):
        await cast.citra.says(f"/status {number}")
        answers.add(cast.citra.last.text)
    assert len(answers) == 1
    assert not cast.citra.sees(POTHOLE)


async def test_laporanku_lists_ones_own_reports_newest_first(cast: Cast) -> None:
    await files(cast.ani)
    await files(cast.citra)
    await files(cast.ani)
    await cast.ani.says("/laporanku")
    assert cast.ani.last.marked("bold") == ["Laporan Anda", "KT-2026-000003", "KT-2026-000001"]


async def test_who_filed_nothing_is_told_how(cast: Cast) -> None:
    await cast.ani.says("/laporanku")
    assert cast.ani.last.text == "Anda belum mempunyai laporan. Tulis /lapor untuk membuatnya."
    await cast.ani.says("/status")
    assert cast.ani.last.text == "Anda belum mempunyai laporan. Tulis /lapor untuk membuatnya."


async def test_status_without_a_number_shows_the_newest(cast: Cast) -> None:
    await files(cast.ani)
    await files(cast.ani)
    await cast.ani.says("/status")
    assert cast.ani.last.text.startswith("KT-2026-000002")


async def test_a_reply_to_our_message_goes_under_the_card(cast: Cast) -> None:
    await files(cast.ani)
    card = cast.pupr.messages[0]
    await cast.ani.replies_to("Laporan diterima.", "lubangnya makin dalam")
    assert cast.ani.last.text == "Pesan Anda untuk KT-2026-000001 sudah diteruskan ke petugas."
    under = told(cast.pupr, card)
    assert [(quote(shown), shown.reply_to) for shown in under] == [("lubangnya makin dalam", card.id)]
    assert await cast.count("drafts") == 0


async def test_a_reply_with_a_photo_or_a_pin_goes_under_the_card(cast: Cast) -> None:
    question = await asked(cast)
    card = cast.pupr.last
    await cast.ani.sends_photo("ini fotonya", reply_to=question)
    assert "photo" in [shown.media for shown in told(cast.pupr, card)]
    await cast.ani.sends_raw(
        location={"latitude": 0.5234567, "longitude": 117.5},
        reply_to_message=cast.ani.chat.messages[question.id].body,
    )
    assert quote(cast.pupr.last) == "📍 0.523, 117.500"


async def test_a_reply_to_anothers_number_is_nobodys_answer(cast: Cast) -> None:
    await files(cast.ani)
    await cast.citra.says("/lapor")
    before = len(cast.groups)
    body = {**cast.citra.chat.messages[cast.citra.last.id].body, "message_id": cast.ani.last.id}
    await cast.citra.sends_raw(text="saya juga mengalami hal yang sama", reply_to_message=body)
    assert len(cast.groups) == before


async def test_words_to_a_waiting_ticket_are_asked_about_and_answer_it(cast: Cast) -> None:
    await asked(cast)
    await cast.ani.says("di sebelah kiri, dekat jembatan")
    assert cast.ani.last.text.startswith("Pesan Anda sudah kami simpan.")
    assert cast.ani.last.labels[:2] == ["↩️ Jawaban untuk KT-2026-000001", "📝 Laporan baru"]
    await cast.ani.taps("Jawaban untuk KT-2026-000001")
    assert cast.ani.last.text == "Pesan Anda untuk KT-2026-000001 sudah diteruskan ke petugas."
    assert quote(cast.pupr.last) == "di sebelah kiri, dekat jembatan"
    assert [await cast.count("tickets"), await cast.count("drafts")] == [1, 0]


async def test_words_to_a_waiting_ticket_can_be_a_report_of_their_own(cast: Cast) -> None:
    await asked(cast)
    before = len(cast.pupr.messages)
    await cast.ani.says("sampah menumpuk di bengalon dekat pasar")
    await cast.ani.taps("Laporan baru")
    assert len(cast.pupr.messages) == before
    await cast.ani.taps("Kirim")
    assert quote(cast.dlh.messages[0]) == "sampah menumpuk di bengalon dekat pasar"


async def test_both_choices_can_be_typed(cast: Cast) -> None:
    await asked(cast)
    await cast.ani.says("di sebelah kiri, dekat jembatan")
    await cast.ani.says("jawaban untuk kt-2026-000001")
    assert quote(cast.pupr.last) == "di sebelah kiri, dekat jembatan"


async def test_a_photo_to_a_waiting_ticket_is_asked_about_too(cast: Cast) -> None:
    await asked(cast)
    await cast.ani.sends_photo()
    await cast.ani.sends_location(0.52, 117.53)
    await cast.ani.taps("Jawaban untuk KT-2026-000001")
    answer, picture = cast.pupr.messages[-2:]
    assert (quote(answer), picture.media) == ("📍 0.520, 117.530", "photo")


async def test_an_answer_to_a_ticket_closed_meanwhile_is_not_lost(cast: Cast) -> None:
    await asked(cast)
    await cast.ani.says("di sebelah kiri jembatan, jalannya amblas")
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")
    await cast.ani.taps("Sudah selesai")
    await cast.ani.taps("Jawaban untuk KT-2026-000001")
    assert "jadi pesan Anda kami jadikan laporan baru." in cast.ani.last.text
    assert await looks_back(cast.ani) == "di sebelah kiri jembatan, jalannya amblas"


async def test_another_residents_ticket_cannot_be_answered(cast: Cast) -> None:
    await asked(cast)
    await files(cast.citra)
    await cast.budi.inside(cast.pupr).says("/tanya 2 di mana?")
    await cast.citra.says("di depan rumah kami, pak")
    draft = cast.citra.chat.messages[cast.citra.last.id].rows[0][0]["callback_data"].split(":")[1]
    before = len(cast.pupr.messages)
    for ticket in ("1", "99", "-1", "9" * 30):
        await cast.citra.presses(f"f1:{draft}:choice:{ticket}")
    assert len(cast.pupr.messages) == before
    assert cast.citra.last.text.startswith("Tombol tadi milik langkah sebelumnya.")


async def test_lapor_begins_a_report_even_while_a_ticket_waits(cast: Cast) -> None:
    await asked(cast)
    await cast.ani.says("/lapor")
    assert ASKS["description"] in cast.ani.last.text


async def test_who_may_be_seen_is_named_on_the_card(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await changes(cast.ani, "Identitas")
    await cast.ani.taps("Nama saya boleh dilihat petugas")
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert values(cast.pupr.messages[0])["Pelapor"] == "Ani Lestari"


async def test_who_is_confidential_is_named_in_no_group(cast: Cast) -> None:
    await reaches(cast.ani, "identity")
    await cast.ani.taps("Rahasiakan identitas saya")
    await cast.ani.sends_photo("foto dari saya")
    await cast.ani.taps("Kirim", under=cast.ani.last)
    await cast.ani.replies_to("Laporan diterima.", "tambahan dari saya")
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")
    await cast.ani.taps("Belum")
    told_groups = str([shown.body for shown in cast.groups])
    found = [
        secret for secret in ("Ani", "Lestari", "ani_lestari", str(cast.ani.id)) if secret in told_groups
    ]
    assert found == []


async def test_after_belum_a_new_report_goes_to_its_own_office(cast: Cast) -> None:
    """What is asked after **Belum** ends with /lapor."""
    await files(cast.ani, POTHOLE)
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")
    await cast.ani.taps("Belum")
    await cast.ani.says("/lapor")
    await cast.ani.says("sampah menumpuk di tepi sungai sejak dua hari lalu")
    assert not cast.pupr.sees("sampah menumpuk")
    assert cast.ani.buttons[-2:] == ["⬅️ Kembali", "✖️ Batal"]
