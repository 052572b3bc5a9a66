"""Record what people decide and say about the allocations of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.people_names import NamedPeople
from allocator.domain.record import (
    AllocationRecords,
    Decision,
    Entry,
    PublicationState,
    Record,
    RecordKind,
    by_allocation,
)
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.justify.allocation import Allocation, allocations
from allocator.pipeline.find_person import find_person
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.store.plan_folder import read_plan
from allocator.store.record_file import append_records, read_records


@dataclass(frozen=True)
class Chosen:
    """Which allocations are meant; with nothing given, all.

    Parameters
    ----------
    allocation_id
        As in ``justifications.json``.
    agent
        Id or name.
    waiting
        Those alone that no reviewer has decided on.
    """

    allocation_id: str | None = None
    agent: str | None = None
    day: dt.date | None = None
    waiting: bool = False

    @property
    def names_one(self) -> bool:
        """Whether a single allocation is named."""
        return self.allocation_id is not None or (self.agent is not None and self.day is not None)


@dataclass(frozen=True)
class Said:
    """What is to be recorded.

    Parameters
    ----------
    by
        Name of the reviewer; of a response or contest nobody, as it is the agent's own.
    """

    kind: RecordKind
    decision: Decision | None = None
    text: str = ""
    by: str | None = None


@dataclass(frozen=True)
class Standing:
    """Where the allocations asked for stand.

    Parameters
    ----------
    made
        What was recorded just now.
    own
        Allocations of the reviewer themselves, which they were asked to accept among others:
        left for somebody else.
    contested_left
        Allocations that were to be accepted among others and that their agents contest: left to
        be read, and decided one by one.
    """

    run_id: str
    people: NamedPeople
    allocations: tuple[Allocation, ...]
    records: dict[str, AllocationRecords]
    made: tuple[Record, ...] = ()
    own: tuple[Allocation, ...] = ()
    contested_left: tuple[Allocation, ...] = ()

    def of(self, allocation: Allocation) -> AllocationRecords:
        """Return the records of one allocation."""
        return self.records.get(allocation.id, AllocationRecords())

    def count(self, state: PublicationState) -> int:
        """How many of the allocations are in a state."""
        return sum(self.of(one).state is state for one in self.allocations)

    @property
    def contested(self) -> int:
        """How many have an objection that no review has answered."""
        return sum(self.of(one).is_contested for one in self.allocations)


def standing(folder: Path, chosen: Chosen) -> Standing:
    """Say where allocations stand; nothing is written.

    Raises
    ------
    InputError
        If the plan or its records cannot be read, or nothing is so named.
    """
    scenario, run_id, everything = _plan(folder)
    records = by_allocation(read_records(folder, run_id))
    found = _chosen(scenario, everything, records, chosen)
    return Standing(run_id, NamedPeople(scenario.agents), found, records)


def record_said(
    folder: Path,
    chosen: Chosen,
    said: Said,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Standing:
    """Record a decision, a response or a contest of the allocations chosen.

    Parameters
    ----------
    clock
        Gives the moment of now; records state it with the site's own offset.

    Raises
    ------
    InputError
        If the plan or its records cannot be read, nothing is so named, one role would sign for
        another, or the agent has said just this of it already. Nothing is recorded then.
    """
    scenario, run_id, everything = _plan(folder)
    before = by_allocation(read_records(folder, run_id))
    found = _chosen(scenario, everything, before, chosen)
    if not chosen.names_one and said.decision is not Decision.ACCEPTED:
        raise InputError.of(
            "allocator record",
            "would say the same of several allocations",
            "Name one, by --agent and --day; only --accept goes for several at once.",
        )
    own = _own(scenario, found, said.by) if chosen.waiting and not chosen.names_one else ()
    contested = () if chosen.names_one else _contested(found, before, own)
    entries = [_entry(scenario, one, said) for one in found if one not in (*own, *contested)]
    for entry in entries:
        _check_new(entry, before.get(entry.allocation_id, AllocationRecords()))
    zone = scenario.grid.zone
    made = ()
    if entries:
        made = append_records(folder, run_id, entries, lambda: clock().astimezone(zone))
    after = by_allocation(read_records(folder, run_id))
    return Standing(run_id, NamedPeople(scenario.agents), found, after, made, own, contested)


def _own(scenario: Scenario, found: Sequence[Allocation], by: str | None) -> tuple[Allocation, ...]:
    """Allocations of the reviewer's own, where the reviewer is on the rota."""
    person = find_person(scenario.agents, (by or "").strip(), "--by")
    return tuple(one for one in found if one.agent_id == person)


def _contested(
    found: Sequence[Allocation],
    records: dict[str, AllocationRecords],
    own: Sequence[Allocation],
) -> tuple[Allocation, ...]:
    """Allocations of others that wait for an answer to what their agent said against them."""
    none = AllocationRecords()
    return tuple(one for one in found if records.get(one.id, none).is_contested and one not in own)


def _check_new(entry: Entry, mine: AllocationRecords) -> None:
    """Refuse what the agent has said before, word for word and with no decision since."""
    if entry.kind is RecordKind.REVIEW:
        return
    for record in mine.since_decision:
        if (record.kind, record.text) == (entry.kind, entry.text):
            raise InputError.of(
                f"--{'contest' if entry.kind is RecordKind.CONTEST else 'respond'}",
                f"was recorded of {entry.allocation_id} in just these words at "
                f"{record.recorded_at:%Y-%m-%d %H:%M}",
                "It stands once, and waits for the reviewer; say what is new, if anything is.",
                entry.text,
            )


def _plan(folder: Path) -> tuple[Scenario, str, tuple[Allocation, ...]]:
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder)
    return scenario, plan.summary.run_id, allocations(scenario, plan.rota)


def _chosen(
    scenario: Scenario,
    everything: Sequence[Allocation],
    records: dict[str, AllocationRecords],
    chosen: Chosen,
) -> tuple[Allocation, ...]:
    agent_id = None
    if chosen.agent is not None:
        person = find_person(scenario.agents, chosen.agent, "--agent")
        if isinstance(person, InputProblem):
            raise InputError([person])
        agent_id = person
    found = [
        one
        for one in everything
        if chosen.allocation_id in (None, one.id)
        and agent_id in (None, one.agent_id)
        and chosen.day in (None, one.day)
    ]
    if not found:
        raise InputError([_nothing(chosen, agent_id, everything)])
    if chosen.names_one and len(found) > 1:
        names = " or ".join(one.id for one in found)
        raise InputError.of(
            "--day", "has several shifts of that person", f"Give --allocation {names}."
        )
    if chosen.waiting:
        none = AllocationRecords()
        found = [o for o in found if records.get(o.id, none).state is PublicationState.WAITING]
    return tuple(found)


def _nothing(
    chosen: Chosen, agent_id: str | None, everything: Sequence[Allocation]
) -> InputProblem:
    if chosen.allocation_id is not None:
        remedy = f"Give an id of justifications.json, such as {everything[0].id}."
        return InputProblem(
            "--allocation", "is no allocation of the plan", remedy, value=chosen.allocation_id
        )
    days = [str(one.day) for one in everything if agent_id in (None, one.agent_id)]
    if chosen.day is None or not days:
        return InputProblem("--agent", "has no shift in the plan", "Name somebody who has.")
    return InputProblem(
        "--day",
        "has no shift" + (f" of {agent_id}" if agent_id else ""),
        f"Give a day with one: {', '.join(dict.fromkeys(days))}.",
        value=str(chosen.day),
    )


def _entry(scenario: Scenario, allocation: Allocation, said: Said) -> Entry:
    """Entry with who says it: the reviewer named, or the agent whose allocation it is."""
    if said.kind is not RecordKind.REVIEW:
        who = allocation.agent_id
    else:
        who = _reviewer(scenario, allocation, said.by)
    return Entry(
        allocation_id=allocation.id,
        kind=said.kind,
        who=who,
        decision=said.decision,
        text=said.text.strip(),
    )


def _reviewer(scenario: Scenario, allocation: Allocation, by: str | None) -> str:
    name = (by or "").strip()
    if not name:
        raise InputError.of("--by", "is missing", "Name the reviewer who decides.")
    person = find_person(scenario.agents, name, "--by")
    if person == allocation.agent_id:
        raise InputError.of(
            "--by",
            f"is the agent of {allocation.id}: nobody reviews an allocation of their own",
            "Have another reviewer decide; agents use --respond or --contest.",
            name,
        )
    return name
