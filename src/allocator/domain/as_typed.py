"""How a path is written in a command that is shown to be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

_PLAIN = re.compile(r"[\w./\\:~@%+,=-]+")
_LITERAL_IN_DOUBLE_QUOTES = re.compile(r'[^"$`!\\]+')


def as_typed(path: Path | str) -> str:
    """Give a path as one word of a command, in quotes where it needs them.

    Double quotes where they do, since shells of Windows know these as well.
    """
    text = str(path)
    if _PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if _LITERAL_IN_DOUBLE_QUOTES.fullmatch(text) else shlex.quote(text)
