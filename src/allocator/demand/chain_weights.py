"""The states of a chain of contacts in hand, for many loads and all numbers of agents at once."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.late_shares import late_given_free, late_shares

VOICE = (1.0,)
"""Speeds of agents who hold one contact at a time."""


def in_hand_rates(held: Floats, agents: int, speeds: tuple[float, ...]) -> Floats:
    """Contacts finished per mean handling time, by the number in hand, spread evenly.

    Parameters
    ----------
    held
        Contacts in hand, 0 to ``agents · len(speeds)``.
    agents, speeds
        See :class:`~allocator.demand.chat.ChatChain`.
    """
    at = np.array((0.0, *speeds, speeds[-1]))
    each, more = np.divmod(held.astype(np.int64), agents)
    return more * at[each + 1] + (agents - more) * at[each]


def free_weights(
    load_erlangs: Floats, agents_max: int, speeds: tuple[float, ...]
) -> tuple[Floats, Floats]:
    """Weigh the states in which a new contact need not wait.

    Parameters
    ----------
    load_erlangs
        Arrivals times handling time, above zero, shape (M,).

    Returns
    -------
    weights
        Σ of the states' probabilities over that of the last of them, for 1 … ``agents_max``
        agents, shape (M, agents_max); infinite where it is beyond 1e308 and nobody waits.
    busy
        Mean number of agents with a contact in hand, in those states.
    """
    load = load_erlangs[:, np.newaxis]
    weights = np.ones((len(load_erlangs), agents_max))
    busy = np.zeros_like(weights)
    with np.errstate(over="ignore"):
        for n in range(1, agents_max):  # states up to one fewer than the agents
            weights[:, n] = 1.0 + weights[:, n - 1] * n / load[:, 0]
            busy[:, n] = busy[:, n - 1] + (n - busy[:, n - 1]) / weights[:, n]
        more = len(speeds) - 1
        at, agents = np.array((0.0, *speeds)), np.arange(1, agents_max + 1)
        for further in range(more * agents_max):  # n + further contacts: of n agents' states
            still = slice(further // more, None)
            n = agents[still]
            each, extra = np.divmod(n + further, n)
            rates = extra * at[np.minimum(each + 1, len(speeds))] + (n - extra) * at[each]
            weights[:, still] *= rates / load
            weights[:, still] += 1.0
            busy[:, still] += (n - busy[:, still]) / weights[:, still]
    return weights, busy


def late_shares_of(
    arrivals_per_s: Floats,
    aht_s: Floats,
    patience_s: Floats,
    agents_max: int,
    target_s: float,
    speeds: tuple[float, ...] = VOICE,
) -> Floats:
    """Share of contacts not answered within the target, over those offered.

    As :func:`~allocator.demand.late_shares.late_shares`, which it equals for calls, with contacts
    held several at once.

    Returns
    -------
    numpy.ndarray
        Shape (M, N + 1): the share with 0, 1, …, N agents; 1 with none.
    """
    if len(speeds) == 1:
        return late_shares(arrivals_per_s, aht_s, patience_s, agents_max, target_s)
    return _late_and_busy(arrivals_per_s, aht_s, patience_s, agents_max, target_s, speeds)[0]


def idle_agents(
    arrivals_per_s: Floats,
    aht_s: Floats,
    patience_s: Floats,
    agents_max: int,
    speeds: tuple[float, ...] = VOICE,
) -> Floats:
    """Mean number of agents with no contact in hand, who have time for other work.

    For calls it is the number of agents less the load that is carried, abandoned contacts left out.

    Returns
    -------
    numpy.ndarray
        Shape (M, N + 1), with 0, 1, …, N agents; never falling.
    """
    waits, busy = _late_and_busy(arrivals_per_s, aht_s, patience_s, agents_max, 0.0, speeds)
    agents = np.arange(agents_max + 1)
    return np.maximum.accumulate((1.0 - waits) * (agents - busy), axis=1)


def _late_and_busy(
    arrivals_per_s: Floats,
    aht_s: Floats,
    patience_s: Floats,
    agents_max: int,
    target_s: float,
    speeds: tuple[float, ...],
) -> tuple[Floats, Floats]:
    late = np.zeros((len(arrivals_per_s), agents_max + 1))
    late[:, 0] = 1.0
    busy = np.zeros_like(late)
    some = arrivals_per_s > 0
    if agents_max and some.any():
        agents = np.arange(1, agents_max + 1, dtype=float)
        arrivals, aht, patience = (x[some, None] for x in (arrivals_per_s, aht_s, patience_s))
        weights, busy[some, 1:] = free_weights((arrivals * aht)[:, 0], agents_max, speeds)
        late[some, 1:] = late_given_free(
            agents * speeds[-1] * patience / aht, arrivals * patience, weights, target_s / patience
        )
    return late, busy
