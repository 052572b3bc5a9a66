"""How many people are wanted in each kind of shift."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from allocator.domain.clock import DayList
from allocator.domain.people import Identifier, Row

Weight = Annotated[float, Field(ge=0, le=10_000)]


class CoverRow(Row):
    """People wanted in shifts of one kind on some days (``cover.csv``).

    Parameters
    ----------
    days
        ``all``, a weekday (``fri``), a date (``1999-08-27``), or several joined by ``|``. A row
        for a date takes the place of rows of its kind for its weekday, and these of rows for
        ``all``.
    shift_kind
        Id of a kind of ``shift_kinds``.
    agents
        How many are wanted.
    short_weight, over_weight
        How many times the price of a deviation each missing agent counts, and each beyond.
    """

    days: DayList
    shift_kind: Identifier
    agents: int = Field(ge=0, le=10_000)
    short_weight: Weight = 1.0
    over_weight: Weight = 0.0
