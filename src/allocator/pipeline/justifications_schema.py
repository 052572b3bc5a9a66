"""The JSON Schema of the justifications, for the command line."""

from __future__ import annotations

from allocator.justify.schema import schema_text as schema_text
