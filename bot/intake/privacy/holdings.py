"""**Data saya**: all that is held about someone, as a file that programs can read as well."""

from __future__ import annotations

import json
from typing import Any, Final

from bot.intake.visit import Visit
from bot.notices import Media, Notice, Said
from bot.protocols import Content
from storage import enclosures, holdings

_NAME: Final = "data-{day}.json"


async def sent(at: Visit) -> Said:
    """To their private chat, where this is asked."""
    held = await holdings.of(at.tx, at.resident, at.person.id)
    day = at.regency.today(at.tx.now)
    written = json.dumps(_explained(at, held), ensure_ascii=False, indent=1).encode()
    file = await enclosures.keep(at.tx, Content(_NAME.format(day=day), written))
    media = (Media("document", enclosure=file),)
    return (Notice(at.person.id, at.words("privacy.data.sent"), media=media),)


def _explained(at: Visit, held: dict[str, holdings.Rows]) -> dict[str, Any]:
    """Each part with what it is, in their language; the numbers of their reports as they know them."""
    explained: dict[str, Any] = {
        "about": at.words.plain("privacy.data.about", name=at.regency.settings.service.name),
        "made_at": at.tx.now.isoformat(),
        "person": {"id": at.person.id, "name": at.person.name, "username": at.person.username},
    }
    for name, rows in held.items():
        explained[name] = {"about": at.words.plain(f"privacy.part.{name}"), "rows": rows}
    return explained
