"""Answers as GeoReport v2 writes them, in XML or JSON: flat records under the names it gives."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

Value = str | int | float | bool | None
Record = Mapping[str, Value]

_NO_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

FORMATS: Final = {"json": "application/json", "xml": "text/xml"}


class Name(NamedTuple):
    """The elements of XML that hold all records and each of them; JSON has no names."""

    all: str
    one: str


SERVICES: Final = Name("services", "service")
REQUESTS: Final = Name("service_requests", "request")
ERRORS: Final = Name("errors", "error")


def written(form: str, name: Name, records: Sequence[Record]) -> bytes:
    """The body of an answer, UTF-8."""
    if form == "json":
        return json.dumps([dict(record) for record in records], ensure_ascii=False).encode()
    root = ET.Element(name.all)
    for record in records:
        _fill(ET.SubElement(root, name.one), record)
    return _document(root)


def definition(form: str, code: str) -> bytes:
    """The definition of a service that asks for nothing beyond what every report has."""
    if form == "json":
        return json.dumps({"service_code": code, "attributes": []}).encode()
    root = ET.Element("service_definition")
    ET.SubElement(root, "service_code").text = code
    ET.SubElement(root, "attributes")
    return _document(root)


def _fill(element: ET.Element, record: Record) -> None:
    """Empty values stand there as empty elements."""
    for key, value in record.items():
        ET.SubElement(element, key).text = _text(value)


def _text(value: Value) -> str | None:
    if value is None:
        return None
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return _NO_XML.sub("", said)


def _document(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()
