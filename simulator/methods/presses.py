"""Answers to presses of buttons."""

from __future__ import annotations

from simulator.api import Api
from simulator.errors import late, wrong
from simulator.html import units
from simulator.params import Params

TOAST_LIMIT = 200  # answerCallbackQuery
LIFE = 150  # answerCallbackQuery, in seconds

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(api: Api, params: Params) -> bool:
    """answerCallbackQuery: what the person sees is the first answer."""
    text = params.text("text")
    if units(text) > TOAST_LIMIT:
        raise wrong("MESSAGE_TOO_LONG")
    query = api.world.queries.get(params.text("callback_query_id"))
    if query is None or api.world.clock().timestamp() - query.at > LIFE:
        raise late(TOO_OLD)
    if query.answer is None:
        query.answer = {"text": text, "show_alert": params.flag("show_alert")}
        api.world.pulse.beat()
    return True
