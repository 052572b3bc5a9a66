"""Events of the day as they are written, held against a scenario: whom and when they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import Event
from allocator.domain.findings import local_text
from allocator.domain.near_name import near_name
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.pipeline.find_person import find_person
from allocator.pipeline.replan.event_conflicts import conflicts
from allocator.store.event_forms import FORMS, WrittenEvent, written_file, written_option
from allocator.store.event_times import event_day, event_moment
from allocator.store.local_time import parse_moment
from allocator.store.plain_words import explain

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_ALL_QUEUES = "all"
_CLOCK_LETTERS = len("26:00")
_OWN_FIELD = {
    "agent": "agent_id",
    "with": "other_agent_id",
    "from": "start",
    "label": "event",
    "change": "change_share",
}
"""Fields of a model that are called otherwise where people write them."""
_MOST_TIMES = 3.0
"""A change of more than this without a % is taken for one that was meant in per cent."""


def read_now(scenario: Scenario, text: str, earlier: Disruption | None = None) -> dt.datetime:
    """Moment of a replan, as ``--now`` gives it.

    Raises
    ------
    InputError
        If it is no moment, after the plan's end or before the last replan.
    """
    grid = scenario.grid
    try:
        now = parse_moment(text.strip(), grid.zone)
    except ValueError as error:
        told = f"{error}; a time of this plan is {grid.days[0]}T08:10"
        raise InputError([_option_problem("--now", told, text)]) from error
    if now.timestamp() >= grid.end.timestamp():
        remedy = f"Give a moment before {local_text(grid.end)}."
        raise InputError.of("--now", "is after the end of the plan", remedy, text)
    if earlier is not None and now.timestamp() < earlier.now.timestamp():
        told = local_text(earlier.now)
        raise InputError.of(
            "--now",
            f"is before {told}, when this plan was replanned last",
            f"Give {told} or later: what was known then cannot be taken back.",
            text,
        )
    return now


def read_events(
    scenario: Scenario,
    published: Rota,
    now: dt.datetime,
    options: Sequence[str],
    file: Path | None = None,
    earlier: Disruption | None = None,
) -> tuple[Event, ...]:
    """Read the events of options and of a file, in this order.

    Parameters
    ----------
    published
        The rota as it stands: whose shift has begun may not have come to it.
    earlier
        What the last replan knew; ``None`` for the first.

    Raises
    ------
    InputError
        If anything is wrong with any of them: it holds all that is.
    """
    problems: list[InputProblem] = []
    written = [event for text in options if (event := written_option(text, problems)) is not None]
    if file is not None:
        written += written_file(file, problems)
    found: list[tuple[WrittenEvent, Event]] = []
    for each in written:
        event = _Reader(scenario, published, now, each, problems).event()
        if event is not None:
            found.append((each, event))
    problems += conflicts(scenario, found, earlier)
    if problems:
        raise InputError(problems)
    return tuple(event for _, event in found)


@dataclass
class _Reader:
    """Reads one event, and adds what is wrong with it to the problems."""

    scenario: Scenario
    published: Rota
    now: dt.datetime
    written: WrittenEvent
    problems: list[InputProblem]

    def event(self) -> Event | None:
        before = len(self.problems)
        fields: dict[str, Any] = {"kind": self.written.kind}
        self._people(fields)
        self._queues(fields)
        self._times(fields)
        self._numbers(fields)
        for name in ("then", "label"):
            if name in self.written.fields:
                fields[_OWN_FIELD.get(name, name)] = self.written.fields[name]
        if len(self.problems) > before:
            return None
        try:
            return _EVENT.validate_python(fields)
        except ValidationError as error:
            self.problems += [self._fault(fault) for fault in error.errors(include_url=False)]
            return None

    def _fault(self, fault: Any) -> InputProblem:
        names = {own: name for name, own in _OWN_FIELD.items()}
        fields = [part for part in fault["loc"] if part != self.written.kind]
        field = names.get(str(fields[0]), str(fields[0])) if fields else None
        message, remedy = explain(fault)
        return self.written.problem(field, message, remedy)

    def _add(self, field: str | None, message: str, remedy: str) -> None:
        self.problems.append(self.written.problem(field, message, remedy))

    def _people(self, fields: dict[str, Any]) -> None:
        for name in ("agent", "with"):
            asked = self.written.fields.get(name)
            if asked is None:
                continue
            found = find_person(self.scenario.agents, asked, self.written.place)
            if isinstance(found, InputProblem):
                self._add(name, found.message, found.remedy)
            else:
                fields[_OWN_FIELD[name]] = found

    def _queues(self, fields: dict[str, Any]) -> None:
        several = self.written.kind not in ("queue_down", "site_down")
        for name in ("queue", "to_queue"):
            asked = self.written.fields.get(name)
            if asked is None:
                continue
            if several and asked.strip().lower() == _ALL_QUEUES:
                continue
            names = asked.split("|") if several else [asked]
            ids = [found for one in names if (found := self._queue(name, one)) is not None]
            if several:
                fields["queues"] = tuple(dict.fromkeys(ids))
            elif ids:
                fields[name] = ids[0]

    def _queue(self, field: str, asked: str) -> str | None:
        queues = self.scenario.settings.queues
        forms = {form.lower(): q.id for q in queues for form in (q.id, q.name) if form}
        found = forms.get(asked.strip().lower())
        if found is None:
            near = near_name(asked.strip().lower(), forms)
            meant = f"Is {forms[near]} meant? " if near is not None else ""
            every = ", ".join(queue.id for queue in queues)
            self._add(
                field, f"{asked!r} is no queue of the scenario", f"{meant}Give one of {every}."
            )
        return found

    def _times(self, fields: dict[str, Any]) -> None:
        written, kind = self.written.fields, self.written.kind
        today = self.scenario.grid.operating_date(self.now)
        if kind in ("overtime", "swap", "late", "early_leave"):
            day = self._day("day", today)
            if day is None:
                return
            today = day
            if kind == "swap":
                other = self._day("other_day", today)
                fields |= {"day": day, "other_day": other}
            elif kind != "early_leave":
                fields["day"] = day
        if "at" in written:
            moment = self._moment("at", today, "start")
            if moment is not None and self._is_to_come("at", moment):
                fields["at"] = moment
        if "from" in FORMS[kind].fields:
            start = max(self.now, self.scenario.grid.start, key=dt.datetime.timestamp)
            if "from" in written:
                asked = self._moment("from", today, "start")
                if asked is None or not self._may_begin(asked):
                    return
                start = asked
            # 26:00 is of the same day as the 22:00 before it.
            is_of_today = ":" in written.get("from", "") and len(written["from"]) <= _CLOCK_LETTERS
            until = self._until(today if is_of_today else self.scenario.grid.operating_date(start))
            if until is not None and until.timestamp() <= start.timestamp():
                self._add(
                    "until" if "until" in written else None,
                    f"ends at {local_text(until)}, no later than it begins",
                    "Give a later until; two in the morning of the next day is 26:00.",
                )
            elif until is not None:
                fields |= {"start": start, "until": until}

    def _until(self, day: dt.date) -> dt.datetime | None:
        """End of a span; without one that of the operating day in which it begins."""
        if "until" in self.written.fields:
            moment = self._moment("until", day, "end")
            return moment if moment is not None and self._is_to_come("until", moment) else None
        return event_moment(self.scenario.grid, day.isoformat(), day, "end")

    def _day(self, field: str, today: dt.date) -> dt.date | None:
        text = self.written.fields.get(field)
        if text is None and today not in self.scenario.grid.days:
            remedy = f"Add {field}={self.scenario.grid.days[0].isoformat()} or a later day."
            self._add(field, "is missing, and today is no planned day", remedy)
            return None
        if text is None:
            return today
        try:
            day = event_day(self.scenario.grid, text)
        except ValueError as error:
            self._add(field, *_parts(error))
            return None
        now_day = self.scenario.grid.operating_date(self.now)
        if day < now_day:
            told = now_day.isoformat()
            self._add(field, f"is over: it is {local_text(self.now)}", f"Give {told} or later.")
            return None
        return day

    def _moment(
        self, field: str, day: dt.date, edge: Literal["start", "end"]
    ) -> dt.datetime | None:
        try:
            moment = event_moment(self.scenario.grid, self.written.fields[field], day, edge)
        except ValueError as error:
            self._add(field, *_parts(error))
            return None
        grid = self.scenario.grid
        if field != "until" and moment.timestamp() >= grid.end.timestamp():
            self._add(
                field,
                "is after the end of the plan",
                f"Give a time before {local_text(grid.end)}.",
            )
            return None
        if moment.timestamp() < grid.start.timestamp() and field != "until":
            self._add(
                field, "is before the planned days", f"Give {local_text(grid.start)} or later."
            )
            return None
        return moment

    def _is_to_come(self, field: str, moment: dt.datetime) -> bool:
        if moment.timestamp() >= self.now.timestamp():
            return True
        self._add(
            field,
            f"is in the past: it is {local_text(self.now)}",
            f"Give {local_text(self.now)} or later; --now says what time it is.",
        )
        return False

    def _may_begin(self, start: dt.datetime) -> bool:
        """Whether something may begin then: not before now, but for a shift not come to."""
        if start.timestamp() >= self.now.timestamp():
            return True
        asked = self.written.fields.get("agent")
        remedy = f"Give {local_text(self.now)} or later, or leave from out, which means now"
        if self.written.kind == "absence" and asked is not None:
            found = find_person(self.scenario.agents, asked, self.written.place)
            shifts = () if isinstance(found, InputProblem) else self.published.shifts(found)
            for shift in shifts:
                if shift.start.timestamp() == start.timestamp() and (
                    self.now.timestamp() < shift.end.timestamp()
                ):
                    return True
            remedy += "; of somebody who has not come to a shift that is on, give the time it began"
        self._add("from", f"is in the past: it is {local_text(self.now)}", f"{remedy}.")
        return False

    def _numbers(self, fields: dict[str, Any]) -> None:
        written = self.written.fields
        for name in ("share", "change"):
            if name not in written:
                continue
            text = written[name]
            try:
                share = _share(text)
            except ValueError:
                self._add(name, "is no share", "Give one such as 0.2 or 20%.")
                continue
            if name == "change" and abs(share) > _MOST_TIMES and "%" not in text:
                meant = f"{share:g}% or {share / 100:g}"
                self._add(name, "is a change of several hundred per cent", f"Write {meant}.")
            elif name == "share" and not 0 <= share <= 1:
                self._add(name, "is not from 0 to 1", "Give a share such as 0.6 or 60%.")
            else:
                fields[_OWN_FIELD.get(name, name)] = share
        for name in ("hours", "over_minutes"):
            if name in written:
                fields[name] = written[name]


def _share(text: str) -> float:
    """Share of ``0.2``, ``+0.2`` or ``+20%``."""
    plain = text.strip().replace("−", "-")
    return float(plain[:-1].strip()) / 100 if plain.endswith("%") else float(plain)


def _parts(error: ValueError) -> tuple[str, str]:
    message, _, remedy = str(error).partition("; ")
    return message, f"{remedy[:1].upper()}{remedy[1:]}."


def _option_problem(option: str, told: str, text: str) -> InputProblem:
    message, _, remedy = told.partition("; ")
    return InputProblem(option, message, f"{remedy[:1].upper()}{remedy[1:]}.", value=text)
