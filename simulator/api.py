"""What a method works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.flood import FloodLaw
from simulator.params import Params
from simulator.world import World


class Hook(Protocol):
    """The sender of a webhook, as far as methods turn it on and off."""

    url: str

    def start(self, url: str, secret: str, most: int) -> None: ...
    def stop(self) -> None: ...
    def info(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Api:
    """The world a call changes, and the laws it obeys."""

    world: World
    flood: FloodLaw
    hook: Hook


Method = Callable[[Api, Params], Any]
