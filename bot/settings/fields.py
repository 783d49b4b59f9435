"""The types of settings: what each kind of key accepts, and the sentence that says why not."""

from __future__ import annotations

from typing import Annotated, Final, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError

from bot.settings.values import Address, DaySpan, FreeDay, Hours, Span

T = TypeVar("T")

LANGUAGES: Final = ("id", "en")
"""The languages that come along."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def fault(key: str, sentence: str) -> PydanticCustomError:
    """An error about ``key`` that only the whole section can see."""
    return PydanticCustomError("fault", "{sentence}", {"key": key, "sentence": sentence})


def known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise ValueError(f"{name!r} is not a time zone such as Asia/Makassar") from None
    return name


def token(secret: SecretStr) -> SecretStr:
    number, colon, rest = secret.get_secret_value().partition(":")
    if not (number.isascii() and number.isdigit() and colon and rest and not any(map(str.isspace, rest))):
        raise ValueError("this does not look like a bot token (digits, a colon, letters)")
    return secret


def safe_url(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("this is not an address such as https://example.go.id/path")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("only https is safe here (http is for this machine alone: 127.0.0.1)")
    return url.rstrip("/")


def database(url: str) -> str:
    if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("only sqlite+aiosqlite:/// and postgresql+asyncpg:// are supported")
    return url


def unique(items: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(items)) < len(items):
        raise ValueError("the same entry stands here twice")
    return items


def positive(span: Span) -> Span:
    if not span:
        raise ValueError("the duration must be longer than nothing")
    return span


def office(span: Span) -> Span:
    if span.months or (span.days and span.seconds):
        raise ValueError("here only working days (P1D) or clock time (PT4H) are possible, not months or both")
    return span


OpdCode = Annotated[str, Field(pattern=r"^[A-Z0-9_]{2,20}$")]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
PersonId = Annotated[int, Field(gt=0, lt=2**52)]
GroupId = Annotated[int, Field(lt=0, gt=-(2**52))]
Days = Annotated[int, Field(ge=1, le=366)]
Duration = Annotated[Span, BeforeValidator(Span.parse), AfterValidator(positive)]
Interval = Annotated[Duration, AfterValidator(office)]
Listen = Annotated[Address, BeforeValidator(Address.parse)]
SafeUrl = Annotated[str, AfterValidator(safe_url)]
Zone = Annotated[str, AfterValidator(known_zone)]
Token = Annotated[SecretStr, AfterValidator(token)]
DatabaseUrl = Annotated[str, AfterValidator(database)]
WorkingHours = Annotated[Hours, BeforeValidator(Hours.parse)]
Holiday = Annotated[FreeDay, BeforeValidator(FreeDay.parse)]
Period = Annotated[DaySpan, BeforeValidator(DaySpan.parse)]
Weekday = Annotated[int, Field(ge=1, le=7)]
Workdays = Annotated[tuple[Weekday, ...], AfterValidator(unique), Field(min_length=1)]
