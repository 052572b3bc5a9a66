"""How a contradiction speaks: people first, then times and amounts as a supervisor writes them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from allocator.domain.clock import format_clock
from allocator.domain.findings import day_text, duration_text, local_text
from allocator.domain.people import Adjustment, PlannedActivity
from allocator.domain.scenario import Scenario, Span
from allocator.rules import registry
from allocator.rules.card import spoken

_UNITS = ("_minutes", "_hours", "_days")
_MOST_NAMES = 6


def who(scenario: Scenario, agent_id: str) -> str:
    """Name of an agent with the id: ``Asha (A07)``; the id alone where that is the name."""
    name = scenario.agent_by_id[agent_id].name
    return agent_id if name == agent_id else f"{name} ({agent_id})"


def who_all(scenario: Scenario, agent_ids: Sequence[str]) -> str:
    """Names of agents joined by commas and ``and``; of many the first few and their number."""
    named = [who(scenario, agent_id) for agent_id in agent_ids[:_MOST_NAMES]]
    if len(agent_ids) > _MOST_NAMES:
        named.append(f"{len(agent_ids) - _MOST_NAMES} others")
    return joined(named)


def joined(parts: Sequence[str]) -> str:
    """Join parts by commas and ``and``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def span_text(scenario: Scenario, start: dt.datetime, end: dt.datetime) -> str:
    """Span on the site's clock: ``Tue 3 Mar 08:00–16:00``, its end's day only where another."""
    zone = scenario.grid.zone
    since, until = start.astimezone(zone), end.astimezone(zone)
    last = f"{until:%H:%M}" if since.date() == until.date() else local_text(until)
    return f"{local_text(since)}–{last}"


def days_text(days: Iterable[dt.date]) -> str:
    """Dates joined by commas."""
    return ", ".join(day_text(day) for day in days)


def clock_span(first: int, last: int) -> str:
    """Clock times from minutes after midnight: ``08:00–16:00``."""
    return f"{format_clock(first)}–{format_clock(last)}"


def spans_by_day(scenario: Scenario, spans: Mapping[dt.date, Sequence[Span]]) -> str:
    """Days with like spans together: ``08:00–18:00 on Mon 2 Mar, Tue 3 Mar``."""
    alike: defaultdict[str, list[dt.date]] = defaultdict(list)
    for day, here in spans.items():
        text = " and ".join(
            f"{since.astimezone(scenario.grid.zone):%H:%M}–"
            f"{format_clock(_minutes_after(scenario, day, until))}"
            for since, until in here
        )
        alike[text].append(day)
    return "; ".join(f"{text} on {days_text(days)}" for text, days in alike.items())


def _minutes_after(scenario: Scenario, day: dt.date, moment: dt.datetime) -> int:
    local = moment.astimezone(scenario.grid.zone)
    return (local.date() - day).days * 1440 + local.hour * 60 + local.minute


def hours_text(hours: float) -> str:
    """Hours without needless decimals: ``37.5 h``."""
    return f"{round(hours, 2):g} h"


def activity_when(scenario: Scenario, row: PlannedActivity) -> str:
    """Say when an activity is: ``on Mon 2 Mar 10:00``, or between which times."""
    if row.start is not None:
        return f"on {local_text(row.start.astimezone(scenario.grid.zone))}"
    if row.earliest is not None and row.latest is not None:
        return f"between {span_text(scenario, row.earliest, row.latest)}"
    return "in the week"


def adjustment_text(row: Adjustment) -> str:
    """Say what was agreed: ``end not after 18:00``, ``at most 4 days in a row``."""
    value = adjustment_value_text(row)
    return {
        "start_not_before": f"start not before {value}",
        "end_not_after": f"end not after {value}",
        "longest_shift_minutes": f"shifts of at most {value}",
        "days_in_a_row_max": f"at most {value} days in a row",
        "days_in_week_max": f"at most {value} days in the week",
        "unbroken_work_minutes_max": f"at most {value} of work without a rest",
        "only_queues": f"only the queue{'s' * (len(row.queues) > 1)} {value}",
    }[row.kind]


def adjustment_value_text(row: Adjustment) -> str:
    """Value of what was agreed with its unit, as a sentence has it."""
    if row.kind in ("longest_shift_minutes", "unbroken_work_minutes_max"):
        return duration_text(row.number)
    return ", ".join(row.queues) if row.kind == "only_queues" else row.value


def rule_text(scenario: Scenario, rule_id: str) -> str:
    """Title of a rule with the parameters that it has here: ``Rest between … (rest 11 h)``."""
    card = registry.card(rule_id)
    parameters = card.with_overrides(scenario.settings.rules[rule_id]).model_dump()
    figures: list[str] = []
    for name, value in parameters.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        label = name
        for unit in _UNITS:
            label = label.removesuffix(unit)
        figures.append(f"{label.replace('_', ' ')} {spoken(name, value)}")
    shown = f" ({', '.join(figures)})" if figures else ""
    law = ", by law" if card.basis == "law" else ""
    return f"{card.title}{shown}{law}"


__all__ = [
    "activity_when",
    "adjustment_text",
    "adjustment_value_text",
    "clock_span",
    "day_text",
    "days_text",
    "duration_text",
    "hours_text",
    "joined",
    "local_text",
    "rule_text",
    "span_text",
    "spans_by_day",
    "who",
    "who_all",
]
