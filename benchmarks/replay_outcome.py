"""A presence in a recorded week: what becomes of the contacts, draw by draw.

The same as ``allocator simulate --replay`` does, with the draws kept apart, so that two presences
are compared draw by draw: both meet the same patience, handling times and priorities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from allocator.domain.scenario import Scenario
from allocator.forecast.durations.patience import patience_by_queue
from allocator.pipeline.recorded_files import logins, read_recording
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.recording import Recording, recorded_presence
from allocator.simulate.replay import RecordedDemand, ReplayRules, replay
from allocator.simulate.routing import Routing
from allocator.simulate.week import skill_factors, week_cells
from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_week import BankWeek

LOW, HIGH = 0.025, 0.975
GAP_S = 1800.0

Floats = np.ndarray


@dataclass(frozen=True)
class Outcome:
    """Contacts of a replay by draw and queue, shape (R, Q) each.

    Parameters
    ----------
    hours
        Of the presence.
    offered_by_day, in_time_by_day
        Of all queues, by the operating day in which they came, shape (R, D).
    """

    queues: tuple[str, ...]
    hours: float
    offered: Floats
    answered: Floats
    in_time: Floats
    offered_by_day: Floats
    in_time_by_day: Floats

    @property
    def level(self) -> Floats:
        """Share answered in time of all that were offered, by draw."""
        return self.in_time.sum(axis=1) / self.offered.sum(axis=1)

    @property
    def lost(self) -> Floats:
        """Share given up, by draw."""
        return 1 - self.answered.sum(axis=1) / self.offered.sum(axis=1)

    @property
    def level_by_queue(self) -> Floats:
        """Share answered in time, by draw and queue."""
        return self.in_time / np.maximum(self.offered, 1)

    @property
    def lost_by_queue(self) -> Floats:
        """Share given up, by draw and queue."""
        return 1 - self.answered / np.maximum(self.offered, 1)


def with_range(values: Floats) -> str:
    """Mean in percent, with the range of 95 of 100 draws."""
    low, high = np.quantile(values, (LOW, HIGH))
    return f"{100 * values.mean():.1f}% ({100 * low:.1f} to {100 * high:.1f})"


@dataclass
class Replayer:
    """A recorded week that presences are sent through."""

    week: BankWeek
    wrap_up_s: float
    absence_share: float
    draws: int
    seed: int = 1

    @cached_property
    def scenario(self) -> Scenario:
        """Scenario of the week, whose skills hold for everybody."""
        return read_scenario(self.week.folder)

    @cached_property
    def recording(self) -> Recording:
        """What the week brought."""
        return read_recording(self.scenario, self.week.contacts)

    @cached_property
    def login(self) -> dict[str, tuple[str, ...]]:
        """Every queue that each agent can take."""
        return logins(self.scenario)

    @cached_property
    def patience_s(self) -> dict[str, float]:
        """Mean patience by queue, from the history before the week."""
        return {q: found.patience_s for q, found in patience_by_queue(self.scenario).items()}

    @cached_property
    def _demand(self) -> RecordedDemand:
        rules = ReplayRules(
            wrap_up_s=self.wrap_up_s,
            absence_share=self.absence_share,
            patience_s=self.patience_s,
            credit_s=self.week.credit_s,
        )
        return RecordedDemand.of(self.recording, skill_factors(self.scenario), rules)

    @cached_property
    def own_presence(self) -> tuple[LoggedIn, ...]:
        """The bank's own, as the contacts show it."""
        return recorded_presence(self.recording, self.login, GAP_S)

    @cached_property
    def own_paid_hours(self) -> float:
        """Hours between the bank's first answers and last ends, gaps included."""
        spans = recorded_presence(self.recording, self.login, float("inf"))
        return sum(span.end_s - span.start_s for span in spans) / 3600

    def all_queues(self, presence: Sequence[LoggedIn]) -> tuple[LoggedIn, ...]:
        """Log everybody into all that they can take, as the bank's people are taken to be."""
        return tuple(
            LoggedIn(span.agent_id, span.start_s, span.end_s, self.login[span.agent_id])
            for span in presence
        )

    def run(self, presence: Sequence[LoggedIn], agents: Sequence[str] | None = None) -> Outcome:
        """Send the week through a presence.

        Parameters
        ----------
        agents
            Everybody who may be there in any of the presences that are compared, so that all meet
            the same spells away; ``None`` for those of this one.
        """
        if agents is None:
            agents = tuple(sorted({span.agent_id for span in presence}))
        factor = skill_factors(self.scenario)
        centre = Centre.of(self.recording.queues, tuple(agents), tuple(presence), factor, Routing())
        cells = week_cells(self.scenario, self.recording.grid)
        counts = replay(self._demand, centre, cells, draws=self.draws, seed=self.seed)
        fields = counts.offered, counts.answered, counts.in_time
        offered, answered, in_time = (field.sum(axis=1) for field in fields)
        starts = self.recording.grid.day_bounds[:-1]
        offered_by_day, in_time_by_day = (
            np.add.reduceat(field.sum(axis=2), starts, axis=1)
            for field in (counts.offered, counts.in_time)
        )
        return Outcome(
            queues=self.recording.queues,
            hours=sum(span.end_s - span.start_s for span in presence) / 3600,
            offered=offered,
            answered=answered,
            in_time=in_time,
            offered_by_day=offered_by_day,
            in_time_by_day=in_time_by_day,
        )

    def as_recorded(self) -> dict[str, Any]:
        """Shares answered in time and given up in the records, all and by queue."""
        recording = self.recording
        target_s = np.array([queue.target_s for queue in self.scenario.settings.queues])
        in_time = recording.answered & (recording.wait_s <= target_s[recording.queue])
        size = len(recording.queues)
        offered, answered, good = (
            np.bincount(recording.queue, weight, size)
            for weight in (None, recording.answered, in_time)
        )
        return {
            "contacts": int(offered.sum()),
            "level": good.sum() / offered.sum(),
            "lost": 1 - answered.sum() / offered.sum(),
            "level_by_queue": good / np.maximum(offered, 1),
        }
