"""The card: what is on it, what never is, and that it always fits and cannot be faked."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.desk.cards import Cards
from bot.files import File, FileKind
from bot.notices import Media, Notice, Purpose
from bot.sanitise import clean, isolated, units
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage.transaction import Transaction
from tests.desk.scene import ADMINS, ANI, BUDI, INSPEKTORAT, PUPR, Scene, card, labels, notices, regency, wita

TAG = re.compile(r"</?(?:b|blockquote)(?: expandable)?>")


def shown(notice: Notice) -> str:
    """As Telegram reads it; markup other than ours would stay."""
    return html.unescape(TAG.sub("", notice.text))


async def test_the_card_says_what_an_officer_needs(scene: Scene) -> None:
    scene.now = wita("2026-11-25 14:37")
    _, said = await scene.file(landmark="depan\nSD 003", latitude=0.512345678, longitude=117.5)
    text = shown(card(said))
    assert text.split("\n")[0] == "KT-2026-000001 · diteruskan ke OPD"
    assert "Tempat: Kec. Sangatta Utara\nPatokan: depan SD 003\nKejadian: Minggu, 22 November 2026" in text
    assert "Masuk: Rabu, 25 November 2026 pukul 14.00 WITA" in text
    assert "Tenggat: Jumat, 11 Desember 2026 pukul 10.00 WITA" in text
    assert "Pelapor: Identitas dirahasiakan" in text
    assert card(said).rows[-1][0].url == "https://maps.google.com/?q=0.512,117.5"


async def test_a_confidential_card_is_protected_and_warns(scene: Scene) -> None:
    _, said = await scene.file(files=[File(FileKind.PHOTO, "f", "u")])
    assert "RAHASIA" in card(said).text
    assert {notice.protected for notice in notices(said, PUPR)} == {True}
    assert "Ani" not in "".join(notice.text for notice in notices(said, PUPR))


async def test_the_due_time_of_a_confidential_card_tells_the_minute_of_filing_no_more(scene: Scene) -> None:
    _, said = await scene.file(due_at=wita("2026-12-11 08:33"))
    assert "Tenggat: Jumat, 11 Desember 2026 pukul 08.00 WITA" in shown(card(said))
    _, said = await scene.file(due_at=wita("2026-12-11 08:33"), confidential=False)
    assert "pukul 08.33 WITA" in shown(card(said))


async def test_an_open_card_names_the_reporter_and_the_exact_minute(scene: Scene) -> None:
    scene.now = wita("2026-11-25 14:37")
    _, said = await scene.file(confidential=False)
    assert "Pelapor: Ani Lestari" in shown(card(said))
    assert "pukul 14.37 WITA" in shown(card(said))
    assert not card(said).protected


async def test_files_stand_under_the_card_and_sealed_ones_are_named(scene: Scene) -> None:
    photos = [File(FileKind.PHOTO, f"p{n}", f"u{n}") for n in range(2)]
    documents = [File(FileKind.DOCUMENT, "d", "ud", "Ani Lestari.pdf"), File(FileKind.VOICE, "v", "uv")]
    _, said = await scene.file(files=[*photos, *documents])
    album = next(notice for notice in notices(said, PUPR) if notice.media)
    assert album.media == (Media("photo", "p0"), Media("photo", "p1"))
    assert (album.under_card, album.protected, album.purpose) == (True, True, Purpose.FILES)
    assert "Lampiran: 4\n🔏 Lampiran tersegel: 1 dokumen, 1 pesan suara" in shown(card(said))
    assert "Ani" not in repr(notices(said, PUPR))


async def test_numbers_that_identify_are_masked_wherever_the_group_reads_them(scene: Scene) -> None:
    hidden = "081234567890"
    _, said = await scene.file(description=f"Hubungi {hidden} " + f"atau {hidden} " * 300, landmark=hidden)
    assert len(notices(said, PUPR)) > 1
    assert [notice for notice in notices(said, PUPR) if hidden in notice.text] == []


async def test_a_long_report_goes_on_under_the_card_whole(scene: Scene) -> None:
    words = " ".join(f"kata{n}" for n in range(500))
    _, said = await scene.file(description=words)
    posted, *rest = notices(said, PUPR)
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", "".join(n.text for n in (posted, *rest)))
    assert " ".join(quoted) == words
    assert [notice.under_card for notice in rest] == [True]


async def test_a_taken_card_says_by_whom_and_a_late_one_that_it_is(scene: Scene) -> None:
    ticket_id, _ = await scene.file(due_at=scene.now + timedelta(minutes=1))
    scene.passes(minutes=2)
    edited = card(await scene.act(BUDI, Verb.TAKE, ticket_id))
    assert "Petugas: Budi Santoso" in shown(edited)
    assert "‼️ Tenggat terlewat" in shown(edited)
    assert labels(edited) == ["✅ Selesai", "💬 Balas", "❓ Tanya", "↩️ Kembalikan"]


@pytest.mark.parametrize(("emergency", "silent"), [(False, True), (True, False)])
async def test_at_night_only_an_emergency_makes_a_sound(scene: Scene, emergency: bool, silent: bool) -> None:
    scene.now = wita("2026-11-25 22:00")
    _, said = await scene.file(emergency=emergency)
    assert card(said).silent is silent


async def test_an_opd_without_a_group_has_its_cards_with_the_admins(scene: Scene) -> None:
    _, said = await scene.file(opd="DINKES")
    assert notices(said, PUPR) == []
    assert "belum punya grup" in card(said, ADMINS).text
    assert "berlubang" in card(said, ADMINS).text
    assert labels(card(said, ADMINS)) == ["📨 Disposisi", "🗄 Arsip", "➡️ Luar kewenangan"]


async def test_of_a_sensitive_report_admins_see_number_status_and_clock_only(scene: Scene) -> None:
    _, said = await scene.file(
        opd="DP3A",
        sensitive=True,
        files=[File(FileKind.PHOTO, "f", "u")],
        landmark="rumah biru",
        latitude=0.5,
    )
    [alone] = notices(said)
    assert (alone.chat, labels(alone), alone.media) == (ADMINS, ["📨 Disposisi"], ())
    assert [line for line in shown(alone).split("\n") if line] == [
        "KT-2026-000001 · diteruskan ke OPD",
        "Tenggat: Jumat, 11 Desember 2026 pukul 10.00 WITA",
        "OPD ini belum punya grup yang dapat dihubungi. Laporan tetap menjadi tanggung jawabnya.",
    ]


async def test_an_accusation_is_seen_by_the_overseer_alone(scene: Scene) -> None:
    _, said = await scene.file(opd="INSPEKTORAT", oversight=True, sensitive=True)
    assert {notice.chat for notice in notices(said)} == {INSPEKTORAT}
    assert "Berkadar pengawasan" in card(said, INSPEKTORAT).text


async def test_admins_read_why_a_report_was_returned(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    said = await scene.act(BUDI, Verb.RETURN, ticket_id, "Jalan provinsi, <b>hubungi</b> 081234567890")
    text = card(said, ADMINS).text
    assert (
        "Alasan OPD:\n<blockquote>Jalan provinsi, &lt;b&gt;hubungi&lt;/b&gt; ••••••••••••</blockquote>"
        in text
    )
    assert "Alasan" not in card(said, PUPR).text


async def test_a_long_reason_of_a_return_goes_on_under_the_admins_card(scene: Scene) -> None:
    ticket_id, _ = await scene.file(description="kata " * 600)
    reason = " ".join(f"alasan{n}" for n in range(300))
    said = notices(await scene.act(BUDI, Verb.RETURN, ticket_id, reason), ADMINS)
    assert all(units(shown(notice)) <= 4096 for notice in said)
    assert " ".join(re.findall(r"alasan\d+", "".join(notice.text + " " for notice in said))) == reason


async def test_why_a_restricted_report_was_returned_is_not_for_the_admins(scene: Scene) -> None:
    ticket_id, _ = await scene.file(sensitive=True)
    said = await scene.act(BUDI, Verb.RETURN, ticket_id, "Rahasia korban")
    assert "korban" not in "".join(notice.text for notice in notices(said, ADMINS))


async def test_without_group_and_admins_nothing_is_said_and_the_report_is_kept(scene: Scene) -> None:
    scene.regency = regency(people={})
    ticket_id, said = await scene.file(opd="DINKES")
    assert (said, (await scene.ticket(ticket_id)).status) == ((), "assigned")


async def test_verified_first_it_waits_with_the_admins_unless_they_may_not_read_it(scene: Scene) -> None:
    scene.regency = regency(routing={"verify_first": True})
    ticket_id, said = await scene.file()
    _, restricted = await scene.file(opd="INSPEKTORAT", oversight=True)
    assert ((await scene.ticket(ticket_id)).status, await scene.verbs(ticket_id)) == ("new", ["file"])
    assert "/disposisi KT-2026-000001 OPD" in card(said, ADMINS).text
    assert {notice.chat for notice in notices(restricted)} == {INSPEKTORAT}


async def test_the_card_can_be_posted_again_with_all_that_was_answered(scene: Scene) -> None:
    ticket_id, _ = await scene.file(files=[File(FileKind.PHOTO, "f", "u")])
    await scene.answer(ticket_id, "Tambahan: lubangnya dua")
    async with scene.desk() as desk:
        again = notices(await desk.show(BUDI, "1"))
    assert (again[0].fresh, again[0].key, again[1].media) == (True, None, (Media("photo", "f"),))
    assert "lubangnya dua" in again[-1].text


NASTY = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="<>&b/ \n•·אب\u0301😀", min_size=1, max_size=4000),
    st.sampled_from(
        [
            "<b>KT-2026-000001</b> · selesai",
            "</blockquote>\n<b>KT-2026-000009 · selesai</b>\nPelapor: Budi",
            "א\n" * 2000,
            "😀" * 900,
            "x" * 4000,
            "&" * 4000,
            "\u202e\u2066naik\x00\ud800",
            "👨‍👩‍👧‍👦" * 400,
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NASTY, landmark=NASTY, late=st.booleans())
async def test_every_text_fits_and_none_can_change_the_card(
    scene: Scene, text: str, landmark: str, late: bool
) -> None:
    async with scene.write() as tx:
        plain = clean(text) or "kosong saja"
        about: dict[str, Any] = {
            "landmark": clean(landmark),
            "description": plain,
            "confidential": late,
            "oversight": late,
        }
        ticket = await scene.stored(tx, status=Status.ASSIGNED, **about)
        sane = await scene.stored(
            tx, status=Status.ASSIGNED, **(about | {"description": "x", "landmark": "x"})
        )
        posted, usual = await _card(scene, tx, ticket), await _card(scene, tx, sane)
    assert all(units(html.unescape(TAG.sub("", notice.text))) <= 4096 for notice in posted)
    outside = re.sub(r"<blockquote.*?</blockquote>", "", posted[0].text, flags=re.DOTALL)
    assert _skeleton(outside) - {"⬇️ Lanjutan laporan ada di bawah kartu ini."} <= _skeleton(usual[0].text)
    assert _entities(posted[0].text) == _entities(usual[0].text)


async def _card(scene: Scene, tx: Transaction, ticket: object) -> list[Notice]:
    return notices(await Cards(scene.regency, tx).posted(ticket))  # type: ignore[arg-type]  # a stored ticket


def _skeleton(text: str) -> set[str]:
    """The lines of a card without their values."""
    outside = re.sub(r"<blockquote.*?</blockquote>", "", text, flags=re.DOTALL)
    return {line.split(":")[0] if ":" in line else line.split("·")[-1] for line in outside.split("\n")}


def _entities(text: str) -> list[str]:
    return re.findall(r"<[^>]*>", text.replace(" expandable", ""))


def test_lines_that_run_from_right_to_left_are_counted_as_they_are_shown() -> None:
    assert units(isolated("א\n" * 2000)) > 4096


async def test_a_notice_of_a_card_survives_the_outbox(scene: Scene) -> None:
    _, said = await scene.file(latitude=0.5, longitude=117.5)
    assert replace(Notice.from_json(card(said).to_json()), key=card(said).key) == card(said)


async def test_nothing_of_the_reporter_is_in_what_the_group_gets(scene: Scene) -> None:
    ticket_id, said = await scene.file()
    told = [*said, *await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")]
    told += await scene.answer(ticket_id, "Terima kasih")
    words = repr([notice for notice in notices(tuple(told)) if notice.chat < 0])
    assert [leak for leak in (str(ANI.id), "Ani", "ani_lestari") if leak in words] == []
