"""Most memory that a process and those it started held at one time."""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_EVERY_S = 0.25
_MIB = 1024 * 1024


def measured(work: Callable[..., Any], *arguments: object) -> tuple[Any, float]:
    """Do some work in a process of its own, and return its result and the peak in MiB.

    Where the system tells (Linux), the memory of the process and of all that it started is added
    up four times a second, pages that they share counted once. Elsewhere, and between two looks,
    the largest of the single processes counts.

    Raises
    ------
    RuntimeError
        If the work ended without a result; what it raised is on standard error.
    """
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    peak = 0.0
    while not mine.poll(_EVERY_S):
        peak = max(peak, tree_memory(process.pid or 0))
    try:
        result, largest = mine.recv()
    except EOFError:
        process.join()
        message = f"the work ended without a result, exit code {process.exitcode}"
        raise RuntimeError(message) from None
    process.join()
    return result, max(peak, largest) / _MIB


def _work(answer: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    result = work(*arguments)
    answer.send((result, _largest()))
    answer.close()


def _largest() -> float:
    """Bytes of the largest process among this one and those that it has seen end."""
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def tree_memory(pid: int) -> float:
    """Bytes that a process and its descendants hold now; 0 where the system does not tell."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(after_name[1]), []).append(int(entry.name))
    total, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        total += _own_memory(one)
        waiting += children.get(one, [])
    return total


def _own_memory(pid: int) -> float:
    """Bytes of a process, of pages shared with others its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(1024.0 * float(line.split()[1]) for line in lines if line.startswith("Pss:"))
