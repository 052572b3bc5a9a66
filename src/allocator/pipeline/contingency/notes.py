"""How the figures of a contingency test are to be read, and what its volume is."""

from __future__ import annotations

import numpy as np

from allocator.domain.plan import PlanSummary
from allocator.domain.scenario import Scenario
from allocator.forecast.backtest.ranges import UNTESTED_SPREAD_SHARE
from allocator.forecast.counts.quantiles import count_quantile
from allocator.pipeline.contingency.cases import MOST_PAIRED
from allocator.pipeline.contingency.left import RETURN_HOURS


def volume_factor(summary: PlanSummary) -> tuple[float, str]:
    """Return by how much to multiply all contacts for the 90th percentile of the week's total.

    All queues and hours rise by the same share. Each at its own 90th percentile at once would be
    far rarer than one week in ten.

    Returns
    -------
    factor, and how it was found
    """
    weeks = summary.forecast.get("weeks", [])
    mean = [float(week["forecast_contacts"]) for week in weeks]
    high = [week.get("forecast_p90") for week in weeks]
    if weeks and sum(mean) > 0 and all(each is not None for each in high):
        factor = max(1.0, sum(high) / sum(mean))
        return factor, (
            f"the week’s total at the top of its range: {sum(high):,.0f} contacts in place of "
            f"{sum(mean):,.0f}, by how past weeks missed their forecasts; one week in ten is busier"
        )
    expected = sum(queue.forecast_contacts for queue in summary.queues)
    top = float(count_quantile(np.array(expected), UNTESTED_SPREAD_SHARE, 0.9))
    return top / max(expected, 1.0), (
        "no past week could be forecast, so that the week’s range is assumed and not measured: "
        f"a spread of {UNTESTED_SPREAD_SHARE:.0%}, {top:,.0f} contacts in place of {expected:,.0f}"
    )


def notes_on(scenario: Scenario, asked: int, answered: int, *, is_all: bool) -> tuple[str, ...]:
    """Say how figures are to be read, and what was not looked at.

    Parameters
    ----------
    asked, answered
        Losses to which a response was to be prepared, and was.
    is_all
        Whether all pairs were measured.
    """
    notes = [
        (
            "Late contacts are those answered after their queue’s target time, lost, or met by "
            "nobody: expected by the model that the plan is priced by, not counted. Where the "
            "simulation differs, trust the order of losses more than their size."
        ),
        "A person is lost for all planned days, a pool’s seats too; who comes last finds no seat.",
        (
            "A queue is down for the half of an open day in which most of its contacts come. All "
            f"are late, and come again within {RETURN_HOURS:.0f} open hours afterwards. That is "
            "expected by the model alone, not simulated: no interval stands beside it."
        ),
        (
            "Activities with a window may move, then breaks, queues and shifts. A step is taken "
            "only where it saves more late contacts than the price of asking within 24 hours, and "
            "keeps every hard rule but, for overtime, contracted hours. "
            "Overtime is no more than the hours lost, and needs the agreement of whoever is asked."
        ),
    ]
    if answered < asked:
        notes.append(
            f"Time was up when responses to {answered} of {asked} losses were prepared, the worst "
            "first: --seconds gives more."
        )
    if not is_all:
        notes.append(
            f"Pairs were measured among the {MOST_PAIRED} people of each pool whose own loss hurts "
            "most, and no others."
        )
    if len(scenario.settings.pools) == 1:
        notes.append("All queues are one pool: a further skill shows little in this model.")
    return tuple(notes)


def stopped_note(asked: int, measured: int, answered: int) -> str:
    """Say what there is where somebody asked for the end.

    Parameters
    ----------
    asked, measured
        Single losses there are, and those that were measured.
    answered
        Losses to which a response was prepared.
    """
    return (
        f"STOPPED BY HAND: {measured} of {asked} single losses were measured and responses to "
        f"{answered} prepared. What is not here was not looked at."
    )
