"""The three lines of a replan: what if nothing is done, what was chosen, whom it asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from allocator.domain.findings import day_text
from allocator.domain.scenario import Scenario
from allocator.justify.change_reasons import ChangeReason
from allocator.justify.claim import Claim
from allocator.justify.replan_claims import NOTHING

OPTION_WORDS = {
    NOTHING: "do nothing: what the events leave of the published rota",
    "least": "least disturbance: nobody’s hours change; breaks, queues and activities may",
    "between": "between: shifts may change, at the prices of change",
    "best": "best service: shifts may change, at a tenth of those prices",
}
"""What each option is allowed to do."""

CHOSEN_WORDS = {
    "objective": "by the objective and the price of change together",
    "person": "named by a person",
}
"""How an option was chosen."""


def replan_words(
    scenario: Scenario,
    claims: Sequence[Claim],
    changes: Sequence[ChangeReason],
    chosen: str,
    chosen_as: str,
) -> tuple[str, str, str]:
    """Say what happens if nothing is done, what the chosen option does, and to whom."""
    by_id = {claim.id: claim for claim in claims}
    return (
        _nothing(scenario, by_id),
        _chosen(by_id, chosen, chosen_as),
        _people(by_id, changes, chosen),
    )


def interval_text(claim: Claim, *, sign: bool = False) -> str:
    """Write an estimate with its interval: ``41 (34 to 48)``."""
    form = "{:+,.0f}" if sign else "{:,.0f}"
    value, low, high = (
        _plain(form.format(part or 0.0)) for part in (_number(claim), claim.low, claim.high)
    )
    return f"{value} ({low} to {high})"


def _plain(text: str) -> str:
    return "0" if text in ("+0", "-0") else text.replace("-", "\N{MINUS SIGN}")


def _nothing(scenario: Scenario, by_id: Mapping[str, Claim]) -> str:
    last = day_text(scenario.grid.days[-1])
    late = by_id[f"replan/{NOTHING}/simulated.total"]
    more = by_id[f"replan/{NOTHING}/change.total"]
    line = (
        f"If nothing is done, {interval_text(late)} contacts are late or lost from now to {last}, "
        f"simulated: {interval_text(more, sign=True)} against the plan as it was published"
    )
    by_queue = {
        queue.id: _number(by_id[f"replan/{NOTHING}/change.{queue.id}"])
        for queue in scenario.settings.queues
    }
    worst = max(by_queue, key=lambda queue: by_queue[queue])
    if by_queue[worst] >= 0.5 and _number(more) >= 1:
        name = scenario.queue_by_id[worst].name or worst
        line += f", most of them on {name} ({_plain(f'{by_queue[worst]:+,.0f}')})"
    lost = sum(_number(c) for name, c in by_id.items() if name.startswith("replan/lost/"))
    if lost >= 0.5:
        line += f"; besides, {lost:,.0f} contacts are lost to the outage itself"
    return f"{line}."


def _chosen(by_id: Mapping[str, Claim], chosen: str, chosen_as: str) -> str:
    how = CHOSEN_WORDS[chosen_as]
    if chosen == NOTHING:
        # The objective may prefer an option that the simulation shows to be worse.
        of = ", of what is not left aside" if _any_aside(by_id) and chosen_as != "person" else ""
        return f"Chosen, {how}{of}: nothing is changed."
    less = by_id[f"replan/{chosen}/change.total"]
    total = _number(by_id[f"replan/{chosen}/total"])
    other = _number(by_id[f"replan/{NOTHING}/total"])
    price = _number(by_id[f"replan/{chosen}/change_price"])
    return (
        f"Chosen, {how}: {chosen}, with {interval_text(less, sign=True)} contacts late or lost "
        f"against doing nothing; objective with the price of change ({price:,.1f}) {total:,.1f}, "
        f"doing nothing {other:,.1f}."
    )


def _any_aside(by_id: Mapping[str, Claim]) -> bool:
    """Whether an option is left aside, as more are late by more than chance."""
    return any(
        name.endswith("/change.weighted") and (claim.low or 0.0) > 0
        for name, claim in by_id.items()
        if not name.startswith(f"replan/{NOTHING}/")
    )


def _people(by_id: Mapping[str, Claim], changes: Sequence[ChangeReason], chosen: str) -> str:
    if not changes:
        return "Nobody need be told anything."
    people = len({change.agent_id for change in changes})
    agreeing = len({change.agent_id for change in changes if change.needs_agreement})
    first = min(change.tell_by for change in changes)
    moved = _number(by_id[f"replan/{chosen}/hours.moved"])
    overtime = _number(by_id[f"replan/{chosen}/hours.overtime"])
    who = "1 person is" if people == 1 else f"{people} people are"
    parts = [f"{who} told, the first by {_moment(first)}"]
    if agreeing:
        parts.append(f"{agreeing} must agree")
    parts.append(f"{moved:,.1f} hours moved" if moved else "nobody’s hours change")
    if overtime:
        parts.append(f"{overtime:,.1f} hours of overtime")
    return f"{'; '.join(parts)}."


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%a %H:%M}"


def _number(claim: Claim) -> float:
    return float(claim.value) if isinstance(claim.value, int | float) else 0.0
