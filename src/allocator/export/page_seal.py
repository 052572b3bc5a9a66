"""A page's own digest at its end, by which a later export knows that nobody changed it."""

from __future__ import annotations

import hashlib
import re

_SEAL = "<!-- allocator export {} -->\n"
_FORM = re.compile(rb"<!-- allocator export ([0-9a-f]{64}) -->\n\Z")


def sealed_page(text: str) -> bytes:
    """Bytes of a page with the SHA-256 of all that stands before it as a comment at the end."""
    data = text.encode()
    return data + _SEAL.format(hashlib.sha256(data).hexdigest()).encode()


def is_untouched_page(data: bytes) -> bool:
    """Whether the bytes of a file are a page made here that nobody has changed since."""
    found = _FORM.search(data)
    if found is None:
        return False
    return hashlib.sha256(data[: found.start()]).hexdigest().encode() == found[1]
