"""The whole life of reports whose reporters nobody may get to know."""

from __future__ import annotations

from typing import Any

from simulator.people import Person
from tests.security.canaries import Secrets
from tests.security.stage import POTHOLE, Stage

NAMES: dict[str, dict[str, object]] = {
    "ani": {"name": "Kanariani", "last_name": "Burungmerah", "username": "kanari_ani", "id": 7_391_846_205},
    "citra": {
        "name": "Kenaricitra",
        "last_name": "Burungbiru",
        "username": "kenari_citra",
        "id": 1_987_654_321,
    },
}
PHONES = {"ani": "+6281399887766", "citra": "+6285277665544"}
FILE, ORIGIN, DRAFT = "kanari-surat-keluarga.pdf", "Kanaripenerus", "kata-kata kanari yang belum dikirim"


def secrets() -> Secrets:
    """All that tells who they are."""
    of_people = {
        f"{who}'s {what}": value
        for who, known in NAMES.items()
        for what, value in (known | {"phone": PHONES[who]}).items()
        if isinstance(value, str | int)
    }
    return of_people | {"file name": FILE, "origin of a forward": ORIGIN}


async def files_with_everything(stage: Stage, who: Person, phone: str) -> str:
    """A confidential report with all that can come with one, and what cannot."""
    await who.says(POTHOLE)
    await who.taps("Setuju")
    await who.sends_contact(phone)
    await who.sends_photo("fotonya")
    await who.sends_document(FILE)
    await who.sends_voice()
    await who.sends_raw(text="kata tetangga sudah dua minggu begini", **_forwarded())
    return await stage.sends(who, "Jalan")


async def goes_on(stage: Stage, number: str) -> None:
    """It is asked about, answered, resolved, disputed, reminded of, escalated and looked at by everyone."""
    budi, ani = stage.budi.inside(stage.groups["pupr"]), stage.ani
    await budi.says(f"/tanya {number} di sebelah mana tepatnya?")
    await ani.replies_to("di sebelah mana", "di depan masjid, sebelah kiri")
    await budi.says(f"/selesai {number} sudah kami tambal")
    await ani.taps("Belum")
    await ani.sends_document(FILE, caption="ini suratnya")
    await ani.sends_contact(PHONES["ani"])
    for _ in range(6):
        await stage.desk.later(days=2)
    await stage.citra.says(DRAFT)
    await budi.says("/tugas")
    await budi.says(f"/tiket {number}")
    await stage.gita.says(f"/tiket {number}")
    await stage.hana.says("/rekap tahun")
    await stage.hana.inside(stage.groups["leaders"]).says("/rekap tahun PUPR")


async def ends(stage: Stage, number: str) -> None:
    """It is resolved for good, and its time runs out."""
    await stage.budi.inside(stage.groups["pupr"]).says(f"/selesai {number} sudah kami aspal")
    await stage.ani.taps("Sudah selesai")
    await stage.citra.says("/batal")
    await stage.desk.later(days=30)


def _forwarded() -> dict[str, Any]:
    return {"forward_origin": {"type": "hidden_user", "sender_user_name": ORIGIN, "date": 1_790_000_000}}
