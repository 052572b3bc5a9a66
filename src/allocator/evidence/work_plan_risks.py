"""Risks of a week: what the plan itself shows, what was tested ahead, and room for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allocator.domain.contingency import Contingency, Loss, LossKind
from allocator.domain.findings import day_text
from allocator.evidence.paper import Heading, Paragraph, Part, Table
from allocator.evidence.week_figures import NOTHING, WeekFigures, hours, share
from allocator.evidence.work_plan_aims import own_rows
from allocator.report.formats import number, signed

_SHORT_DAYS = 5
_SINGLE_LOSSES, _PAIRS, _SKILLS = 8, 3, 5
_THIN_PEOPLE = 2
_STEPS = 3
_OWN_ROWS = 4

Words = Callable[[str], str]


def risks(week: WeekFigures, contingency: Contingency | None) -> list[Part]:
    """Risks with their contingency, and a table for the supervisor’s own."""
    return [
        Heading(1, "Risks and contingency"),
        _shown_by_plan(week),
        Heading(2, "Contingency: losses tested ahead"),
        *(_untested() if contingency is None else _tested(week, contingency)),
        Heading(2, "The supervisor’s own risks"),
        own_rows(
            "risk",
            "Own risks (typed by the supervisor; the first line at least)",
            (
                ("Risk", 2.8),
                ("How likely", 1.0),
                ("Effect", 1.8),
                ("What will be done, and when", 3.0),
                ("Who", 1.2),
            ),
            _OWN_ROWS,
            row_height_mm=14,
        ),
    ]


def _shown_by_plan(week: WeekFigures) -> Table:
    rows = [*_below_target(week), *_short_days(week), *_thin_queues(week), *_goals(week)]
    return Table(
        caption="Risks that the plan itself shows (computed)",
        columns=("Risk", "Figures", "What it means"),
        rows=tuple(rows)
        or (("None found", NOTHING, "No target missed, no day short, no queue held by a few"),),
        widths=(2.8, 2.6, 4.2),
    )


def _below_target(week: WeekFigures) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for row in week.plan.summary.queues:
        simulated = f"plan.json/simulation/{row.queue}/service_level_share"
        name = simulated if simulated in week.claims else f"plan.json/queues/{row.queue}/"
        name = name if name == simulated else f"{name}service_level_share"
        value = week.value(name)
        if value is None or value >= row.target_share:
            continue
        how = "simulated" if name == simulated else "expected"
        target = week.inline(f"scenario.yaml/queues/{row.queue}/target_share", share)
        rows.append(
            (
                f"{week.scenario.queue_by_id[row.queue].name or row.queue} misses its target",
                f"{how} {week.inline(name, share)}, target {target}",
                (
                    f"Of 100 contacts {number(100 * (row.target_share - value), 1)} fewer than "
                    f"wanted are in time{f' ({row.definition})' if row.definition else ''}"
                ),
            )
        )
    return rows


def _short_days(week: WeekFigures) -> list[tuple[str, str, str]]:
    found: list[tuple[float, str, str, str]] = []
    for day in week.scenario.grid.days:
        for pool in week.scenario.settings.pools:
            name = f"staffing.csv/{day}/{pool.id}/missing_hours"
            missing = week.value(name)
            if missing:
                found.append((missing, name, pool.name or pool.id, day_text(day)))
    found.sort(key=lambda one: -one[0])
    return [
        (
            f"Short of people: {pool}, {day}",
            f"{week.inline(name, hours)} h missing",
            (
                f"Of {week.inline(name.replace('missing', 'required'), hours)} h on the phone that "
                "the targets need there"
            ),
        )
        for _, name, pool, day in found[:_SHORT_DAYS]
    ]


def _thin_queues(week: WeekFigures) -> list[tuple[str, str, str]]:
    return [
        (
            f"{week.scenario.queue_by_id[queue].name or queue} rests on few",
            f"{week.inline(f'skills.csv/{queue}/people')} may take it",
            "One absence leaves it to one person or to nobody",
        )
        for queue, people in week.scenario.able_count.items()
        if people <= _THIN_PEOPLE
    ]


def _goals(week: WeekFigures) -> list[tuple[str, str, str]]:
    return [
        (
            f"The goal {goal.goal} of {week.person(goal.agent_id)} is late",
            (
                f"{week.inline(f'rota.csv/{goal.agent_id}/{goal.goal}/delivered_hours')} h of "
                f"{week.inline(f'rota.csv/{goal.agent_id}/{goal.goal}/owed_hours')} h"
            ),
            goal.reason or f"These days give less than they owe until {day_text(goal.due)}",
        )
        for goal in week.plan.summary.development
        if goal.status in ("behind", "cannot")
    ]


def _untested() -> list[Part]:
    return [
        Paragraph(
            "NOT TESTED. No loss of a person, a queue, seats or calm was tested ahead for this "
            "plan, so nothing can be said here of what it would do. allocator contingency tests "
            "the week, and allocator work-plan then states it."
        )
    ]


def _tested(week: WeekFigures, contingency: Contingency) -> list[Part]:
    words = week.words
    single = [loss for loss in contingency.losses if loss.kind is not LossKind.PAIR]
    shown = single[:_SINGLE_LOSSES]
    # Of each kind at least the worst, however far down it stands.
    for kind in (LossKind.QUEUE, LossKind.SEATS, LossKind.VOLUME):
        shown += [loss for loss in contingency.of_kind(kind)[:1] if loss not in shown]
    pairs = contingency.of_kind(LossKind.PAIR)[:_PAIRS]
    parts: list[Part] = [
        Paragraph(
            f"Tested by allocator contingency, version {contingency.version}, on "
            f"{contingency.created_at[:16].replace('T', ' ')}, seed {contingency.seed}: "
            f"{len(single)} single losses and {contingency.pairs_tested} pairs; the worst are "
            "shown, each under its name in contingency.json. Late contacts: answered after the "
            "target time or lost, by the model that the rota was priced with; in the plan there "
            f"are {number(contingency.plan_contacts, 1)} of "
            f"{number(contingency.offered_contacts)}. A response inside contracted hours moves "
            "people between queues, breaks and shifts; overtime is asked for, never imposed."
        ),
        _losses("Single losses, the most hurtful first (computed)", week, shown, words),
    ]
    if pairs:
        parts.append(_losses("Two people at once (computed)", week, pairs, words, is_kept=True))
    if contingency.skills:
        parts.append(_skills(week, contingency))
    parts += [Paragraph(words(note)) for note in contingency.notes]
    return parts


def _losses(
    caption: str, week: WeekFigures, losses: Sequence[Loss], words: Words, *, is_kept: bool = False
) -> Table:
    return Table(
        caption=caption,
        columns=(
            "What is lost",
            "More late contacts, nothing done",
            "With a response inside hours",
            "With overtime too",
            "Hurts most",
            "First response",
        ),
        rows=tuple(_loss_row(week, loss, words) for loss in losses),
        widths=(1.7, 1.3, 1.1, 1.1, 1.4, 4.8),
        is_kept=is_kept,
    )


def _loss_row(week: WeekFigures, loss: Loss, words: Words) -> tuple[str, ...]:
    name = f"contingency.json/{loss.id}"
    extra = week.inline(f"{name}/nothing_done", signed)
    if loss.simulated is not None:
        extra += (
            f"\nsimulated {signed(loss.simulated.extra_contacts)} "
            f"({signed(loss.simulated.low_contacts)} to {signed(loss.simulated.high_contacts)})"
        )
    return (
        f"{_sentence(words(loss.words))}\n{loss.id}",
        extra,
        week.inline(f"{name}/inside_hours", signed),
        week.inline(f"{name}/with_overtime", signed),
        (
            f"{week.scenario.queue_by_id[loss.worst_queue].name or loss.worst_queue}, "
            f"{signed(loss.worst_queue_extra_contacts)}\n{day_text(loss.worst_day)}, "
            f"{signed(loss.worst_day_extra_contacts)}"
        ),
        _steps(loss, words),
    )


def _steps(loss: Loss, words: Words) -> str:
    if not loss.has_response:
        return "none prepared"
    if not loss.steps:
        return "none that is worth its price"
    best = sorted(loss.steps, key=lambda step: -step.saved_contacts)[:_STEPS]
    lines = [
        f"{day_text(step.day)}: {words(step.words)} (saves {number(step.saved_contacts, 1)})"
        for step in loss.steps
        if step in best
    ]
    more = len(loss.steps) - len(lines)
    return "\n".join([*lines, *([f"and {more} more"] if more else [])])


def _skills(week: WeekFigures, contingency: Contingency) -> Table:
    skills, seed = contingency.skills[:_SKILLS], contingency.seed
    return Table(
        caption="Where one more skill would help most, in late contacts fewer in a week like this "
        "(computed; estimated: only the person changes queues; searched: everybody may move)",
        columns=("Skill", "Estimated", "Searched", "Two searches lie apart by"),
        rows=tuple(
            (
                _sentence(week.words(skill.words)),
                week.inline(f"contingency.json/{skill.id}/estimated", _tenth),
                week.inline(f"contingency.json/{skill.id}/searched_seed_{seed}", _tenth),
                week.inline(f"contingency.json/{skill.id}/apart_seed_{seed}", _tenth),
            )
            for skill in skills
        ),
        widths=(5, 1.5, 1.5, 2),
    )


def _tenth(value: float) -> str:
    return number(value, 1)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
