"""One signal as other software reads it, and the signature by which it knows that it is ours."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Final

from bot.desk.reading import Reading
from bot.open311.shapes import moment
from storage.models import Signal, Ticket

ID: Final = "Aduan-Event-Id"
SIGNATURE: Final = "Aduan-Signature"
FILED, CHANGED = "ticket.filed", "ticket.status_changed"


def body_of(reading: Reading, signal: Signal, ticket: Ticket) -> bytes:
    """JSON: codes, statuses and the kecamatan. No words of anyone, no names, no coordinates."""
    about = {
        "id": str(signal.event_id),
        "event": FILED if signal.came_from is None else CHANGED,
        "at": moment(reading, ticket, signal.at),
        "ticket": {
            "number": reading.number(ticket),
            "service_code": ticket.category,
            "kind": ticket.kind,
            "from": signal.came_from,
            "status": signal.led_to,
            "agency": ticket.opd,
            "kecamatan": ticket.kecamatan,
        },
    }
    return json.dumps(about, ensure_ascii=False).encode()


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """``t=…,v1=…``: HMAC-SHA256 over the timestamp (UNIX seconds), a full stop and the body, in hex."""
    mac = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"t={timestamp},v1={mac.hexdigest()}"
