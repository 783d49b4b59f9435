"""Who reads figures: leaders those of the regency, the head of an office those of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import NotAllowed
from bot.recap.requests import Request


@dataclass(frozen=True, slots=True)
class Reader:
    """``opds``: the offices they may read, None for all."""

    opds: tuple[str, ...] | None = None

    def check(self, opd: str) -> None:
        """Raises NotAllowed when they may not read this office's."""
        if self.opds is not None and opd not in self.opds:
            raise NotAllowed("recap.refused.not_yours")

    def narrow(self, request: Request) -> Request:
        """What they asked for, of their own office if they named none. Raises NotAllowed."""
        if request.opd is not None:
            self.check(request.opd)
            return request
        return request if self.opds is None else replace(request, opd=self.opds[0])
