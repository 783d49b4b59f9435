"""One call of a method: checked against its signature, carried out, written down."""

from __future__ import annotations

from typing import Any

from simulator import schema
from simulator.api import Api
from simulator.errors import Refused, conflict, wrong
from simulator.ledger import Call
from simulator.methods import KNOWN, METHODS, receiving
from simulator.params import Params
from simulator.updates import MOST
from simulator.wire import Raw, dumps

WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

_SIGNATURES = schema.load()
_NAMES = {method.lower(): method for method in KNOWN}

# Their own methods say better what is missing.
_SAID_ELSEWHERE = frozenset(
    {
        "text", "photo", "document", "video", "audio", "voice", "animation", "media", "url", "chat_id",
        "message_id", "callback_query_id",
    }
)  # fmt: skip


class Calls:
    """Carries out calls and keeps the book."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.ledger = api.world.ledger

    def named(self, method: str) -> str:
        """The proper name of a method, which Telegram reads in any case. Raises Refused for others."""
        found = _NAMES.get(method.lower())
        if found is None:
            self.ledger.wrong(method, "unknown method")
            raise Refused("Not Found", 404)
        return found

    def run(self, method: str, raw: Raw) -> bytes:
        """The body of the answer. Raises Refused."""
        params = Params(raw)
        try:
            self._check(method, params)
            result = METHODS[method](self.api, params)
        except Refused as refusal:
            self.refused(method, raw, refusal)
            raise
        self._record(method, raw, result=dict(result) if isinstance(result, dict) else result)
        return b'{"ok":true,"result":' + dumps(result) + b"}"

    async def updates(self, raw: Raw) -> bytes:
        """The body of the answer to getUpdates, which may take its time. Raises Refused."""
        params = Params(raw)
        try:
            self._check("getUpdates", params)
            if self.api.hook.url:
                raise conflict(WEBHOOK_ACTIVE)
            receiving.ask(self.api, params)
            limit = params.number("limit", MOST)
            return await self.api.world.updates.fetch(
                params.number("offset"), limit if 1 <= limit <= MOST else MOST, params.number("timeout")
            )
        except Refused as refusal:
            self.refused("getUpdates", raw, refusal)
            raise

    def refused(self, method: str, raw: Raw, refusal: Refused) -> None:
        """Writes down a refusal, and the wrong if it was one."""
        self._record(method, raw, error=refusal.description)
        if refusal.is_wrong:
            self.ledger.wrong(method, refusal.description)

    def troubled(self, method: str, raw: Raw, fault: str) -> None:
        """Writes down a call that a fault befell."""
        self._record(method, raw, fault=fault)

    def _check(self, method: str, params: Params) -> None:
        """Unknown parameters are ignored, as Telegram does, but noted as wrong."""
        signature = _SIGNATURES[method]
        if not params.raw.keys() <= signature.allowed:
            self._note_unknown(method, params, signature.allowed)
        for name in signature.required - _SAID_ELSEWHERE:
            if name not in params.raw:
                raise wrong(f"{name} is empty")

    def _note_unknown(self, method: str, params: Params, allowed: frozenset[str]) -> None:
        attached = _attached(params)
        for name in params.raw.keys() - allowed:
            if name not in attached:
                self.ledger.wrong(method, f"unknown parameter {name}")

    def _record(self, method: str, raw: Raw, **what: Any) -> None:
        self.ledger.record(Call(method, raw, self.api.world.clock(), **what))


def _attached(params: Params) -> set[str]:
    """The names of uploads that other parameters refer to."""
    text = " ".join(value for value in params.raw.values() if isinstance(value, str) and "attach://" in value)
    return {name for name in params.raw if f"attach://{name}" in text}
