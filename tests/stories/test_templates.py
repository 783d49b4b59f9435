"""Usual answers by a button: read by the officer first, changed by a reply, in the resident's language."""

from __future__ import annotations

from simulator.people import Actor
from storage import tickets
from tests.stories.conftest import Cast
from tests.stories.ways import files, quote


async def works(cast: Cast) -> Actor:
    """Budi, with Ani's report before him."""
    await files(cast.ani)
    return cast.budi.inside(cast.pupr)


async def test_a_usual_answer_is_shown_first_and_sent_by_a_press(cast: Cast) -> None:
    budi, before = await works(cast), len(cast.ani.messages)
    await budi.taps("Balas")
    await budi.taps("Akan kami cek")
    assert "Petugas Dinas Pekerjaan Umum" in quote(cast.pupr.last)
    assert (len(cast.ani.messages), cast.pupr.last.labels[0]) == (before, "📨 Kirim ke pelapor")
    shown = quote(cast.pupr.last)
    await budi.taps("Kirim ke pelapor")
    assert quote(cast.ani.last) == shown


async def test_a_reply_to_what_is_shown_changes_it(cast: Cast) -> None:
    budi = await works(cast)
    await budi.taps("Selesai")
    await budi.taps("Sudah dikerjakan")
    await budi.replies_to(cast.pupr.last, "lubang ditambal, sisanya minggu depan")
    await budi.taps("Kirim ke pelapor")
    assert quote(cast.ani.last) == "lubang ditambal, sisanya minggu depan"
    assert cast.ani.last.labels == ["👍 Sudah selesai", "👎 Belum"]
    assert await cast.count("proposals") == 0


async def test_a_photo_in_reply_to_what_is_shown_comes_with_it(cast: Cast) -> None:
    budi = await works(cast)
    await budi.taps("Selesai")
    await budi.taps("Sudah dikerjakan")
    await budi.sends_photo(reply_to=cast.pupr.last)
    assert "dengan 1 berkas" in cast.pupr.last.text
    await budi.taps("Kirim ke pelapor")
    assert cast.ani.last.media == "photo"


async def test_a_question_that_was_chosen_stops_the_clock(cast: Cast) -> None:
    budi = await works(cast)
    await budi.taps("Tanya")
    await budi.taps("Di mana tepatnya?")
    await budi.taps("Kirim ke pelapor")
    assert "bertanya" in cast.ani.last.text
    await cast.ani.says("/status 1")
    assert "Status: menunggu jawaban pelapor" in cast.ani.last.text


async def test_who_reads_english_gets_the_answer_in_english(cast: Cast) -> None:
    await files(cast.ani)
    async with cast.desk.app.database.write() as tx:
        ticket = await tickets.get(tx, 1)
        assert ticket is not None
        ticket.language = "en"
    budi = cast.budi.inside(cast.pupr)
    await budi.taps("Balas")
    await budi.taps("Akan kami cek")
    assert quote(cast.pupr.last).startswith("Thank you for your report.")


async def test_an_edited_reply_changes_nothing(cast: Cast) -> None:
    budi = await works(cast)
    written = await budi.replies_to(cast.pupr.messages[0], "besok kami tinjau")
    shown, before = cast.pupr.last, cast.pupr.messages
    await budi.edits(written, "tidak jadi")
    assert cast.pupr.messages == before
    await budi.taps("Kirim ke pelapor", under=shown)
    assert quote(cast.ani.last) == "besok kami tinjau"
    after = cast.ani.messages
    await budi.edits(written, "bukan itu")
    assert cast.ani.messages == after
