"""Which commands Telegram offers while someone types "/": by place, by person, and in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.settings import People
from bot.texts import Texts, Words

RESIDENTS: Final = ("lapor", "laporanku", "status", "batal", "bantuan", "bahasa", "privasi")
OFFICERS: Final = (
    "tugas", "tiket", "ambil", "balas", "tanya", "selesai", "kembalikan", "lepas", "serahkan", "catatan",
    "hubungkan", "bantuan",
)  # fmt: skip
SUPERVISORS: Final = ("rekap", "tunggakan", "cari")
ADMINS: Final = (
    "tiket", "disposisi", "arsip", "luar", "gabung", "sp4n", "blokir", "bukablokir", "petugas", "kode",
    "audit", "libur", "permohonan", "identitas",
)  # fmt: skip
_ONLY_IN_PRIVATE: Final = frozenset({"kode"})

Scope = Mapping[str, Any]
Offer = tuple[str, str]
"""A command, and what it does in a line."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What is offered in a scope (setMyCommands) to who uses Telegram in a language; None: in any other."""

    scope: Scope
    language: str | None
    offers: tuple[Offer, ...]


def menus(texts: Texts, people: People, admins: int | None, leaders: int | None) -> list[Menu]:
    """Every menu of the desk; ``admins`` and ``leaders`` are where their chats are now."""
    return [
        Menu(scope, None if words is texts.main else words.language, tuple(_once(offers)))
        for words in texts
        for scope, offers in _scopes(words, people, admins, leaders)
    ]


def _scopes(
    words: Words, people: People, admins: int | None, leaders: int | None
) -> Iterable[tuple[Scope, list[Offer]]]:
    yield {"type": "all_private_chats"}, _residents(words)
    yield {"type": "all_group_chats"}, _officers(words)
    for chat in dict.fromkeys(chat for chat in (admins, leaders) if chat is not None):
        yield _chat(chat), _own_chat(words, admin=chat == admins, leads=chat == leaders)
    read = {*people.supervisors, *(head for heads in people.heads.values() for head in heads)}
    for person in sorted(read.union(people.admins)):
        is_admin = person in people.admins
        more = [*(_supervisors(words) if person in read else ()), *(_admins(words) if is_admin else ())]
        yield _chat(person), [*_residents(words), *more]


def _own_chat(words: Words, *, admin: bool, leads: bool) -> list[Offer]:
    """In the admins' chat and in the leaders'; one group may be both."""
    ours = [offer for offer in _admins(words) if offer[0] not in _ONLY_IN_PRIVATE] if admin else []
    return [*ours, *(_supervisors(words) if leads else ()), *_help(words)]


def _residents(words: Words) -> list[Offer]:
    return [(name, words.plain(f"menu.resident.{name}")) for name in RESIDENTS]


def _officers(words: Words) -> list[Offer]:
    return [(name, words.plain(f"menu.officer.{name}")) for name in OFFICERS]


def _supervisors(words: Words) -> list[Offer]:
    return [(name, words.plain(f"menu.supervisor.{name}")) for name in SUPERVISORS]


def _admins(words: Words) -> list[Offer]:
    return [(name, words.plain(f"menu.admin.{name}")) for name in ADMINS]


def _help(words: Words) -> list[Offer]:
    return [("bantuan", words.plain("menu.own.bantuan"))]


def _chat(chat: int) -> Scope:
    return {"type": "chat", "chat_id": chat}


def _once(offers: Iterable[Offer]) -> Iterable[Offer]:
    """Each command once, as it was described first."""
    known: dict[str, str] = {}
    for name, about in offers:
        known.setdefault(name, about)
    return known.items()
