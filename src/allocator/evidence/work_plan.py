"""The work plan of a week: what a supervisor hands to a manager and to an assessor."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.domain.contingency import Contingency
from allocator.domain.findings import local_text
from allocator.domain.record import PublicationState
from allocator.evidence.criteria import Criterion
from allocator.evidence.paper import Heading, Paper, Paragraph, Part, Table, blanks_of, with_words
from allocator.evidence.person_parts import NO_RECORDS, Records
from allocator.evidence.week_figures import WeekFigures, hours, share
from allocator.evidence.work_plan_aims import aims
from allocator.evidence.work_plan_days import resources, timeline
from allocator.evidence.work_plan_learning import learning
from allocator.evidence.work_plan_reviews import involvement, reviews, sign_off
from allocator.evidence.work_plan_risks import risks
from allocator.evidence.work_plan_rota import rota
from allocator.justify.justification import Justification
from allocator.justify.replan_log import ReplanLog
from allocator.report.formats import date_range, number

SIMULATED = "SIMULATED DATA"
NOT_TESTED = "CONTINGENCY NOT TESTED"


@dataclass(frozen=True)
class WorkPlanSource:
    """What a work plan is made from beside the week's figures.

    Parameters
    ----------
    contingency
        ``None`` where nothing was tested ahead.
    rules_broken
        Breaches of hard rules in the rota as it stands.
    replan
        Log of the replan that the plan comes from; ``None`` where it comes from none.
    """

    week: WeekFigures
    justifications: Sequence[Justification]
    records: Records
    criteria: Sequence[Criterion]
    contingency: Contingency | None
    rules_broken: int
    replan: ReplanLog | None = None


def work_plan(
    source: WorkPlanSource, made_at: dt.datetime, written: Mapping[str, str] | None = None
) -> Paper:
    """Write the work plan; what belongs to people stays blank.

    Parameters
    ----------
    made_at
        By the clock of the machine, on the site's own clock.
    written
        What was written into an earlier copy, by place; it is passed on as it is.
    """
    week = source.week
    scenario, summary = week.scenario, week.plan.summary
    given = defaultdict[str, list[Justification]](list)
    for one in source.justifications:
        given[one.agent_id].append(one)
    body: list[Part] = [
        *_in_brief(source),
        *aims(week),
        *timeline(week),
        *resources(week),
        *rota(week, given),
        *learning(week, given),
        *risks(week, source.contingency),
        *involvement(week, _recorded(source)),
        *reviews(week),
        *sign_off(made_at),
        *_criteria(source.criteria),
        *_references(week),
    ]
    body = [with_words(part, written or {}) for part in body]
    blanks = sum(1 for _ in blanks_of(body))
    simulated = summary.simulated_data or scenario.settings.simulated
    places = "1 place is" if blanks == 1 else f"{blanks} places are"
    incomplete = f"INCOMPLETE: {places} blank" if blanks else ""
    marks = (
        SIMULATED if simulated else "",
        incomplete,
        f"{source.rules_broken} BREACHES OF HARD RULES" if source.rules_broken else "",
        NOT_TESTED if source.contingency is None else "",
    )
    return Paper(
        title="Work plan",
        subtitle=f"{scenario.settings.site.name}, "
        f"{date_range(scenario.grid.days[0], scenario.grid.days[-1])}",
        marks=tuple(filter(None, marks)),
        foot=f"Run {summary.run_id} · allocator {summary.version} · "
        f"made {made_at:%Y-%m-%d %H:%M} by the system’s clock",
        run_id=summary.run_id,
        made_at_s=int(made_at.timestamp()),
        parts=(*_how_to_read(incomplete, simulated=simulated), *body),
        watermark=SIMULATED if simulated else "",
    )


def _how_to_read(incomplete: str, *, simulated: bool) -> list[Part]:
    state = incomplete or "Every place that is to be filled has words in it"
    made_up = f" {SIMULATED}: no real centre and no real person stands behind it." * simulated
    return [
        Paragraph(
            f"{state}. Words in the supervisor’s places are the supervisor’s alone; the system "
            f"never fills them, nor a signature.{made_up}"
        ),
        Paragraph(
            "Computed: worked out by the system, and checked by a second program. Imported: from "
            "the centre’s own files. Typed: written by a person. A figure’s reference stands in "
            "brackets with it; allocator cite with that reference gives its value, its source and "
            "how it is computed again."
        ),
    ]


def _in_brief(source: WorkPlanSource) -> list[Part]:
    week = source.week
    summary, scenario = week.plan.summary, week.scenario
    simulated = "simulated: no real centre" if summary.simulated_data else "as given by the centre"
    broken, excused = source.rules_broken, len(summary.excused)
    rows = [
        (
            "The week",
            (
                f"{week.inline('requirements.csv/all-days/forecast_contacts', number)} contacts "
                f"expected, {len(scenario.agents)} people, "
                f"{week.inline('rota.csv/all-days/people')} of them with a shift, "
                f"{week.inline('plan.json/paid_hours', hours)} paid hours of "
                f"{week.inline('plan.json/contracted_hours', hours)} due"
            ),
        ),
        (
            "How good the rota is",
            (
                f"whole cost {week.inline('plan.json/objective_total', _tenth)} late contacts; at "
                f"most {week.inline('plan.json/gap_share', share)} from the best that any lawful "
                "rota can be, as proven"
            ),
        ),
        (
            "Hard rules",
            f"independent check: {summary.verdict}"
            + (f"; breaches in the rota as it stands: {broken}" if broken else "")
            + (f"; caused by events and excused: {excused}" if excused else ""),
        ),
        (
            "Contingency",
            "not tested"
            if source.contingency is None
            else f"{len(source.contingency.losses)} losses tested ahead, the worst below",
        ),
        *_replanned(source),
        ("Data", simulated),
        (
            "Run",
            (
                f"{summary.run_id}, made {summary.created_at[:16].replace('T', ' ')} by allocator "
                f"{summary.version}; hash of the inputs {summary.input_hash[:16]}"
            ),
        ),
    ]
    return [
        Table(
            caption="In brief (computed)",
            columns=("", "The plan"),
            rows=tuple(rows),
            widths=(1.6, 8),
        )
    ]


def _replanned(source: WorkPlanSource) -> list[tuple[str, str]]:
    log = source.replan
    if log is None:
        return []
    what = source.week.words("; ".join(log.trigger))
    return [
        (
            "Replanned",
            (
                f"{local_text(log.now)}, after: {what}. Option chosen: {log.chosen}; the replan "
                "log has before and after"
            ),
        )
    ]


def _tenth(value: float) -> str:
    return number(value, 1)


def _recorded(source: WorkPlanSource) -> str:
    found = [source.records.get(one.id, NO_RECORDS) for one in source.justifications]
    accepted = sum(mine.state is PublicationState.ACCEPTED for mine in found)
    contested = sum(mine.is_contested for mine in found)
    return (
        f"Of {len(found)} allocations {accepted} are recorded as accepted by a reviewer, and "
        f"{contested} as contested."
    )


def _criteria(criteria: Sequence[Criterion]) -> list[Part]:
    return [
        Heading(1, "Criteria that this plan serves"),
        Table(
            caption="Criteria (imported: the centre’s own table, or the one supplied)",
            columns=("Id", "Criterion", "Unit", "Shown by", "Who writes"),
            rows=tuple((c.id, c.criterion, c.unit, c.shown_by, c.who) for c in criteria),
            widths=(0.7, 2.6, 1.9, 2.2, 2.7),
            is_dense=True,
        ),
    ]


def _references(week: WeekFigures) -> list[Part]:
    hidden = () if week.names else {one.activity_id for one in week.scenario.activities}
    return [
        Heading(1, "References"),
        week.cited.sorts(hidden),
    ]
