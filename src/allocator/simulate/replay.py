"""Recorded contacts through a given presence: what would have become of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.simulate.absence import MEAN_SPELL_S, draw_absences
from allocator.simulate.centre import Centre
from allocator.simulate.contacts import Contacts
from allocator.simulate.event_heap import Array
from allocator.simulate.recording import Recording
from allocator.simulate.replicate import Replications, replicate
from allocator.simulate.tally import Cells

CREDITED_FROM_PRIORITY = 2


@dataclass(frozen=True)
class ReplayRules:
    """What the records do not hold and a replay needs.

    Parameters
    ----------
    wrap_up_s
        Time after each service before the agent is free.
    absence_share
        Of logged-in time.
    patience_s
        Mean patience by queue, for whoever was answered.
    credit_s
        Wait that customers of priority 2 and more are credited with.
    mean_spell_s
        Mean length of a spell away.
    """

    wrap_up_s: float
    absence_share: float
    patience_s: Mapping[str, float]
    credit_s: float = 0.0
    mean_spell_s: float = MEAN_SPELL_S


@dataclass(frozen=True)
class RecordedDemand:
    """Recorded contacts with what chance has to fill in.

    Parameters
    ----------
    work_s
        Recorded service over the factor of the agent who gave it: what it would be with an
        agent of factor 1. Whoever answers instead takes that times the own factor. Of contacts
        that were not answered nothing is known: they are given one of their queue's at random.
    """

    recording: Recording
    work_s: Floats
    rules: ReplayRules

    @classmethod
    def of(
        cls, recording: Recording, factor: Mapping[tuple[str, str], float], rules: ReplayRules
    ) -> RecordedDemand:
        """Demand of a recording, with the skills of the people who answered then."""
        factors = np.array(
            [
                factor.get((recording.agents[agent], recording.queues[queue]), 1.0)
                if agent >= 0
                else 1.0
                for agent, queue in zip(recording.agent, recording.queue, strict=True)
            ]
        )
        return cls(recording, recording.service_s / factors, rules)

    def draw(self, seed: np.random.SeedSequence) -> Contacts:
        """Draw what is not known.

        Somebody who gave up had exactly the patience recorded. Of somebody who was answered it
        is known only to be longer than the wait: with exponential patience the rest is as if
        the wait had just begun.
        """
        recording, rules = self.recording, self.rules
        work, patience, priority = (np.random.default_rng(part) for part in seed.spawn(3))
        mean_s = np.array([rules.patience_s[queue] for queue in recording.queues])[recording.queue]
        more_s = mean_s * patience.standard_exponential(len(mean_s))
        credited = self._priorities(priority) >= CREDITED_FROM_PRIORITY
        return Contacts(
            arrival_s=recording.arrival_s,
            queue=recording.queue,
            work_s=self._work(work),
            wrap_s=np.full(len(mean_s), rules.wrap_up_s, np.float64),
            patience_s=recording.wait_s + np.where(recording.answered, more_s, 0.0),
            credit_s=np.where(credited, rules.credit_s, 0.0),
        )

    def _work(self, draw: np.random.Generator) -> Floats:
        work_s = self.work_s.copy()
        for q in range(len(self.recording.queues)):
            mine = self.recording.queue == q
            known, unknown = mine & self.recording.answered, mine & ~self.recording.answered
            _fill(work_s, unknown, self.work_s[known], draw)
        return work_s

    def _priorities(self, draw: np.random.Generator) -> Array:
        """Priority of each; whoever did not wait gets one of the queue's that did, at random.

        Where a customer is identified only once he waits, the record of one who did not wait
        does not say what he would have been.
        """
        priority = self.recording.priority.copy()
        for q in range(len(self.recording.queues)):
            mine = self.recording.queue == q
            waited = mine & (self.recording.wait_s > 0)
            _fill(priority, mine & ~waited, self.recording.priority[waited], draw)
        return priority


def _fill(values: Array, unknown: Booleans, known: Array, draw: np.random.Generator) -> None:
    """Put values drawn from those that are known in the place of those that are not."""
    if known.size:
        values[unknown] = known[draw.integers(0, known.size, int(unknown.sum()))]


def replay(
    demand: RecordedDemand,
    centre: Centre,
    cells: Cells,
    *,
    draws: int,
    seed: int,
    threads: int | None = None,
) -> Replications:
    """Send recorded contacts through a centre, with what is not known drawn many times."""
    rules = demand.rules
    week_s = float(demand.recording.day_start_s[-1])
    return replicate(
        centre,
        cells,
        demand.draw,
        lambda draw: draw_absences(centre, rules.absence_share, week_s, draw, rules.mean_spell_s),
        replications=draws,
        seed=seed,
        threads=threads,
    )
