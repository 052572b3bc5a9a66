"""Not too many weekends with work."""

from __future__ import annotations

from pydantic import Field, field_validator

from allocator.domain.clock import WEEKDAYS, Weekday
from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class WeekendsWorked(Parameters):
    """How many weekends may hold work, of how many.

    Parameters
    ----------
    weekends_max
        Most weekends with work ...
    weeks
        ... in so many weeks that follow one another.
    days
        Weekdays of a weekend, one after the other; work that begins on any of them counts.
    """

    weekends_max: int = Field(default=2, ge=0, le=53)
    weeks: int = Field(default=4, ge=1, le=53)
    days: tuple[Weekday, ...] = Field(default=("sat", "sun"), min_length=1, max_length=6)

    @field_validator("days")
    @classmethod
    def _one_after_the_other(cls, days: tuple[str, ...]) -> tuple[str, ...]:
        first = WEEKDAYS.index(days[0])
        if list(days) != [WEEKDAYS[(first + n) % 7] for n in range(len(days))]:
            raise ValueError("are not one after the other; write them in order, such as [sat, sun]")
        return days


CARD = RuleCard[WeekendsWorked](
    id="weekends_worked",
    title="Not too many weekends with work",
    strength=Strength.HARD,
    parameters=WeekendsWorked(),
    source=(
        "House rule of November 2026: of any four weekends that follow one another two at most "
        "hold work, those of worked.csv included; no law asks for it."
    ),
    basis="house",
    wording={
        "too_many": (
            "{agent_id} works on {weekends_worked} of the {weeks} weekends from {first_day} to "
            "{last_day}; {weekends_max} are the most"
        ),
    },
)
