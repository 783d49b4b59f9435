"""What ``aduan init`` asks, and how each answer is read; ValueError says in a sentence why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, TypeAdapter, ValidationError

from bot.configuration import read_token
from bot.configuration.checks import writable
from bot.configuration.pack import REGENCY
from bot.configuration.regency import policy_in
from bot.policy import BadPolicy, Policy
from bot.settings import Storage
from bot.settings.fields import DatabaseUrl, GroupId, OpdCode, PersonId, SafeUrl, Token, unique
from bot.settings.sentences import sentence

SHIPPED: Final = ""
"""Stands for the pack that comes along."""

_People = Annotated[tuple[PersonId, ...], AfterValidator(unique)]
_Pair = tuple[OpdCode, GroupId]


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was said; ``token`` is None where the environment or ``token_file`` holds it."""

    token: str | None
    token_file: Path | None = None
    pack: str = SHIPPED
    admins: tuple[int, ...] = ()
    supervisors: tuple[int, ...] = ()
    admin_chat: int | None = None
    groups: Mapping[str, int] | None = None
    storage: str = Storage().url
    webhook: str | None = None


def token(text: str) -> str:
    """A bot's token as @BotFather writes it."""
    secret: str = _read(Token, text.strip()).get_secret_value()
    return secret


def token_file(text: str) -> Path:
    """A file that holds a token, which only its owner can read."""
    path = Path(text).expanduser()
    try:
        read_token(path)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        raise ValueError(sentence(error.errors()[0])) from None
    return path


def people(text: str) -> tuple[int, ...]:
    """Telegram's ids of people, parted by commas or blanks."""
    words = text.replace(",", " ").split()
    if any(word.startswith(("@", "+", "0")) for word in words):
        raise ValueError("numbers such as 123456789 are needed here, not usernames or telephone numbers")
    found: tuple[int, ...] = _read(_People, words)
    return found


def chat(text: str) -> int | None:
    """Telegram's id of a group; nothing for none."""
    return _read(GroupId, text.strip()) if text.strip() else None


def groups(text: str, known: Policy) -> dict[str, int]:
    """``PUPR=-1001 DLH=-1002``: offices of the regency with their groups."""
    pairs = [word.partition("=") for word in text.replace(",", " ").split()]
    for code, _, _ in pairs:
        if code not in known.opds:
            near = ", ".join(opd.code for opd in known.near_opds(code))
            raise ValueError(f"no OPD has the code {code}{f'; did you mean {near}?' if near else ''}")
    found = [_read(_Pair, (code, number)) for code, _, number in pairs]
    if len(dict(found)) < len(found):
        raise ValueError("the same OPD stands here twice")
    return dict(found)


def pack(text: str) -> str:
    """A directory with a regency's data; nothing for the one that comes along."""
    if not text.strip():
        return SHIPPED
    path = Path(text.strip()).expanduser()
    try:
        policy_in(path)
    except BadPolicy as error:
        raise ValueError("\n".join(map(str, error.faults))) from None
    if not (path / REGENCY).exists():
        raise ValueError(
            f"{REGENCY} is missing there: it says how the service is called (docs/howto/another-regency.md)"
        )
    return str(path)


def storage(text: str) -> str:
    """Where the data live."""
    url: str = _read(DatabaseUrl, text.strip())
    if url.startswith("sqlite"):
        for fault in writable("storage.url", Path(url.partition("///")[2].partition("?")[0])):
            raise ValueError(fault.sentence)
    return url


def webhook(text: str) -> str | None:
    """Where Telegram brings updates; nothing where the bot fetches them."""
    return _read(SafeUrl, text.strip()) if text.strip() else None


def _read(kind: Any, value: object) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise ValueError(sentence(error.errors()[0])) from None
