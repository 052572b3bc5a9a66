"""Write beside, then move: a file or a folder is there whole, or as it was before."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from allocator.errors import InputError

_LONGEST_PREFIX = 40
"""Letters of the target's name in the name of the folder beside it: file systems have limits."""


def check_writable(target: Path) -> None:
    """Try whether something can be written, before the work that it is to hold; nothing is left.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    try:
        there = next(one for one in target.absolute().parents if one.exists())
        Path(tempfile.mkdtemp(prefix=".", dir=there)).rmdir()
    except OSError as error:
        raise _not_writable(target, error) from error


@contextmanager
def folder_beside(target: Path, named: Path | None = None) -> Generator[Path]:
    """Open a hidden folder on the target's file system, for moves in one step.

    It is taken away at the end, with what is still in it.

    Parameters
    ----------
    target
        What is to be written; its parents are made.
    named
        What an error calls it; the target if not given.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{target.name[:_LONGEST_PREFIX]}-"
        beside = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    except OSError as error:
        raise _not_writable(named or target, error) from error
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _not_writable(named: Path, error: OSError) -> InputError:
    return InputError.of(
        named,
        f"cannot be written: {error.strerror}",
        "Choose a folder where you are allowed to write.",
    )


def move_into_place(new: Path, target: Path, old: Path) -> None:
    """Move a folder to its place; what was there goes to ``old``, and comes back on a failure."""
    if not target.exists():
        new.rename(target)
        return
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what was there before goes in the same step.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    with folder_beside(path) as beside:
        new = beside / "new"
        new.write_bytes(data)
        new.replace(path)
