"""What the bot says, as it waits in the outbox."""

from __future__ import annotations

from bot.notices import Button, Media, Notice, Purpose, Urgency

STORED = (
    '{"chat":-100,"text":"<b>x</b>","rows":[[["Ya","f1:1:kind:x",""],["Peta","","https://x"]]],'
    '"purpose":"card","urgency":0,"ticket_id":5,"media":[["photo","id"],["document","",7]],'
    '"under_card":true,"location":[0.5,117]}'
)
"""A notice as it lies in the outbox of an office in use, to be sent by the version that comes next."""


def test_a_notice_from_before_an_update_says_what_it_said() -> None:
    assert Notice.from_json(STORED.encode()) == Notice(
        -100,
        "<b>x</b>",
        rows=((Button("Ya", "f1:1:kind:x"), Button("Peta", url="https://x")),),
        purpose=Purpose.CARD,
        urgency=Urgency.CONFIRMATION,
        ticket_id=5,
        media=(Media("photo", "id"), Media("document", enclosure=7)),
        under_card=True,
        location=(0.5, 117.0),
    )


def test_what_is_as_usual_is_not_written() -> None:
    """Nor what the row of the outbox holds by itself."""
    assert Notice(1, key="form:1").to_json() == b'{"chat":1}'
