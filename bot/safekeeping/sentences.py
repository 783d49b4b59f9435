"""What the commands say: what was restored, what is missing since, and what to do now."""

from __future__ import annotations

from datetime import datetime

from bot.safekeeping.asking import Asked
from bot.safekeeping.drill import Drilled
from bot.safekeeping.restoring import Restored
from bot.settings import Settings


def sentences(settings: Settings, restored: Restored, asked: Asked | None, now: datetime) -> list[str]:
    """The lines, in the order in which a person needs them; ``asked``: who is asked to file again."""
    made, hours = restored.made_at, (now - restored.made_at).total_seconds() / 3600
    found = [f"{restored.file}: as of {made:%Y-%m-%d %H:%M} UTC, {hours:.1f} hours ago"]
    if restored.examined is None:
        return [*found, f"It was not examined. Next: pg_restore --no-owner --dbname=ADDRESS {restored.file}"]
    order = "not all" if restored.examined.faults else "all"
    found.append(f"{restored.examined.rows} rows, {order} in good order; {restored.examined.tickets} reports")
    found += [f"  look into this: {fault}" for fault in restored.examined.faults]
    manifest = restored.manifest
    if manifest.tickets:
        last = f"{settings.service.prefix}-{manifest.year}-{manifest.serial:06}"
        found.append(f"The last report is {last}. Whoever got a later number has to file again:")
        found.append(
            "the cards in the offices' groups show which reports those are."
            if asked is None
            else f"{asked.people} of them, whom the journal knows, are asked to as soon as the bot runs."
        )
    if asked is not None and asked.closed:
        found.append(
            f"{asked.closed} lines of the journal were sealed with another identity key: restore once more, "
            "into another directory, and name that key with --key"
        )
    if not restored.examined.head:
        found.append(
            f"The history was not verified: {settings.storage.key_file} is not the key of this backup. "
            "Name that with --key."
        )
    elif not restored.examined.faults:
        found.append(f"The history is whole; its head is {restored.examined.head}")
    found.append(
        "Next: let [storage] url name this file, put the identity key at [storage] key_file, aduan check"
    )
    return found


def of_drill(drilled: Drilled) -> str:
    """One line."""
    hours, seconds = drilled.age.total_seconds() / 3600, drilled.took.total_seconds()
    return (
        f"{drilled.file}: {hours:.1f} hours old (RPO), restored and answering in {seconds:.0f} s (RTO); "
        f"{drilled.rows} rows in good order, {drilled.number} filed"
    )
