"""The chain from a moment of somebody's week back to the rows of the history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.amount_text import amount_text
from allocator.domain.clock import CLOSED, WEEKDAYS, WEEKDAYS_IN_FULL
from allocator.domain.plan import Plan
from allocator.errors import InputError, InputProblem
from allocator.justify.claim import Claim
from allocator.justify.filed_comparison import FiledComparison
from allocator.justify.justification import Justification
from allocator.justify.justify import justify
from allocator.justify.reference import reference
from allocator.pipeline.asked_since import asked_since
from allocator.pipeline.explain.history import RecordedRow, recorded_rows
from allocator.pipeline.explain.moment import Moment, moment_of
from allocator.pipeline.explain.need import Need, need_at
from allocator.pipeline.explain.rules import WeighedRule, WeighedTerm, weighed_rules, weighed_terms
from allocator.pipeline.find_moment import find_moment
from allocator.pipeline.find_person import find_person
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan


@dataclass(frozen=True)
class ForecastBehind:
    """What the forecast of a queue rests on.

    Parameters
    ----------
    accuracy
        Errors on past weeks, as ``plan.json`` states them; ``None`` where none could be made.
    known
        What is known of the day itself: events, bank holidays.
    """

    queue: str
    accuracy: dict[str, Any] | None
    known: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """What a moment of somebody's week rests on.

    Parameters
    ----------
    need
        ``None`` where the site is closed, or the agent can serve no pool.
    model
        The forecast's model in words.
    justification
        Of the shift of that moment or day; ``None`` where there is none.
    asked
        Answers of why-not about this person on this day that are filed beside the plan.
    """

    plan: Plan
    moment: Moment
    need: Need | None
    model: str
    backtest_weeks: tuple[str, ...]
    forecasts: tuple[ForecastBehind, ...]
    history: tuple[RecordedRow, ...]
    rules: tuple[WeighedRule, ...]
    terms: tuple[WeighedTerm, ...]
    justification: Justification | None
    asked: tuple[FiledComparison, ...] = ()

    @property
    def words(self) -> tuple[str, str, str]:
        """Three lines: what is done, what it serves, and what is expected after what was seen."""
        return self.moment.words, self._need_words, self._history_words

    @property
    def _need_words(self) -> str:
        need = self.need
        if need is None:
            return "No contact is planned for then that this person can take."
        pool = self.moment.scenario.pool_by_id[need.pool]
        people = amount_text(need.required_agents, "people")
        heads = f"{pool.name or pool.id} needs {people} then and has {need.scheduled_agents}"
        here = "this person among them" if need.is_there else "this person not among them"
        return (
            f"{heads}, {here}: {need.late_with:.1f} contacts of the interval are expected late or "
            f"lost with them there, {need.late_without:.1f} without."
        )

    @property
    def _history_words(self) -> str:
        need = self.need
        if need is None:
            return "There is no forecast behind it."
        step = self.moment.scenario.grid.interval_minutes
        contacts = sum(one.row.forecast_contacts for one in need.queues)
        low = sum(one.row.forecast_p10 for one in need.queues)
        high = sum(one.row.forecast_p90 for one in need.queues)
        told = (
            f"{contacts:.1f} contacts are expected in these {step} minutes ({low:g} to {high:g}, "
            "each queue's range added up)"
        )
        weeks: dict[str, float] = {}
        for row in self.history:
            day = f"{row.interval_start:%Y-%m-%d}"
            weeks[day] = weeks.get(day, 0.0) + row.contacts
        scenario = self.moment.scenario
        day = scenario.grid.operating_date(self.moment.at)
        holiday = scenario.bank_holidays.get(day)
        like = f" on {holiday}, {_run_like(scenario.run_as(day))}" if holiday else ""
        if not weeks:
            return f"{told}{like}; no row of the history is of such a day and time."
        seen = ", ".join(f"{count:g}" for count in weeks.values())
        (minutes,) = {row.minutes for row in self.history}
        had = f"{told}{like}; the same {minutes} minutes of such days before, the latest first,"
        if minutes == step:
            return f"{had} had {seen}."
        mean = sum(weeks.values()) / len(weeks) * step / minutes
        return f"{had} had {seen}: on average {mean:.1f} in {step} minutes."


def _run_like(weekday: str) -> str:
    if weekday == CLOSED:
        return "when nobody works"
    return f"which is run like a {WEEKDAYS_IN_FULL[WEEKDAYS.index(weekday)]}"


def explain(folder: Path, *, agent: str, at: str) -> Explanation:
    """Follow the chain of a moment.

    Parameters
    ----------
    folder
        Folder of a finished plan.
    agent
        Whom it is about, by id or name.
    at
        A date and time, local or with an offset.

    Raises
    ------
    InputError
        If the plan cannot be read, or agent or time is not one of its own.
    """
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder)
    person = find_person(scenario.agents, agent, "--agent")
    asked = find_moment(scenario, at, "--at")
    problems = [one for one in (person, asked) if isinstance(one, InputProblem)]
    if isinstance(person, InputProblem) or isinstance(asked, InputProblem):
        raise InputError(problems)
    moment = moment_of(scenario, plan, person, asked)
    need = need_at(plan, moment)
    queues = [] if need is None else [one.row.queue for one in need.queues]
    made = None
    if moment.allocation is not None:
        (made,) = justify(scenario, plan, only={moment.allocation.id})
    forecast = plan.summary.forecast
    return Explanation(
        plan=plan,
        moment=moment,
        need=need,
        model=str(forecast.get("model", {}).get("words", "")),
        backtest_weeks=tuple(forecast.get("backtest_weeks", ())),
        forecasts=tuple(_behind(forecast, queue, moment) for queue in queues),
        history=recorded_rows(folder / SCENARIO_FOLDER, scenario, moment.at, queues),
        rules=weighed_rules(scenario, made),
        terms=weighed_terms(scenario, made),
        justification=made,
        asked=tuple(
            one
            for one in asked_since(folder, plan)
            if one.question.day == moment.day
            and person in (one.question.agent_id, one.question.instead_of)
        ),
    )


def reference_of(run_id: str, claim: Claim) -> str:
    """Short reference of a claim, for ``allocator cite``."""
    return reference(run_id, claim.id)


def _behind(forecast: dict[str, Any], queue: str, moment: Moment) -> ForecastBehind:
    day = moment.scenario.grid.operating_date(moment.at).isoformat()
    rows = [row for row in forecast.get("accuracy", ()) if row.get("queue") == queue]
    effects = [
        f"{row['kind']} {row['name']}: {row['volume_share']:+.0%} contacts"
        for row in forecast.get("effects", ())
        if row.get("day") == day and (not row.get("queues") or queue in row["queues"])
    ]
    borrowed = [
        f"profile of {row['sibling']}, of which its share is {row['share']:.0%}"
        for row in forecast.get("borrowings", ())
        if row.get("queue") == queue
    ]
    return ForecastBehind(queue, rows[0] if rows else None, (*effects, *borrowed))
