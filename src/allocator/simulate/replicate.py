"""Many weeks of chance through one centre: the same for a seed, however many work at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre
from allocator.simulate.compiled import Array
from allocator.simulate.contacts import Contacts, serve_contacts
from allocator.simulate.tally import Cells, Tally, tally

DrawContacts = Callable[[np.random.SeedSequence], Contacts]
DrawAbsences = Callable[[np.random.Generator], Absences]


@dataclass(frozen=True)
class Replications:
    """The tallies of all replications, one behind the other along the first axis.

    The fields are those of :class:`~allocator.simulate.tally.Tally`.
    """

    offered: Array
    answered: Array
    in_time: Array
    wait_s: Floats
    left: Array
    handling_s: Floats
    away_s: Floats
    chat_s: Floats
    deferred_s: Floats
    handling_by_pool_s: Floats
    away_by_pool_s: Floats
    chat_by_pool_s: Floats
    deferred_by_pool_s: Floats

    @classmethod
    def of(cls, tallies: list[Tally]) -> Replications:
        """Put tallies together."""
        fields = Tally.__dataclass_fields__
        return cls(**{name: np.stack([getattr(one, name) for one in tallies]) for name in fields})


def replicate(
    centre: Centre,
    cells: Cells,
    draw_contacts: DrawContacts,
    draw_absences: DrawAbsences,
    *,
    replications: int,
    seed: int,
    threads: int | None = None,
) -> Replications:
    """Send drawn weeks through a centre.

    Each replication has a seed of its own, derived from the seed and its number, with one part
    for the contacts and one for the absences: the contacts of a replication are the same for any
    rota, so that two rotas are compared on the same weeks (common random numbers).

    Parameters
    ----------
    threads
        How many work at once, by default one a core. It changes nothing in the result.
    """
    # What the threads share is worked out before they start.
    _ = centre.changes, centre.answers, centre.contact_rank, centre.agent_rank, centre.overflow_s

    def one(seed_of_one: np.random.SeedSequence) -> Tally:
        contact_seed, absence_seed = seed_of_one.spawn(2)
        contacts = draw_contacts(contact_seed)
        absences = draw_absences(np.random.default_rng(absence_seed))
        return tally(centre, contacts, absences, serve_contacts(centre, contacts, absences), cells)

    seeds = np.random.SeedSequence(seed).spawn(replications)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        return Replications.of(list(pool.map(one, seeds)))
