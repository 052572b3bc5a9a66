"""Runs the command line in a process of its own, as a person at a terminal does."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def run(
    *arguments: str | Path,
    timeout_s: float = 120.0,
    cwd: Path | None = None,
    typed: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``allocator`` with arguments; both streams are kept, each by itself.

    Parameters
    ----------
    cwd
        Folder to run it in.
    typed
        What is typed at its questions.
    """
    return subprocess.run(
        [sys.executable, "-m", "allocator.cli.main", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=timeout_s,
        cwd=cwd,
        input=typed,
        env={**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
    )


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path; folders have an empty one."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        )
        for path in sorted(folder.rglob("*"))
    }
