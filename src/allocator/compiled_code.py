"""How inner loops are compiled by numba, and when what was compiled is out of date."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit

Array = Any
"""An array, or a tuple of arrays, in compiled code, of which a checker of types knows nothing."""


def forget_stale(folder: Path, modules: Iterable[str]) -> None:
    """Drop what was compiled from other sources than those in a folder.

    Compiled code is kept by the file of each function, but holds what the function calls in other
    files as well, of whose changes numba knows nothing: after an update of one file the code kept
    for another would go on calling the old one. Where the folder cannot be written nothing is
    kept in it either.

    Parameters
    ----------
    modules
        Modules of the folder that compiled functions lie in or read constants of.
    """
    sources = (folder / f"{name}.py" for name in modules)
    digest = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    kept = folder / "__pycache__"
    mark = kept / "compiled.sha256"
    with suppress(OSError):
        if mark.is_file() and mark.read_text(encoding="ascii") == digest:
            return
        for index in kept.glob("*.nbi"):
            index.unlink(missing_ok=True)
        kept.mkdir(exist_ok=True)
        mark.write_text(digest, encoding="ascii")


_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "no_cfunc_wrapper": True, "_nrt": False}

_INNER: dict[str, Any] = _OPTIONS | {"no_cpython_wrapper": True}

entry: Any = njit(**_OPTIONS)
"""Compile a function that makes no arrays of its own and is called from Python.

Results are kept on disk and threads run side by side. Without ``_nrt`` every hand-over of an array
would count a reference to it, atomically, and that took a quarter of the simulator's time.
"""

compiled: Any = njit(**_INNER)
"""Compile such a function that is called from compiled ones only, which takes a fifth less time."""
