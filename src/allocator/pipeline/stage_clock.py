"""Stages as they begin and end, with the time that each takes."""

from __future__ import annotations

import time
from collections.abc import Callable

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""


class StageClock:
    """Reports stages as they begin and keeps their times.

    Parameters
    ----------
    report
        Called as each stage begins.
    """

    def __init__(self, report: Report) -> None:
        self.seconds: dict[str, float] = {}
        self._report = report
        self._stage: str | None = None
        self._since = 0.0

    def enter(self, stage: str) -> None:
        """Begin a stage; the one before is over."""
        self.leave()
        self._report(stage, "")
        self._stage, self._since = stage, time.perf_counter()

    def leave(self) -> None:
        """End the stage that runs, if one does."""
        if self._stage is not None:
            spent = time.perf_counter() - self._since
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + spent
            self._stage = None
