"""The rules on weeks as rows of numbers, read from the model that their encoders state.

Each rule says once, to CP-SAT, what a week must be; here the same constraints are read back as
rows over a person's choices of shift, so that a change can be judged in a fraction of a
microsecond. Beside choices, rows hold helper numbers that the encoders declare. Given the choices,
a helper takes the least value that its rows allow and costs its price; or several parts together
fill a need, cheapest first; or one of several windows must be free. Whoever has a row of any other
form is not readable: such a person's shifts are not changed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from allocator.rota.anneal.compiled import Array
from allocator.rota.anneal.rule_rows import (
    BOUND,
    ONE_OF,
    PACK,
    PLAIN,
    TIERS,
    WINDOW,
    WeekRules,
)
from allocator.rota.anneal.shifts import ShiftList
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE, ShiftModel

_UNBOUNDED = 2**60
_NONE = np.zeros(0, dtype=np.int64)


@dataclass
class _Row:
    low: int
    high: int
    choices: Array
    factors: Array
    helpers: list[tuple[int, int]]
    shared: int = -1
    shared_factor: int = 0
    kind: int = PLAIN


@dataclass
class _Read:
    """What has been read of the model so far."""

    rows: list[list[_Row]]
    readable: list[bool]
    shared: dict[int, int] = field(default_factory=dict[int, int])
    """Number of each shared sum by its variable."""
    shared_rows: list[tuple[int, int, dict[int, int]]] = field(
        default_factory=list[tuple[int, int, dict[int, int]]]
    )
    """Constant, factor and choices of each shared sum."""
    team: list[tuple[int, int, int, int, int]] = field(
        default_factory=list[tuple[int, int, int, int, int]]
    )
    """Sum, low, high, factor and variable of each helper of the team's."""


def read_week_rules(instance: Instance, shifts: ShiftList) -> WeekRules:
    """Read the rows of everybody's rules.

    Parameters
    ----------
    instance
        The compiled scenario, with the times of activities chosen.
    """
    free = {
        (agent_id, day): tuple(of_day)
        for number, of_day in enumerate(shifts.choice_of)
        for agent_id, day in (
            (
                instance.agent_ids[number // instance.day_count],
                number % instance.day_count,
            ),
        )
        if of_day
    }
    model = ShiftModel(instance, free, {})
    model.minimise()
    proto = model.model.Proto()
    choice = np.full(len(proto.variables), -1, dtype=np.int64)
    for number, of_day in enumerate(shifts.choice_of):
        agent_id = instance.agent_ids[number // instance.day_count]
        literals = model.shifts(agent_id, number % instance.day_count)
        for option, here in of_day.items():
            literal = literals[option]
            if not isinstance(literal, int):
                choice[literal.index] = here
    first = shifts.arrays.first
    agents = len(instance.agent_ids)
    agent_of = np.repeat(
        np.arange(agents),
        first[instance.day_count :: instance.day_count] - first[: -1 : instance.day_count],
    )
    linear = _linear(proto)
    read = _Read([[] for _ in range(agents)], [True] * agents)
    _find_shared(linear, choice, agent_of, read)
    owner = _owners(linear, choice, agent_of, read)
    for low, high, variables, factors in linear:
        _take(low, high, variables, factors, choice, agent_of, owner, read)
    price = dict(zip(proto.objective.vars, proto.objective.coeffs, strict=True))
    bounds = {v: tuple(proto.variables[v].domain) for v in owner}
    return _arrays(read, owner, price, bounds, choice, int(first[-1]))._replace(
        constant=proto.objective.offset / COST_SCALE
    )


_Linear = tuple[int, int, Array, Array]
"""Bounds, variables and factors of a constraint."""


def _linear(proto: object) -> list[_Linear]:
    rows: list[_Linear] = []
    for constraint in proto.constraints:  # type: ignore[attr-defined]
        if not constraint.has_linear():  # what holds whatever is chosen, such as 0 == 0
            continue
        linear = constraint.linear
        domain = list(linear.domain)
        assert len(domain) == 2, "a rule states a constraint that is not an interval"
        rows.append(
            (
                max(domain[0], -_UNBOUNDED),
                min(domain[1], _UNBOUNDED),
                np.array(linear.vars, dtype=np.int64),
                np.array(linear.coeffs, dtype=np.int64),
            )
        )
    return rows


def _find_shared(linear: list[_Linear], choice: Array, agent_of: Array, read: _Read) -> None:
    """Find sums over several people that have a variable of their own."""
    for low, high, variables, factors in linear:
        mine = choice[variables]
        chosen = mine >= 0
        if len(np.unique(agent_of[mine[chosen]])) < 2:
            continue
        others = variables[~chosen]
        if low == high and len(others) == 1:
            factor = int(factors[~chosen][0])
            terms = dict(zip(mine[chosen].tolist(), factors[chosen].tolist(), strict=True))
            read.shared[int(others[0])] = len(read.shared_rows)
            read.shared_rows.append((low, factor, terms))
        elif len(others) == 1:
            factor = int(factors[~chosen][0])
            terms = dict(zip(mine[chosen].tolist(), (-factors[chosen]).tolist(), strict=True))
            read.team.append((len(read.shared_rows), low, high, factor, int(others[0])))
            read.shared_rows.append((0, 1, terms))
        else:
            for agent in np.unique(agent_of[mine[chosen]]):
                read.readable[int(agent)] = False


def _owners(linear: list[_Linear], choice: Array, agent_of: Array, read: _Read) -> dict[int, int]:
    """Agent of each helper: whose choices it meets in a row, or whose helpers."""
    owner: dict[int, int] = {}
    of_team = {variable for _, _, _, _, variable in read.team}
    for _, _, variables, _ in linear:
        mine = choice[variables]
        if (mine >= 0).any():
            agent = int(agent_of[mine[mine >= 0][0]])
            for variable in variables[mine < 0].tolist():
                if variable not in read.shared and variable not in of_team:
                    owner.setdefault(variable, agent)
    for _ in range(2):
        for _, _, variables, _ in linear:
            if (choice[variables] < 0).all():
                known = [owner[v] for v in variables.tolist() if v in owner]
                for variable in variables.tolist():
                    if known and variable not in read.shared:
                        owner.setdefault(variable, known[0])
    return owner


def _take(
    low: int,
    high: int,
    variables: Array,
    factors: Array,
    choice: Array,
    agent_of: Array,
    owner: dict[int, int],
    read: _Read,
) -> None:
    """Give a constraint to the agent whom it concerns."""
    mine = choice[variables]
    agents = {int(a) for a in np.unique(agent_of[mine[mine >= 0]])}
    helpers: list[tuple[int, int]] = []
    shared, shared_factor = -1, 0
    # Somebody who can have nothing of what is shared: any agent may keep the row.
    shared_only = not agents and any(v in read.shared for v in variables.tolist())
    for variable, factor in zip(
        variables[mine < 0].tolist(), factors[mine < 0].tolist(), strict=True
    ):
        if variable in read.shared:
            shared, shared_factor = read.shared[variable], factor
        elif variable in owner or shared_only:
            agents.add(owner.setdefault(variable, 0))
            helpers.append((variable, factor))
        else:
            return  # concerns nobody's choices
    if len(agents) != 1:
        return  # the shared sums themselves; whoever else is in one is not readable
    (agent,) = agents
    chosen = mine >= 0
    read.rows[agent].append(
        _Row(low, high, mine[chosen], factors[chosen], helpers, shared, shared_factor)
    )


def _classify(rows: list[_Row], bounds: dict[int, tuple[int, ...]]) -> bool:
    """Find each row's kind; ``False`` where some row is of no known form."""
    in_rows: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        for helper, _ in row.helpers:
            in_rows[helper].append(row)
    windows: set[int] = set()
    for row in rows:
        if row.helpers and row.low == row.high and not len(row.choices) and row.shared < 0:
            windows |= {helper for helper, _ in row.helpers}
    understood = True
    for row in rows:
        helpers = {helper for helper, _ in row.helpers}
        if row.shared >= 0 or (
            len(helpers) > 1 and not helpers & windows and row.high == _UNBOUNDED
        ):
            # Parts that fill a need: alike in factor, and in no other row.
            row.kind = TIERS
            alike = len({factor for _, factor in row.helpers}) == 1
            alone = all(len(in_rows[helper]) == 1 for helper in helpers)
            positive = all(factor > 0 for _, factor in row.helpers)
            understood &= alike and alone and positive and row.high == _UNBOUNDED
        elif not helpers:
            row.kind = PLAIN
        elif helpers & windows:
            if row.low == row.high and not len(row.choices):
                row.kind = ONE_OF
                understood &= row.low in (1, 2) and all(f in (1, 2) for _, f in row.helpers)
            else:
                row.kind = WINDOW
                understood &= helpers <= windows and row.low == -_UNBOUNDED and row.high == 1
                understood &= all(factor == 1 for _, factor in row.helpers)
                understood &= bool((row.factors == 1).all())
        elif len(helpers) == 1:
            row.kind = BOUND
        else:
            row.kind = PACK
            understood &= row.low == -_UNBOUNDED and all(f > 0 for _, f in row.helpers)
    return understood and all(len(bounds[helper]) == 2 for helper in in_rows)


def _arrays(
    read: _Read,
    owner: dict[int, int],
    price: dict[int, int],
    bounds: dict[int, tuple[int, ...]],
    choice: Array,
    choice_count: int,
) -> WeekRules:
    agents = len(read.rows)
    of_agent: list[list[int]] = [[] for _ in range(agents)]
    for variable, agent in owner.items():
        of_agent[agent].append(variable)
    number: dict[int, int] = {}
    helpers_first = [0]
    for mine in of_agent:
        # Cheapest first, so that parts fill in that order.
        for variable in sorted(mine, key=lambda v: (price.get(v, 0), v)):
            number[variable] = len(number)
        helpers_first.append(len(number))
    rows_first = [0]
    rows: list[_Row] = []
    readable = list(read.readable)
    for agent, mine in enumerate(read.rows):
        readable[agent] = _classify(mine, bounds) and readable[agent]
        rows += mine
        rows_first.append(len(rows))
    items_first = [0]
    items: list[tuple[int, int]] = []
    for row in rows:
        items += sorted((number[helper], factor) for helper, factor in row.helpers)
        items_first.append(len(items))
    touched_choice = np.concatenate([_NONE, *(row.choices for row in rows)])
    by_choice = np.argsort(touched_choice, kind="stable")
    touched_row = np.repeat(np.arange(len(rows)), [len(row.choices) for row in rows])
    touched_factor = np.concatenate([_NONE, *(row.factors for row in rows)])
    sharing: list[list[tuple[int, float]]] = [[] for _ in range(choice_count)]
    shared_constant = np.zeros(len(read.shared_rows))
    for place, (constant, factor, terms) in enumerate(read.shared_rows):
        shared_constant[place] = constant / factor
        for here, each in terms.items():
            sharing[here].append((place, -each / factor))
    shares = [pair for pairs in sharing for pair in pairs]
    choice_price = np.zeros(choice_count)
    for variable, amount in price.items():
        if choice[variable] >= 0:
            choice_price[choice[variable]] = amount / COST_SCALE

    def integers(values: list[int]) -> Array:
        return np.array(values, dtype=np.int64)

    ordered = sorted(number, key=lambda v: number[v])
    return WeekRules(
        rows_first=integers(rows_first),
        helpers_first=integers(helpers_first),
        kind=integers([row.kind for row in rows]),
        low=integers([row.low for row in rows]),
        high=integers([row.high for row in rows]),
        items_first=integers(items_first),
        item_helper=integers([helper for helper, _ in items]),
        item_factor=integers([factor for _, factor in items]),
        helper_low=integers([bounds[v][0] for v in ordered]),
        helper_high=integers([bounds[v][1] for v in ordered]),
        helper_price=np.array([price.get(v, 0) / COST_SCALE for v in ordered]),
        shared=integers([row.shared for row in rows]),
        shared_factor=integers([row.shared_factor for row in rows]),
        touched_first=np.searchsorted(touched_choice[by_choice], np.arange(choice_count + 1)),
        touched_row=touched_row[by_choice].astype(np.int64),
        touched_factor=touched_factor[by_choice].astype(np.int64),
        sharing_first=_ends(sharing),
        sharing_sum=integers([place for place, _ in shares]),
        sharing_factor=np.array([factor for _, factor in shares]),
        shared_constant=shared_constant,
        team_sum=integers([place for place, _, _, _, _ in read.team]),
        team_low=np.array([float(low) for _, low, _, _, _ in read.team]),
        team_high=np.array([float(high) for _, _, high, _, _ in read.team]),
        team_factor=np.array([float(factor) for _, _, _, factor, _ in read.team]),
        team_price=np.array([price.get(v, 0) / COST_SCALE for _, _, _, _, v in read.team]),
        choice_price=choice_price,
        readable=np.array(readable, dtype=np.bool_),
        constant=0.0,
    )


def _ends(lists: Sequence[Sequence[object]]) -> Array:
    """Where each list begins when they are put end to end."""
    return np.concatenate(([0], np.cumsum([len(each) for each in lists]))).astype(np.int64)
