"""Tasks of parts, each in a process of its own, run so many at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from allocator.rota.duty import Assignment
from allocator.rota.limits import SearchLimits, never
from allocator.rota.parts import Part
from allocator.rota.worker import Work, Worker

_LEFT_S, _LEFT_FOR_BOUND_S = 5.0, 15.0
"""How long a search that was stopped waits for its parts, and for the bound if there is none."""
_LEAST_SHARE = 0.3
"""Share of its time that a part has at least, however late it begins."""


@dataclass(frozen=True)
class PartInputs:
    """What the process of a part is given.

    Parameters
    ----------
    draft
        Where to begin from.
    """

    part: Part
    limits: SearchLimits
    draft: Assignment | None = None


@dataclass
class Task:
    """A process to run, its turn to come, running or over."""

    work: Work
    inputs: PartInputs
    worker: Worker | None = None
    is_over: bool = False

    def heard(self, kind: str) -> object:
        """Return the last news of a kind; ``None`` where there is none yet."""
        return None if self.worker is None else self.worker.heard.get(kind)


@dataclass
class TaskRow:
    """Tasks run so many at a time.

    Parameters
    ----------
    on_news
        Called from other threads whenever a task has told something.
    has_bound
        Whether a bound is at hand: without one a search that was stopped waits longer.
    end
        Moment of :func:`time.perf_counter` at which all are to be over.
    """

    tasks: list[Task]
    jobs: int
    limits: SearchLimits
    on_news: Callable[[], None]
    has_bound: Callable[[], bool]
    end: float | None = None
    _stopped_at: float | None = field(default=None, init=False)

    def run(self) -> None:
        """Run all to their end, or until a moment after the search was stopped."""
        try:
            while not all(task.is_over for task in self.tasks) and not self._has_waited_enough():
                running = [task for task in self.tasks if task.worker and not task.is_over]
                for task in running:
                    task.is_over = task.worker is not None and task.worker.wait(0.0)
                waiting = [task for task in self.tasks if task.worker is None]
                if waiting and len(running) < self.jobs and not self.limits.is_stopped:
                    self._start(waiting[0])
                    continue
                time.sleep(0.05)
        finally:
            for task in self.tasks:
                if task.worker is not None:
                    task.worker.end()

    def _start(self, task: Task) -> None:
        limits = task.inputs.limits
        if self.end is not None and not limits.reproducible:
            left = max(self.end - time.perf_counter(), _LEAST_SHARE * limits.seconds)
            limits = replace(limits, seconds=min(limits.seconds, left))
        inputs = replace(task.inputs, limits=replace(limits, stop=never))
        task.worker = Worker(task.work, inputs, lambda _kind, _content: self.on_news())

    def _has_waited_enough(self) -> bool:
        if not self.limits.is_stopped:
            return False
        now = time.perf_counter()
        if self._stopped_at is None:
            self._stopped_at = now
            for task in self.tasks:
                if task.worker is not None:
                    task.worker.ask_to_stop()
        return now - self._stopped_at > (_LEFT_S if self.has_bound() else _LEFT_FOR_BOUND_S)
