"""What is sent along: albums, too many, the same twice, and what a confidential report keeps sealed."""

from __future__ import annotations

from simulator.people import Person
from simulator.screen import Shown
from tests.stories.conftest import Cast
from tests.stories.ways import changes, files, reaches, values

SEALED = "🔐 Berkas, video, dan suara disimpan tersegel"


async def sends_one_of_each(ani: Person) -> None:
    await ani.sends_photo()
    await ani.sends_document("Surat Ani Lestari.pdf")
    await ani.sends_video()
    await ani.sends_voice()


def media(messages: list[Shown]) -> list[str]:
    return [shown.media for shown in messages if shown.media]


async def test_an_album_gets_one_answer(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    before = len(cast.ani.messages)
    await cast.ani.sends_album(4)
    await cast.ani.waits_for("Lampiran sudah kami terima (4)")
    assert len(cast.ani.messages) == before + 1


async def test_an_album_that_comes_in_pieces_gets_one_answer(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    before = len(cast.ani.messages)
    for piece in ("a", "b", "c"):
        size = {"file_id": piece, "file_unique_id": piece, "width": 90, "height": 90}
        await cast.ani.sends_raw(photo=[size], media_group_id="12")
    await cast.ani.waits_for("Lampiran sudah kami terima (3)")
    assert len(cast.ani.messages) == before + 1


async def test_an_album_stands_under_the_card(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.ani.sends_album(3)
    await cast.ani.waits_for("Lampiran sudah kami terima (3)")
    await cast.ani.taps("Kirim", under=cast.ani.last)
    card, *pictures = cast.pupr.messages
    assert values(card)["Lampiran"] == "3"
    assert [(shown.media, shown.protected) for shown in pictures] == [("photo", True)] * 3
    assert len({shown.album for shown in pictures}) == 1


async def test_the_eleventh_attachment_is_refused_and_the_ten_are_kept(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    for _ in range(11):
        await cast.ani.sends_photo()
    assert cast.ani.last.text.startswith("Lampiran sudah 10, yang terbanyak.")
    assert values(cast.ani.last)["Lampiran"] == "10"


async def test_the_same_photo_twice_is_one_attachment(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    for _ in range(2):
        await cast.ani.sends_photo(data=b"\xff\xd8\xff one and the same")
    assert values(cast.ani.last)["Lampiran"] == "1"


async def test_a_confidential_report_names_what_it_keeps_sealed(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await sends_one_of_each(cast.ani)
    assert "(4) dan disimpan tersegel: petugas tidak melihatnya" in cast.ani.last.text
    assert SEALED in cast.ani.last.text
    await cast.ani.taps("Kirim", under=cast.ani.last)
    card = cast.pupr.messages[0]
    assert values(card)["🔏 Lampiran tersegel"] == "1 dokumen, 1 pesan suara, 1 video"
    assert media(cast.groups) == ["photo"]
    assert not any("Surat Ani" in shown.text for shown in cast.groups)


async def test_who_may_be_seen_shows_all_files(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await sends_one_of_each(cast.ani)
    await changes(cast.ani, "Identitas")
    await cast.ani.taps("Nama saya boleh dilihat petugas")
    assert SEALED not in cast.ani.last.text
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert sorted(media(cast.pupr.messages)) == ["document", "photo", "video", "voice"]
    assert not any(shown.protected for shown in cast.pupr.messages)


async def test_a_file_is_sealed_again_when_the_identity_is_hidden_again(cast: Cast) -> None:
    await reaches(cast.ani, "identity")
    await cast.ani.taps("Nama saya boleh dilihat petugas")
    await cast.ani.sends_document()
    assert cast.ani.last.text.startswith("Lampiran sudah kami terima (1).")
    await changes(cast.ani, "Identitas")
    await cast.ani.taps("Rahasiakan identitas saya")
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert media(cast.groups) == []


async def test_a_voice_message_stands_in_for_words_if_officers_may_hear_it(cast: Cast) -> None:
    ani = cast.ani
    await reaches(ani, "description")
    await ani.sends_voice()
    assert "Tulis juga satu kalimat" in ani.last.text
    await ani.taps("Nama saya boleh dilihat petugas")
    await ani.says("sampah")
    await ani.taps("Bengalon")
    await ani.taps("Lewati")
    assert "🎤 (pesan suara)" in ani.last.text
    await ani.taps("Kirim")
    assert media(cast.dlh.messages) == ["voice"]


async def test_a_spoken_report_needs_a_sentence_once_it_is_confidential(cast: Cast) -> None:
    ani = cast.ani
    await reaches(ani, "description")
    await ani.sends_voice()
    for label in ("Nama saya boleh dilihat petugas", "Jalan & jembatan", "Bengalon", "Lewati"):
        await ani.taps(label)
    await changes(ani, "Identitas")
    await ani.taps("Rahasiakan identitas saya", under=ani.last)
    assert "Tulis juga satu kalimat" in ani.last.text


async def test_a_picture_alone_asks_for_a_sentence_and_is_kept(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.sends_photo()
    note, question = cast.ani.last.text.split("\n\n")
    assert note == "Lampiran sudah kami terima (1)."
    assert question == "Tulis satu kalimat lagi: apa yang terjadi dan di mana?"
    await files(cast.ani)
    assert media(cast.pupr.messages) == ["photo"]
