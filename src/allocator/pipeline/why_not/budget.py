"""How long the searches of an answer may take, so that the whole answer comes in time."""

from __future__ import annotations

import time
from collections.abc import Mapping

_SECONDS, _SECONDS_A_PERSON = 3.0, 0.015
"""Of both searches together, where the machine leaves time for it."""
_ANSWER_SECONDS, _ANSWER_SECONDS_A_PERSON = 7.0, 1 / 16
"""Of the whole answer, with what starting the program takes off it."""
_AFTER_SHARE = 0.75
"""What setting the searches up, simulating and comparing take, over compiling and reading rules."""
_LEAST_SHARE = 0.3
"""Of the searches' time: with less, the answer would say too little to be worth waiting for."""


class Budget:
    """Seconds of each of the two searches, which are to be as long as each other.

    Parameters
    ----------
    people
        Planned: with more of them everything takes longer.
    seconds
        Of both searches together, if told; then the answer comes when it comes.
    begun
        Moment of :func:`time.perf_counter` at which the question was asked.
    """

    def __init__(self, people: int, seconds: float | None, begun: float) -> None:
        self._begun = begun
        self._told = seconds
        self._usual = _SECONDS + _SECONDS_A_PERSON * people
        self._answer = _ANSWER_SECONDS + _ANSWER_SECONDS_A_PERSON * people

    @property
    def usual_seconds(self) -> float:
        """Seconds of each search on a machine that has time for it."""
        return (self._usual if self._told is None else self._told) / 2

    def search_seconds(self, stage_seconds: Mapping[str, float]) -> float:
        """Seconds of each search, when all is ready for the first.

        Parameters
        ----------
        stage_seconds
            Time that ``compile`` and ``rules`` took: what follows the searches is as slow.
        """
        if self._told is not None:
            return self.usual_seconds
        ready = sum(stage_seconds.get(stage, 0.0) for stage in ("compile", "rules"))
        left = self._answer - (time.perf_counter() - self._begun) - _AFTER_SHARE * ready
        return max(_LEAST_SHARE * self.usual_seconds, min(self.usual_seconds, left / 2))
