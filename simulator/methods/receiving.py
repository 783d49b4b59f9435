"""How the bot gets its updates: the methods around a webhook (``getUpdates`` itself waits, in the server)."""

from __future__ import annotations

import re
from typing import Any

from simulator.api import Api
from simulator.chats import Json
from simulator.errors import wrong
from simulator.params import Params

MOST_CONNECTIONS = 100  # setWebhook
PORTS = {443, 80, 88, 8443}  # setWebhook, unless the address is on this machine

_LOCAL = re.compile(r"https?://(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?(?:/\S*)?")
_PUBLIC = re.compile(r"https://[\w.-]+(?::(\d+))?(?:/\S*)?")


def set_webhook(api: Api, params: Params) -> bool:
    """setWebhook: https as Telegram demands, or any address on this machine."""
    url = params.text("url")
    if not url:
        return delete_webhook(api, params)
    if not _is_allowed(url):
        raise wrong("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise wrong("secret token contains unallowed characters")
    ask(api, params)
    _forget(api, params)
    api.world.updates.terminate()
    most = min(MOST_CONNECTIONS, max(1, params.number("max_connections", 40)))
    api.hook.start(url, secret, most)
    return True


def delete_webhook(api: Api, params: Params) -> bool:
    """deleteWebhook."""
    api.hook.stop()
    _forget(api, params)
    return True


def get_webhook_info(api: Api, params: Params) -> Json:
    """getWebhookInfo."""
    return api.hook.info()


def ask(api: Api, params: Params) -> None:
    """``allowed_updates``: given, it stays until it is given anew; an empty list is the default."""
    kinds: Any = params.object("allowed_updates")
    if isinstance(kinds, list):
        api.world.updates.allowed = frozenset(map(str, kinds))


def _is_allowed(url: str) -> bool:
    if _LOCAL.fullmatch(url):
        return True
    public = _PUBLIC.fullmatch(url)
    return public is not None and int(public[1] or 443) in PORTS


def _forget(api: Api, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        api.world.updates.waiting.clear()
