"""What is tried at every entry point: one update for an actor at a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.buttons import CardPress, FormPress, MenuPress, Press, ProposalPress, ReporterPress
from bot.tickets.verbs import Verb
from simulator.files import media_json
from tests.security.actors import chat, message, press, sender
from tests.security.stage import BRIBE, POTHOLE, Stage

Json = dict[str, Any]
Attempt = Callable[[Stage, str, str], Json]

AT_PUPR, AT_INSPECTION, DONE = "KT-2026-000001", "KT-2026-000002", "KT-2026-000003"
PROPOSAL = 1


async def set_the_scene(stage: Stage) -> None:
    """Ani's report waits at PUPR and has a proposal; Citra's is with the inspectors; Ani's other is resolved.

    Dewi acted in the group and is put out of it. Ani is in the middle of another form.
    """
    for person in stage.people.values():
        await person.starts()
    assert await stage.files(stage.ani, POTHOLE, "Jalan") == AT_PUPR
    assert await stage.files(stage.citra, BRIBE, "Pungli") == AT_INSPECTION
    assert await stage.files(stage.ani, "jembatan kayu di dekat sekolah patah", "Jalan") == DONE
    pupr = stage.groups["pupr"]
    await stage.budi.inside(pupr).says(f"/selesai {DONE} jembatannya sudah kami ganti")
    await stage.dewi.inside(pupr).says("/tugas")
    card = next(one for one in pupr.messages if AT_PUPR in one.text and one.buttons)
    await stage.budi.inside(pupr).replies_to(card, "besok kami tinjau ke lokasi")
    await pupr.removes(stage.dewi)
    await stage.ani.says("di dekat rumah saya sampah menumpuk sudah seminggu")


def _command(text: str) -> Attempt:
    return lambda stage, actor, place: message(stage, actor, place, text=text)


def _press(of: Callable[[Stage], Press]) -> Attempt:
    return lambda stage, actor, place: press(stage, actor, place, of(stage).pack())


def _content(**content: Any) -> Attempt:
    return lambda stage, actor, place: message(stage, actor, place, **content)


def _card(verb: str, ticket: int = 1, group: str = "pupr") -> Attempt:
    return _press(lambda stage: CardPress(ticket, version(stage, ticket, group), verb))


def version(stage: Stage, ticket: int, group: str) -> int:
    """That of the newest card of the ticket in the group."""
    found = [
        CardPress.read(button.get("callback_data", ""))
        for one in stage.groups[group].chat.messages.values()
        for row in one.rows
        for button in row
    ]
    return max(one.version for one in found if one and one.ticket == ticket)


def _own_button(stage: Stage, prefix: str) -> str:
    """The data of the newest button of this kind that Ani sees."""
    rows = [row for one in reversed(stage.ani.chat.messages.values()) for row in one.rows]
    return next(
        str(button["callback_data"])
        for row in rows
        for button in row
        if button.get("callback_data", "").startswith(f"{prefix}:")
    )


def _judged(verb: Verb) -> Attempt:
    def made(stage: Stage, actor: str, place: str) -> Json:
        read = ReporterPress.read(_own_button(stage, "r1"))
        assert read is not None
        return press(stage, actor, place, ReporterPress(read.ticket, read.version, verb).pack())

    return made


def _form(stage: Stage) -> Press:
    read = FormPress.read(_own_button(stage, "f1"))
    assert read is not None
    return FormPress(read.draft, read.step, "cancel")


def _reply(group: str, number: str) -> Attempt:
    """A reply that names the message of a card, wherever it is said."""

    def made(stage: Stage, actor: str, place: str) -> Json:
        card = next(one for one in stage.groups[group].messages if number in one.text and one.buttons)
        replied = {"message_id": card.id, "date": 1_790_000_000, "chat": chat(stage, actor, place)}
        return message(stage, actor, place, text="sudah kami tinjau", reply_to_message=replied)

    return made


def _edited(stage: Stage, actor: str, place: str) -> Json:
    made = message(stage, actor, place, text=f"/ambil {AT_PUPR}", edit_date=1_790_000_001)
    return {"edited_message": made["message"]}


def _standing(stage: Stage, actor: str, place: str) -> Json:
    bot = stage.town.bot.json
    change = {
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "left"},
    }
    where = {"chat": chat(stage, actor, place), "from": sender(stage, actor), "date": 1_790_000_000}
    return {"my_chat_member": where | change}


def _photo(stage: Stage, actor: str, place: str) -> Json:
    file = stage.town.world.files.add("photo", b"picture")
    return message(stage, actor, place, photo=media_json(file), caption=f"foto {AT_PUPR}")


def _commands(router: str, handler: str, arguments: dict[str, str]) -> dict[str, Attempt]:
    return {
        f"{router}/message/{handler}/{name}": _command(f"/{name} {rest}".strip())
        for name, rest in arguments.items()
    }


_WORDS = "lubangnya sudah kami tutup"

ATTEMPTS: dict[str, Attempt] = {
    **_commands("group commands", "act", {
        "ambil": AT_PUPR, "lepas": AT_PUPR,
        **dict.fromkeys(("balas", "tanya", "kembalikan", "selesai", "catatan"), f"{AT_PUPR} {_WORDS}"),
    }),
    "group commands/message/tugas/tugas": _command("/tugas"),
    "group commands/message/tiket/tiket": _command(f"/tiket {AT_PUPR}"),
    "group commands/message/disposisi/disposisi": _command(f"/disposisi {AT_PUPR} DLH"),
    "group commands/message/bantuan/bantuan": _command("/bantuan"),
    "supervisor/message/bantuan/bantuan": _command("/bantuan"),
    "group talk/callback_query/card/t1": _card("take"),
    "group talk/callback_query/proposal/p1": _press(lambda _stage: ProposalPress(PROPOSAL, "send")),
    "group talk/message/chatter": _content(text="selamat pagi"),
    "group talk/message/moved": _content(migrate_to_chat_id=-1009),
    "group talk/message/moved_here": _content(migrate_from_chat_id=-1008),
    "group talk/message/replied": _reply("pupr", AT_PUPR),
    "group talk/my_chat_member/membership": _standing,
    "private commands/message/bantuan": _command("/tidakada"),
    **_commands("private commands", "bahasa", {"bahasa": ""}),
    **_commands("private commands", "batal", {"batal": ""}),
    **_commands("private commands", "lapor", {"lapor": ""}),
    **_commands("private commands", "laporanku", {"laporanku": ""}),
    **_commands("private commands", "privasi", {"privasi": ""}),
    **_commands("private commands", "start", {"start": "admin"}),
    **_commands("private commands", "status", {"status": AT_PUPR}),
    "private talk/callback_query/form/f1": _press(_form),
    "private talk/callback_query/menu/m1": _press(lambda _stage: MenuPress("mine")),
    "private talk/callback_query/old_button": lambda stage, actor, place: press(stage, actor, place, "x"),
    "private talk/edited_message/edited": _edited,
    "private talk/message/contact": _content(contact={"phone_number": "0812", "first_name": "A"}),
    "private talk/message/file": _photo,
    "private talk/message/location": _content(location={"latitude": 0.5, "longitude": 117.5}),
    "private talk/message/other": _content(dice={"emoji": "x", "value": 1}),
    "private talk/message/words": _content(text=f"{AT_PUPR} tolong segera"),
    "reporter/callback_query/judge/r1": _judged(Verb.CONFIRM),
    "supervisor/message/recap/rekap": _command("/rekap tahun"),
}  # fmt: skip

_BESIDES: dict[str, Attempt] = {
    "a card button of another verb": _card("resolve"),
    "a card button that no card has": _card("note"),
    "a card button of the inspectors": _card("take", 2, "inspektorat"),
    "a command about the inspectors' report": _command(f"/balas {AT_INSPECTION} {_WORDS}"),
    "a card of the inspectors": _command(f"/tiket {AT_INSPECTION}"),
    "a routing of the inspectors' report": _command(f"/disposisi {AT_INSPECTION} PUPR"),
    "a status of the inspectors' report": _command(f"/status {AT_INSPECTION}"),
    "a reply to the inspectors' card": _reply("inspektorat", AT_INSPECTION),
    "a proposal dropped": _press(lambda _stage: ProposalPress(PROPOSAL, "drop")),
    "a dispute": _judged(Verb.DISPUTE),
    "a verdict that is none": _judged(Verb.TAKE),
    "a command to another bot": _command(f"/ambil@LainBot {AT_PUPR}"),
    "a command that was forwarded": _content(
        text=f"/ambil {AT_PUPR}",
        forward_origin={"type": "hidden_user", "sender_user_name": "Budi", "date": 1_790_000_000},
    ),
}  # fmt: skip

BESIDES = _BESIDES.keys()
"""What the same entry points are tried with as well."""

ATTEMPTS |= _BESIDES
