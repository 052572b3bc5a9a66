"""Availability, day by day: what limits somebody, and a scenario with other limits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from allocator.domain.clock import WEEKDAYS
from allocator.domain.people import Availability
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.words import days_text, joined, spans_by_day, who
from allocator.rota.conflict.world import changed


def rows_of_day(scenario: Scenario, agent_id: str, day: dt.date) -> tuple[Availability, ...]:
    """Rows of availability that decide on a day: those for the date, its weekday or all days."""
    mine = scenario.availability_by_agent.get(agent_id, ())
    for wanted in (day.isoformat(), WEEKDAYS[day.weekday()], "all"):
        rows = tuple(row for row in mine if wanted in row.days.lower().split("|"))
        if rows:
            return rows
    return ()


def limits_of(
    scenario: Scenario, as_given: Scenario, agent_id: str
) -> Iterator[tuple[int, tuple[dt.date, ...], str]]:
    """Give number, days and words of each limit: days on which the same rows decide are one.

    Parameters
    ----------
    as_given
        The scenario before anything was changed: its rows make the groups and their numbers.
    """
    days_of_rows: defaultdict[tuple[Availability, ...], list[dt.date]] = defaultdict(list)
    for day in as_given.grid.days:
        given = rows_of_day(as_given, agent_id, day)
        if given:
            days_of_rows[given].append(day)
    for number, given_days in enumerate(days_of_rows.values(), 1):
        days = [day for day in given_days if rows_of_day(scenario, agent_id, day)]
        if not days:
            continue
        text = f"{who(scenario, agent_id)} {words_of_days(scenario, agent_id, days)}"
        yield number, tuple(days), text


def words_of_days(scenario: Scenario, agent_id: str, days: Iterable[dt.date]) -> str:
    """Say when somebody can work, and when not, of days that their rows limit."""
    spans = {
        day: tuple(
            (
                scenario.grid.at(day, row.available_from),
                scenario.grid.at(day, row.available_to),
            )
            for row in rows_of_day(scenario, agent_id, day)
            if row.available_from is not None and row.available_to is not None
        )
        for day in days
    }
    limited = {day: here for day, here in spans.items() if here}
    away = [day for day, here in spans.items() if not here]
    texts = [f"can work only {spans_by_day(scenario, limited)}"] if limited else []
    texts += [f"cannot work on {days_text(away)}"] if away else []
    return joined(texts)


def with_availability(
    scenario: Scenario,
    agent_id: str,
    spans: Mapping[dt.date, tuple[tuple[int, int], ...] | None],
) -> Scenario:
    """Copy a scenario with other availability of an agent on some days.

    Parameters
    ----------
    spans
        Clock minutes from and to, by day; ``None`` frees the day altogether. Other days of the
        week stay as they are, each now by a row of its own date.
    """
    rows: list[Availability] = []
    for day in scenario.grid.days:
        if day not in spans:
            rows += [
                row.model_copy(update={"days": day.isoformat()})
                for row in rows_of_day(scenario, agent_id, day)
            ]
            continue
        here = spans[day]
        if here is not None:
            rows += [
                Availability(
                    agent_id=agent_id,
                    days=day.isoformat(),
                    available_from=since,
                    available_to=until,
                )
                for since, until in here or [(None, None)]
            ]
    others = tuple(row for row in scenario.availability if row.agent_id != agent_id)
    return changed(scenario, availability=(*others, *rows))
