"""The chain behind a moment, in lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from allocator.domain.amount_text import amount_text

if TYPE_CHECKING:
    from allocator.pipeline.explain.explain import Explanation, ForecastBehind
    from allocator.pipeline.explain.rules import WeighedRule, WeighedTerm

_NO_CHANGE = 0.005


def chain_lines(found: Explanation, *, detail: bool) -> Iterator[str]:
    """Yield three lines, and then the chain section by section."""
    yield from found.words
    moment = found.moment
    if moment.facts:
        yield from _section("What the files say of it")
        yield from (f"  {fact}" for fact in moment.facts)
    if found.need is not None:
        yield from _need(found)
        yield from _forecast(found)
        yield from _history(found, detail=detail)
    if found.justification is not None:
        yield from _rules(found, detail=detail)
        yield from _terms(found, detail=detail)
    if found.asked:
        yield from _section("Asked since, and filed")
        for one in found.asked:
            yield f"  {one.words[0]}"
            yield f"    comparisons/{one.id}: every figure, and the rota it rests on"
    if found.justification is not None:
        yield from _section("More")
        yield (
            f"  Every claim of this shift: {found.justification.id} in justifications.json and in "
            "report.html."
        )


def _section(title: str) -> Iterator[str]:
    yield ""
    yield title


def _need(found: Explanation) -> Iterator[str]:
    need = found.need
    assert need is not None
    start = need.queues[0].row.interval_start
    yield from _section(f"The need, {start:%Y-%m-%d %H:%M}, pool {need.pool}")
    yield (
        f"  staffing.csv: {amount_text(need.required_agents, 'people')} required, "
        f"{need.scheduled_agents} "
        f"scheduled{', this person among them' if need.is_there else ''}"
    )
    yield "  requirements.csv, and in time with this person there and without:"
    yield f"    {'queue':<10} {'contacts':>8} {'range':>11} {'each':>7} {'with':>6} {'without':>8}"
    for one in need.queues:
        row = one.row
        span = f"{row.forecast_p10:g} to {row.forecast_p90:g}"
        yield (
            f"    {row.queue:<10} {row.forecast_contacts:>8.1f} {span:>11} {row.aht_s:>5.0f} s "
            f"{one.with_share:>6.1%} {one.without_share:>8.1%}   target {one.target_share:.0%} "
            f"{one.definition}"
        )


def _forecast(found: Explanation) -> Iterator[str]:
    yield from _section("The forecast behind it")
    yield f"  Model: {found.model or 'not stated in plan.json'}"
    if found.backtest_weeks:
        yield (
            f"  Tested on the weeks that begin {', '.join(found.backtest_weeks)} "
            "(plan.json: forecast; rows in backtest.csv)"
        )
    for behind in found.forecasts:
        yield f"  {behind.queue}: {_accuracy(behind)}"
        yield from (f"    known of the day: {known}" for known in behind.known)


def _accuracy(behind: ForecastBehind) -> str:
    row = behind.accuracy
    if row is None or row.get("wape_share") is None:
        return "no past week to test it on"
    told = f"off by {row['wape_share']:.1%} of the contacts, interval by interval"
    if row.get("chance_wape_share") is not None:
        told += f" (chance alone: {row['chance_wape_share']:.1%})"
    if row.get("bias_share") is not None:
        told += f", {row['bias_share']:+.1%} in all"
    if row.get("range_share") is not None:
        told += f"; {row['range_share']:.0%} of intervals within the range"
    return told


def _history(found: Explanation, *, detail: bool) -> Iterator[str]:
    if not found.history:
        yield from _section("The history behind that: no row of such a day and time")
        return
    first = found.history[0]
    yield from _section(
        f"The history behind that: scenario/{first.file}, intervals of {first.minutes} minutes, "
        "days run like this one, the same time"
    )
    if not detail:
        for queue in dict.fromkeys(row.queue for row in found.history):
            told = ", ".join(
                f"{row.contacts:g} on {row.interval_start:%d %b} (row {row.row})"
                for row in found.history
                if row.queue == queue
            )
            yield f"  {queue}: {told}"
        return
    for row in found.history:
        aht = "" if row.aht_s is None else f", {row.aht_s:g} s each"
        yield (
            f"  row {row.row:>6}  {row.interval_start:%Y-%m-%d %H:%M}  {row.queue:<10} "
            f"{row.contacts:g} contacts{aht}"
        )


def _rules(found: Explanation, *, detail: bool) -> Iterator[str]:
    yield from _section("The rules that weighed")
    others: list[str] = []
    for one in found.rules:
        if not one.margins and not one.bound and not detail:
            others.append(one.rule.id)
            continue
        given = f" ({one.parameters})" if one.parameters else ""
        source = one.rule.source if detail else one.rule.source.partition(": ")[0]
        yield f"  {one.rule.id}{given}: {one.rule.title}. {one.rule.strength}; {source}"
        yield from (f"    {words}" for words in one.bound)
        run_id = found.plan.summary.run_id
        yield from (f"    {line}" for line in _margins(one, run_id))
    if others:
        yield f"  Declared too, with no margin to show: {', '.join(others)} (--detail)"


def _margins(one: WeighedRule, run_id: str) -> Iterator[str]:
    """Yield each claim with the reference that allocator cite takes."""
    from allocator.pipeline.explain.explain import reference_of

    for claim in one.margins:
        amount = "–" if claim.value is None else amount_text(claim.value, claim.unit)
        yield f"{claim.subject}: {amount}  [{reference_of(run_id, claim)}]"


def _terms(found: Explanation, *, detail: bool) -> Iterator[str]:
    yield from _section("The prices, and each term's change without this shift, in late contacts")
    for one in found.terms:
        change = _change(one)
        if abs(change) < _NO_CHANGE and not detail:
            continue
        yield f"  {one.name}: {change:+.2f} (price {one.price:g}, per unit of {one.unit})"


def _change(one: WeighedTerm) -> float:
    value = None if one.without is None else one.without.value
    return float(value) if isinstance(value, int | float) else 0.0


def chain_json(found: Explanation) -> dict[str, Any]:
    """Return the whole chain in plain JSON types."""
    from allocator.pipeline.explain.explain import reference_of

    moment, need, made = found.moment, found.need, found.justification
    return {
        "agent_id": moment.agent_id,
        "at": moment.at.isoformat(),
        "day": moment.day.isoformat(),
        "doing": str(moment.doing),
        "words": list(found.words),
        "facts": list(moment.facts),
        "block": moment.block and moment.block.model_dump(mode="json"),
        "allocation": made and made.id,
        "need": need
        and {
            "pool": need.pool,
            "required_agents": need.required_agents,
            "scheduled_agents": need.scheduled_agents,
            "is_there": need.is_there,
            "late_contacts_with": need.late_with,
            "late_contacts_without": need.late_without,
            "queues": [
                {
                    **one.row.model_dump(mode="json"),
                    "service_level_with": one.with_share,
                    "service_level_without": one.without_share,
                    "target_share": one.target_share,
                    "definition": one.definition,
                }
                for one in need.queues
            ],
        },
        "forecast": {
            "model": found.model,
            "backtest_weeks": list(found.backtest_weeks),
            "queues": [
                {"queue": one.queue, "accuracy": one.accuracy, "known": list(one.known)}
                for one in found.forecasts
            ],
        },
        "history": [
            {
                "file": f"scenario/{row.file}",
                "row": row.row,
                "queue": row.queue,
                "interval_start": row.interval_start.isoformat(),
                "minutes": row.minutes,
                "contacts": row.contacts,
                "aht_s": row.aht_s,
            }
            for row in found.history
        ],
        "rules": [
            {
                **one.rule.model_dump(mode="json"),
                "margins": [
                    {
                        "reference": reference_of(found.plan.summary.run_id, claim),
                        **claim.model_dump(mode="json"),
                    }
                    for claim in one.margins
                ],
                "bound_by": list(one.bound),
            }
            for one in found.rules
        ],
        "prices": [
            {
                "term": one.term,
                "name": one.name,
                "unit": one.unit,
                "price": one.price,
                "without": one.without and one.without.model_dump(mode="json"),
            }
            for one in found.terms
        ],
        "asked": [
            {"comparison": one.id, "created_at": one.created_at, "words": list(one.words)}
            for one in found.asked
        ],
        "run_id": found.plan.summary.run_id,
        "input_hash": found.plan.summary.input_hash,
    }
