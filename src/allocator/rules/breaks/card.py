"""Breaks of the shift's plan, and a rest in every long shift."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class Breaks(Parameters):
    """When a shift needs a rest, and how long one.

    Parameters
    ----------
    over_minutes
        Shifts that last longer need the rest.
    rest_minutes
        Least length of one uninterrupted rest in them.
    young_over_minutes, young_rest_minutes
        The same for whoever is under 18 on the day.
    """

    over_minutes: int = Field(default=360, ge=0, le=1440)
    rest_minutes: int = Field(default=20, ge=0, le=240)
    young_over_minutes: int = Field(default=270, ge=0, le=1440)
    young_rest_minutes: int = Field(default=30, ge=0, le=240)


CARD = RuleCard[Breaks](
    id="breaks",
    title="Each shift has its breaks, in their windows, and no other rest",
    strength=Strength.HARD,
    parameters=Breaks(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulation 12: over 6 hours of work, an "
        "uninterrupted rest of not less than 20 minutes, not at either end of the shift; as "
        "understood in November 2026. Under 18, on the operating day of the shift: over 4.5 hours, "
        "30 minutes (regulation 12(4)). Which breaks a shift has, and when: house rule, in the "
        "scenario's break plans."
    ),
    basis="law",
    wording={
        "missing": (
            "{agent_id} has a shift from {start} to {end} without its {break_id} ({activity}, "
            "{break_minutes}), due to start from {earliest} to {latest}"
        ),
        "not_planned": (
            "{agent_id} rests ({activity}) from {start} to {end}, and the shift of "
            "{length_minutes} has no such break then"
        ),
        "no_rest": (
            "{agent_id} works {length_minutes} from {start} to {end} and rests at most "
            "{longest_minutes} in one piece away from both ends; over {over_minutes} of work "
            "{due_minutes} are due"
        ),
        "no_rest_young": (
            "{agent_id} is under 18, works {length_minutes} from {start} to {end} and rests at "
            "most {longest_minutes} in one piece away from both ends; over {over_minutes} of work "
            "{due_minutes} are due"
        ),
    },
)
