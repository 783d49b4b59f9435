"""Whatever people send, at whatever question: they are answered, and what they sent before is kept."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.people import Person
from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, quote, reaches, said_before

FILE = {"file_id": "AgAD-1", "file_unique_id": "AQAD1"}
CLIP = {**FILE, "width": 240, "height": 240, "duration": 3}
OPTION = {"text": "ya", "voter_count": 0, "persistent_id": "1"}
PLACE = {"location": {"latitude": 0.52, "longitude": 117.53}}

NO_ANSWERS: dict[str, dict[str, Any]] = {
    "animation": {"animation": CLIP, "document": FILE},
    "poll": {
        "poll": {
            "id": "1", "question": "?", "options": [OPTION], "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": True, "members_only": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "video note": {"video_note": {**FILE, "length": 240, "duration": 3}},
    "story": {"story": {"chat": {"id": 7, "type": "private"}, "id": 1}},
    "game": {"game": {"title": "x", "description": "y", "photo": []}},
    "a field of the future": {"hologram": {"id": 1}},
    "nothing at all": {},
}  # fmt: skip
FORWARDED = {"type": "hidden_user", "sender_user_name": "Seseorang", "date": 1_790_000_000}


async def sends_every_other_kind(ani: Person) -> list[str]:
    """What was not answered with how to go on."""
    silent = []
    for name, fields in NO_ANSWERS.items():
        before = ani.last.id
        await ani.sends_raw(**fields)
        if ani.last.id == before or "belum dapat kami" not in ani.last.text:
            silent.append(name)
    return silent


@pytest.mark.parametrize("step", [step for step in ASKS if step != "consent"])
async def test_what_cannot_be_an_answer_is_answered_with_the_question(cast: Cast, step: str) -> None:
    ani = cast.ani
    await reaches(ani, step)
    assert await sends_every_other_kind(ani) == []
    assert ASKS[step] in ani.last.text
    await ani.sends_sticker()
    await ani.sends_contact()
    assert ani.last.text.startswith("Nomor kontak tidak kami simpan dan tidak diperlukan.")
    assert ASKS[step] in ani.last.text


async def test_what_cannot_be_an_answer_is_answered_outside_the_form_too(cast: Cast) -> None:
    await cast.ani.starts()
    assert await sends_every_other_kind(cast.ani) == []
    assert await cast.count("drafts") == 0


@pytest.mark.parametrize("step", [step for step in ASKS if step not in ("consent", "description")])
async def test_files_are_kept_at_every_question(cast: Cast, step: str) -> None:
    ani = cast.ani
    await reaches(ani, step)
    await ani.sends_photo()
    await ani.sends_video()
    await ani.sends_document()
    await ani.sends_voice()
    await ani.sends_raw(audio={**FILE, "duration": 3})
    assert ani.last.text.startswith("Lampiran sudah kami terima (5)")
    assert (ASKS[step] in ani.last.text) or ani.last.text.endswith("Tekan Lanjut bila selesai.")


@pytest.mark.parametrize("step", [step for step in ASKS if step not in ("consent", "description")])
async def test_words_under_a_picture_are_kept_at_every_question(cast: Cast, step: str) -> None:
    ani = cast.ani
    await reaches(ani, step)
    await ani.sends_photo("lubang besar")
    await ani.sends_raw(animation=CLIP, document=FILE, caption="kemarin sore")
    for label in ("Lampu jalan (PJU)", "Bengalon", "Lewati", "Kembali"):
        if any(label in one for one in ani.last.labels) and ASKS["summary"] not in ani.last.text:
            await ani.taps(label, under=ani.last)
    assert quote(ani.last) == f"{said_before(step)}\nlubang besar\nkemarin sore"


@pytest.mark.parametrize("step", [step for step in ASKS if step not in ("consent", "description")])
async def test_a_pin_is_kept_at_every_question(cast: Cast, step: str) -> None:
    ani = cast.ani
    await reaches(ani, step)
    await ani.sends_location(0.52, 117.53)
    assert ani.last.text.startswith("Lokasi sudah kami terima.")


async def test_a_venue_is_a_pin_with_a_landmark(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    venue = {**PLACE, "title": "Masjid <b>Al-Ikhlas</b>", "address": "-"}
    await cast.ani.sends_raw(**PLACE, venue=venue)
    assert "Patokan: Masjid <b>Al-Ikhlas</b>\n📍 Titik lokasi sudah diterima" in cast.ani.last.text


async def test_a_forwarded_text_is_words_even_when_it_looks_like_a_command(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.ani.sends_raw(text="/batal ah, jalannya rusak", forward_origin=FORWARDED)
    assert quote(cast.ani.last) == f"{POTHOLE}\n/batal ah, jalannya rusak"


async def test_a_text_of_nothing_visible_is_answered(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    asked = cast.ani.last
    for text in ("\u202e", "\x07", "\u2066\u2069"):
        await cast.ani.sends_raw(text=text)
    assert cast.ani.last.text == asked.text
    assert cast.ani.last.id > asked.id


async def test_a_live_location_that_moves_is_not_answered_each_time(cast: Cast) -> None:
    await reaches(cast.ani, "kecamatan")
    sent = await cast.ani.sends_location(0.52, 117.53)
    answered = cast.ani.last
    message = cast.ani.chat.messages[sent.id]
    cast.town.world.updates.put("edited_message", {**message.body, "edit_date": 1}, cast.ani.id)
    await cast.desk.settle()
    assert cast.ani.last == answered
