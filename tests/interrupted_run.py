"""A command that is stopped by Ctrl-C as at a terminal: the signal goes to its whole group."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class InterruptedRun:
    """How it ended.

    Parameters
    ----------
    left
        Whether any process of the group was still there a minute after the end.
    """

    code: int
    out: str
    err: str
    left: bool


def interrupted(
    *arguments: str | Path, after_stage: str, pause_s: float = 0.0, times: int = 1
) -> InterruptedRun:
    """Run ``allocator`` and press Ctrl-C some time after it has told of a stage.

    Parameters
    ----------
    pause_s
        How long to wait once the stage is told of, and between two signals.
    """
    command = [sys.executable, "-m", "allocator.cli.main", *map(str, arguments)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    assert process.stderr is not None
    told: list[str] = []
    for line in process.stderr:
        told.append(line)
        if line.startswith(after_stage):
            break
    else:
        raise AssertionError(f"never came to {after_stage}: {''.join(told)}")
    for _ in range(times):
        time.sleep(pause_s)
        os.killpg(process.pid, signal.SIGINT)
    try:
        out, err = process.communicate(timeout=600)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return InterruptedRun(process.returncode, out, "".join(told) + err, _left(process.pid))


def _left(group: int) -> bool:
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True
