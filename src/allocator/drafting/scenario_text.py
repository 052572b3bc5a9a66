"""Text of a first ``scenario.yaml``, with the reason beside every choice."""

from __future__ import annotations

import json
from collections.abc import Sequence

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.drafting.break_menu import breaks_for
from allocator.drafting.draft import Draft, interval_over
from allocator.drafting.rules_and_prices import prices_lines, rules_lines
from allocator.drafting.shift_menu import Kind
from allocator.drafting.unsocial_spans import unsocial_hours

SHRINKAGE_SHARE = 0.1
DEFAULT_PATIENCE_S = 180


def scenario_yaml(draft: Draft) -> str:
    """Text of ``scenario.yaml``."""
    sections = (
        _head(draft),
        _site(draft),
        _opening_hours(draft),
        _queues(draft),
        _shrinkage(),
        _patterns(draft),
        _breaks(draft),
        _contracts(draft),
        _unsocial(draft),
        rules_lines(draft.menu.days_max),
        prices_lines(),
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _head(draft: Draft) -> list[str]:
    lines = [
        f"# {draft.name}: a first scenario, made from your answers. It can be planned as it is.",
        "# Every choice has its reason beside it. What nobody told is assumed, and marked ASSUMED.",
        "#",
        "# What to change next, the most telling first:",
    ]
    steps: list[str] = []
    if draft.volumes.source == "per_day":
        steps.append(
            "volumes.csv: the course of the day is ASSUMED. Replace it by your own records: "
            "allocator import YOUR-EXPORT --out history.csv, then remove volumes.csv."
        )
    elif draft.volumes.source == "table":
        steps.append(
            "volumes.csv holds one typical week; some weeks of records in history.csv forecast "
            "better (allocator import)."
        )
    steps += [
        "shrinkage_share: your own figure for time lost to sickness, systems and the like.",
        "skills.csv: everybody takes every queue at level 2; say who cannot, and who is expert.",
        "shift_patterns: starts and lengths that your people really have.",
        (
            "Tables to add beside this file: availability.csv (who can work when), leave.csv, "
            "adjustments.csv (what is agreed with whom), activities.csv (training and meetings), "
            "requests.csv (wishes). Their columns are in docs/scenario-format.md."
        ),
        "queues: targets, floors and weights, if some contacts matter more than others.",
    ]
    for number, step in enumerate(steps, start=1):
        lines += _wrapped(step, f"#  {number}. ", "#     ")
    lines += ["", f"name: {_text(_title(draft))}", "simulated: false"]
    return lines


def _site(draft: Draft) -> list[str]:
    step = interval_over(draft.volumes.interval_minutes)
    lines = [
        "site:",
        f"  name: {_text(draft.name)}",
        f"  time_zone: {draft.time_zone}",
        "",
        "week:",
        f"  start: {draft.week_start}              # a {draft.week_start:%A}; any weekday will do",
        "  days: 7",
    ]
    if draft.day_starts_at:
        lines.append(
            f'  day_starts_at: "{format_clock(draft.day_starts_at)}"         # work after midnight '
            "and before this belongs to the day before"
        )
    why = "shifts, breaks and blocks begin on quarter-hours"
    if step != 15:
        why = "what divides both the shifts' quarter-hours and the records' intervals"
    lines += [
        "",
        f"interval_minutes: {step}             # {why}",
        (
            f"history_interval_minutes: {draft.volumes.interval_minutes}     "
            f"# how {draft.volumes.file} was counted"
        ),
    ]
    return lines


def _opening_hours(draft: Draft) -> list[str]:
    lines = ["# When contacts are taken; a day that is not named is closed."]
    if draft.day_starts_at and draft.spans[0].close - draft.spans[0].open == 1440:
        lines += [
            "# Open all day, every day: each operating day runs from six to six (30:00 is six the",
            "# next morning), so that a night shift over midnight belongs to one day.",
        ]
    elif draft.day_starts_at:
        lines.append("# 26:00 is two o'clock the next morning.")
    if draft.outside_share >= 0.005:
        lines += _wrapped(
            f"{draft.outside_share:.1%} of the recorded contacts came outside these hours and are "
            "not planned for.",
            "# ",
            "# ",
        )
    lines.append("opening_hours:")
    lines += [
        f"  - {{days: {_days(span.days)}, open: {_clock(span.open)}, close: {_clock(span.close)}}}"
        for span in draft.spans
    ]
    return lines


def _queues(draft: Draft) -> list[str]:
    share, seconds = draft.target_share, draft.target_s
    lines = _wrapped(
        f"Target: {share:.0%} of all contacts offered answered within {seconds:g} s. Floor: half "
        "of each day's contacts in time; a day below it is priced steeply. All queues weigh the "
        "same.",
        "# ",
        "# ",
    )
    lines.append("queues:")
    lines += [
        f"  - {{id: {queue.id}, name: {_text(queue.name)}, target_share: {share:g}, "
        f"target_s: {seconds:g}, floor_share: 0.5, weight: 1}}"
        for queue in draft.queues
    ]
    seats = (
        "No limit of seats was given: add seats: 12, say, where desks are few"
        if draft.seats is None
        else "Seats: the most people on the phone at once"
    )
    limit = "" if draft.seats is None else f", seats: {draft.seats}"
    lines += [
        "",
        "# One pool, since everybody takes every queue.",
        f"# {seats}.",
        "# 90% is the most of an agent's time on the phone that need may count on.",
        "pools:",
        (
            f"  - {{id: everyone, name: Everyone, queues: [{', '.join(q.id for q in draft.queues)}]"
            f"{limit}, max_occupancy_share: 0.9}}"
        ),
    ]
    return lines


def _shrinkage() -> list[str]:
    return [
        "# ASSUMED: one tenth of the time on the phone that the rota places is lost to sickness,",
        "# wrap-up beyond the handling time and short absences. Not breaks and leave: the rota",
        "# places those.",
        f"shrinkage_share: {SHRINKAGE_SHARE:g}",
        "",
        "# ASSUMED, where the records do not tell: how long callers wait before they give up.",
        f"default_patience_s: {DEFAULT_PATIENCE_S}",
    ]


def _patterns(draft: Draft) -> list[str]:
    lines = [
        "# Shifts that may be given: any start from start_from to start_to in half-hours and any",
        "# length from shortest to longest, inside the opening hours. ASSUMED: long shifts of 7 to",
        "# 9 hours, short ones of 4 to 6 1/2. Fewer choices make steadier weeks and longer waits.",
        "shift_patterns:",
    ]
    for pattern in draft.menu.patterns:
        every = (
            ""
            if pattern.length_every_minutes == 30
            else f", length_every_minutes: {pattern.length_every_minutes}"
        )
        lines += [
            f"  # {pattern.comment}",
            (
                f"  - {{id: {pattern.id}, days: {_days(pattern.days)}, "
                f"start_from: {_clock(pattern.start_from)}, start_to: {_clock(pattern.start_to)},"
            ),
            (
                f"     shortest_minutes: {pattern.shortest_minutes}, "
                f"longest_minutes: {pattern.longest_minutes}{every}}}"
            ),
        ]
    return lines


def _breaks(draft: Draft) -> list[str]:
    choices = breaks_for(
        (minutes for one in draft.menu.patterns for minutes in one.lengths),
        lunch_paid=draft.menu.lunch_paid,
    )
    if not choices:
        return ["# No shift is longer than three hours: no breaks."]
    lunch = "an unpaid half-hour for lunch"
    if draft.menu.lunch_paid:
        lunch = "a half-hour for lunch, paid because the contracted hours do not fit otherwise,"
    lines = [
        *_wrapped(
            f"ASSUMED breaks: a paid quarter-hour every few hours, and {lunch} in shifts over six "
            "hours. Windows are counted in minutes from the shift's start.",
            "# ",
            "# ",
        ),
        "break_plans:",
    ]
    for choice in choices:
        lines += [
            f"  - id: {choice.id}".ljust(34) + f"# {choice.comment}",
            f"    shift_over_minutes: {choice.over_minutes}",
            f"    shift_up_to_minutes: {choice.up_to_minutes}",
            "    breaks:",
            *(f"      - {{{item}}}" for item in choice.breaks),
        ]
    return lines


def _contracts(draft: Draft) -> list[str]:
    menu = draft.menu
    lines = [
        "# Who may be given which shifts. Everybody's weekly hours in agents.csv can be made of",
        f"# these shifts on {menu.days_max} days or fewer, exactly unless a tolerance is given.",
        "contracts:",
    ]
    for kind, patterns in menu.patterns_of.items():
        lines.append(
            f"  - {{id: {kind.id}, patterns: [{', '.join(patterns)}], "
            f"tolerance_minutes: {kind.tolerance_minutes}}}  # {_hours_of(draft, kind)}"
        )
    return lines


def _hours_of(draft: Draft, kind: Kind) -> str:
    hours = sorted(hours for hours, own in draft.menu.contract_of.items() if own == kind)
    text = f"{', '.join(f'{one:g}' for one in hours)} h a week"
    if kind.tolerance_minutes:
        text += ", no whole quarter-hours: kept to the nearest one"
    return text


def _unsocial(draft: Draft) -> list[str]:
    found = unsocial_hours(draft.spans)
    if not found:
        return ["# No opening hours fall into evenings, nights or weekends: none are unsocial."]
    lines = [
        "# ASSUMED: evenings from 20:00, early mornings and weekends count once, nights twice.",
        "# They are shared by contracted hours; ledger.csv can tell what each has carried so far.",
        "unsocial:",
    ]
    lines += [
        f"  - {{days: {_days(one.days)}, start: {_clock(one.start)}, end: {_clock(one.end)}, "
        f"weight: {one.weight}}}"
        for one in found
    ]
    return lines


def _title(draft: Draft) -> str:
    return f"{draft.name}, week of {draft.week_start.day} {draft.week_start:%B %Y}"


def _days(days: Sequence[str]) -> str:
    return f"[{', '.join(day for day in WEEKDAYS if day in days)}]"


def _clock(minutes: int) -> str:
    return f'"{format_clock(minutes)}"'


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _wrapped(text: str, first: str, others: str, width: int = 100) -> list[str]:
    lines: list[str] = []
    line = first
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line.rstrip())
            line = others
        line += word + " "
    return [*lines, line.rstrip()]
