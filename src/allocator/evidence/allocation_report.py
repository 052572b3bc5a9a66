"""The allocation report for a portfolio: what the system knows, and blanks for the learner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from allocator.domain.plan import Plan
from allocator.domain.record import AllocationRecords, PublicationState, RecordKind
from allocator.domain.scenario import Scenario
from allocator.evidence.cited import CitedFigures
from allocator.evidence.criteria import Criterion
from allocator.evidence.learner_places import learner_places, signatures
from allocator.evidence.paper import Blank, Heading, Paper, Paragraph, Part, Table, with_words
from allocator.evidence.person_parts import (
    NO_RECORDS,
    NOTHING,
    Records,
    claim_named,
    person_parts,
    shown_name,
)
from allocator.evidence.plan_tables import plan_parts
from allocator.evidence.pseudonyms import Pseudonyms
from allocator.justify.claim import Claim
from allocator.justify.justification import Justification
from allocator.justify.ledger import FairnessLedger
from allocator.report.formats import date_range, number

SIMULATED = "SIMULATED DATA"


def allocation_report(
    scenario: Scenario,
    plan: Plan,
    justifications: Sequence[Justification],
    records: Records,
    criteria: Sequence[Criterion],
    headlines: Sequence[Claim],
    made_at: dt.datetime,
    *,
    names: bool = False,
    written: Mapping[str, str] | None = None,
) -> Paper:
    """Write the report; what belongs to the learner stays blank.

    Parameters
    ----------
    headlines
        Claims of ``plan.json``.
    made_at
        By the clock of the machine, on the site's own clock.
    names
        Whether people are named beside their ids.
    written
        What the learner wrote into an earlier copy, by place; it is passed on as it is.
    """
    cited = CitedFigures(plan.summary.run_id)
    records = records if names else _without_names(scenario, records)
    body: list[Part] = [
        *_criteria(criteria),
        *plan_parts(scenario, plan, headlines, cited),
        *person_parts(scenario, justifications, records, cited, names=names),
        *_fairness(scenario, plan, justifications, cited, names=names),
        *_records(justifications, records),
        *learner_places(),
        *signatures(justifications, records, made_at),
        Heading(1, "References"),
        Paragraph(
            "Each figure above has the reference in brackets. The command allocator cite with a "
            "reference gives its value, the run and how it is computed again."
        ),
        cited.table(),
    ]
    body = [with_words(part, written or {}) for part in body]
    blanks = sum(isinstance(part, Blank) and not part.text for part in body)
    simulated = plan.summary.simulated_data or scenario.settings.simulated
    incomplete = f"INCOMPLETE: {blanks} places of the learner are blank" if blanks else ""
    marks = tuple(filter(None, (SIMULATED if simulated else "", incomplete)))
    return Paper(
        title="Allocation report",
        subtitle=f"{scenario.settings.site.name}, "
        f"{date_range(scenario.grid.days[0], scenario.grid.days[-1])}",
        marks=marks,
        foot=f"Run {plan.summary.run_id} · allocator {plan.summary.version} · "
        f"made {made_at:%Y-%m-%d %H:%M} by the system’s clock",
        run_id=plan.summary.run_id,
        made_at_s=int(made_at.timestamp()),
        parts=(*_how_to_read(incomplete, simulated=simulated), *body),
        watermark=SIMULATED if simulated else "",
    )


def _how_to_read(incomplete: str, *, simulated: bool) -> list[Part]:
    state = incomplete or "Every place of the learner has words in it"
    parts: list[Part] = [Paragraph(f"{state}. The system never fills them.")]
    if simulated:
        parts.append(Paragraph(f"{SIMULATED}: no real centre and no real person stands behind it."))
    parts.append(
        Paragraph(
            "Each field says how it is known. Computed: worked out by the system, and checked by a "
            "second program. Imported: taken from the centre’s own files. Typed: written by a "
            "person, who is named, or left for the learner. What a person cannot work is shown by "
            "its effect on the rota; causes are not known to the system."
        )
    )
    return parts


def _criteria(criteria: Sequence[Criterion]) -> list[Part]:
    return [
        Heading(1, "Criteria that this report serves"),
        Table(
            caption="Criteria (imported: the centre’s own table, or the one supplied)",
            columns=("Id", "Criterion", "Unit", "Shown by", "Who writes"),
            rows=tuple((c.id, c.criterion, c.unit, c.shown_by, c.who) for c in criteria),
            widths=(1.2, 3.0, 1.8, 1.9, 2.1),
        ),
    ]


def _fairness(
    scenario: Scenario,
    plan: Plan,
    justifications: Sequence[Justification],
    cited: CitedFigures,
    *,
    names: bool,
) -> list[Part]:
    ledger = FairnessLedger.of(scenario, plan.rota)
    first = {one.agent_id: one for one in reversed(justifications)}

    def shown(agent_id: str, name: str, value: float | None, decimals: int = 3) -> str:
        text = NOTHING if value is None else number(value, decimals)
        made = claim_named(first[agent_id], name) if agent_id in first else None
        return text if made is None else cited.claim(made, text)

    rows = tuple(
        (
            shown_name(scenario.agent_by_id[burden.agent_id], names=names),
            shown(burden.agent_id, "unsocial.before", burden.unsocial_before_hours, 2),
            shown(burden.agent_id, "unsocial.week", burden.week_hours, 2),
            shown(burden.agent_id, "burden.before", burden.before_share),
            shown(burden.agent_id, "burden.after", burden.after_share),
            shown(burden.agent_id, "unsocial.above_fair", ledger.above_fair_hours(burden), 2),
        )
        for burden in ledger.burdens
    )
    team = ledger.team_after_share
    return [
        Heading(1, "Fairness ledger"),
        Paragraph(
            "Burden: weighted unsocial hours over contracted hours, pro rata, on a ledger that "
            "carries over weeks; the heaviest first."
            + (f" The team’s burden after is {number(team, 3)}, the fair share." if team else "")
        ),
        Table(
            caption="Unsocial hours before and after (brought along: imported; all else computed)",
            columns=(
                "Person",
                "Brought along, h",
                "These days, h",
                "Burden before",
                "Burden after",
                "Above fair share, h",
            ),
            rows=rows,
            widths=(1.6, 1.6, 1.6, 1.6, 1.6, 1.6),
        ),
    ]


def _without_names(scenario: Scenario, records: Records) -> Records:
    """Write ids for the names in recorded words; who decided is named all the same."""
    pseudonyms = Pseudonyms(scenario.agents)
    return {
        name: AllocationRecords(
            tuple(
                record.model_copy(update={"text": pseudonyms.text(record.text)})
                for record in mine.records
            )
        )
        for name, mine in records.items()
    }


def _records(justifications: Sequence[Justification], records: Records) -> list[Part]:
    found = [records.get(one.id, NO_RECORDS) for one in justifications]
    counts = {state: sum(mine.state is state for mine in found) for state in PublicationState}
    said = [
        (record.recorded_at, record)
        for mine in found
        for record in mine.records
        if record.kind is not RecordKind.REVIEW
    ]
    parts: list[Part] = [
        Heading(1, "Review and responses"),
        Paragraph(
            f"Of {len(found)} allocations "
            + ", ".join(f"{number_of} are {state}" for state, number_of in counts.items())
            + ". Decisions and words are typed by those named; moments are the system’s."
        ),
    ]
    if said:
        parts.append(
            Table(
                caption="Responses and contests (typed)",
                columns=("Moment (computed)", "Allocation", "Kind", "Words"),
                rows=tuple(
                    (f"{at:%Y-%m-%d %H:%M}", r.allocation_id, str(r.kind), r.text)
                    for at, r in sorted(said, key=lambda one: one[0])
                ),
                widths=(1.6, 1.8, 1, 5),
            )
        )
    return parts
