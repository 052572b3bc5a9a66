"""Runs the command line: in a process of its own, or here where its start is not the point."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from allocator.cli.main import cli, exit_code_of

_ENVIRONMENT = {"COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}


def run(
    *arguments: str | Path,
    timeout_s: float = 600.0,
    cwd: Path | None = None,
    typed: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``allocator`` as a person at a terminal does; both streams are kept, each by itself.

    Parameters
    ----------
    timeout_s
        After which it hangs; no test is of how fast it is.
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
        env={**os.environ, **_ENVIRONMENT},
    )


def run_here(
    *arguments: str | Path, cwd: Path | None = None, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the same program on the same arguments in this process: most of a short run is its start.

    What it reads, writes and prints and its exit code are those of ``run``, and tests of each
    command by ``run`` say so. Warnings are errors here, as anywhere in the tests.
    """
    words = [str(argument) for argument in arguments]
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as here,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        for name, value in _ENVIRONMENT.items():
            here.setenv(name, value)
        here.setattr(sys, "stdin", io.StringIO(typed or ""))
        here.chdir(cwd or Path.cwd())
        try:
            code = exit_code_of(partial(cli, args=words, prog_name="allocator"))
        except SystemExit as stop:
            code = stop.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path; folders have an empty one."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        )
        for path in sorted(folder.rglob("*"))
    }
