"""Rules that an event has broken already: nobody can mend them, and they must not stop the rest.

Whoever's week breaks a rule as it stands keeps their shifts; the rows of their rules let these be.
"""

from __future__ import annotations

import numpy as np

from allocator.rota.anneal.judge import judge, touch
from allocator.rota.anneal.rule_rows import PLAIN, TIERS, WeekRules
from allocator.rota.anneal.search import keep_rules, shifts_and_rules
from allocator.rota.anneal.shifts import ShiftList
from allocator.rota.replan.frozen import FrozenInstance

_NEVER = 1e18
_ANYTHING = 2**60


def loosened(instance: FrozenInstance) -> frozenset[str]:
    """Read the rules of an instance so that the rota that stands keeps them.

    Returns
    -------
    set of str
        People whose weeks break a rule as they stand.
    """
    shifts, rules = shifts_and_rules(instance)
    broken = _broken(instance, shifts, rules)
    if not broken:
        return frozenset()
    kind, low, high = rules.kind.copy(), rules.low.copy(), rules.high.copy()
    loose = rules._replace(kind=kind, low=low, high=high)
    for agent in broken:
        for row in range(rules.rows_first[agent], rules.rows_first[agent + 1]):
            if kind[row] == PLAIN:
                low[row], high[row] = -_ANYTHING, _ANYTHING
    for kept in (TIERS, PLAIN):  # the price of unsocial hours stays, unless it is what is broken
        for agent in _broken(instance, shifts, loose):
            for row in range(rules.rows_first[agent], rules.rows_first[agent + 1]):
                if kind[row] != kept:
                    kind[row], low[row], high[row] = PLAIN, -_ANYTHING, _ANYTHING
        _forget_bounds(instance, shifts, loose)
    keep_rules(instance, (shifts, loose))
    return frozenset(instance.agent_ids[agent] for agent in broken)


def _forget_bounds(instance: FrozenInstance, shifts: ShiftList, rules: WeekRules) -> None:
    """Let helpers of people whose rows are all gone be anything."""
    for agent in _broken(instance, shifts, rules):
        mine = slice(rules.helpers_first[agent], rules.helpers_first[agent + 1])
        rules.helper_low[mine] = 0
        rules.helper_high[mine] = _ANYTHING


def _broken(instance: FrozenInstance, shifts: ShiftList, rules: WeekRules) -> list[int]:
    """Numbers of the agents whose weeks break a rule as they stand."""
    sums = np.zeros(len(rules.kind), dtype=np.int64)
    shared = rules.shared_constant.copy()
    low, high = (np.zeros(len(rules.helper_low), dtype=np.int64) for _ in range(2))
    row_of = {agent_id: row for row, agent_id in enumerate(instance.agent_ids)}
    for (agent_id, day), duty in instance.duties.items():
        choice = shifts.choice_of[row_of[agent_id] * instance.day_count + day][duty.option]
        touch(rules, sums, shared, choice, 1)
    return [
        agent
        for agent in range(len(instance.agent_ids))
        if judge(rules, sums, shared, low, high, agent) >= _NEVER
    ]
