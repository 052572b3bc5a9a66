"""Rows of numbers that say what the rules say of people's weeks."""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.anneal.compiled import Array

PLAIN, BOUND, TIERS, PACK, WINDOW, ONE_OF = range(6)
"""Kinds of row: choices alone; one helper; parts that fill a need; helpers that may not be too
many; windows that a choice spoils; windows of which enough must be free."""


class WeekRules(NamedTuple):
    """Rows by agent, and what each choice adds to them.

    Parameters
    ----------
    rows_first, helpers_first
        Rows and helpers of agent ``a`` are those from ``first[a]`` up to ``first[a + 1]``.
    kind, low, high
        Of each row: its kind, and what its sum must lie between.
    items_first, item_helper, item_factor
        Helpers in each row.
    helper_low, helper_high, helper_price
        What each helper may be, and its price in late contacts.
    shared, shared_factor
        Sum over the whole team that a row of parts depends on, -1 for none, and its factor.
    touched_first, touched_row, touched_factor
        Rows that each choice adds to.
    sharing_first, sharing_sum, sharing_factor
        What each choice adds to shared sums.
    shared_constant
        Value of each shared sum without any choice.
    team_sum, team_low, team_high, team_factor, team_price
        Helpers that depend on a shared sum alone: the sum with the factor times the helper lies
        between two numbers, and the helper costs its price.
    choice_price
        Price of each choice by itself, in late contacts.
    readable
        Whether each agent's rows are all understood.
    constant
        Price of all that no choice changes.
    """

    rows_first: Array
    helpers_first: Array
    kind: Array
    low: Array
    high: Array
    items_first: Array
    item_helper: Array
    item_factor: Array
    helper_low: Array
    helper_high: Array
    helper_price: Array
    shared: Array
    shared_factor: Array
    touched_first: Array
    touched_row: Array
    touched_factor: Array
    sharing_first: Array
    sharing_sum: Array
    sharing_factor: Array
    shared_constant: Array
    team_sum: Array
    team_low: Array
    team_high: Array
    team_factor: Array
    team_price: Array
    choice_price: Array
    readable: Array
    constant: float
