"""Centres and contacts of a few lines, for tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import Contacts
from allocator.simulate.routing import Routing


def centre_of(
    spans: Sequence[tuple[str, float, float, str]],
    queues: str = "ab",
    factor: dict[tuple[str, str], float] | None = None,
    routing: Routing | None = None,
) -> Centre:
    """Centre of spans ``(agent, start, end, queues by letter)``."""
    agents = sorted({span[0] for span in spans})
    logged_in = [LoggedIn(who, start, end, tuple(login)) for who, start, end, login in spans]
    return Centre.of(tuple(queues), agents, logged_in, factor or {}, routing)


def contacts_of(
    rows: Sequence[tuple[float, str, float]], patience_s: float = np.inf, queues: str = "ab"
) -> Contacts:
    """Contacts ``(arrival, queue, handling)``, in order of arrival."""
    arrival, queue, work = zip(*rows, strict=True)
    nothing = np.zeros(len(rows))
    return Contacts(
        np.array(arrival, float),
        np.array([queues.index(name) for name in queue], np.int64),
        np.array(work, float),
        nothing,
        np.full(len(rows), patience_s),
        nothing,
    )
