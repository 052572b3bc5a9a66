"""What a portfolio says person by person: factors, shifts with their reasons, and a blank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from allocator.domain.findings import day_text
from allocator.domain.people import Agent
from allocator.domain.people_names import called
from allocator.domain.record import AllocationRecords
from allocator.domain.scenario import Scenario
from allocator.evidence.cited import CitedFigures
from allocator.evidence.paper import Blank, Heading, Paragraph, Part, Table
from allocator.justify.claim import Claim
from allocator.justify.justification import Justification
from allocator.justify.wording import activity_word, clock_span, is_off_phone
from allocator.report.formats import compact, signed

NOTHING = "–"
NO_RECORDS = AllocationRecords()

Records = Mapping[str, AllocationRecords]


def person_parts(
    scenario: Scenario,
    justifications: Sequence[Justification],
    records: Records,
    cited: CitedFigures,
    *,
    names: bool,
) -> list[Part]:
    """Return a heading, factors, shifts and a blank for each person, in the scenario's order."""
    given = defaultdict[str, list[Justification]](list)
    for one in justifications:
        given[one.agent_id].append(one)
    parts: list[Part] = [
        Heading(1, "Allocations, person by person"),
        Paragraph(
            "Avoids: by how many late contacts the whole objective would be worse without the "
            "shift, nothing else moved. Best other person: the best exchange of two shifts that "
            "keeps every hard rule, and its change in late contacts; plus is worse. Both are local "
            "comparisons: a rota built anew might do better, and neither claims a cause."
        ),
    ]
    for agent in scenario.agents:
        who = shown_name(agent, names=names)
        parts.append(Heading(2, who))
        parts.append(_person_table(scenario, agent, given[agent.agent_id], cited))
        if given[agent.agent_id]:
            parts.append(_shift_table(who, given[agent.agent_id], records, cited))
        else:
            parts.append(Paragraph("No shift in these days."))
        parts.append(
            Blank(f"rationale.{agent.agent_id}", f"Learner’s rationale for the work given to {who}")
        )
    return parts


def _person_table(
    scenario: Scenario, agent: Agent, given: Sequence[Justification], cited: CitedFigures
) -> Table:
    skills = scenario.skills_by_agent.get(agent.agent_id, {})
    rows = [
        ("Contracted hours of a week", compact(agent.weekly_hours), "imported"),
        (
            "Skills: queue and level, 0 a learner to 3 an expert",
            ", ".join(f"{queue} {skill.level}" for queue, skill in skills.items()) or NOTHING,
            "imported",
        ),
    ]
    rows += [
        (
            f"Development goal {goal.goal}",
            f"{compact(goal.hours)} h on {goal.queue} by {goal.due}",
            "imported",
        )
        for goal in scenario.goals
        if goal.agent_id == agent.agent_id
    ]
    if given:
        week = claim_named(given[0], "hours.week")
        if week is not None:
            rows.append(("Paid hours of the week", cited.claim(week), "computed"))
        leave = claim_named(given[0], "hours.leave")
        if leave is not None:
            rows.append(("Paid leave of the week, h", cited.claim(leave), "computed"))
        rows += [
            (f"{made.subject.capitalize()}, {made.unit}", cited.claim(made), "computed")
            for made in given[0].development
            if made.id.endswith((".planned", ".left"))
        ]
        speeds = {
            made.id.rpartition("/")[2]: made
            for one in given
            for made in one.eligibility
            if made.id.rpartition("/")[2].startswith("speed.")
        }
        rows += [
            (f"{made.subject.capitalize()}, 1 being the mean", cited.claim(made), "computed")
            for made in speeds.values()
        ]
    return Table(
        caption="Skill, knowledge, hours and development need",
        columns=("Factor", "Value", "How known"),
        rows=tuple(rows),
        widths=(4, 4, 1.4),
    )


def _shift_table(
    who: str, given: Sequence[Justification], records: Records, cited: CitedFigures
) -> Table:
    return Table(
        caption=f"Shifts of {who}",
        columns=(
            "Day (computed)",
            "Shift and work (computed)",
            "Avoids, late contacts (computed)",
            "Best other person (computed)",
            "Unsocial h (computed)",
            "What left no room (computed)",
            "Review (typed)",
        ),
        rows=tuple(_shift_row(one, records, cited) for one in given),
        widths=(1.0, 1.7, 1.3, 1.5, 1.2, 2.6, 1.3),
    )


def _shift_row(one: Justification, records: Records, cited: CitedFigures) -> tuple[str, ...]:
    without, unsocial = claim_named(one, "without.total"), claim_named(one, "unsocial.shift")
    off_phone = dict.fromkeys(activity_word(b.activity) for b in one.blocks if is_off_phone(b))
    work = ", ".join([*one.pools, *off_phone])
    best = NOTHING
    if one.comparison.alternatives:
        other = one.comparison.alternatives[0]
        total = next(made for made in other.change if made.id.endswith(".total"))
        assert isinstance(total.value, int | float)
        best = f"{other.agent_id}: {cited.claim(total, signed(total.value))}"
    elif one.comparison.forbidden is not None:
        best = "none that keeps the hard rules"
    return (
        day_text(one.day),
        f"{clock_span(one.start, one.end)} {work}",
        NOTHING if without is None else cited.claim(without),
        best,
        NOTHING if unsocial is None else cited.claim(unsocial),
        " ".join(made.words for made in one.bound_by) or NOTHING,
        _review(records.get(one.id, NO_RECORDS)),
    )


def _review(mine: AllocationRecords) -> str:
    decision = mine.decision
    contested = ", contested" if mine.is_contested else ""
    if decision is None:
        return f"waiting{contested}"
    reason = f": {decision.text}" if decision.text else ""
    return f"{mine.state} by {decision.who} {decision.recorded_at:%Y-%m-%d}{reason}{contested}"


def claim_named(one: Justification, name: str) -> Claim | None:
    """Return a claim of a justification by its name; ``None`` where it has no such claim."""
    wanted = f"{one.id}/{name}"
    return next((made for made in one.claims() if made.id == wanted), None)


def shown_name(agent: Agent, *, names: bool) -> str:
    """Id of an agent, with the name where that is wanted."""
    return called(agent) if names else agent.agent_id
