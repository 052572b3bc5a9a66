"""The team's part in a work plan, the dates on which it is looked at again, and who signs it."""

from __future__ import annotations

import datetime as dt

from allocator.domain.findings import day_text
from allocator.evidence.paper import (
    Blank,
    Heading,
    Paragraph,
    Part,
    Place,
    SignaturePlace,
    Signatures,
    Table,
)
from allocator.evidence.week_figures import NOTHING, WeekFigures
from allocator.evidence.work_plan_aims import SUPERVISOR

_NOT_RECORDED = "none recorded"


def involvement(week: WeekFigures, recorded: str) -> list[Part]:
    """Say what the team asked for, and leave room for how it was involved.

    Parameters
    ----------
    recorded
        What is recorded of reviews, responses and contests, in a sentence.
    """
    summary = week.plan.summary
    return [
        Heading(1, "The team’s part"),
        Paragraph(
            f"Requests made for these days: {summary.requests_made} (imported); met: "
            f"{week.inline('plan.json/requests_met')} (computed). {recorded}"
        ),
        Blank(
            "involvement",
            "How the team was involved in this plan, and what came of it",
            lines=8,
            writer=SUPERVISOR,
        ),
    ]


def reviews(week: WeekFigures) -> list[Part]:
    """Dates that are suggested, each with its reason, and blanks for those agreed."""
    rows = [*_before(week), *_during(week), *_after(week)]
    return [
        Heading(1, "Review dates"),
        Paragraph(
            "Suggested dates are computed and bind nobody. Agreed ones are typed; who held the "
            "review signs for it when it was held."
        ),
        Table(
            caption="Reviews (suggested: computed; agreed and held: typed)",
            columns=("Review", "Suggested", "Why then", "Agreed", "Held: date, by whom"),
            rows=tuple(
                (
                    what,
                    when,
                    why,
                    Place(f"review.{number}.agreed", f"{what}: agreed date"),
                    Place(f"review.{number}.held", f"{what}: held", is_needed=False),
                )
                for number, (what, when, why) in enumerate(rows, start=1)
            ),
            widths=(2.4, 2.0, 2.8, 1.6, 1.8),
            row_height_mm=8,
        ),
    ]


def _before(week: WeekFigures) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    publish_by = week.claims.get("scenario.yaml/week/publish_by")
    published_on = week.claims.get("scenario.yaml/week/published_on")
    if publish_by is not None:
        rows.append(
            (
                "Allocations reviewed, and the rota published",
                _date(week, "scenario.yaml/week/publish_by"),
                "The last day that leaves the notice which the rule asks for"
                + (
                    f"; the scenario says {day_text(_day(published_on.value))} (typed)"
                    if published_on is not None
                    else ""
                ),
            )
        )
    elif published_on is not None:
        rows.append(
            (
                "Allocations reviewed, and the rota published",
                _date(week, "scenario.yaml/week/published_on"),
                "The day that the scenario names (typed)",
            )
        )
    else:
        rows.append(
            (
                "Allocations reviewed, and the rota published",
                NOTHING,
                "The scenario has neither week.published_on nor the rule notice",
            )
        )
    return rows


def _during(week: WeekFigures) -> list[tuple[str, str, str]]:
    rows = [
        (
            "Each morning: who is here, what has changed, what to replan",
            "each open day, as the site opens",
            "What is known earlier disturbs fewer people: allocator replan",
        )
    ]
    found = next((name for name in week.claims if name.endswith("/review_start")), None)
    if found is not None:
        day = _day(found.split("/")[1])
        rows.append(
            (
                "In the middle: service so far against the targets, the rest reforecast",
                f"{day_text(day)} {week.inline(found)}",
                "The day in the middle, when most people are on beyond the need",
            )
        )
    return rows


def _after(week: WeekFigures) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    if "scenario.yaml/week/review_after" in week.claims:
        rows.append(
            (
                "After the week: plan against what came, objectives met or not, what to change",
                _date(week, "scenario.yaml/week/review_after"),
                "The first day after the planned ones on which the site opens",
            )
        )
    first = week.scenario.grid.first_day
    due = sorted({goal.due for goal in week.scenario.goals if goal.due >= first})
    if due:
        rows.append(
            (
                "Development goals: what was learnt, and what it takes until the date",
                f"by {day_text(due[0])}",
                "The first date of a goal (imported, goals.csv)",
            )
        )
    return rows


def _date(week: WeekFigures, name: str) -> str:
    made = week.claims[name]
    assert isinstance(made.value, str)
    return week.cited.claim(made, day_text(_day(made.value)))


def _day(text: object) -> dt.date:
    return dt.date.fromisoformat(str(text))


def sign_off(made_at: dt.datetime) -> list[Part]:
    """Return places for supervisor, manager and assessor; the system signs for none of them."""
    return [
        Heading(1, "Sign-off"),
        Paragraph(
            "One role’s signature never stands in for another’s, and nothing here is ever filled "
            f"by the system. This version was made {made_at:%Y-%m-%d %H:%M} by the system’s clock."
        ),
        Signatures(
            (
                SignaturePlace(
                    "Supervisor", "The words in the supervisor’s places are mine", _NOT_RECORDED
                ),
                SignaturePlace("Manager", "I have agreed this work plan", _NOT_RECORDED),
                SignaturePlace("Assessor", "I have assessed this work plan", _NOT_RECORDED),
            )
        ),
    ]
