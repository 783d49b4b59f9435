"""A photo that was shown before proves nothing, whatever the ticket, the file or the way it comes."""

from __future__ import annotations

import pytest

from simulator.faults import Trouble
from simulator.people import Actor
from tests.stories.conftest import Cast
from tests.stories.pictures import photo, smaller
from tests.stories.ways import POTHOLE, files, told

USED = "Foto ini pernah dipakai sebagai bukti. Kirim foto baru dari lokasi."
FIRST, SECOND = "/selesai 1 sudah ditambal", "/selesai 2 sudah ditambal"


async def two_reports(cast: Cast) -> Actor:
    """Two of Ani's at PUPR; who works on them."""
    await files(cast.ani)
    await files(cast.ani)
    return cast.budi.inside(cast.pupr)


async def test_the_same_file_is_refused_on_another_ticket(cast: Cast) -> None:
    budi, proof = await two_reports(cast), photo(1)
    await budi.sends_photo(FIRST, data=proof)
    await budi.sends_photo(SECOND, data=proof)
    assert cast.pupr.last.text == USED
    assert cast.ani.count("menyatakan laporan Anda selesai") == 1
    assert "KT-2026-000001" not in cast.pupr.last


async def test_the_same_picture_in_another_file_is_refused(cast: Cast) -> None:
    budi, proof = await two_reports(cast), photo(1)
    await budi.sends_photo(FIRST, data=proof)
    await budi.sends_photo(SECOND, data=smaller(proof))
    assert cast.pupr.last.text == USED


async def test_another_picture_is_taken(cast: Cast) -> None:
    budi = await two_reports(cast)
    await budi.sends_photo(FIRST, data=photo(1))
    await budi.sends_photo(SECOND, data=photo(2))
    assert cast.ani.count("menyatakan laporan Anda selesai") == 2


async def test_the_reporters_own_photo_is_no_proof(cast: Cast) -> None:
    mine = photo(3)
    await cast.ani.sends_photo(POTHOLE, data=mine)
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).sends_photo(FIRST, data=mine)
    assert cast.pupr.last.text == USED


async def test_disputed_it_needs_another_photo(cast: Cast) -> None:
    budi, proof = await two_reports(cast), photo(4)
    await budi.sends_photo(FIRST, data=proof)
    await cast.ani.taps("Belum")
    await budi.sends_photo(FIRST, data=proof)
    assert cast.pupr.last.text == USED


async def test_a_used_photo_in_a_reply_is_refused_before_anything_is_proposed(cast: Cast) -> None:
    budi, proof = await two_reports(cast), photo(5)
    await budi.sends_photo(FIRST, data=proof)
    await budi.taps("Selesai")
    await budi.sends_photo("sudah ditambal", data=smaller(proof), reply_to=cast.pupr.last)
    assert cast.pupr.last.text == USED
    assert await cast.count("proposals") == 0


@pytest.mark.parametrize("trouble", [Trouble.RESET_BEFORE, Trouble.BAD_GATEWAY])
async def test_a_photo_that_cannot_be_fetched_holds_nobody_up_and_is_marked(
    cast: Cast, trouble: Trouble
) -> None:
    budi = await two_reports(cast)
    cast.town.fails(trouble, "getFile")
    await budi.sends_photo(FIRST, data=photo(6))
    assert cast.ani.last.media == "photo"
    await budi.says("/tiket 1")
    assert cast.pupr.sees("Foto bukti tidak diperiksa")


async def test_the_proof_stands_on_the_admins_page(cast: Cast) -> None:
    budi = await two_reports(cast)
    await budi.sends_photo(FIRST, data=photo(7))
    before = cast.admins.messages
    gita = next(person for person in cast.town.people if person.user.first_name == "Gita")
    await gita.inside(cast.admins).says("/tiket 1")
    shown = [one for one in cast.admins.messages if one not in before]
    assert any("Tindak lanjut OPD:\nsudah ditambal" in one.text for one in shown)
    assert shown[-1].media == "photo"
    assert not any("tidak diperiksa" in one.text for one in shown)


async def test_all_photos_of_an_album_under_selesai_reach_the_resident(cast: Cast) -> None:
    await two_reports(cast)
    await cast.pupr.promotes_bot()
    before = cast.ani.last
    await cast.budi.inside(cast.pupr).sends_album(4, FIRST)
    await cast.desk.later(seconds=2)
    assert [shown.media for shown in told(cast.ani, before)].count("photo") == 4
    assert await cast.count("attachments") == 4


async def test_all_photos_of_an_album_in_a_reply_go_with_its_words(cast: Cast) -> None:
    budi = await two_reports(cast)
    card = cast.pupr.messages[0]
    await budi.sends_album(3, "selesai, sudah ditambal", reply_to=card)
    await cast.desk.later(seconds=2)
    assert "dengan 3 berkas" in cast.pupr.last.text
    before = cast.ani.last
    await budi.taps("Kirim ke pelapor")
    assert [shown.media for shown in told(cast.ani, before)].count("photo") == 3


async def test_an_album_that_began_nothing_is_chatter(cast: Cast) -> None:
    await two_reports(cast)
    await cast.pupr.promotes_bot()
    before = cast.pupr.last
    await cast.budi.inside(cast.pupr).sends_album(3, "kegiatan hari ini")
    assert told(cast.pupr, before) == []
