"""What is tried at every entry point: one update for an actor at a place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.buttons import (
    CardPress,
    ChoicesPress,
    FormPress,
    MenuPress,
    OfficerPress,
    PetitionPress,
    Press,
    ProofPress,
    ProposalPress,
    RatePress,
    ReporterPress,
    RequestPress,
    RevealPress,
    RulingPress,
    SurePress,
    TasksPress,
    TemplatePress,
    UnbindPress,
)
from bot.recap.periods import Period
from bot.recap.presses import Does, RecapPress
from bot.recap.requests import Request
from bot.tickets.verbs import Verb
from simulator.chats import member_json
from simulator.files import media_json
from simulator.users import User
from tests.security.actors import chat, message, press, sender
from tests.security.stage import BRIBE, POTHOLE, Stage

Json = dict[str, Any]
Attempt = Callable[[Stage, str, str], Json]

AT_PUPR, AT_INSPECTION, DONE = "KT-2026-000001", "KT-2026-000002", "KT-2026-000003"
PROPOSAL = 1


async def set_the_scene(stage: Stage) -> None:
    """Ani's report waits at PUPR and has a proposal; Citra's is with the inspectors; Ani's other is resolved.

    Dewi acted in the group and is put out of it. Ani asked for something about her data, and is in the middle
    of another form.
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
    await stage.gita.says("/kode DINKES")
    await stage.ani.presses("m1:privacy:ask-restrict")
    await stage.ani.says("/bantuan")
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


def _channel(stage: Stage, actor: str, place: str) -> Json:
    """The bot is brought into a channel, wherever the actor is."""
    bot = stage.town.bot.json
    change = {"old_chat_member": {"user": bot, "status": "left"}, "new_chat_member": _administrator(bot)}
    channel = {"id": -1009998, "type": "channel", "title": "Kanal"}
    return {"my_chat_member": {"chat": channel, "from": sender(stage, actor), "date": 1_790_000_000} | change}


def _administrator(bot: Json) -> Json:
    return member_json(User(bot["id"], bot["first_name"], is_bot=True), "administrator")


def _photo(stage: Stage, actor: str, place: str) -> Json:
    file = stage.town.world.files.add("photo", b"picture")
    return message(stage, actor, place, photo=media_json(file), caption=f"foto {AT_PUPR}")


def _piece(stage: Stage, actor: str, place: str) -> Json:
    """A photo of an album that began nothing."""
    file = stage.town.world.files.add("photo", b"picture")
    return message(stage, actor, place, photo=media_json(file), media_group_id="12")


def _serahkan(stage: Stage, actor: str, place: str) -> Json:
    """In reply to a message of Budi's."""
    replied = {
        "message_id": 900,
        "date": 1_790_000_000,
        "chat": chat(stage, actor, place),
        "text": "saya saja",
    }
    said = replied | {"from": stage.budi.user.json}
    return message(stage, actor, place, text=f"/serahkan {AT_PUPR}", reply_to_message=said)


def _at_pupr(stage: Stage) -> int:
    """The version of what waits at PUPR."""
    return version(stage, 1, "pupr")


def _token(stage: Stage, actor: str, place: str) -> Json:
    """The token that the admin was given."""
    given = next(one.text for one in reversed(stage.gita.messages) if "/hubungkan " in one.text)
    token = given.partition("/hubungkan ")[2].split()[0]
    return message(stage, actor, place, text=f"/hubungkan {token}")


def _commands(router: str, handler: str, arguments: dict[str, str]) -> dict[str, Attempt]:
    return {
        f"{router}/message/{handler}/{name}": _command(f"/{name} {rest}".strip())
        for name, rest in arguments.items()
    }


NOVEMBER = Request(Period(date(2026, 11, 1), date(2026, 11, 25), 1))
_WORDS = "lubangnya sudah kami tutup"

ATTEMPTS: dict[str, Attempt] = {
    **_commands("admin commands", "put_away", {"arsip": f"{AT_PUPR} spam", "luar": f"{AT_PUPR} PLN"}),
    "admin commands/message/audit/audit": _command("/audit"),
    "admin commands/message/bantuan/bantuan": _command("/bantuan"),
    "admin commands/message/blokir/blokir": _command(f"/blokir {AT_PUPR} berulang kali menghina"),
    "admin commands/message/bukablokir/bukablokir": _command(f"/bukablokir {AT_PUPR}"),
    "admin commands/message/disposisi/disposisi": _command(f"/disposisi {AT_PUPR} DLH"),
    "admin commands/message/gabung/gabung": _command(f"/gabung {AT_PUPR} {DONE}"),
    "admin commands/message/identitas/identitas": _command(f"/identitas {AT_PUPR} perlu dihubungi"),
    "admin commands/message/permohonan/permohonan": _command("/permohonan"),
    "admin commands/message/petugas/petugas": _command("/petugas PUPR 7000000099 Joko"),
    "admin commands/message/sp4n/sp4n": _command(f"/sp4n {AT_PUPR} 7654321"),
    "admin commands/message/tiket/tiket": _command(f"/tiket {AT_PUPR}"),
    "admin buttons/callback_query/choices/c1": _press(
        lambda stage: ChoicesPress(1, _at_pupr(stage), "assign", 0)
    ),
    "admin buttons/callback_query/officer/o1": _press(lambda _stage: OfficerPress("PUPR", 7, "add")),
    "admin buttons/callback_query/request/o2": _press(lambda _stage: RequestPress("PUPR", 7, "add")),
    "admin buttons/callback_query/petition/h1": _press(lambda _stage: PetitionPress(1, "grant")),
    "admin buttons/callback_query/reveal/i1": _press(lambda _stage: RevealPress(1, "agree")),
    "admin buttons/callback_query/proof/v1": _press(lambda _stage: ProofPress(3)),
    "admin buttons/callback_query/ruling/d1": _press(
        lambda stage: RulingPress(1, _at_pupr(stage), "assign", "DLH")
    ),
    "days/message/libur/libur": _command("/libur 2027-02-01 HUT Kutai Timur"),
    "binding buttons/callback_query/putuskan/b1": _press(
        lambda stage: UnbindPress("DLH", stage.groups["dlh"].id)
    ),
    "binding commands/message/hubungkan/hubungkan": _token,
    "binding commands/message/kode/kode": _command("/kode DINKES"),
    **_commands("blocked commands", "told", {"batal": "", "lapor": "", "start": "admin"}),
    "blocked talk/callback_query/form/f1": _press(_form),
    "blocked talk/callback_query/menu/m1": _press(lambda _stage: MenuPress("mine")),
    "blocked talk/edited_message/edited": _edited,
    "blocked talk/message/other": _content(dice={"emoji": "x", "value": 1}),
    "blocked talk/message/words": _content(text=f"{AT_PUPR} lubangnya makin besar"),
    **_commands("group commands", "act", {
        "ambil": AT_PUPR, "lepas": AT_PUPR,
        **dict.fromkeys(("balas", "tanya", "kembalikan", "selesai", "catatan"), f"{AT_PUPR} {_WORDS}"),
    }),
    "group commands/message/serahkan/serahkan": _serahkan,
    "group commands/message/tugas/tugas": _command("/tugas"),
    "group commands/message/tiket/tiket": _command(f"/tiket {AT_PUPR}"),
    "group commands/message/bantuan/bantuan": _command("/bantuan"),
    "supervisor/message/bantuan/bantuan": _command("/bantuan"),
    "group talk/callback_query/card/t1": _card("take"),
    "group talk/callback_query/template/a1": _press(lambda _stage: TemplatePress(1, "on_site")),
    "group talk/message/piece": _piece,
    "group talk/callback_query/proposal/p1": _press(lambda _stage: ProposalPress(PROPOSAL, "send")),
    "group commands/message/misspelt": _command(f"/slesai {AT_PUPR} {_WORDS}"),
    "group talk/callback_query/tasks/q1": _press(lambda _stage: TasksPress(0)),
    "channels/my_chat_member/strange_channel": _channel,
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
    "private talk/message/words": _content(text=f"{AT_PUPR} lubangnya makin besar"),
    "reporter/callback_query/judge/r1": _judged(Verb.CONFIRM),
    "reporter/callback_query/rate/s1": _press(lambda _stage: RatePress(3, 5)),
    "reporter/callback_query/sure/y1": _press(lambda stage: SurePress(1, _at_pupr(stage), "withdraw")),
    "supervisor/message/recap/rekap": _command("/rekap tahun"),
    "supervisor/message/tunggakan/tunggakan": _command("/tunggakan"),
    "supervisor/message/cari/cari": _command("/cari jalan"),
    "supervisor talk/callback_query/pressed/k1": _press(lambda _: RecapPress.of(NOVEMBER, Does.WORKBOOK)),
}  # fmt: skip

_BESIDES: dict[str, Attempt] = {
    "a card button of another verb": _card("resolve"),
    "a card button that no card has": _card("note"),
    "a card button of the inspectors": _card("take", 2, "inspektorat"),
    "a command about the inspectors' report": _command(f"/balas {AT_INSPECTION} {_WORDS}"),
    "a card of the inspectors": _command(f"/tiket {AT_INSPECTION}"),
    "a wrong token": _command("/hubungkan 000000000000000000000000"),
    "an archiving of the inspectors' report": _command(f"/arsip {AT_INSPECTION} spam"),
    "a block for the inspectors' report": _command(f"/blokir {AT_INSPECTION} fitnah"),
    "a merging with the inspectors' report": _command(f"/gabung {AT_PUPR} {AT_INSPECTION}"),
    "a choice for the inspectors' report": _press(
        lambda stage: RulingPress(2, version(stage, 2, "inspektorat"), "assign", "PUPR")
    ),
    "a choice that is none": _press(lambda stage: RulingPress(1, _at_pupr(stage), "take", "PUPR")),
    "a block lifted by its button": _press(lambda _stage: RulingPress(1, 0, "unblock", "")),
    "an old choice": _press(lambda _stage: RulingPress(1, 0, "assign", "DLH")),
    "a routing of the inspectors' report": _command(f"/disposisi {AT_INSPECTION} PUPR"),
    "a status of the inspectors' report": _command(f"/status {AT_INSPECTION}"),
    "a reply to the inspectors' card": _reply("inspektorat", AT_INSPECTION),
    "a proposal dropped": _press(lambda _stage: ProposalPress(PROPOSAL, "drop")),
    "a report of another that is left": _press(lambda _stage: MenuPress("leave", "1")),
    "all that is held": _press(lambda _stage: MenuPress("privacy", "data")),
    "a consent taken back": _press(lambda _stage: MenuPress("privacy", "stop-sure")),
    "an identity deleted": _press(lambda _stage: MenuPress("privacy", "forget-sure")),
    "a request about data": _press(lambda _stage: MenuPress("privacy", "ask-other")),
    "a request about another's report": _press(lambda _stage: MenuPress("privacy", "ask-erase-1")),
    "a request about data refused": _command("/permohonan 1 tolak tidak beralasan"),
    "a deep link": _command("/start pkm-sangatta"),
    "a dispute": _judged(Verb.DISPUTE),
    "a verdict that is none": _judged(Verb.TAKE),
    "a withdrawal not yet sure": _press(lambda stage: ReporterPress(1, _at_pupr(stage), "withdraw")),
    "words asked for": _press(lambda stage: ReporterPress(1, _at_pupr(stage), "answer")),
    "a command to another bot": _command(f"/ambil@LainBot {AT_PUPR}"),
    "a command that was forwarded": _content(
        text=f"/ambil {AT_PUPR}",
        forward_origin={"type": "hidden_user", "sender_user_name": "Budi", "date": 1_790_000_000},
    ),
}  # fmt: skip

BESIDES = _BESIDES.keys()
"""What the same entry points are tried with as well."""

ATTEMPTS |= _BESIDES
