"""The sections of the configuration, each with its keys, defaults and limits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from bot.settings.values import Address, FreeDay, Hours, Span

T = TypeVar("T")

LANGUAGES: Final = ("id", "en")
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def fault(key: str, sentence: str) -> PydanticCustomError:
    """An error about ``key`` that only the whole section can see."""
    return PydanticCustomError("fault", "{sentence}", {"key": key, "sentence": sentence})


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        raise ValueError(f"{name!r} is not a time zone such as Asia/Makassar") from None
    return name


def _token(secret: SecretStr) -> SecretStr:
    number, colon, rest = secret.get_secret_value().partition(":")
    if not (number.isascii() and number.isdigit() and colon and rest and not any(map(str.isspace, rest))):
        raise ValueError("this does not look like a bot token (digits, a colon, letters)")
    return secret


def _safe_url(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("this is not an address such as https://example.go.id/path")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("only https is safe here (http is for this machine alone: 127.0.0.1)")
    return url.rstrip("/")


def _database(url: str) -> str:
    if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("only sqlite+aiosqlite:/// and postgresql+asyncpg:// are supported")
    return url


def _unique(items: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(items)) < len(items):
        raise ValueError("the same entry stands here twice")
    return items


def _positive(span: Span) -> Span:
    if not span:
        raise ValueError("the duration must be longer than nothing")
    return span


def _office(span: Span) -> Span:
    if span.months or (span.days and span.seconds):
        raise ValueError("here only working days (P1D) or clock time (PT4H) are possible, not months or both")
    return span


OpdCode = Annotated[str, Field(pattern=r"^[A-Z0-9_]{2,20}$")]
PersonId = Annotated[int, Field(gt=0, lt=2**52)]
GroupId = Annotated[int, Field(lt=0, gt=-(2**52))]
Days = Annotated[int, Field(ge=1, le=366)]
Duration = Annotated[Span, BeforeValidator(Span.parse), AfterValidator(_positive)]
Interval = Annotated[Duration, AfterValidator(_office)]
Listen = Annotated[Address, BeforeValidator(Address.parse)]
SafeUrl = Annotated[str, AfterValidator(_safe_url)]


class Section(BaseModel):
    """What all sections share: unchangeable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Service(Section):
    """Who the desk is and how it speaks."""

    name: str = Field(
        default="Aduan Kutai Timur", min_length=1, max_length=64, description="shown in greetings and reports"
    )
    prefix: str = Field(default="KT", pattern=r"^[A-Z]{1,6}$", description="begins every ticket number")
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Makassar"
    languages: Annotated[tuple[Literal["id", "en"], ...], AfterValidator(_unique), Field(min_length=1)] = (
        LANGUAGES
    )
    emergency: str = Field(
        default="112", pattern=r"^[0-9]{3,15}$", description="Kutai Timur's call centre, 24 hours"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The local time zone."""
        return ZoneInfo(self.timezone)


class Telegram(Section):
    """The bot's access to Telegram; one of ``token`` and ``token_file``."""

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    token_file: Path | None = None
    api_base_url: SafeUrl = "https://api.telegram.org"
    receive: Literal["polling", "webhook"] = "polling"
    per_second: int = Field(
        default=28, ge=1, le=1000, description="messages in all; Telegram's bot FAQ allows 30"
    )
    group_per_minute: int = Field(
        default=19, ge=1, le=1000, description="messages to one group; the FAQ allows 20"
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.token and self.token_file:
            raise fault("token", "give either token or token_file, not both")
        if not (self.token or self.token_file):
            raise fault("token", "a bot token from @BotFather is needed: set token or token_file")
        return self

    @property
    def secret(self) -> str:
        """The token in clear. Raises ValueError while ``token_file`` is unread (``bot.configuration`` reads it)."""
        if self.token is None:
            raise ValueError("token_file has not been read")
        return self.token.get_secret_value()


class Webhook(Section):
    """Where Telegram brings updates when ``telegram.receive`` is ``webhook``."""

    url: SafeUrl | None = None
    listen: Listen = Address("127.0.0.1", 8082)
    secret: Annotated[SecretStr, Field(min_length=1, max_length=256)] | None = Field(
        default=None, description="setWebhook's secret_token: A-Z a-z 0-9 _ -"
    )

    @model_validator(mode="after")
    def _secret_letters(self) -> Self:
        letters = self.secret.get_secret_value() if self.secret else "ok"
        if not (letters.isascii() and letters.replace("-", "_").replace("_", "a").isalnum()):
            raise fault("secret", "only letters, digits, _ and - are allowed")
        return self


class Storage(Section):
    """Where the data live, and the key that seals identities."""

    url: Annotated[str, AfterValidator(_database)] = "sqlite+aiosqlite:///data/aduan.db"
    key_file: Path = Path("data/aduan.key")


class People(Section):
    """Who administers, who supervises, who heads an OPD, and their chats."""

    admins: Annotated[tuple[PersonId, ...], AfterValidator(_unique)] = ()
    supervisors: Annotated[tuple[PersonId, ...], AfterValidator(_unique)] = ()
    heads: Mapping[OpdCode, tuple[PersonId, ...]] = {}
    supervisor_chat: GroupId | None = None
    admin_chat: GroupId | None = None


class Routing(Section):
    """How a ticket reaches an OPD and who may act there."""

    verify_first: bool = False
    officers: Literal["members", "registered"] = "members"


class ResolveDays(Section):
    """Working days to resolve, as under PermenPANRB 62/2018; the figures of its successor 5/2025 are unknown."""

    pengaduan: Days = Field(default=14, description="tidak berkadar pengawasan")
    aspirasi: Days = Field(default=14, description="unsourced; taken like pengaduan")
    informasi: Days = Field(default=5, description="permintaan informasi")
    oversight: Days = Field(default=60, description="berkadar pengawasan, with examination")


class Sla(Section):
    """The clocks, in working days."""

    verify_days: Days = Field(default=3, description="SP4N-LAPOR: verify and forward")
    respond_days: Days = Field(default=5, description="SP4N-LAPOR: first follow-up by the OPD")
    close_days: Days = Field(default=10, description="SP4N-LAPOR: closed after this long without a reply")
    waiting_days: Days = Field(
        default=30, description="UU 25/2009: the reporter completes within 30 calendar days"
    )
    resolve_days: ResolveDays = ResolveDays()


class Reminders(Section):
    """When officers are reminded: ``P1D`` is one working day, ``PT4H`` is clock time."""

    after: Interval = Span(days=1)
    every: Interval = Span(days=1)
    working_hours_only: bool = True
    escalate_after: int = Field(default=3, ge=1, le=1000, description="reminders before the heads are told")
    digest_from: int = Field(
        default=4, ge=2, le=1000, description="tickets of one group from which a digest is sent"
    )


class Calendar(Section):
    """Working time. 08:00 is Kutai Timur's stated start, 16:00 an assumption (37.5 hours a week)."""

    workdays: Annotated[
        tuple[Annotated[int, Field(ge=1, le=7)], ...], AfterValidator(_unique), Field(min_length=1)
    ] = (1, 2, 3, 4, 5)
    hours: Annotated[Hours, BeforeValidator(Hours.parse)] = Hours.parse("08:00-16:00")
    country: str = Field(
        default="ID", pattern=r"^[A-Z]{2}$", description="ISO 3166 code, for public holidays"
    )
    extra_holidays: tuple[Annotated[FreeDay, BeforeValidator(FreeDay.parse)], ...] = ()


class Limits(Section):
    """What one resident can file."""

    reports_per_day: int = Field(default=10, ge=1, le=1000)
    attachments: int = Field(default=10, ge=0, le=10)
    draft_days: Days = 7


class Retention(Section):
    """How long things are kept, in calendar time: proposals, until the archive schedule (JRA) is known."""

    identity: Duration = Span(days=90)
    text: Duration = Span(months=24)
    media: Duration = Field(default=Span(months=12), description="after closing")
    inbox: Duration = Span(days=1)
    log: Duration = Span(days=30)
    backup: Duration = Span(days=35)


class Policy(Section):
    """The data files of the regency; without ``directory``, the Kutai Timur pack."""

    directory: Path | None = None
    boundaries: Path | None = None


class Http(Section):
    """Where /livez, /readyz and /metrics are served."""

    listen: Listen = Address("127.0.0.1", 8081)
