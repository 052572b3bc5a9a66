"""The question "why not that one?": whom, when and where it is about, and its pins."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass

from allocator.domain.near_name import near_name
from allocator.domain.people import Pin
from allocator.domain.people_names import called
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.justify.wording import activity_word
from allocator.pipeline.find_moment import find_moment
from allocator.pipeline.find_person import find_person
from allocator.rota.conflict.world import changed
from allocator.store.local_time import parse_date

_MOST_NAMED = 3


@dataclass(frozen=True)
class Asked:
    """The options of a question, as they were given."""

    agent: str
    instead_of: str | None = None
    at: str | None = None
    day: str | None = None
    queue: str | None = None


def question_of(scenario: Scenario, rota: Rota, asked: Asked) -> ComparedQuestion:
    """Read a question about a rota.

    Raises
    ------
    InputError
        If a person, moment, day or queue is not known, or the question contradicts itself.
    """
    problems: list[InputProblem] = []
    agent_id = _person(scenario, asked.agent, "--agent", problems)
    other_id = None
    if asked.instead_of is not None:
        other_id = _person(scenario, asked.instead_of, "--instead-of", problems)
        if asked.at is None:
            problems.append(
                InputProblem(
                    "--instead-of",
                    "needs a moment",
                    "Add --at with a date and time, or leave it out.",
                    value=asked.instead_of,
                )
            )
        elif other_id and other_id == agent_id:
            problems.append(
                InputProblem(
                    "--instead-of",
                    "is the same person",
                    "Name somebody else.",
                    value=asked.instead_of,
                )
            )
    queue = find_queue(scenario, asked.queue, problems)
    if (asked.at is None) == (asked.day is None):
        problems.append(
            InputProblem(
                "--at" if asked.at is None else "--day",
                "one of --at and --day is needed, and not both",
                f"Add --day {scenario.grid.days[0].isoformat()}, or --at with a time.",
            )
        )
    start = None if asked.at is None else interval_start(scenario, asked.at, problems)
    day = None if asked.day is None else _day(scenario, asked.day, problems)
    if problems:
        raise InputError(problems)
    assert agent_id is not None
    if start is not None:
        return _of_moment(scenario, rota, agent_id, other_id, start, queue)
    assert day is not None
    number = scenario.grid.days.index(day)
    return ComparedQuestion(
        agent_id=agent_id,
        day=day,
        start=scenario.grid.day_starts[number],
        end=scenario.grid.day_starts[number + 1],
        is_moment=False,
        queue=queue,
    )


def _of_moment(
    scenario: Scenario,
    rota: Rota,
    agent_id: str,
    other_id: str | None,
    start: dt.datetime,
    queue: str | None,
) -> ComparedQuestion:
    grid = scenario.grid
    displaced = None
    if other_id is not None:
        block = block_at(rota, other_id, start)
        if block is None or not block.is_on_phone:
            raise InputError([_not_on_phone(scenario, rota, other_id, block, start)])
        if queue is not None and queue not in block.queues:
            who = called(scenario.agent_by_id[other_id])
            message = f"{who} is logged into {', '.join(block.queues)} then"
            remedy = f"Give one of these, or leave --queue or --instead-of {other_id} out."
            raise InputError([InputProblem("--queue", message, remedy, value=queue)])
        displaced = block.queues[0]
        able = [q for q in block.queues if _can_take(scenario, agent_id, q)]
        queue = queue or (able or list(block.queues))[0]
    return ComparedQuestion(
        agent_id=agent_id,
        instead_of=other_id,
        day=grid.operating_date(start),
        start=start,
        end=grid.moment(grid.index(start) + 1),
        is_moment=True,
        queue=queue,
        displaced_queue=displaced,
    )


def _can_take(scenario: Scenario, agent_id: str, queue: str) -> bool:
    return queue in scenario.usable_queues(agent_id, scenario.pool_of_queue[queue])


def pins_of(question: ComparedQuestion) -> tuple[Pin, ...]:
    """Pins that force what is asked about: the first is the agent's, a second the other's."""
    mine = Pin(
        agent_id=question.agent_id,
        start=question.start,
        end=question.end,
        kind="on_phone" if question.is_moment else "any_shift",
        queue=question.queue,
    )
    if question.instead_of is None:
        return (mine,)
    other = Pin(
        agent_id=question.instead_of,
        start=question.start,
        end=question.end,
        kind="off_phone",
        queue=question.displaced_queue,
    )
    return (mine, other)


def with_pins(scenario: Scenario, pins: tuple[Pin, ...]) -> Scenario:
    """Return the scenario with further pins that bind."""
    settings = scenario.settings
    rules = {**settings.rules}
    rules.setdefault("pins", {})
    bound = settings.model_copy(update={"rules": rules})
    return changed(scenario, settings=bound, pins=(*scenario.pins, *pins))


def comparison_id(question: ComparedQuestion) -> str:
    """Name of the folder of a question's answer: readable, and the same whenever it is asked."""
    parts = [question.agent_id]
    if question.instead_of is not None:
        parts += ["for", question.instead_of]
    parts.append(f"{question.start:%Y%m%dT%H%M}" if question.is_moment else f"{question.day}")
    if question.queue is not None:
        parts.append(question.queue)
    readable = "-".join(re.sub(r"[^A-Za-z0-9]+", "", part) for part in parts)
    told = json.dumps(question.model_dump(mode="json"), sort_keys=True)
    return f"{readable[:60]}-{hashlib.sha256(told.encode()).hexdigest()[:6]}"


def interval_start(
    scenario: Scenario, text: str, problems: list[InputProblem], where: str = "--at"
) -> dt.datetime | None:
    """Start of the interval that holds a moment given as text; ``None`` with a problem added."""
    moment = find_moment(scenario, text, where)
    if isinstance(moment, InputProblem):
        problems.append(moment)
        return None
    return scenario.grid.moment(scenario.grid.index(moment))


def find_queue(scenario: Scenario, asked: str | None, problems: list[InputProblem]) -> str | None:
    """Queue meant by its id or name; ``None`` where none was given, or with a problem added."""
    if asked is None:
        return None
    forms = {form.lower(): q.id for q in scenario.settings.queues for form in (q.id, q.name or "")}
    forms.pop("", None)
    found = forms.get(asked.strip().lower())
    if found is None:
        near = near_name(asked.strip().lower(), forms)
        meant = f"Is {forms[near]} meant? " if near is not None else ""
        every = ", ".join(queue.id for queue in scenario.settings.queues)
        problems.append(
            InputProblem(
                "--queue",
                "is no queue of the scenario",
                f"{meant}Give one of {every}.",
                value=asked,
            )
        )
    return found


def block_at(rota: Rota, agent_id: str, moment: dt.datetime) -> Block | None:
    """Return the block of an agent at a moment; ``None`` where there is none."""
    second = moment.timestamp()
    for block in rota.agent_blocks(agent_id):
        if block.span_s[0] <= second < block.span_s[1]:
            return block
    return None


def _person(scenario: Scenario, asked: str, where: str, problems: list[InputProblem]) -> str | None:
    found = find_person(scenario.agents, asked, where)
    if isinstance(found, InputProblem):
        problems.append(found)
        return None
    return found


def _day(scenario: Scenario, text: str, problems: list[InputProblem]) -> dt.date | None:
    days = scenario.grid.days
    try:
        day = parse_date(text)
    except ValueError as error:
        message, _, remedy = str(error).partition("; ")
        problems.append(InputProblem("--day", message, f"{_sentence(remedy)}.", value=text))
        return None
    if day not in days:
        remedy = f"Give a day from {days[0].isoformat()} to {days[-1].isoformat()}."
        problems.append(
            InputProblem("--day", "is not a day of the planned week", remedy, value=text)
        )
        return None
    return day


def _not_on_phone(
    scenario: Scenario, rota: Rota, agent_id: str, block: Block | None, start: dt.datetime
) -> InputProblem:
    doing = _doing(block)
    there = [
        called(agent)
        for agent in scenario.agents
        if (here := block_at(rota, agent.agent_id, start)) is not None and here.is_on_phone
    ]
    such = f", such as {', '.join(there[:_MOST_NAMED])}" if there else ""
    return InputProblem(
        "--instead-of",
        f"{called(scenario.agent_by_id[agent_id])} {doing} then, and serves no queue",
        f"Name somebody who does{such}; or leave --instead-of out.",
        value=agent_id,
    )


def _doing(block: Block | None) -> str:
    if block is None:
        return "has no shift"
    if block.is_practice:
        return f"practises on {', '.join(block.queues)}"
    if block.is_rest:
        return "is at lunch" if block.activity is Activity.LUNCH else "is on a break"
    return f"is at {activity_word(block.activity)}"


def _sentence(text: str) -> str:
    """Begin with a capital letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]
