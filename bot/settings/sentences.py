"""How a fault that pydantic found is said to the person who wrote the file."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from pydantic_core import ErrorDetails

_SAID: Final = {
    "missing": "this is missing",
    "bool_parsing": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "string_type": "must be a text in quotes",
    "tuple_type": "must be a list in brackets: [ … ]",
    "dict_type": "must be a table: { CODE = … }",
    "mapping_type": "must be a table: { CODE = … }",
    "model_type": "must be a section with keys of its own",
    "model_attributes_type": "must be a section with keys of its own",
}


def sentence(error: ErrorDetails) -> str:
    """Say one fault without repeating the value, which may be a secret."""
    about = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(about["error"])
    if error["type"] == "fault":
        return str(about["sentence"])
    if error["type"] == "string_pattern_mismatch":
        return f"must match {about['pattern']}"
    return _SAID.get(error["type"]) or error["msg"].replace("Input should", "must").replace(
        "must be a valid", "must be a"
    )


def unknown(key: str, known: Iterable[str]) -> str:
    """Say that ``key`` means nothing, and which key was probably meant."""
    near = get_close_matches(key.lower(), known, n=1)
    return f"this key is unknown; did you mean {near[0]}?" if near else "this key is unknown"
