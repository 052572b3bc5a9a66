"""Replans of two people against every rota there is: what each option is the best of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest

from allocator.demand.arrays import Floats
from allocator.domain.cut_blocks import until_moment
from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import Absence, EarlyLeave, Event, Overtime, Volume
from allocator.domain.rota import Rota
from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.bound import EARLY
from allocator.rota.replan.freedom import LEAD_MINUTES
from allocator.rota.replan.replanner import BEST, BETWEEN, LEAST, Option, Replanner
from allocator.verify.verifier import broken_rules
from tests.unit.rota.test_reoptimise import (
    LENGTH,
    OPENS,
    WEEKS,
    Week,
    assignment_of,
    costs,
    small_team,
)

LIMITS = SearchLimits(seed=1, seconds=2.0, reproducible=True)
NOW_HOUR = 10.5
JOIN = 11
SOONEST = JOIN + LEAD_MINUTES // 60
PRICES = {"day": 4.0, "three days": 2.0, "break": 0.3}


class Morning:
    """Two people, the need up by an event that is known half past ten on the first day."""

    def __init__(self, seed: int, published: tuple[int, int], events: tuple[Event, ...]) -> None:
        instance = small_team(seed)
        self.table = costs(instance)
        self.weeks = published
        self.rota = _rota(instance, published)
        scenario = instance.scenario
        now = scenario.grid.moment(0) + dt.timedelta(hours=NOW_HOUR)
        self.disruption: Disruption = disrupt(scenario, self.rota, None, events, now)
        self.scenario = disrupted(scenario, self.disruption)
        self.replanner = Replanner(self.scenario, instance.service, self.rota)

    @property
    def options(self) -> dict[str, Option]:
        return {option.name: option for option in self.replanner.options(LIMITS)}


def _rota(instance: Instance, weeks: tuple[int, int]) -> Rota:
    named = {"A": WEEKS[weeks[0]], "B": WEEKS[weeks[1]]}
    return to_rota(instance, assignment_of(instance, named))


def drawn(seed: int) -> tuple[int, int]:
    """Weeks of both, of which one has begun a shift on the first day when it is half past ten."""
    rng = np.random.default_rng(seed)
    begun = [n for n, week in enumerate(WEEKS) if week.shifts[0][0] == OPENS]
    return int(rng.choice(begun)), int(rng.integers(len(WEEKS)))


def more_calls(first: int = 0, last: int = 3) -> Volume:
    start = small_team(0).scenario.grid.moment(24 * first)
    return Volume(start=start, until=start + dt.timedelta(days=last - first), change_share=0.1)


def changes(before: Week, after: Week) -> Iterator[float]:
    """Price of each day on which a week is another, in the words of the price list."""
    was, now = (
        {start // 24: (start, tea) for start, tea in week.shifts} for week in (before, after)
    )
    for day in range(3):
        if was.get(day) == now.get(day):
            continue
        starts = [shift[0] for shift in (was.get(day), now.get(day)) if shift is not None]
        if len(starts) == 2 and starts[0] == starts[1]:
            yield PRICES["break"]
        else:
            yield PRICES["day"] if min(starts) - NOW_HOUR < 24 else PRICES["three days"]


def is_possible(before: Week, after: Week) -> bool:
    """Whether what is past, or too near, is as it was."""
    was, now = (
        {start: tea for start, tea in week.shifts if start < SOONEST} for week in (before, after)
    )
    return was.keys() == now.keys() and all(
        was[start] == now[start] or min(was[start], now[start]) >= JOIN for start in was
    )


def totals(morning: Morning, scale: float, *, hours_stay: bool = False) -> Floats:
    """Cost with the prices of change of every pair of weeks that is still possible."""
    priced: list[Floats] = []
    for published in morning.weeks:
        mine = WEEKS[published]
        prices = np.array([scale * sum(changes(mine, week)) for week in WEEKS])
        for number, week in enumerate(WEEKS):
            same_hours = [s for s, _ in week.shifts] == [s for s, _ in mine.shifts]
            if not is_possible(mine, week) or (hours_stay and not same_hours):
                prices[number] = np.inf
        priced.append(prices)
    return morning.table + priced[0][:, None] + priced[1][None, :]


@pytest.mark.parametrize("seed", range(4))
def test_each_option_is_the_best_there_is_by_its_prices(seed: int) -> None:
    morning = Morning(seed % 2, drawn(seed), (more_calls(),))
    found = morning.options
    assert list(found) == [LEAST, BETWEEN, BEST]
    assert found[LEAST].total == pytest.approx(totals(morning, 1, hours_stay=True).min(), abs=1e-4)
    assert found[BETWEEN].total == pytest.approx(totals(morning, 1).min(), abs=1e-4)
    best = found[BEST]
    if best.price_scale == pytest.approx(0.1):  # else it would cost more than doing nothing
        by_its_prices = best.cost + 0.1 * best.change_price
        assert by_its_prices == pytest.approx(totals(morning, 0.1).min(), abs=1e-4)
    assert best.cost <= found[BETWEEN].cost + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_what_is_past_stands_and_no_hard_rule_is_broken(seed: int) -> None:
    morning = Morning(seed % 2, drawn(seed), (more_calls(),))
    nothing = morning.replanner.nothing
    for option in morning.options.values():
        assert until_moment(option.rota, morning.disruption.join) == morning.disruption.frozen
        assert broken_rules(RotaView.whole(morning.scenario, option.rota)) == []
        assert option.total <= nothing.total + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_each_change_that_is_left_is_worth_its_price(seed: int) -> None:
    """Taken back alone, or with those that stand and fall with it, in the table of all rotas."""
    morning = Morning(seed % 2, drawn(seed), (more_calls(),))
    grid = morning.scenario.grid
    for option in morning.options.values():
        now = {who: _week_of(morning, option.rota, who) for who in "AB"}
        for change in option.changes:
            assert change.worth is not None
            back = {(change.agent_id, change.day), *change.together}
            without = dict(now)
            for who, day in back:
                published = WEEKS[morning.weeks["AB".index(who)]]
                number = grid.days.index(day)
                kept = [shift for shift in without[who].shifts if shift[0] // 24 != number]
                kept += [shift for shift in published.shifts if shift[0] // 24 == number]
                without[who] = Week(tuple(sorted(kept)))
            price = sum(each.price for each in option.changes if (each.agent_id, each.day) in back)
            assert change.worth >= option.price_scale * price - 1e-6
            place = tuple(WEEKS.index(without[who]) for who in "AB")
            assert change.worth == pytest.approx(morning.table[place] - option.cost, abs=1e-4)


def _week_of(morning: Morning, rota: Rota, agent_id: str) -> Week:
    index = morning.scenario.grid.index
    return Week(
        tuple((index(shift.start), index(shift.breaks[0].start)) for shift in rota.shifts(agent_id))
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_rota_that_was_still_open_costs_less_than_the_bound(seed: int) -> None:
    morning = Morning(seed % 2, drawn(seed), (more_calls(),))
    assert morning.replanner.bound().value is None  # nothing is known yet of what is free
    assert morning.options
    possible = np.where(np.isfinite(totals(morning, 1)), morning.table, np.inf)
    bound = morning.replanner.bound().value
    assert bound is not None
    assert 0.5 * possible.min() < bound <= possible.min() + 1e-6


@pytest.mark.parametrize("kind", ["cut", "overtime", "stuck"])
@pytest.mark.parametrize("seed", range(3))
def test_a_bound_is_proven_where_a_shift_is_cut_or_may_be_longer(kind: str, seed: int) -> None:
    """The usual morning: somebody who has begun goes home, somebody else may stay longer."""
    weeks = drawn(seed)
    grid = small_team(0).scenario.grid
    begun = WEEKS[weeks[0]].shifts[0][0]
    event: dict[str, Event] = {
        "cut": EarlyLeave(agent_id="A", at=grid.moment(begun + LENGTH - 1)),
        "overtime": Overtime(agent_id="A", day=grid.days[0], hours=1),
        "stuck": Absence(agent_id="A", start=grid.moment(24), until=grid.moment(72)),
    }
    morning = Morning(seed % 2, weeks, (event[kind],))
    least = min(option.cost for option in morning.options.values())
    proven = morning.replanner.bound()
    assert proven.value is not None
    assert proven.why_not is None
    assert 0.4 * least < proven.value <= least + 1e-6


def test_no_bound_is_said_to_be_none_with_the_reason() -> None:
    proven = Morning(0, drawn(0), (more_calls(),)).replanner.bound()
    assert (proven.value, proven.why_not) == (None, EARLY)


def test_nobody_is_asked_where_nothing_is_worth_it() -> None:
    instance = small_team(1)
    table = costs(instance)
    a, b = np.unravel_index(int(table.argmin()), table.shape)
    morning = Morning(1, (int(a), int(b)), (more_calls(),))
    for option in morning.options.values():
        assert option.changes == ()
        assert option.rota == morning.disruption.standing
        assert option.cost == pytest.approx(table.min(), abs=1e-5)


def test_who_breaks_a_rule_by_being_away_keeps_the_shifts_that_are_left() -> None:
    """Paid hours that nobody has lost by an event, on a day of the absence: the others move."""
    weeks = drawn(2)
    grid = small_team(0).scenario.grid
    away = Absence(agent_id="A", start=grid.moment(24), until=grid.moment(72))
    morning = Morning(0, weeks, (away,))
    left = tuple(
        shift for shift in morning.disruption.standing.shifts("A") if shift.start < grid.moment(24)
    )
    for option in morning.options.values():
        assert option.rota.shifts("A") == left or not left
        assert all(len(shift.blocks) for shift in option.rota.shifts("B"))
        assert [shift.minutes for shift in option.rota.shifts("B")] == [60 * LENGTH] * 2
