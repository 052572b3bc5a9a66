"""Ready-made sets of rules that a scenario can name in place of a list."""

from __future__ import annotations

from typing import Any

from allocator.rules.registry import RULE_IDS

UK_2026: dict[str, dict[str, Any]] = {
    # What every rota needs, and what the scenario's own tables say.
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "availability": {},
    "skills": {},
    "seats": {},
    "opening_hours": {},
    "pins": {},
    "meetings": {},
    "practice": {},
    "agreed_adjustments": {},
    # The law.
    "daily_rest": {},
    "weekly_rest": {},
    "days_in_seven": {},
    "average_weekly_hours": {},
    "breaks": {},
    "young_hours": {},
    "young_nights": {},
    "night_hours": {},
    # What has a price.
    "requests": {},
    "steady_starts": {},
    "unsocial_fairness": {},
    "screen_breaks": {},
    "cover": {},
    "development": {},
}
"""The working-time law of Great Britain as understood in November 2026, and what every rota needs.

Every rule with the parameters of its own card, which names its source and its date. Two kinds
of rules are not in it, and are had by naming them beside the set:

- what a house decides for itself: ``days_in_a_row`` (with its six days ``days_in_seven`` says it
  already), ``weekends_worked``, ``queue_changes``, and those that ask for nothing until their
  parameters are set, ``work_runs``, ``rest_runs``, ``shift_successions``, ``kind_limits``;
- ``notice``, since the Employment Rights Act 2025 asks for reasonable notice from 2027 only and
  its days are not settled.
"""

RULE_SETS: dict[str, dict[str, dict[str, Any]]] = {"uk-2026": UK_2026}

SET_KEY = "set"
OFF = "off"


def expand(declared: Any) -> Any:
    """Rules by id with their parameters, from what a scenario writes under ``rules``.

    Parameters
    ----------
    declared
        The name of a set; or rules by id, among which ``set`` may name one to begin with. What
        a scenario says of a rule replaces the set's parameters of it one by one; ``off`` takes
        the rule out.

    Returns
    -------
    dict, or what was given
        What is neither a known set nor a mapping is left to the validation of the settings.
    """
    if isinstance(declared, str) and declared in RULE_SETS:
        return {rule_id: dict(parameters) for rule_id, parameters in RULE_SETS[declared].items()}
    if not isinstance(declared, dict) or declared.get(SET_KEY) not in (None, *RULE_SETS):
        return declared
    chosen: dict[str, Any] = {
        rule_id: dict(parameters)
        for rule_id, parameters in RULE_SETS.get(str(declared.get(SET_KEY)), {}).items()
    }
    for rule_id, parameters in declared.items():
        if rule_id == SET_KEY:
            continue
        if parameters in (OFF, False):
            chosen.pop(rule_id, None)
            if rule_id not in RULE_IDS:  # kept, so that a name misspelt is told and not obeyed
                chosen[rule_id] = {}
        elif isinstance(parameters, dict):
            chosen[rule_id] = {**chosen.get(rule_id, {}), **parameters}
        else:
            chosen[rule_id] = parameters
    return chosen
