"""Uninterrupted rest in each week."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class WeeklyRest(Parameters):
    """How long the rest is, and what does not count towards it.

    Parameters
    ----------
    rest_minutes
        Least length of one uninterrupted rest in each seven days, daily rest not counted.
    daily_rest_minutes
        Daily rest that the same rest has to hold as well.
    young_rest_minutes
        Least length of one uninterrupted rest in each seven days of somebody under 18, daily
        rest counted.
    per_fortnight
        Whether adults have, in place of a rest each week, two such rests in each 14 days or one
        of twice the length.
    leave_is_rest
        Whether days of leave count as rest.
    """

    rest_minutes: int = Field(default=1440, ge=60, le=7200)
    # Two of them lie in the shortest day of leave, of 23 hours, between two rests.
    daily_rest_minutes: int = Field(default=660, ge=0, le=690)
    young_rest_minutes: int = Field(default=2880, ge=60, le=7200)
    per_fortnight: bool = False
    leave_is_rest: bool = False


CARD = RuleCard[WeeklyRest](
    id="weekly_rest",
    title="One long rest in each week",
    strength=Strength.HARD,
    parameters=WeeklyRest(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulation 11, as understood in November "
        "2026: an uninterrupted rest of not less than 24 hours in each seven days in which "
        "somebody works (11(1)), or two of them or one of 48 hours in each fortnight (11(2)); "
        "48 hours in each seven days for a worker under 18 (11(3)). It does not include the 11 "
        "hours of daily rest (11(7)), so 35 hours in one piece are needed. Read thus: at least "
        "24 of them lie in the seven days, the others may lie before or after. The seven days "
        "are those of the plan from week.start, as a relevant agreement may provide (11(4)(a)); "
        "what is left of a plan that is no whole number of weeks is judged together with the "
        "days before it, by worked.csv, and so is a plan of seven days where the fortnight "
        "counts. A rest at the end of the plan is taken to go on, and the next plan may not cut "
        "it short; of days before the first shift in worked.csv all are taken to be free. Leave "
        "is not a rest period (regulation 2(1)), though the daily rest may fall "
        "on it. Seven days in which no shift begins are not judged. Under 18 is who is so when "
        "the seven days begin; for them daily rest counts, since 11(7) does not name 11(3)."
    ),
    basis="law",
    wording={
        "no_rest": (
            "{agent_id} has no rest of {due_minutes} in one piece, {rest_minutes} of it from "
            "{first_day} to {last_day}; the longest that counts is {longest_minutes}"
        ),
        "few_rests": (
            "{agent_id} has neither two rests of {due_minutes} in one piece, {rest_minutes} of "
            "each from {first_day} to {last_day}, nor one of {double_minutes}; the longest that "
            "counts is {longest_minutes}"
        ),
    },
)
