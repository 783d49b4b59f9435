"""The sections of the configuration, each with its keys, defaults and limits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.settings.fields import (
    LANGUAGES,
    DatabaseUrl,
    Days,
    Duration,
    GroupId,
    Holiday,
    Interval,
    LanguageCode,
    Listen,
    OpdCode,
    Period,
    PersonId,
    SafeUrl,
    Token,
    Weekday,
    Workdays,
    WorkingHours,
    Zone,
    fault,
    unique,
)
from bot.settings.values import Address, Hours, Span


class Section(BaseModel):
    """What all sections share: unchangeable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Service(Section):
    """Who the desk is and how it speaks."""

    name: str = Field(
        default="Aduan Kutai Timur", min_length=1, max_length=64, description="shown in greetings and reports"
    )
    prefix: str = Field(default="KT", pattern=r"^[A-Z]{1,6}$", description="begins every ticket number")
    timezone: Zone = "Asia/Makassar"
    languages: Annotated[tuple[LanguageCode, ...], AfterValidator(unique), Field(min_length=1)] = LANGUAGES
    locales: Path | None = Field(default=None, description="folders of more languages, one each")
    emergency: str = Field(
        default="112", pattern=r"^[0-9]{3,15}$", description="Kutai Timur's call centre, 24 hours"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The local time zone."""
        return ZoneInfo(self.timezone)


class Telegram(Section):
    """The bot's access to Telegram; one of ``token`` and ``token_file``."""

    token: Token | None = None
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
        """The token in clear. Raises ValueError while ``token_file`` is unread."""
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

    url: DatabaseUrl = "sqlite+aiosqlite:///data/aduan.db"
    key_file: Path = Path("data/aduan.key")


class People(Section):
    """Who administers, who supervises, who heads an OPD, and their chats."""

    admins: Annotated[tuple[PersonId, ...], AfterValidator(unique)] = ()
    supervisors: Annotated[tuple[PersonId, ...], AfterValidator(unique)] = ()
    heads: Mapping[OpdCode, tuple[PersonId, ...]] = {}
    supervisor_chat: GroupId | None = None
    admin_chat: GroupId | None = None


class Routing(Section):
    """How a ticket reaches an OPD and who may act there."""

    verify_first: bool = False
    officers: Literal["members", "registered"] = "members"
    topics: bool = Field(default=False, description="a topic per ticket in groups that are forums")
    max_hops: int = Field(default=2, ge=1, le=100, description="returns after which the leaders are told")


class ResolveDays(Section):
    """Working days to resolve, as under PermenPANRB 62/2018; the figures of 5/2025 are unknown."""

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
    pauses: Mapping[Weekday, WorkingHours] = Field(
        default={5: Hours.parse("11:30-13:30")}, description="nobody is reminded then: Friday prayer"
    )
    escalate_after: int = Field(default=3, ge=1, le=1000, description="reminders before the heads are told")
    digest_from: int = Field(
        default=4, ge=2, le=1000, description="tickets of one group from which a digest is sent"
    )


class Ramadan(Section):
    """Hours in Ramadan, 32.5 a week, as Kutai Timur set them (beritakutim.com/?p=26772, 2024)."""

    hours: WorkingHours = Hours.parse("08:00-15:00")
    hours_by_day: Mapping[Weekday, WorkingHours] = {5: Hours.parse("08:00-15:30")}
    six_day_hours: WorkingHours = Field(
        default=Hours.parse("08:00-14:00"), description="units that work six days, Fridays as well"
    )
    periods: tuple[Period, ...] = Field(
        default=(), description="first and last day where the computed ones are not those proclaimed"
    )


class Calendar(Section):
    """Working time. 08:00 is Kutai Timur's stated start, 16:00 an assumption (37.5 hours a week)."""

    workdays: Workdays = (1, 2, 3, 4, 5)
    hours: WorkingHours = Hours.parse("08:00-16:00")
    hours_by_day: Mapping[Weekday, WorkingHours] = Field(default={}, description="for days unlike the others")
    six_day_hours: WorkingHours = Field(
        default=Hours.parse("08:00-14:30"), description="units that work six days; an assumption as well"
    )
    country: str = Field(
        default="ID", pattern=r"^[A-Z]{2}$", description="ISO 3166 code, for public holidays"
    )
    extra_holidays: tuple[Holiday, ...] = ()
    ramadan: Ramadan = Ramadan()


class Limits(Section):
    """What one resident can file."""

    reports_per_day: int = Field(default=10, ge=1, le=1000)
    attachments: int = Field(default=10, ge=0, le=10)
    draft_days: Days = 7


class Twins(Section):
    """When an open ticket may tell of the same as a new report, so that joining it is offered."""

    radius: int = Field(default=100, ge=1, le=5000, description="metres between two pins")
    days: Days = Field(default=30, description="since it was filed")
    alike: int = Field(default=60, ge=1, le=100, description="likeness of the words in one desa, in percent")


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
