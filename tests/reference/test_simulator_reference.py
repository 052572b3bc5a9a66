"""The simulator against published and exact figures, each inside the simulation's interval.

Intervals are Student's at 99% over independent runs, since a test looks at several figures at
once; seeds are fixed, so that a figure is inside or it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.stats import t as student

from allocator.demand.erlang import erlang_c
from allocator.demand.erlang_a import erlang_a
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import Contacts, Fates, serve_contacts
from allocator.simulate.handling import Handling
from allocator.simulate.kernel import serve
from allocator.simulate.routing import AgentChoice, Routing


@dataclass(frozen=True)
class Interval:
    """A mean over runs and half of its 99% interval."""

    mean: float
    half_width: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Interval:
        half_width = student.ppf(0.995, len(values) - 1) * np.std(values, ddof=1)
        return cls(float(np.mean(values)), float(half_width / np.sqrt(len(values))))

    def holds(self, figure: float) -> bool:
        return abs(self.mean - figure) <= self.half_width


def stationary(
    queues: Sequence[tuple[str, float]],
    groups: Sequence[tuple[int, tuple[str, ...]]],
    aht_s: float,
    patience_s: float,
    *,
    runs: int,
    contacts: int,
    figures: Callable[[Contacts, Fates, np.ndarray], dict[str, float]],
    routing: Routing | None = None,
    handling: Handling | None = None,
    start_empty_s: float,
) -> dict[str, Interval]:
    """Run a centre in steady state: Poisson arrivals, exponential handling and patience.

    Parameters
    ----------
    queues
        Id and arrivals a second of each.
    groups
        Number of agents and their queues.
    figures
        From contacts, fates and which of them came after the first ``start_empty_s``.
    """
    names = [queue for queue, _ in queues]
    rate = sum(per_s for _, per_s in queues)
    end_s = contacts / rate
    agents = [f"{g}-{n}" for g, (count, _) in enumerate(groups) for n in range(count)]
    spans = [
        LoggedIn(f"{g}-{n}", 0.0, end_s * 2, login)
        for g, (count, login) in enumerate(groups)
        for n in range(count)
    ]
    centre = Centre.of(names, agents, spans, {}, routing, handling)
    found: dict[str, list[float]] = {}
    for run in range(runs):
        draw = np.random.default_rng([19, run])
        arrival_s = draw.exponential(1 / rate, contacts).cumsum()
        nothing = np.zeros(contacts)
        sent = Contacts(
            arrival_s=arrival_s,
            queue=draw.choice(len(queues), contacts, p=[per_s / rate for _, per_s in queues]),
            work_s=draw.exponential(aht_s, contacts),
            wrap_s=nothing,
            patience_s=(
                np.full(contacts, np.inf)
                if np.isinf(patience_s)
                else draw.exponential(patience_s, contacts)
            ),
            credit_s=nothing,
        )
        fates = serve_contacts(centre, sent, Absences.none())
        for name, value in figures(sent, fates, arrival_s > start_empty_s).items():
            found.setdefault(name, []).append(value)
    return {name: Interval.of(values) for name, values in found.items()}


def of_one_queue(
    agents: int, target_s: float
) -> Callable[[Contacts, Fates, np.ndarray], dict[str, float]]:
    def figures(sent: Contacts, fates: Fates, late_enough: np.ndarray) -> dict[str, float]:
        answered = ~np.isnan(fates.answered_s)
        wait_s = np.where(answered, fates.answered_s - sent.arrival_s, sent.patience_s)
        busy_s = (fates.free_s - fates.answered_s)[late_enough & answered].sum()
        passed_s = sent.arrival_s[-1] - sent.arrival_s[late_enough][0]
        wait_s, there = wait_s[late_enough], answered[late_enough]
        return {
            "occupancy": float(busy_s / passed_s / agents),
            "prob_wait": float((wait_s > 0).mean()),
            "service_level": float(((wait_s <= target_s) & there).mean()),
            "asa_s": float(wait_s[there].mean()),
            "mean_wait_s": float(wait_s.mean()),
            "prob_abandon": float((~there).mean()),
            "p90_wait_s": float(np.quantile(wait_s, 0.9)),
        }

    return figures


def test_fifty_servers_without_abandonment_against_erlang_c() -> None:
    """M/M/50 at 45 erlangs: formulas as in demand.erlang, which has references of its own."""
    found = stationary(
        [("calls", 45 / 60)],
        [(50, ("calls",))],
        60.0,
        np.inf,
        runs=20,
        contacts=60_000,
        figures=of_one_queue(50, 20.0),
        start_empty_s=3600.0,
    )
    exact = erlang_c(arrivals_per_s=45 / 60, aht_s=60, agents=50, target_s=20)
    assert found["prob_wait"].holds(exact.prob_wait)
    assert found["service_level"].holds(exact.service_level)
    assert found["asa_s"].holds(exact.asa_s)
    assert found["asa_s"].half_width < 0.1 * exact.asa_s


def test_erlang_a_of_garnett_mandelbaum_and_reiman() -> None:
    """48 a minute, 1 minute, patience 2 minutes, 50 agents: 3.1% abandon, mean wait 3.7 s."""
    found = stationary(
        [("calls", 48 / 60)],
        [(50, ("calls",))],
        60.0,
        120.0,
        runs=20,
        contacts=60_000,
        figures=of_one_queue(50, 20.0),
        start_empty_s=3600.0,
    )
    assert found["prob_abandon"].holds(0.030912)
    assert found["mean_wait_s"].holds(3.709)
    assert found["p90_wait_s"].holds(12.44)
    assert found["occupancy"].holds(0.9303)
    assert found["prob_abandon"].half_width < 0.002
    exact = erlang_a(arrivals_per_s=48 / 60, aht_s=60, patience_s=120, agents=50, target_s=20)
    assert found["service_level"].holds(exact.service_level)


def test_erlang_a_where_patience_is_as_long_as_handling() -> None:
    """λ/μ = N = 100 and θ = μ: the number present is Poisson."""
    found = stationary(
        [("calls", 1.0)],
        [(100, ("calls",))],
        100.0,
        100.0,
        runs=20,
        contacts=60_000,
        figures=of_one_queue(100, 20.0),
        start_empty_s=3600.0,
    )
    assert found["prob_wait"].holds(0.513299)
    assert found["prob_abandon"].holds(0.039861)


@pytest.mark.parametrize(
    ("flexible", "expected"),
    [(0, 0.6402), (2, 0.698), (4, 0.735), (8, 0.771), (12, 0.790), (24, 0.8089)],
)
def test_two_queues_with_some_agents_flexible(flexible: int, expected: float) -> None:
    """10 erlangs each, 180 s, 20 s, 24 agents: the ends exact, those between simulated."""

    def figures(sent: Contacts, fates: Fates, late_enough: np.ndarray) -> dict[str, float]:
        wait_s = (fates.answered_s - sent.arrival_s)[late_enough]
        return {"service_level": float((wait_s <= 20).mean())}

    specialists = (24 - flexible) // 2
    found = stationary(
        [("one", 10 / 180), ("two", 10 / 180)],
        [(specialists, ("one",)), (specialists, ("two",)), (flexible, ("one", "two"))],
        180.0,
        np.inf,
        runs=20,
        contacts=100_000,
        figures=figures,
        routing=Routing(AgentChoice.SPECIALISTS_FIRST),
        start_empty_s=7200.0,
    )["service_level"]
    rounding = 0.0 if flexible in (0, 24) else 0.0015  # simulated too, and given to three places
    assert abs(found.mean - expected) <= found.half_width + rounding
    assert found.half_width < 0.01


PERIOD_S = 7200.0
DAYS = 1000
ARRIVALS_A_MINUTE = np.array([[4.2, 5.3, 3.2], [5.1, 4.3, 4.8], [6.3, 5.2, 4.8]])
"""Type by period."""
SERVICE_RATE = np.array([0.5, 0.6, 0.4])
ABANDON_RATE = np.array([0.3, 0.4, 0.2])
GROUP_SIZES = ((12, 18, 9), (15, 20, 11))
LOGINS = (("0", "1"), ("1", "2"))


def simple_msk_centre() -> Centre:
    """Each group by period, the last period until everybody has been served."""
    spans: list[LoggedIn] = []
    for g, sizes in enumerate(GROUP_SIZES):
        for period, size in enumerate(sizes):
            end_s = (period + 1) * PERIOD_S if period < 2 else 10 * PERIOD_S
            spans += [
                LoggedIn(f"{g}-{n:02}", period * PERIOD_S, end_s, LOGINS[g]) for n in range(size)
            ]
    agents = sorted({span.agent_id for span in spans})
    return Centre.of(("0", "1", "2"), agents, spans, {})


def simple_msk_day(draw: np.random.Generator) -> Contacts:
    busyness = draw.gamma(28.7, 1 / 28.7)
    counts = draw.poisson(ARRIVALS_A_MINUTE * 120 * busyness)
    cell = np.repeat(np.arange(9), counts.ravel())
    queue, period = np.divmod(cell, 3)
    arrival_s = PERIOD_S * (period + draw.random(cell.size))
    work_s = 60 / SERVICE_RATE[period] * draw.standard_exponential(cell.size)
    patience_s = 60 / ABANDON_RATE[period] * draw.standard_exponential(cell.size)
    order = np.argsort(arrival_s)
    nothing = np.zeros(cell.size)
    return Contacts(
        arrival_s[order], queue[order], work_s[order], nothing, patience_s[order], nothing
    )


def test_published_example_of_three_types_and_two_groups() -> None:
    """SimpleMSK of Université de Montréal's ContactCenters library, 1,000 days published.

    Awaited: served 4,297 ± 27 a day, abandoned 910 ± 34, service level (answered under 20 s
    over served plus those who abandoned after 20 s) .501 ± .007, all at 95%. For type 1 group 0
    goes first, which is a rank that no routing of ours gives: the kernel is called itself.
    """
    centre = simple_msk_centre()
    agent_rank = np.array([[float(login == ("1", "2"))] * 3 for login in centre.logins])
    change_s, change_agent, change_login = centre.changes
    served, abandoned, in_time, counted = (np.zeros(DAYS) for _ in range(4))
    for day in range(DAYS):
        sent = simple_msk_day(np.random.default_rng([7, day]))
        found, _ = serve(
            **vars(sent) | {"due_s": sent.arrival_s},
            change_s=change_s,
            change_agent=change_agent,
            change_login=change_login,
            away_s=np.empty(0),
            away_agent=np.empty(0, np.int64),
            away_length_s=np.empty(0),
            answers=centre.answers,
            contact_rank=centre.contact_rank,
            agent_rank=agent_rank,
            overflow_s=centre.overflow_s,
            factor=centre.factor,
            **vars(centre.handling),
        )
        answered = ~np.isnan(found["answered_s"])
        wait_s = found["answered_s"] - sent.arrival_s
        served[day], abandoned[day] = answered.sum(), (~answered).sum()
        in_time[day] = (wait_s[answered] < 20).sum()
        counted[day] = answered.sum() + (sent.patience_s[~answered] >= 20).sum()
    level = in_time.sum() / counted.sum()
    level_half = 1.96 * (in_time - level * counted).std() / counted.mean() / np.sqrt(DAYS)
    assert abs(served.mean() - 4297) <= np.hypot(27, 1.96 * served.std() / np.sqrt(DAYS))
    assert abs(abandoned.mean() - 910) <= np.hypot(34, 1.96 * abandoned.std() / np.sqrt(DAYS))
    assert abs(level - 0.501) <= np.hypot(0.007, level_half)
    assert level_half < 0.01
