"""``aduan rotate-key``, ``aduan purge`` and ``aduan tell``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[Path, typer.Option("--config", help="The configuration file.", show_default=True)]
DEFAULT = Path("config.toml")


def rotate_key(
    keep: Annotated[
        Path | None,
        typer.Option(help="Where to put a copy of the former key: only that opens backups made until now."),
    ] = None,
    config: Config = DEFAULT,
) -> None:
    """Seal everything with a new key; begin again where it was broken off."""
    from bot import cli
    from bot.upkeep.rotating import Taken, rotate

    settings = cli.settings_of(config)
    cli.log("WARNING")
    try:
        cli.finish(lambda: print(rotate(settings, cli.bar("aduan rotate-key"), keep)))
    except Taken:
        cli.leave(f"{keep} exists already: nothing was changed", cli.BAD)


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much there is to erase.")] = False,
    config: Config = DEFAULT,
) -> None:
    """Erase what [retention] keeps no longer, and sweep it from the disk; the bot does so every day."""
    from bot import cli
    from bot.upkeep.purging import purge as erase

    settings = cli.settings_of(config)
    cli.log("WARNING")
    cli.finish(lambda: print(erase(settings, dry_run=dry_run)))


def tell(
    file: Annotated[Path, typer.Argument(help="The notice, as plain text.", exists=True, dir_okay=False)],
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="To all who had a report open or wrote since then.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many they are.")] = False,
    config: Config = DEFAULT,
) -> None:
    """Tell residents what they must hear of, such as a breach; the bot sends it when it runs again."""
    from bot import cli
    from bot.upkeep.telling import LIMIT
    from bot.upkeep.telling import tell as say

    settings = cli.settings_of(config)
    cli.log("WARNING")
    text = file.read_text(encoding="utf-8").strip()
    if not text or len(text) > LIMIT:
        cli.leave(f"{file} must hold 1 to {LIMIT} characters", cli.BAD)

    def work() -> None:
        told = say(settings, text, since.date(), dry_run=dry_run)
        print(f"{told} residents {'would be told' if dry_run else 'will be told'}")

    cli.finish(work)
