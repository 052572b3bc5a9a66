"""Names of queues as files can hold them."""

from __future__ import annotations


def identifier(name: str) -> str:
    """Name without spaces and the like: ``Sales & Service`` is ``sales_service``."""
    signs = "".join(sign if sign.isalnum() or sign == "-" else " " for sign in name)
    return "_".join(signs.lower().split()) or "queue"
