"""The log of a replan for a portfolio: what the system knows, and blanks for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from allocator.domain.findings import day_text, local_text
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.evidence.cited import CitedFigures
from allocator.evidence.criteria import Criterion
from allocator.evidence.paper import (
    Blank,
    Cell,
    Heading,
    Paper,
    Paragraph,
    Part,
    Place,
    SignaturePlace,
    Signatures,
    Table,
    blanks_of,
    with_words,
)
from allocator.evidence.person_parts import NOTHING, shown_name
from allocator.evidence.pseudonyms import Pseudonyms
from allocator.justify.change_reasons import ChangeReason
from allocator.justify.claim import Claim
from allocator.justify.replan_claims import NOTHING as DO_NOTHING
from allocator.justify.replan_claims import PUBLISHED
from allocator.justify.replan_log import ReplanLog
from allocator.justify.replan_words import CHOSEN_WORDS, OPTION_WORDS
from allocator.report.formats import number, signed

SIMULATED = "SIMULATED DATA"
Said = Callable[[str], str]
"""Writes a text as it may leave the centre: with names, or with ids for them."""

_PROMPTS = (
    ("situation", "What happened, and how you came to know of it"),
    ("task", "What you had to decide, and by when"),
    ("choice", "Why you chose this option and not another, with the references you rely on"),
    ("action", "What you did: whom you told, how they took it, what you did about it"),
    ("result", "What came of it on the day, against what was expected here"),
    ("learnt", "What you would do otherwise"),
)
_UNKNOWN = "none recorded"


def replan_report(
    scenario: Scenario,
    plan: Plan,
    log: ReplanLog,
    criteria: Sequence[Criterion],
    made_at: dt.datetime,
    *,
    names: bool = False,
    written: Mapping[str, str] | None = None,
) -> Paper:
    """Write the log of a replan as a paper; what belongs to people stays blank.

    Parameters
    ----------
    made_at
        By the clock of the machine, on the site's own clock.
    names
        Whether people are named beside their ids.
    written
        What was written into an earlier copy, by place; it is passed on as it is.
    """
    cited = CitedFigures(plan.summary.run_id)
    said: Said = str if names else _without_doubles(Pseudonyms(scenario.agents).text, scenario)
    body: list[Part] = [
        *_criteria(criteria),
        *_happened(scenario, log, said),
        *_weighed(scenario, log, cited),
        *_chosen(log, said),
        *_changes(scenario, log, cited, said, names=names),
        *_own_words(),
        *_signatures(made_at),
        Heading(1, "References"),
        Paragraph(
            "Each figure above has the reference in brackets. The command allocator cite with a "
            "reference gives its value, the run and how it is computed again."
        ),
        cited.sorts(),
    ]
    body = [with_words(part, written or {}) for part in body]
    blanks = sum(1 for _ in blanks_of(body))
    simulated = plan.summary.simulated_data or scenario.settings.simulated
    incomplete = f"INCOMPLETE: {blanks} places that people fill are blank" if blanks else ""
    now = log.now.astimezone(scenario.grid.zone)
    return Paper(
        title="Log of a replan",
        subtitle=f"{scenario.settings.site.name}, {day_text(now.date())} {now:%Y, %H:%M}",
        marks=tuple(filter(None, (SIMULATED if simulated else "", incomplete))),
        foot=f"Run {plan.summary.run_id} · allocator {plan.summary.version} · "
        f"made {made_at:%Y-%m-%d %H:%M} by the system’s clock",
        run_id=plan.summary.run_id,
        made_at_s=int(made_at.timestamp()),
        parts=(*_how_to_read(incomplete, simulated=simulated), *body),
        watermark=SIMULATED if simulated else "",
    )


def _without_doubles(text: Said, scenario: Scenario) -> Said:
    """Write ids for names, and ``H07`` for ``H07 (H07)``."""

    def said(told: str) -> str:
        plain = text(told)
        for agent in scenario.agents:
            one = agent.agent_id
            plain = plain.replace(f"{one} ({one})", one)
        return plain

    return said


def _how_to_read(incomplete: str, *, simulated: bool) -> list[Part]:
    state = incomplete or "Every place has words in it"
    parts: list[Part] = [Paragraph(f"{state}. The system never fills them.")]
    if simulated:
        parts.append(Paragraph(f"{SIMULATED}: no real centre and no real person stands behind it."))
    parts.append(
        Paragraph(
            "Each field says how it is known. Computed: worked out by the system, and checked by a "
            "second program. Imported: taken from the centre’s own files. Typed: written by a "
            "person. That somebody is away is stated, and never why."
        )
    )
    return parts


def _criteria(criteria: Sequence[Criterion]) -> list[Part]:
    return [
        Heading(1, "Criteria that this log serves"),
        Table(
            caption="Criteria (imported: the centre’s own table, or the one supplied)",
            columns=("Id", "Criterion", "Unit", "Shown by", "Who writes"),
            rows=tuple((c.id, c.criterion, c.unit, c.shown_by, c.who) for c in criteria),
            widths=(1.2, 3.0, 1.8, 1.9, 2.1),
        ),
    ]


def _happened(scenario: Scenario, log: ReplanLog, said: Said) -> list[Part]:
    def moment(at: dt.datetime) -> str:
        return local_text(at.astimezone(scenario.grid.zone))

    rows = [
        ("Moment of the replan", moment(log.now), "typed, or the system’s clock"),
        *(("What happened", said(line), "typed") for line in log.trigger),
        *(("What follows from it", said(line), "computed") for line in log.consequences),
        ("Changed from", f"{moment(log.join)} on; what was before it stands", "computed"),
        ("Plan that was published", f"run {log.published_run_id}", "computed"),
        ("Plan in its place", f"run {log.run_id}", "computed"),
        ("Recorded", log.created_at, "computed: the system’s clock"),
        *(
            (
                "Replanned before",
                f"{moment(one.now)}, {one.chosen} (run {one.run_id}): "
                + said("; ".join(one.trigger)),
                "computed",
            )
            for one in log.earlier
        ),
    ]
    return [
        Heading(1, "What happened"),
        Table("Trigger", ("Field", "Value", "How known"), tuple(rows), (2.2, 5.2, 2.2)),
    ]


def _weighed(scenario: Scenario, log: ReplanLog, cited: CitedFigures) -> list[Part]:
    names = [PUBLISHED, *(option.name for option in log.options if option.same_as is None)]
    heads = [_heading(name, log.chosen) for name in names]

    def row(what: str, name: str, shown: Callable[[Claim], str]) -> tuple[str, ...]:
        found = (log.claim(f"{option}/{name}") for option in names)
        return (
            what,
            *(NOTHING if made is None else cited.claim(made, shown(made)) for made in found),
        )

    late = [
        row("All queues", "simulated.total", _with_half),
        *(
            row(queue.name or queue.id, f"simulated.{queue.id}", _with_half)
            for queue in scenario.settings.queues
        ),
    ]
    others = [
        row("Change in late contacts", "change.total", _with_half_signed),
        row("People to tell", "people", lambda made: number(_value(made))),
        row("People who must agree", "agreements", lambda made: number(_value(made))),
        row("Shifts that are others", "shifts", lambda made: number(_value(made))),
        row("Hours moved", "hours.moved", lambda made: number(_value(made), 1)),
        row("Hours of overtime", "hours.overtime", lambda made: number(_value(made), 1)),
        row("Pay against doing nothing", "pay", lambda made: signed(_value(made), 2)),
        row("Price of change", "change_price", lambda made: number(_value(made), 1)),
        row("Objective and price, late contacts", "total", lambda made: number(_value(made), 1)),
    ]
    widths = (2.0, *(1.6 for _ in names))
    same = [f"{one.name} is the same rota as {one.same_as}" for one in log.options if one.same_as]
    return [
        Heading(1, "What was weighed"),
        Paragraph(" ".join(log.words[:2])),
        *([Paragraph(f"{'; '.join(same)}.")] if same else []),
        Table(
            caption="Contacts late or lost from then to the end of the plan, simulated on the same "
            "weeks, with half of the 95% interval (computed)",
            columns=("Queue", *heads),
            rows=tuple(late),
            widths=widths,
        ),
        Table(
            caption="What each option asks of people, and what it comes to (computed)",
            columns=("Measure", *heads),
            rows=tuple(one for one in others if any(cell != NOTHING for cell in one[1:])),
            widths=widths,
        ),
    ]


def _heading(name: str, chosen: str) -> str:
    words = {PUBLISHED: "As published", DO_NOTHING: "Nothing done"}.get(name, name.capitalize())
    return f"{words} (chosen)" if name == chosen else words


def _chosen(log: ReplanLog, said: Said) -> list[Part]:
    option = OPTION_WORDS.get(log.chosen, log.chosen)
    return [
        Heading(1, "What was chosen, by whom and why"),
        Paragraph(f"{log.chosen.capitalize()} ({option}), {CHOSEN_WORDS[log.chosen_as]}."),
        Paragraph(f"Chosen by (typed): {log.chosen_by or 'not recorded'}."),
        (
            Paragraph(f"Reason (typed): {said(log.reason)}")
            if log.reason
            else Blank("reason", "Reason for the choice", lines=3, writer="whoever chose")
        ),
    ]


def _changes(
    scenario: Scenario, log: ReplanLog, cited: CitedFigures, said: Said, *, names: bool
) -> list[Part]:
    if not log.changes:
        return [Heading(1, "Who was told"), Paragraph("Nothing changed: nobody had to be told.")]

    def who(change: ChangeReason) -> str:
        return shown_name(scenario.agent_by_id[change.agent_id], names=names)

    def by_when(change: ChangeReason) -> str:
        by = local_text(change.tell_by.astimezone(scenario.grid.zone))
        return f"{by}, {'at work' if change.how == 'at_work' else 'by a call'}"

    def claim(change: ChangeReason, name: str, show: Callable[[Claim], str]) -> str:
        made = next(c for c in change.claims if c.id.endswith(f"/{name}"))
        return cited.claim(made, show(made))

    before_after = tuple(
        (
            who(change),
            day_text(change.day),
            said(change.before),
            said(change.after),
            NOTHING
            if change.follows
            else claim(change, "worth.total", lambda made: signed(_value(made))),
            claim(change, "price", lambda made: number(_value(made), 1)),
        )
        for change in log.changes
    )
    told: tuple[tuple[Cell, ...], ...] = tuple(
        (
            who(change),
            f"{day_text(change.day)}: {said(change.change)}",
            by_when(change),
            claim(change, "notice", lambda made: number(_value(made), 1)),
            "needed" if change.needs_agreement else "not needed",
            Place(f"told.{change.id}", f"When {who(change)} was told", is_needed=False),
            Place(f"answer.{change.id}", f"What {who(change)} answered", is_needed=False),
        )
        for change in log.changes
    )
    return [
        Heading(1, "Each change, before and after"),
        Paragraph(
            "Worth: by how much the whole objective would be worse if this change alone were put "
            "back, nothing else moved, in late contacts; a dash where it follows from what "
            "happened. Price: of the change itself, by its notice."
        ),
        Table(
            caption="Changes (computed)",
            columns=("Person", "Day", "Before", "After", "Worth", "Price"),
            rows=before_after,
            widths=(1.3, 1.0, 2.6, 2.6, 1.2, 1.2),
        ),
        Heading(1, "Who was told"),
        Table(
            caption="Telling, the most urgent first (by when: computed; told and answer: typed)",
            columns=(
                "Person",
                "Change",
                "To be told by",
                "Notice, h",
                "Agreement",
                "Told",
                "Answer",
            ),
            rows=told,
            widths=(1.3, 2.6, 1.5, 1.1, 1.0, 1.2, 1.6),
        ),
    ]


def _own_words() -> list[Part]:
    return [
        Heading(1, "The learner’s own words"),
        Paragraph("Typed, by the learner alone. The system writes nothing here."),
        *(Blank(name, prompt, lines=5) for name, prompt in _PROMPTS),
    ]


def _signatures(made_at: dt.datetime) -> list[Part]:
    return [
        Heading(1, "Signatures"),
        Paragraph(
            "One role’s signature never stands in for another’s. This version was made "
            f"{made_at:%Y-%m-%d %H:%M} by the system’s clock."
        ),
        Signatures(
            (
                SignaturePlace("Learner", "The words in the learner’s places are mine", _UNKNOWN),
                SignaturePlace("Supervisor", "I approved the change of the plan", _UNKNOWN),
                SignaturePlace("Witness", "I saw the plan being adapted as it says here", _UNKNOWN),
                SignaturePlace("Assessor", "I have assessed this log", _UNKNOWN),
            )
        ),
    ]


def _value(made: Claim) -> float:
    return float(made.value) if isinstance(made.value, int | float) else 0.0


def _half(made: Claim) -> str:
    return "" if made.high is None else f" ± {number(made.high - _value(made), 1)}"


def _with_half(made: Claim) -> str:
    return f"{number(_value(made), 1)}{_half(made)}"


def _with_half_signed(made: Claim) -> str:
    return f"{signed(_value(made))}{_half(made)}"
