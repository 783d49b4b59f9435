"""Admins say where a ticket goes: to an OPD and its helpers, into the archive, or to another body."""

from __future__ import annotations

from typing import TypeVar

import pytest

from bot.buttons import ChoicesPress, Press, RulingPress
from bot.errors import Refused, Stale
from bot.notices import Notice, Purpose
from bot.tickets.status import Reason
from bot.tickets.verbs import Verb
from storage import supports
from tests.desk.scene import (
    ADMINS,
    ANI,
    AT_HOME,
    AT_WORK,
    BUDI,
    DLH,
    EKO,
    PUPR,
    Scene,
    card,
    labels,
    notices,
    regency,
)  # fmt: skip

P = TypeVar("P", bound=Press)

PERKIM = "Dinas Perumahan dan Kawasan Permukiman"


def pressed(notice: Notice, words: str, kind: type[P]) -> P:
    """What the button with these words carries."""
    data = next(button.data for row in notice.rows for button in row if words in button.label)
    read = kind.read(data)
    assert read is not None
    return read


async def routed(scene: Scene, rest: str) -> tuple[Notice, ...]:
    async with scene.desk() as desk:
        return tuple(notices(await desk.admins.assigning.command(AT_WORK, rest)))


async def test_who_verifies_agrees_with_one_press(scene: Scene) -> None:
    scene.regency = regency(routing={"verify_first": True})
    ticket_id, said = await scene.file()
    assert labels(card(said, ADMINS)) == ["✅ Setujui", "📨 Disposisi", "🗄 Arsip", "➡️ Luar kewenangan"]
    async with scene.desk() as desk:
        said = await desk.admins.pressed(AT_WORK, pressed(card(said, ADMINS), "Setujui", RulingPress), "7")
    assert labels(card(said, PUPR))[0] == "✋ Ambil"
    assert (await scene.ticket(ticket_id)).status == "assigned"


async def test_without_an_opd_the_likely_ones_are_offered_first(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RETURN, ticket_id, "bukan kami, ini urusan Perkim")
    [offer] = await routed(scene, "1")
    assert offer.text == "Teruskan <b>KT-2026-000001</b> ke mana?"
    assert labels(offer)[0] == PERKIM
    assert "Dinas Pekerjaan Umum dan Penataan Ruang" not in labels(offer)
    assert labels(offer)[-1] == "Lainnya ▶️"


async def test_behind_the_likely_ones_stand_all_in_pages(scene: Scene) -> None:
    await scene.file()
    [offer] = await routed(scene, "1")
    seen, offers = set(labels(offer)), [offer]
    while "Lainnya ▶️" in labels(offers[-1]):
        async with scene.desk() as desk:
            press = pressed(offers[-1], "Lainnya", ChoicesPress)
            offers += notices(await desk.admins.choosing.pressed(AT_WORK, press, "7"))
        seen |= set(labels(offers[-1]))
    assert {opd.name for opd in scene.regency.policy.opds.values()} <= seen


async def test_of_a_sensitive_ticket_the_choices_tell_nothing_about_it(scene: Scene) -> None:
    await scene.file(opd="DPPPA", sensitive=True, category="perempuan_anak")
    await scene.file(opd="INSPEKTORAT", sensitive=True, oversight=True, category="integritas")
    [first], [second] = await routed(scene, "1"), await routed(scene, "2")
    assert labels(first) == labels(second)
    assert len(labels(first)) > 1


async def test_a_joint_disposition_brings_the_helper_its_own_card(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RETURN, ticket_id, "bersama DLH")
    said = await routed(scene, "1 PUPR + DLH")
    helped = card(said, DLH)
    assert "OPD pendukung: Dinas Lingkungan Hidup" in helped.text
    assert labels(helped) == []
    assert len([one for one in notices(said, DLH) if one.purpose == Purpose.CARD]) == 1
    assert "diminta membantu" in notices(said, DLH)[-1].text
    assert labels(card(said, PUPR))[0] == "✋ Ambil"
    assert (await scene.verbs(ticket_id))[-2:] == ["assign", "support"]


async def test_a_helper_notes_what_it_did_and_cannot_take_it(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await routed(scene, "1 PUPR + DLH")
    said = await scene.act(EKO, Verb.NOTE, ticket_id, "sampahnya sudah diangkut")
    assert "sampahnya sudah diangkut" in notices(said, PUPR)[0].text
    with pytest.raises(Refused, match="no_ticket"):
        await scene.act(EKO, Verb.TAKE, ticket_id)


async def test_helpers_can_join_what_is_worked_on(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    await routed(scene, "1 PUPR + DLH + PERKIM")
    async with scene.write() as tx:
        assert set(await supports.of(tx, ticket_id)) == {"DLH", "PERKIM"}
    assert (await scene.ticket(ticket_id)).status == "in_progress"
    with pytest.raises(Stale, match="already_there"):
        await routed(scene, "1 PUPR + DLH")


async def test_that_a_helper_cannot_be_reached_the_admin_hears(scene: Scene) -> None:
    await scene.file()
    said = await routed(scene, "1 PUPR + PERKIM")
    assert said[-1].text.startswith(f"{PERKIM} belum punya grup")


async def test_what_only_its_opd_may_read_is_not_shared(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="DPPPA", sensitive=True, category="perempuan_anak")
    with pytest.raises(Refused, match="not_shared"):
        await routed(scene, "1 DPPPA + DINSOS")
    assert await scene.verbs(ticket_id) == ["file", "assign"]


async def test_a_helper_that_gets_the_ticket_helps_no_more(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await routed(scene, "1 PUPR + DLH")
    await scene.act(BUDI, Verb.RETURN, ticket_id, "DLH saja")
    await routed(scene, "1 DLH")
    async with scene.write() as tx:
        assert await supports.of(tx, ticket_id) == []


@pytest.mark.parametrize("called", ["spam", "Iseng atau uji coba", "iseng", "a prank"])
async def test_an_archive_needs_a_reason_that_everyone_hears(scene: Scene, called: str) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        said = await desk.admins.putting_away.command(AT_WORK, Verb.ARCHIVE, f"1 {called}")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.status, ticket.archive_reason) == ("archived", Reason.SPAM)
    assert "iseng" in notices(said, ANI.id)[0].text
    assert "mengarsipkan" in notices(said, PUPR)[-1].text
    assert notices(said, ADMINS)[-1].text == "🗄 KT-2026-000001 diarsipkan oleh Gita: iseng atau uji coba."


@pytest.mark.parametrize(("rest", "first"), [("1", "Mengapa"), ("1 malas", "“malas” tidak dikenal.")])
async def test_without_a_known_reason_the_reasons_are_buttons(scene: Scene, rest: str, first: str) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        [offer] = notices(await desk.admins.putting_away.command(AT_WORK, Verb.ARCHIVE, rest))
        assert offer.text.startswith(first)
        await desk.admins.pressed(AT_WORK, pressed(offer, "urusan pribadi", RulingPress), "7")
    assert (await scene.ticket(ticket_id)).archive_reason == Reason.PRIVATE


async def test_a_duplicate_is_merged_instead(scene: Scene) -> None:
    await scene.file()
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="use_merge"):
            await desk.admins.putting_away.command(AT_WORK, Verb.ARCHIVE, "1 duplicate")


@pytest.mark.parametrize("called", ["PLN", "listrik", "pln (ulp sangatta)"])
async def test_what_is_another_bodys_the_resident_hears_whose(scene: Scene, called: str) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        said = await desk.admins.putting_away.command(AT_HOME, Verb.OUTSIDE, f"1 {called}")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.status, ticket.outside_body) == ("outside", "PLN")
    assert "PLN (ULP Sangatta) – PLN Mobile, 123" in notices(said, ANI.id)[0].text


async def test_the_bodies_of_the_category_are_offered_first(scene: Scene) -> None:
    await scene.file()
    async with scene.desk() as desk:
        [offer] = notices(await desk.admins.putting_away.command(AT_WORK, Verb.OUTSIDE, "1"))
    likely = scene.regency.policy.category("jalan").external
    assert labels(offer)[: len(likely)] == [scene.regency.policy.bodies[code].name for code in likely]


@pytest.mark.parametrize("verb", [Verb.ARCHIVE, Verb.OUTSIDE])
async def test_nobody_puts_away_what_no_admin_has_read(scene: Scene, verb: Verb) -> None:
    await scene.file(opd="INSPEKTORAT", sensitive=True, oversight=True)
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="unread"):
            await desk.admins.putting_away.command(AT_WORK, verb, "1")


async def test_what_was_put_away_before_it_was_verified_no_opd_ever_sees(scene: Scene) -> None:
    scene.regency = regency(routing={"verify_first": True})
    await scene.file()
    async with scene.desk() as desk:
        said = await desk.admins.putting_away.command(AT_WORK, Verb.ARCHIVE, "1 spam")
    assert notices(said, PUPR) == []
    assert "diarsipkan" in card(said, ADMINS).text


async def test_an_old_button_says_who_did_what_since(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    said = await scene.act(BUDI, Verb.RETURN, ticket_id, "Bukan kami")
    old = pressed(card(said, ADMINS), "Arsip", ChoicesPress)
    await routed(scene, "1 DLH")
    async with scene.desk() as desk:
        with pytest.raises(Stale) as refused:
            await desk.admins.choosing.pressed(AT_WORK, old, "7")
    assert scene.regency.texts.main.plain(refused.value.key, **refused.value.about) == (
        "KT-2026-000001: diteruskan ke Dinas Lingkungan Hidup, oleh Anda, "
        "Senin, 23 November 2026 pukul 10.00 WITA. Tombol ini tidak berlaku lagi."
    )


@pytest.mark.parametrize(("verb", "value"), [("assign", "ENTAH"), ("archive", "malas"), ("take", "PUPR")])
async def test_a_forged_choice_changes_nothing(scene: Scene, verb: str, value: str) -> None:
    ticket_id, _ = await scene.file()
    ticket = await scene.ticket(ticket_id)
    async with scene.desk() as desk:
        with pytest.raises(Refused):
            await desk.admins.pressed(AT_WORK, RulingPress(ticket_id, ticket.version, verb, value), "7")
    assert await scene.verbs(ticket_id) == ["file", "assign"]


async def test_the_sp4n_number_stands_on_the_card_and_the_resident_hears_it(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        said = await desk.admins.numbering.command(AT_WORK, "1 7654321")
    assert (await scene.ticket(ticket_id)).sp4n_id == "7654321"
    assert "SP4N-LAPOR: 7654321" in card(said, PUPR).text
    assert "7654321" in notices(said, ANI.id)[0].text


@pytest.mark.parametrize("rest", ["", "1", "1 abc", "1 76543 21", "1 ٧٦٥٤٣٢١", "1 12"])
async def test_an_sp4n_number_has_digits_only(scene: Scene, rest: str) -> None:
    await scene.file()
    async with scene.desk() as desk:
        with pytest.raises(Refused, match=r"usage\.sp4n"):
            await desk.admins.numbering.command(AT_WORK, rest)
