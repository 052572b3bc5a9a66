"""Whether a person's week keeps the rules, and what it costs by them: compiled."""

from __future__ import annotations

from allocator.rota.anneal.compiled import Array, compiled, entry

_NEVER = 1e18
# As in rule_rows, whose names compiled code of another module would not be renewed with.
_PLAIN, _BOUND, _TIERS, _PACK, _WINDOW, _ONE_OF = 0, 1, 2, 3, 4, 5


@entry
def touch(rules: Array, sums: Array, shared: Array, choice: int, sign: int) -> float:
    """Take up a choice in the rows' sums (sign 1), or give it up (-1).

    Returns
    -------
    float
        Change of the cost by the choice's own price.
    """
    for each in range(rules.touched_first[choice], rules.touched_first[choice + 1]):
        sums[rules.touched_row[each]] += sign * rules.touched_factor[each]
    for each in range(rules.sharing_first[choice], rules.sharing_first[choice + 1]):
        shared[rules.sharing_sum[each]] += sign * rules.sharing_factor[each]
    return sign * rules.choice_price[choice]


@entry
def judge(rules: Array, sums: Array, shared: Array, low: Array, high: Array, agent: int) -> float:
    """Price of an agent's week by its rows; 1e18 where a hard rule is broken.

    Parameters
    ----------
    sums
        What the choices add up to in each row.
    shared
        The team's shared sums as they stand.
    low, high
        Room for what each helper may be.
    """
    first, last = rules.rows_first[agent], rules.rows_first[agent + 1]
    for row in range(first, last):
        if rules.kind[row] == _PLAIN and (
            sums[row] < rules.low[row] or sums[row] > rules.high[row]
        ):
            return _NEVER
    begin, end = rules.helpers_first[agent], rules.helpers_first[agent + 1]
    if begin == end:
        return 0.0
    cost = 0.0
    for helper in range(begin, end):
        low[helper] = rules.helper_low[helper]
        high[helper] = rules.helper_high[helper]
    for row in range(first, last):
        kind = rules.kind[row]
        item = rules.items_first[row]
        if kind == _BOUND:
            helper, factor = rules.item_helper[item], rules.item_factor[item]
            least, most = rules.low[row] - sums[row], rules.high[row] - sums[row]
            if factor < 0:
                least, most, factor = -most, -least, -factor
            low[helper] = max(low[helper], -((-least) // factor))
            high[helper] = min(high[helper], most // factor)
        elif kind == _WINDOW and sums[row] > 0:
            # A choice spoils every window of the row.
            for each in range(item, rules.items_first[row + 1]):
                high[rules.item_helper[each]] = 0
    for row in range(first, last):
        kind = rules.kind[row]
        item, stop = rules.items_first[row], rules.items_first[row + 1]
        if kind == _TIERS:
            filled = _fill(rules, sums, shared, row, item, stop)
            if filled >= _NEVER:
                return _NEVER
            cost += filled
        elif kind == _PACK:
            total = sums[row]
            for each in range(item, stop):
                total += rules.item_factor[each] * low[rules.item_helper[each]]
            if total > rules.high[row]:
                return _NEVER
        elif (kind == _ONE_OF and not _any_free(rules, high, row, first, last)) or (
            kind == _WINDOW and sums[row] > rules.high[row]
        ):
            return _NEVER
    for helper in range(begin, end):
        if low[helper] > high[helper]:
            return _NEVER
        if low[helper] > 0:
            cost += rules.helper_price[helper] * low[helper]
    return cost


@compiled
def _fill(rules: Array, sums: Array, shared: Array, row: int, item: int, stop: int) -> float:
    """Fill the need of a row from its parts, which come cheapest first."""
    total = float(sums[row])
    if rules.shared[row] >= 0:
        total += rules.shared_factor[row] * shared[rules.shared[row]]
    need = (rules.low[row] - total) / rules.item_factor[item]
    cost = 0.0
    for each in range(item, stop):
        if need <= 1e-9:
            return cost
        helper = rules.item_helper[each]
        part = min(need, float(rules.helper_high[helper]))
        cost += part * rules.helper_price[helper]
        need -= part
    return _NEVER if need > 1e-9 else cost


@compiled
def _any_free(rules: Array, high: Array, row: int, first: int, last: int) -> bool:
    """Whether free windows make up what a row asks for: one window, or two that may go together."""
    item, stop = rules.items_first[row], rules.items_first[row + 1]
    for one in range(item, stop):
        helper = rules.item_helper[one]
        if high[helper] < 1:
            continue
        if rules.item_factor[one] >= rules.low[row]:
            return True
        for two in range(one + 1, stop):
            other = rules.item_helper[two]
            both = rules.item_factor[one] + rules.item_factor[two]
            is_enough = high[other] >= 1 and both == rules.low[row]
            if is_enough and not _together(rules, helper, other, first, last):
                return True
    return False


@compiled
def _together(rules: Array, one: int, two: int, first: int, last: int) -> bool:
    """Whether two windows are in one row, which allows a single one."""
    for row in range(first, last):
        if rules.kind[row] == _WINDOW:
            found = 0
            for each in range(rules.items_first[row], rules.items_first[row + 1]):
                if rules.item_helper[each] == one or rules.item_helper[each] == two:
                    found += 1
            if found > 1:
                return True
    return False


@compiled
def shared_slope(rules: Array, sums: Array, shared: Array, agent: int, number: int) -> float:
    """Change of an agent's price for a unit more of a shared sum."""
    slope = 0.0
    for row in range(rules.rows_first[agent], rules.rows_first[agent + 1]):
        if rules.kind[row] != _TIERS or rules.shared[row] != number:
            continue
        item, stop = rules.items_first[row], rules.items_first[row + 1]
        need = (
            rules.low[row] - sums[row] - rules.shared_factor[row] * shared[number]
        ) / rules.item_factor[item]
        for each in range(item, stop):
            helper = rules.item_helper[each]
            if need > 0.0 and need <= rules.helper_high[helper]:
                slope -= (
                    rules.helper_price[helper] * rules.shared_factor[row] / rules.item_factor[each]
                )
                break
            need -= rules.helper_high[helper]
    return slope


@entry
def team_price(rules: Array, shared: Array) -> float:
    """Price of the helpers that depend on what the whole team adds up to."""
    total = 0.0
    for each in range(rules.team_sum.shape[0]):
        value = shared[rules.team_sum[each]]
        low, high = rules.team_low[each] - value, rules.team_high[each] - value
        factor = rules.team_factor[each]
        least = low / factor if factor > 0.0 else high / factor
        if least > 0.0:
            total += rules.team_price[each] * least
    return total
