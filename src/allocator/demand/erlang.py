"""Erlang B and Erlang C for one queue; Erlang A is in :mod:`allocator.demand.erlang_a`."""

from __future__ import annotations

import math

from allocator.demand.queue_answer import QueueAnswer, ServiceLevel, refuse, require_positive


def erlang_b(load_erlangs: float, servers: int) -> float:
    """Share of contacts blocked where there is no room to wait.

    Parameters
    ----------
    load_erlangs
        Offered load, above zero.
    servers
        Number of servers, at least zero.

    Returns
    -------
    float
        Blocking share, exact to rounding for any number of servers.

    Raises
    ------
    InputError
        If the load is not above zero or the servers are fewer than none.

    Source
    ------
    A. K. Erlang (1917), by the recursion on the inverse, ``1/B(k) = 1 + k/(A·B(k−1))``, which
    only adds positive terms and so loses no digits.
    """
    require_positive(load_erlangs=load_erlangs)
    if servers < 0:
        raise refuse("servers", servers, "must not be negative", "Give zero or more servers.")
    inverse = 1.0
    for k in range(1, servers + 1):
        inverse = 1.0 + inverse * k / load_erlangs
        if math.isinf(inverse):
            return 0.0
    return 1.0 / inverse


def erlang_c(arrivals_per_s: float, aht_s: float, agents: int, target_s: float) -> QueueAnswer:
    """Steady state of a queue whose contacts never abandon.

    Parameters
    ----------
    arrivals_per_s
        Contacts offered per second.
    aht_s
        Mean handling time.
    agents
        Agents taking contacts; more than the load in erlangs.
    target_s
        Target time of the service level, zero or more.

    Raises
    ------
    InputError
        If the load is at or above the agents: the queue then grows without end and has no
        steady state.

    Source
    ------
    A. K. Erlang (1917): ``C = N·B / (N − A(1 − B))``, ``P(wait > T) = C·exp(−(N − A)T/AHT)``.
    """
    require_positive(arrivals_per_s=arrivals_per_s, aht_s=aht_s)
    require_target(target_s)
    load = arrivals_per_s * aht_s
    if agents <= load:
        raise refuse(
            "agents",
            agents,
            f"a load of {load:.2f} erlangs needs more than {load:.2f} agents: with fewer the "
            "queue grows without end and Erlang C has no answer",
            f"Use at least {math.floor(load) + 1} agents, or give a patience so that contacts "
            "can abandon (Erlang A).",
        )
    blocked = erlang_b(load, agents)
    prob_wait = agents * blocked / (agents - load * (1.0 - blocked))
    asa_s = prob_wait * aht_s / (agents - load)
    return QueueAnswer(
        model="erlang_c",
        agents=agents,
        load_erlangs=load,
        target_s=target_s,
        definition=ServiceLevel.OFFERED,
        service_level=1.0 - prob_wait * math.exp(-(agents - load) * target_s / aht_s),
        asa_s=asa_s,
        mean_wait_s=asa_s,
        occupancy=load / agents,
        prob_wait=prob_wait,
        prob_abandon=0.0,
    )


def require_target(target_s: float) -> None:
    """Check that a target time is a number of seconds, zero or more.

    Raises
    ------
    InputError
        If it is not.
    """
    if not (math.isfinite(target_s) and target_s >= 0):
        raise refuse("target_s", target_s, "must not be negative", "Give seconds, zero or more.")
