"""The whole way with the running bot: from the card in the group to the resident's word."""

from __future__ import annotations

import pytest

from simulator.people import Actor
from tests.stories.conftest import Cast, cast

__all__ = ["cast"]

POTHOLE = "jalan poros depan pasar berlubang parah, sudah dua motor jatuh"


@pytest.fixture
async def filed(cast: Cast) -> Cast:
    """Ani's report has its number."""
    await cast.ani.says(POTHOLE)
    for answer in ("Setuju", "Bengalon", "Lewati", "Kirim"):
        await cast.ani.taps(answer)
    assert cast.pupr.sees("KT-2026-000001")
    return cast


async def test_by_buttons_and_replies(filed: Cast) -> None:
    ani, budi = filed.ani, filed.budi.inside(filed.pupr)
    assert await budi.taps("Ambil") == "Laporan ini Anda tangani."
    assert ani.sees("mulai ditindaklanjuti petugas")
    await budi.taps("Tanya")
    await budi.replies_to("dengan pertanyaan", "Di sebelah mana pasar?")
    await budi.taps("Kirim ke pelapor")
    await ani.replies_to("Di sebelah mana", "Sebelah utara, dekat jembatan")
    assert filed.pupr.sees("Sebelah utara, dekat jembatan")
    await budi.taps("Selesai")
    await budi.sends_photo("Sudah ditambal kemarin", reply_to="dengan tindak lanjut")
    await budi.taps("Kirim ke pelapor")
    assert ani.sees("Sudah ditambal kemarin")
    assert await ani.taps("Sudah selesai") == "Terima kasih."
    assert filed.pupr.sees("Pelapor menyatakan KT-2026-000001 sudah selesai")


async def test_by_commands_and_a_resident_who_disagrees(filed: Cast) -> None:
    ani, budi = filed.ani, filed.budi.inside(filed.pupr)
    await budi.says("/balas 1 Kami periksa besok")
    assert ani.sees("Kami periksa besok")
    await budi.says("/tugas")
    assert filed.pupr.sees("Laporan terbuka: 1")
    await budi.says("/selesai KT-2026-000001 Sudah ditambal")
    await ani.taps("Belum")
    assert filed.pupr.sees("belum selesai")
    await ani.says("Masih ada satu lubang lagi")
    assert filed.pupr.sees("Masih ada satu lubang lagi")


async def test_reminded_until_it_is_resolved(filed: Cast) -> None:
    await filed.desk.later(days=1)
    assert filed.pupr.sees("Pengingat ke-1: KT-2026-000001")
    await filed.budi.inside(filed.pupr).taps("Ambil", "Pengingat ke-1")
    await filed.budi.inside(filed.pupr).says("/selesai 1 Sudah ditambal")
    seen = len(filed.pupr.messages)
    await filed.desk.later(days=6)
    assert len(filed.pupr.messages) == seen


async def test_returned_and_routed_anew(filed: Cast) -> None:
    await filed.budi.inside(filed.pupr).says("/kembalikan 1 bukan jalan kami")
    [user] = [user for user in filed.town.world.users.values() if user.first_name == "Gita"]
    await Actor(filed.town, user, filed.admins.chat).says("/disposisi 1 DLH")
    assert filed.dlh.sees(POTHOLE)
    assert filed.pupr.sees("dialihkan ke Dinas Lingkungan Hidup")
    assert filed.ani.sees("Laporan Anda sekarang di Dinas Lingkungan Hidup")


async def test_a_card_that_someone_deleted_comes_back_with_the_reminder(filed: Cast) -> None:
    await filed.pupr.promotes(filed.budi)
    await filed.budi.inside(filed.pupr).deletes(POTHOLE)
    assert not filed.pupr.sees(POTHOLE)
    await filed.desk.later(days=1)
    assert filed.pupr.sees(POTHOLE)


async def test_a_group_that_throws_the_bot_out_is_heard_of_at_once(filed: Cast) -> None:
    await filed.pupr.removes_bot()
    assert filed.admins.sees("tidak dapat lagi menulis di grup Dinas Pekerjaan Umum")
    assert filed.admins.sees(POTHOLE)
