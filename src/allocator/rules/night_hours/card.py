"""Hours of night workers, on average."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class NightHours(Parameters):
    """Who is a night worker, and the most hours of one.

    Parameters
    ----------
    night_from_minutes, night_to_minutes
        Night time: from a clock time, in minutes after midnight, to one of the next date.
    night_work_minutes
        Least part of a day's work in night time that makes it a night.
    nights_over_percent
        Whoever has nights on more than this share of the days worked is a night worker.
    average_minutes
        Most working time in 24 hours, on average.
    rest_days_a_week
        Days of each week that the average leaves out, for the weekly rest.
    reference_weeks
        Weeks of the average; the planned one is the last.
    """

    night_from_minutes: int = Field(default=1380, ge=1080, le=1440)
    night_to_minutes: int = Field(default=360, ge=0, le=720)
    night_work_minutes: int = Field(default=180, ge=1, le=1440)
    nights_over_percent: int = Field(default=50, ge=0, le=100)
    average_minutes: int = Field(default=480, ge=0, le=1440)
    rest_days_a_week: int = Field(default=1, ge=0, le=6)
    reference_weeks: int = Field(default=17, ge=1, le=52)


CARD = RuleCard[NightHours](
    id="night_hours",
    title="Night workers work no more than 8 hours in 24 on average",
    strength=Strength.HARD,
    parameters=NightHours(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulations 2(1) and 6, as understood in "
        "November 2026: a night worker's normal hours in any 17 weeks do not exceed an average "
        "of 8 for each 24 hours. The average is A / (B - C) (6(5)): A the hours, B the days of "
        "the period, C the 24 hours of weekly rest in each week of it; so 48 hours a week, of "
        "which nobody can opt out and from which leave takes no day away. A night worker is who "
        "works at least 3 hours of the daily working time between 23:00 and 06:00 on the "
        "majority of the days worked (2(1)); a third of them may be enough (R v Attorney "
        "General for Northern Ireland, ex parte Burns, 1999): for that set nights_over_percent "
        "to 33. Read "
        "thus: days of worked.csv and of the plan together decide who is one; all rostered "
        "hours are normal hours, paid breaks included; the period is that of regulation 4 (see "
        "average_weekly_hours), a part of a week counted whole. The 8 hours in any 24 of work "
        "with special hazards (6(7)) are not looked at."
    ),
    basis="law",
    wording={
        "too_many": (
            "{agent_id} works nights on {nights} of {days} days and {planned_minutes} in the "
            "planned days to {last_day}; {allowed_minutes} are the most of a night worker, for an "
            "average of {average_minutes} in 24 hours since {first_day}"
        ),
    },
)
