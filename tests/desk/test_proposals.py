"""Buttons ask for words, replies are shown back, and only a press sends them."""

from __future__ import annotations

import pytest

from bot.buttons import CardPress, ProposalPress
from bot.errors import NotFound, Refused, Stale
from bot.files import File, FileKind
from bot.notices import Media, Notice, Purpose, Said, Toast
from bot.people import Officer
from bot.tickets.verbs import Verb
from storage.models import Attachment, Proposal
from tests.desk.scene import ADMINS, ANI, BUDI, DEWI, EKO, PUPR, Scene, card, labels, notices

PHOTO = File(FileKind.PHOTO, "bukti", "u")


async def replies(
    scene: Scene, ticket_id: int, text: str, *, to: Purpose = Purpose.CARD, file: File | None = None
) -> Said:
    await scene.posted(PUPR, 50, ticket_id, to)
    async with scene.desk() as desk:
        post = await desk.proposing.about(PUPR, 50)
        assert post is not None
        return await desk.proposing.written(BUDI, post, text, file)


async def presses(scene: Scene, officer: Officer, choice: str = "send") -> Said:
    kept = await scene.rows(Proposal)
    press = ProposalPress(kept[0].id if kept else 1, choice)
    async with scene.desk() as desk:
        return await desk.proposing.send(officer, press, "q")


async def press_card(scene: Scene, officer: Officer, ticket_id: int, verb: str, version: int = 1) -> Said:
    async with scene.desk() as desk:
        return await desk.proposing.pressed(officer, CardPress(ticket_id, version, verb), "q")


async def test_taking_by_button_acts_at_once(scene: Scene) -> None:
    ticket_id, said = await scene.file()
    data = CardPress.read(card(said).rows[0][0].data)
    assert data == CardPress(ticket_id, 1, "take")
    told = await press_card(scene, BUDI, ticket_id, "take")
    assert (await scene.ticket(ticket_id)).status == "in_progress"
    assert told[-1] == Toast("q", "Laporan ini Anda tangani.")


@pytest.mark.parametrize(
    ("verb", "purpose"),
    [
        ("reply", "asks_reply"),
        ("ask", "asks_question"),
        ("return", "asks_return"),
        ("resolve", "asks_resolve"),
    ],
)
async def test_the_other_buttons_ask_for_words_and_change_nothing(
    scene: Scene, verb: str, purpose: str
) -> None:
    ticket_id, _ = await scene.file()
    [asked] = notices(await press_card(scene, BUDI, ticket_id, verb))
    assert (asked.purpose, asked.ticket_id, asked.chat) == (purpose, ticket_id, PUPR)
    assert asked.force_reply is (verb == "return")  # the others offer usual answers as buttons
    assert await scene.verbs(ticket_id) == ["file", "assign"]


async def test_an_old_button_says_who_took_it_or_how_it_stands(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    with pytest.raises(Stale, match="taken"):
        await press_card(scene, DEWI, ticket_id, "take")
    with pytest.raises(Stale, match="stands"):
        await press_card(scene, DEWI, ticket_id, "resolve")


@pytest.mark.parametrize("verb", ["note", "confirm", "lapse", "assign", "x"])
async def test_a_forged_button_does_nothing(scene: Scene, verb: str) -> None:
    ticket_id, _ = await scene.file()
    with pytest.raises(Refused):
        await press_card(scene, BUDI, ticket_id, verb)
    with pytest.raises(NotFound):
        await press_card(scene, EKO, ticket_id, "take")
    assert await scene.verbs(ticket_id) == ["file", "assign"]


async def test_a_reply_to_the_card_is_shown_and_reaches_nobody_yet(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    [shown] = notices(await replies(scene, ticket_id, "Besok kami <b>periksa</b>"))
    assert (shown.chat, labels(shown)) == (PUPR, ["📨 Kirim ke pelapor", "Batal"])
    assert "<blockquote>Besok kami &lt;b&gt;periksa&lt;/b&gt;</blockquote>" in shown.text
    assert await scene.verbs(ticket_id) == ["file", "assign"]


async def test_a_press_sends_it_once(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, "Besok kami periksa")
    said = await presses(scene, DEWI)
    assert "Besok kami periksa" in notices(said, ANI.id)[0].text
    with pytest.raises(Stale, match="proposal_gone"):
        await presses(scene, DEWI)
    assert await scene.verbs(ticket_id) == ["file", "assign", "reply"]


async def test_a_dropped_proposal_reaches_nobody(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, "Salah tulis")
    assert notices(await presses(scene, BUDI, "drop")) == []
    assert (await scene.rows(Proposal), await scene.verbs(ticket_id)) == ([], ["file", "assign"])


async def test_another_opd_cannot_send_it(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, "Besok kami periksa")
    with pytest.raises(Stale):
        await presses(scene, EKO)
    assert len(await scene.rows(Proposal)) == 1


@pytest.mark.parametrize(
    ("written", "sent"),
    [("Selesai: lubang ditambal", "lubang ditambal"), ("SELESAI, aman dilalui", "aman dilalui")],
)
async def test_a_reply_that_begins_with_selesai_resolves(scene: Scene, written: str, sent: str) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, written)
    said = await presses(scene, BUDI)
    assert (await scene.ticket(ticket_id)).status == "resolved"
    assert f"<blockquote>{sent}</blockquote>" in notices(said, ANI.id)[0].text


async def test_a_word_that_only_looks_like_selesai_is_a_reply(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, "Selesainya minggu depan")
    assert [proposal.verb for proposal in await scene.rows(Proposal)] == ["reply"]


async def test_proof_reaches_the_resident_as_a_photo(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    shown = await replies(scene, ticket_id, "Ditambal", to=Purpose.ASKS_RESOLVE, file=PHOTO)
    assert "dengan 1 berkas" in notices(shown)[0].text
    news, photo = notices(await presses(scene, BUDI), ANI.id)
    assert (photo.media, labels(news)) == ((Media("photo", "bukti"),), ["👍 Sudah selesai", "👎 Belum"])


async def test_a_photo_without_words_is_kept_until_the_words_come(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    [asked] = notices(await replies(scene, ticket_id, "", to=Purpose.ASKS_RESOLVE, file=PHOTO))
    assert (asked.purpose, asked.force_reply) == (Purpose.ASKS_RESOLVE, True)
    await replies(scene, ticket_id, "Ditambal", to=Purpose.ASKS_RESOLVE)
    assert [notice.media for notice in notices(await presses(scene, BUDI), ANI.id)] == [
        (),
        (Media("photo", "bukti"),),
    ]


async def test_a_reply_without_words_or_file_says_what_is_missing(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    with pytest.raises(Refused, match="needs_words"):
        await replies(scene, ticket_id, "")


async def test_the_reason_of_a_return_needs_no_second_press(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, "Jalan provinsi", to=Purpose.ASKS_RETURN)
    assert ((await scene.ticket(ticket_id)).status, await scene.rows(Proposal)) == ("returned", [])


@pytest.mark.parametrize("file_first", [False, True])
async def test_a_file_with_the_reason_of_a_return_reaches_the_admins(scene: Scene, file_first: bool) -> None:
    ticket_id, _ = await scene.file()
    letter = File(FileKind.DOCUMENT, "surat", "u", "surat.pdf")
    if file_first:
        await replies(scene, ticket_id, "", to=Purpose.ASKS_RETURN, file=letter)
    later = None if file_first else letter
    said = await replies(scene, ticket_id, "Jalan provinsi", to=Purpose.ASKS_RETURN, file=later)
    assert [notice.media for notice in notices(said, ADMINS) if notice.media] == [
        (Media("document", "surat"),)
    ]
    assert (await scene.rows(Proposal), len(await scene.rows(Attachment))) == ([], 1)


async def test_a_proposal_that_came_too_late_says_how_it_stands(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await replies(scene, ticket_id, "Besok kami periksa")
    await scene.act(DEWI, Verb.RESOLVE, ticket_id, "Ditambal")
    with pytest.raises(Stale, match="stands"):
        await presses(scene, BUDI)


async def test_a_reply_to_what_is_no_tickets_message_is_chatter(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(PUPR, 51, ticket_id, Purpose.PROMPT)
    async with scene.desk() as desk:
        assert [await desk.proposing.about(PUPR, message) for message in (51, 52)] == [None, None]


async def test_a_very_long_reply_is_shown_and_sent_whole(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    text = " ".join(f"k{n}" for n in range(900))
    shown = notices(await replies(scene, ticket_id, text))
    assert [bool(notice.rows) for notice in shown] == [False, True]
    news: list[Notice] = notices(await presses(scene, BUDI), ANI.id)
    assert sum(notice.text.count("k899") for notice in news) == 1
    assert max(len(notice.text) for notice in (*shown, *news)) < 4096
