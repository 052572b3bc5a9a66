"""Exports put in place whole, where nothing is lost but an earlier export that nobody changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from allocator.errors import InputError
from allocator.store.replace_path import check_writable, folder_beside, move_into_place

MANIFEST_FILE = "export.json"
"""In a folder of exports: what made it, from which run, and the SHA-256 of each of its files."""

_MADE_BY = "allocator export"


def check_file_replaceable(path: Path, is_untouched_export: Callable[[bytes], bool]) -> None:
    """Refuse a place whose replacement would lose something other than an earlier export.

    Parameters
    ----------
    is_untouched_export
        Whether the bytes of a file are an export of the same format that nobody has changed.

    Raises
    ------
    InputError
        If there is a folder, or a file that is something else or has been changed, or nothing can
        be written there.
    """
    check_writable(path)
    if path.is_dir():
        raise InputError.of(path, "is a folder", "Give the name of a file.")
    if path.exists() and not is_untouched_export(path.read_bytes()):
        raise InputError.of(
            path,
            "is there already and is no earlier export, or has been changed since",
            "Move it elsewhere, or choose another name.",
        )


def check_folder_replaceable(path: Path) -> None:
    """Refuse a folder that holds anything but the files of an earlier export, as they were.

    Raises
    ------
    InputError
        If it is a file, or a folder with something else in it or with a changed file, or nothing
        can be written there.
    """
    check_writable(path)
    if not path.exists():
        return
    if not path.is_dir():
        raise InputError.of(path, "is a file", "Choose the name of a folder.")
    found = {file.name: file for file in path.iterdir()}
    if not found:
        return
    digests = _manifest(found.get(MANIFEST_FILE))
    for name, file in sorted(found.items()):
        if name == MANIFEST_FILE and digests:
            continue
        if name not in digests or not file.is_file():
            raise InputError.of(
                path,
                f"holds {name}, which is no part of an earlier export",
                "Move it elsewhere, or choose a new or empty folder.",
            )
        if _digest(file.read_bytes()) != digests[name]:
            raise InputError.of(
                path,
                f"holds {name}, which has been changed since it was exported",
                "Move it elsewhere, or choose a new or empty folder.",
            )


def write_folder(path: Path, files: Mapping[str, bytes], run_id: str) -> None:
    """Write a folder whole or not at all, with a manifest by which it is known again.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    manifest = {
        "made_by": _MADE_BY,
        "run_id": run_id,
        "files": {name: _digest(data) for name, data in files.items()},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    with folder_beside(path) as beside:
        new = beside / "new"
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        (new / MANIFEST_FILE).write_text(text, encoding="utf-8", newline="\n")
        move_into_place(new, path, beside / "old")


def _manifest(file: Path | None) -> dict[str, str]:
    """Digests by file name; empty where there is no manifest of ours."""
    if file is None or not file.is_file():
        return {}
    try:
        content: Any = json.loads(file.read_bytes())
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    fields = cast("dict[str, Any]", content)
    files = fields.get("files")
    if fields.get("made_by") != _MADE_BY or not isinstance(files, dict):
        return {}
    return {str(name): str(digest) for name, digest in cast("dict[str, Any]", files).items()}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
