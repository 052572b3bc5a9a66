"""An average of 48 hours a week at most, unless opted out."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class AverageWeeklyHours(Parameters):
    """The most hours, and over how many weeks they are averaged.

    Parameters
    ----------
    average_minutes
        Most working time in a week, on average.
    reference_weeks
        Weeks of the average; the planned one is the last.
    """

    average_minutes: int = Field(default=2880, ge=0, le=10080)
    reference_weeks: int = Field(default=17, ge=1, le=52)


CARD = RuleCard[AverageWeeklyHours](
    id="average_weekly_hours",
    title="No more than 48 hours a week on average",
    strength=Strength.HARD,
    parameters=AverageWeeklyHours(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulations 4 and 5, as understood in "
        "November 2026: working time in any 17 weeks does not exceed an average of 48 hours a "
        "week, unless an adult has agreed in writing to more (agents.csv, opted_out_48h). Read "
        "thus: the 17 weeks end with the planned week, and in a plan of two weeks with each. The "
        "average is (A + B) / C (regulation 4(6)): A the working time, paid breaks included, "
        "of shifts that begin in these weeks; C the weeks; B the working time of as many days as "
        "were days of leave, which are to be the next ones worked after the period: these are "
        "yet to come, so each day of leave counts as a day of mean length among those that "
        "worked.csv has in these weeks. Any leave is taken for leave that regulation 4(7) "
        "excludes. Whoever began less "
        "than 17 weeks ago (regulation 4(4); agents.csv, first_day, or else the first shift in "
        "worked.csv, or else the planned week) has an average over the weeks since, a part of a "
        "week counted whole."
    ),
    basis="law",
    wording={
        "too_many": (
            "{agent_id} works {planned_minutes} in the planned days to {last_day}; "
            "{allowed_minutes} are the most for an average of {average_minutes} a week since "
            "{first_day}, with {worked_minutes} worked and {leave_minutes} in place of "
            "{leave_days} days of leave"
        ),
    },
)
