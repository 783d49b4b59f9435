"""Who reported is shown to one admin if a second agrees, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from simulator.people import Person
from storage.models import Ticket
from tests.stories.conftest import Cast
from tests.stories.ways import files

ANI = "Ani Lestari"


class Admins:
    """Gita and Hadi, in their group; both have opened the bot."""

    def __init__(self, cast: Cast, gita: Person, hadi: Person) -> None:
        self.cast, self.gita, self.hadi = cast, gita, hadi
        self.group = cast.admins
        self.asks, self.agrees = gita.inside(cast.admins), hadi.inside(cast.admins)


@pytest.fixture
async def admins(cast: Cast) -> Admins:
    gita, hadi = (
        next(person for person in cast.town.people if person.user.first_name == name)
        for name in ("Gita", "Hadi")
    )
    await cast.admins.adds(hadi)
    people = cast.sections["people"] | {"admins": [gita.id, hadi.id]}
    cast.sections = cast.sections | {"people": people}
    await cast.restarts()
    return Admins(cast, await gita.starts(), await hadi.starts())


async def events(cast: Cast) -> list[Any]:
    async with cast.desk.app.database.read() as session:
        asked = "select verb, actor, text, about from events where verb = 'reveal'"
        return [tuple(row) for row in await session.execute(text(asked))]


async def test_two_admins_and_a_reason_show_it_to_who_asked_and_the_resident_is_told(admins: Admins) -> None:
    cast, reason = admins.cast, "pelapor menyebut ancaman, perlu dihubungi"
    number = await files(cast.ani)
    await admins.asks.says(f"/identitas {number} {reason}")
    assert admins.group.last.labels == ["✅ Setujui", "✖️ Tolak"]
    assert "Bila disetujui, pelapor diberi tahu" in admins.group.last
    await admins.agrees.taps("Setujui")
    shown = next(one for one in admins.gita.messages if number in one.text)
    assert f"Nama: {ANI}" in shown
    assert "Nama pengguna: @ani_lestari" in shown
    assert shown.body["has_protected_content"]
    assert not admins.hadi.sees(ANI)
    assert not any(ANI in one.text for one in cast.groups)
    assert cast.ani.sees(reason)
    ((verb, actor, why, about),) = await events(cast)
    assert (verb, actor, why) == ("reveal", admins.gita.id, reason)
    assert str(admins.hadi.id) in str(about)
    await cast.ani.says(f"/status {number}")
    assert "identitas Anda dibuka kepada admin" in cast.ani.last.text


async def test_who_asks_cannot_agree_in_any_way(admins: Admins) -> None:
    number = await files(admins.cast.ani)
    await admins.asks.says(f"/identitas {number} ingin tahu")
    toast = await admins.asks.taps("Setujui")
    assert toast == "Admin lain yang harus menyetujui, bukan yang meminta."
    await admins.asks.says(f"/identitas {number} setuju")
    await admins.gita.says(f"/identitas {number} setuju")
    assert admins.gita.last.text == toast
    assert (await events(admins.cast), admins.gita.sees(ANI)) == ([], False)


async def test_by_command_too_and_once_only(admins: Admins) -> None:
    number = await files(admins.cast.ani)
    await admins.gita.says(f"/identitas {number} perlu dihubungi")
    await admins.hadi.says(f"/identitas {number} setuju")
    assert admins.gita.sees(ANI)
    await admins.hadi.says(f"/identitas {number} setuju")
    assert admins.hadi.last.text.startswith("Tidak ada permintaan membuka identitas")
    assert len(await events(admins.cast)) == 1


async def test_after_a_day_nobody_can_agree_any_more(admins: Admins) -> None:
    number = await files(admins.cast.ani)
    await admins.asks.says(f"/identitas {number} perlu dihubungi")
    question = admins.group.last
    await admins.cast.desk.later(hours=25)
    toast = await admins.agrees.taps("Setujui", under=question)
    assert toast is not None
    assert "sudah kedaluwarsa" in toast
    assert not admins.gita.sees(ANI)


async def test_a_refusal_shows_nothing(admins: Admins) -> None:
    number = await files(admins.cast.ani)
    await admins.asks.says(f"/identitas {number} perlu dihubungi")
    await admins.agrees.taps("Tolak")
    assert "tidak dibuka: ditolak oleh Hadi" in admins.group.last.text
    assert (await events(admins.cast), admins.gita.sees(ANI)) == ([], False)


async def test_a_legal_duty_may_forbid_to_tell_the_resident(admins: Admins) -> None:
    cast = admins.cast
    number = await files(cast.ani)
    await admins.asks.says(f"/identitas {number} hukum surat penyidik nomor 12")
    assert "pelapor TIDAK diberi tahu" in admins.group.last.text
    last = cast.ani.last
    await admins.agrees.taps("Setujui")
    assert admins.gita.sees(ANI)
    assert cast.ani.last == last
    await cast.ani.says(f"/status {number}")
    assert "dibuka kepada admin" not in cast.ani.last.text


async def test_what_only_inspektorat_reads_is_opened_by_law_alone(admins: Admins) -> None:
    cast = admins.cast
    number = await files(cast.ani, "Pegawai kecamatan meminta uang rokok seratus ribu untuk surat pengantar")
    await admins.gita.says(f"/identitas {number} penasaran")
    assert "hanya dibuka karena kewajiban hukum" in admins.gita.last.text
    await admins.gita.says(f"/identitas {number} hukum")
    assert "/identitas NOMOR" in admins.gita.last.text
    assert await cast.count("reveals") == 0


async def test_what_became_restricted_since_it_was_asked_is_not_opened(admins: Admins) -> None:
    cast = admins.cast
    number = await files(cast.ani)
    await admins.asks.says(f"/identitas {number} perlu dihubungi")
    async with cast.desk.app.database.write() as tx:
        (await tx.session.execute(select(Ticket))).scalars().one().sensitive = True
    toast = await admins.agrees.taps("Setujui")
    assert toast is not None
    assert "hanya dibuka karena kewajiban hukum" in toast
    assert (await events(cast), admins.gita.sees(ANI)) == ([], False)


async def test_one_admin_alone_opens_nothing(cast: Cast) -> None:
    gita = next(person for person in cast.town.people if person.user.first_name == "Gita")
    number = await files(cast.ani)
    await gita.starts()
    await gita.says(f"/identitas {number} perlu")
    assert "Identitas hanya dibuka oleh dua admin" in gita.last.text


async def test_sealed_files_come_with_it_and_to_nobody_else(admins: Admins) -> None:
    cast = admins.cast
    await cast.ani.says("jalan poros depan pasar bengalon berlubang parah, sudah dua motor jatuh")
    await cast.ani.taps("Setuju")
    await cast.ani.sends_document("surat-keluarga.pdf")
    number = await files(cast.ani, "sudah seminggu begini")
    await admins.gita.says(f"/identitas {number} suratnya diperlukan")
    await admins.hadi.says(f"/identitas {number} setuju")
    assert [one.media for one in admins.gita.messages if one.media] == ["document"]
    assert not any(one.media == "document" for one in cast.groups)
