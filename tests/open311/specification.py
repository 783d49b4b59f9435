"""What GeoReport v2 says an answer holds (wiki.open311.org/GeoReport_v2): fields, kinds, elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

TEXT, NUMBER, FLAG, MOMENT = "text", "number", "flag", "moment"

SERVICE = {
    "service_code": TEXT, "service_name": TEXT, "description": TEXT, "metadata": FLAG, "type": TEXT,
    "keywords": TEXT, "group": TEXT,
}  # fmt: skip
REQUEST = {
    "service_request_id": TEXT, "status": TEXT, "status_notes": TEXT, "service_name": TEXT,
    "service_code": TEXT, "description": TEXT, "agency_responsible": TEXT, "service_notice": TEXT,
    "requested_datetime": MOMENT,
    "updated_datetime": MOMENT, "expected_datetime": MOMENT, "address": TEXT,
    "address_id": TEXT, "zipcode": TEXT, "lat": NUMBER, "long": NUMBER, "media_url": TEXT,
}  # fmt: skip
POSTED = {"service_request_id": TEXT, "service_notice": TEXT, "account_id": TEXT}
TOKEN = {"service_request_id": TEXT, "token": TEXT}
ERROR = {"code": TEXT, "description": TEXT}
REQUIRED = {"service_code", "service_name", "service_request_id", "status", "code", "type", "metadata"}

ELEMENTS = {
    "services": ("service", SERVICE), "service_requests": ("request", REQUEST), "errors": ("error", ERROR),
}  # fmt: skip


def faults(records: Sequence[Mapping[str, Any]], fields: Mapping[str, str]) -> list[str]:
    """What in JSON is not as it says."""
    return [
        f"{key}: {record.get(key)!r}"
        for record in records
        for key in {*record, *fields}
        if not _is(fields.get(key, ""), key, record.get(key))
    ]


def xml_faults(body: bytes, fields: Mapping[str, str] | None = None) -> list[str]:
    """The same of XML."""
    if not body.startswith(b"<?xml") or b"utf-8" not in body[:60].lower():
        return ["the declaration"]
    root = ET.fromstring(body)
    one, usual = ELEMENTS[root.tag]
    found = [f"<{child.tag}>" for child in root if child.tag != one]
    records = [{field.tag: _value(field) for field in child} for child in root]
    return found + faults(records, fields or usual)


def _value(field: ET.Element) -> Any:
    said = field.text
    if said in ("true", "false"):
        return said == "true"
    if field.tag in ("lat", "long") and said is not None:
        return float(said)
    return said


def _is(kind: str, key: str, value: Any) -> bool:
    if value is None:
        return key not in REQUIRED
    if key == "status":
        return value in ("open", "closed")
    if key == "type":
        return value in ("realtime", "batch", "blackbox")
    if kind == MOMENT:
        return datetime.fromisoformat(value).tzinfo is not None
    kinds = {TEXT: (str, int) if key == "code" else str, NUMBER: float, FLAG: bool}
    return kind in kinds and isinstance(value, kinds[kind])
