"""What only several settings together, or the disk, can show to be wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from bot.configuration.faults import Fault
from bot.configuration.locales import faults_of, is_own, lacks_of
from bot.configuration.regency import load_boundaries, load_holidays, load_policy
from bot.policy import BadPolicy, Policy
from bot.settings import Settings

Found = Iterable[Fault]


def check(settings: Settings, sound: Collection[str]) -> Found:
    """Every fault that the ``sound`` sections show; the others hold defaults and prove nothing."""
    for needed, find in _CHECKS:
        if needed <= set(sound):
            yield from find(settings)


def _webhook(settings: Settings) -> Found:
    if settings.telegram.receive != "webhook":
        return
    why = 'is needed because telegram.receive = "webhook"'
    if settings.webhook.url is None:
        yield Fault("webhook.url", why)
    if settings.webhook.secret is None:
        yield Fault("webhook.secret", why)
    if settings.webhook.listen == settings.http.listen and settings.http.listen.port:
        yield Fault("webhook.listen", "http.listen is the same address")


def _regency(settings: Settings) -> Found:
    for read in (load_policy, load_holidays):
        try:
            read(settings)
        except BadPolicy as error:
            yield from (Fault("policy.directory", str(fault)) for fault in error.faults)


def _codes(settings: Settings) -> Found:
    try:
        policy = load_policy(settings)
    except BadPolicy:
        return
    for key, codes in (("groups", settings.groups), ("people.heads", settings.people.heads)):
        yield from (
            Fault(f"{key}.{code}", _stranger(code, policy)) for code in codes if code not in policy.opds
        )
    yield from _shared(settings, policy.overseer.code)
    yield from _confided(settings, policy)


def _stranger(code: str, policy: Policy) -> str:
    near = get_close_matches(code, policy.opds, n=1)
    return f"no OPD has this code{f'; did you mean {near[0]}?' if near else ''}"


def _shared(settings: Settings, overseer: str) -> Found:
    """Reports that accuse an official are seen by their own group alone."""
    chats = {f"groups.{code}": chat for code, chat in settings.groups.items() if code != overseer}
    chats |= {"people.admin_chat": settings.people.admin_chat or 0}
    chats |= {"people.supervisor_chat": settings.people.supervisor_chat or 0}
    for key, chat in chats.items():
        if chat == settings.groups.get(overseer):
            yield Fault(
                key, f"the group of {overseer} sees reports that accuse officials: use another group here"
            )


def _confided(settings: Settings, policy: Policy) -> Found:
    """Sensitive reports are seen by nobody but the offices that keep them."""
    keepers = {settings.groups[code]: code for code in policy.confidants & settings.groups.keys()}
    for code, chat in settings.groups.items():
        if chat in keepers and keepers[chat] != policy.overseer.code and code not in policy.confidants:
            yield Fault(f"groups.{code}", f"the group of {keepers[chat]} sees sensitive reports: use another")


def _boundaries(settings: Settings) -> Found:
    try:
        policy = load_policy(settings)
    except BadPolicy:
        return
    try:
        load_boundaries(settings, policy)
    except BadPolicy as error:
        yield from (Fault("policy.boundaries", str(fault)) for fault in error.faults)


def _languages(settings: Settings) -> Found:
    for language in _own(settings):
        found = faults_of(language, settings.service.locales)
        yield from (Fault("service.languages", fault) for fault in found)


def warnings(settings: Settings) -> Found:
    """What should be put right but keeps nobody from starting; of sound settings."""
    for language in _own(settings):
        yield from (Fault("service.languages", lack) for lack in lacks_of(language, settings.service.locales))


def _own(settings: Settings) -> list[str]:
    return [one for one in settings.service.languages if is_own(one, settings.service.locales)]


def _places_on_disk(settings: Settings) -> Found:
    yield from writable("storage.key_file", settings.storage.key_file)
    if settings.storage.url.startswith("sqlite"):
        yield from writable("storage.url", Path(settings.storage.url.partition("///")[2].partition("?")[0]))


def writable(key: str, path: Path) -> Found:
    """The file is there and can be read, or can be made."""
    if path.exists():
        if not path.is_file() or not os.access(path, os.R_OK):
            yield Fault(key, f"{path} cannot be read as a file")
        return
    home = next(parent for parent in path.absolute().parents if parent.exists())
    if not home.is_dir() or not os.access(home, os.W_OK | os.X_OK):
        yield Fault(key, f"{path} cannot be made: {home} cannot be written to")


def _country(settings: Settings) -> Found:
    from bot.holidays import is_supported

    if not is_supported(settings.calendar.country):
        yield Fault("calendar.country", "no public holidays are known for this country")


_CHECKS: Final[tuple[tuple[set[str], Callable[[Settings], Found]], ...]] = (
    ({"telegram", "webhook", "http"}, _webhook),
    ({"policy"}, _regency),
    ({"policy", "groups", "people"}, _codes),
    ({"policy"}, _boundaries),
    ({"storage"}, _places_on_disk),
    ({"calendar"}, _country),
    ({"service"}, _languages),
)
