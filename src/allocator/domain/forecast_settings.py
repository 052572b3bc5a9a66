"""How the history is treated before a forecast is made from it."""

from __future__ import annotations

from enum import StrEnum

from allocator.domain.setting import Setting


class OutlierTreatment(StrEnum):
    """What is done with days and intervals that lie far from what was to be expected."""

    DAMP = "damp"
    """Drawn in to the edge of what is usual. A day that was busy counts as a busy one, but no
    single day moves the forecast far; and where what looks odd is the first day of a new level, the
    forecast begins to follow it."""

    DROP = "drop"
    """What was to be expected is put in their place: they say nothing."""

    KEEP = "keep"
    """They count in full."""


class ForecastSettings(Setting):
    """How the contacts are forecast.

    Parameters
    ----------
    outliers
        What is done with days and intervals that lie far from what was to be expected.
    """

    outliers: OutlierTreatment = OutlierTreatment.DAMP
