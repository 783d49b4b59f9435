"""``aduan api-key`` as it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

Config = Annotated[Path, typer.Option("--config", help="The configuration file.")]
Name = Annotated[str, typer.Argument(help="Whose key it is, such as dashboard.")]

_FILE: Final = Path("config.toml")
_LONGEST: Final = 40

api_key = typer.Typer(
    name="api-key", help="Keys by which other software files (Open311).", no_args_is_help=True
)


@api_key.command()
def add(name: Name, config: Config = _FILE) -> None:
    """Make a key, and show it this once."""
    from bot.apikeys import keeping
    from bot.cli import BAD, finish, leave, settings_of

    settings = settings_of(config)
    if not 0 < len(name) <= _LONGEST:
        leave(f"a name has 1 to {_LONGEST} letters", BAD)
    try:
        finish(lambda: typer.echo(keeping.add(settings, name)))
    except keeping.BadName as error:
        leave(str(error), BAD)


@api_key.command("list")
def every(config: Config = _FILE) -> None:
    """Every key by name, and when it was last used."""
    from bot.apikeys import keeping
    from bot.cli import finish, settings_of

    settings = settings_of(config)
    finish(lambda: typer.echo("\n".join(keeping.listed(settings)) or "there are no keys"))


@api_key.command()
def revoke(name: Name, config: Config = _FILE) -> None:
    """Make a key worthless at once."""
    from bot.apikeys import keeping
    from bot.cli import BAD, finish, leave, settings_of

    settings = settings_of(config)
    try:
        finish(lambda: keeping.revoke(settings, name))
    except keeping.BadName as error:
        leave(str(error), BAD)
