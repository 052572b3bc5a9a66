"""The JSON Schema of ``justifications.json``, as it is shipped beside this module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from allocator.justify.justification import SCHEMA_VERSION, Justification

SCHEMA_PATH = Path(__file__).with_name("justifications.schema.json")


def schema_text() -> str:
    """Text of the schema, as it is shipped."""
    return SCHEMA_PATH.read_text(encoding="utf-8")


def schema_of_models() -> str:
    """Text of the schema that the models themselves give; a test holds the two together."""
    schema = TypeAdapter(list[Justification]).json_schema()
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"justifications.json of allocator, schema version {SCHEMA_VERSION}",
        "description": "A justification of each allocation of a plan, by agent and time.",
    }
    return json.dumps(_plain(about | schema), indent=2) + "\n"


def _plain(schema: Any) -> Any:
    """Take the first paragraph of each description, and leave out titles that repeat a name."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items()}
    if isinstance(plain.get("description"), str):
        plain["description"] = " ".join(plain["description"].split("\n\n")[0].split())
    if "$schema" not in plain and isinstance(plain.get("title"), str):
        del plain["title"]
    return plain
