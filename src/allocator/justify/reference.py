"""Short references, by which a figure of one run is cited: ``K7Q2M9FX``."""

from __future__ import annotations

import hashlib
import re

LENGTH = 8
"""Characters of a reference as it is shown: forty bits, one in a million million by chance."""

FULL_LENGTH = 16
"""Characters of the whole, for where the first eight should be those of two figures."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_FORM = re.compile(f"[{_LETTERS}]{{{LENGTH},{FULL_LENGTH}}}")


def reference(run_id: str, name: str, length: int = LENGTH) -> str:
    """Return the reference of a named figure of one run.

    Another run of the same scenario has other references, as its figures may be others.

    Parameters
    ----------
    name
        Id of a claim, or name of a figure of the plan's files, such as ``plan.json:gap_share``.

    Source
    ------
    The first 80 bits of SHA-256 over run and name, in Crockford's base 32, which has no letter
    that could be read for another sign.
    """
    digest = hashlib.sha256(f"{run_id}\n{name}".encode()).digest()
    number = int.from_bytes(digest[:10])
    signs = [_LETTERS[number >> 5 * place & 31] for place in reversed(range(FULL_LENGTH))]
    return "".join(signs[:length])


def as_reference(text: str) -> str | None:
    """Read a reference that was typed or copied from paper; ``None`` where it is none.

    Case, spaces and hyphens do not matter; O is read as nought, I and L as one.
    """
    plain = text.strip().upper().translate(_MEANT)
    return plain if _FORM.fullmatch(plain) else None
