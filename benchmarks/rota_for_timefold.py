"""A drawn centre's rota as a problem for Timefold, and Timefold's answer as a rota of ours.

What Timefold is given: for each person every set of seven shift lengths that keeps the contracted
hours, the days in seven and in a row, and what was agreed (drawn down to 1,500 where there are
more); every start of a shift that the rules on single shifts admit; every place of each break; for
people of several pools, one before and one after the middle break of a shift; every time of each
meeting. Rules between days, seats, unbroken work and meetings are hard; all seven terms of our
objective are priced, by the very tables that the check prices from. Left unstated: more than one
change of pool inside a shift, the law's weekly rest and 48-hour average (which these centres'
contracts keep of themselves, as the check shows).
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rules.encoding import Appointment, ShiftOption
from benchmarks.timefold_facts import DAY, facts_of, middle_break
from benchmarks.timefold_weeks import week_lengths

_PATTERNS_MOST = 1500


@dataclass(frozen=True)
class Answer:
    """What Timefold found.

    Parameters
    ----------
    hard, soft
        Its own score: breaches of hard rules, and the price in thousandths of a late contact.
    duties
        Start of each duty and the places of its breaks.
    """

    hard: int
    soft: int
    patterns: list[int]
    duties: list[list[int]]
    pools: list[int]
    meetings: list[int]

    @classmethod
    def read(cls, path: Path) -> Answer:
        """Read what the solver wrote."""
        rows: defaultdict[str, list[list[int]]] = defaultdict(list)
        for line in path.read_text(encoding="ascii").splitlines():
            name, *numbers = line.split()
            rows[name].append([int(number) for number in numbers])
        firsts = {name: [row[0] for row in found] for name, found in rows.items()}
        return cls(
            hard=firsts["hard"][0],
            soft=firsts["soft"][0],
            patterns=firsts["week"],
            duties=rows["duty"],
            pools=firsts.get("station", []),
            meetings=firsts.get("meeting", []),
        )


class TimefoldProblem:
    """Facts, variables and a start for them, as plain data; and the way back.

    Parameters
    ----------
    seed
        Of the start, in which everybody has one of their weeks at random.
    """

    def __init__(
        self, scenario: Scenario, requirements: tuple[Requirement, ...], seed: int
    ) -> None:
        self.instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
        self.people = self.instance.agent_ids
        self._chance = random.Random(seed)
        self._patterns: list[tuple[int, ...]] = []
        self._pattern_sets: dict[object, tuple[int, int]] = {}
        self._shifts = {
            (p, option.day, option.start - option.day * DAY, option.end - option.start): option
            for p, agent_id in enumerate(self.people)
            for day in self.instance.options[agent_id]
            for option in day
        }
        patterns_of = [self._weeks_of(agent_id) for agent_id in self.people]
        self.weeks: list[dict[str, int]] = [
            {"person": p, "choices": count, "pattern": self._chance.randrange(count)}
            for p, (_, count) in enumerate(patterns_of)
        ]
        self.duties = list(self._duties(patterns_of))
        self.stations: list[dict[str, int]] = [
            {"person": p, "day": day, "half": half, "choices": count}
            for p, agent_id in enumerate(self.people)
            for count in (len(self.instance.agent_pools[agent_id]),)
            if count > 1
            for day, half in itertools.product(range(7), range(2))
        ]
        self.meeting_ids = list(self.instance.activity_starts)
        place = {agent_id: p for p, agent_id in enumerate(self.people)}
        self.meetings: list[dict[str, Any]] = [
            {
                "number": m,
                "people": [
                    place[who]
                    for row in scenario.activities
                    if row.activity_id == name
                    for who in row.participants
                ],
                "choices": list(self.instance.activity_starts[name]),
                "start": self._chance.choice(self.instance.activity_starts[name]),
            }
            for m, name in enumerate(self.meeting_ids)
        ]
        self._patterns_of = patterns_of

    def write(self, path: Path) -> None:
        """Write the problem as rows: a name and whole numbers."""
        rows: list[tuple[str, Iterable[int]]] = []
        for name, value in facts_of(self.instance, self.meeting_ids).items():
            if isinstance(value, int):
                rows.append((name, (value,)))
            elif value and isinstance(value[0], list):
                rows += [(name, row) for row in value]
            else:
                rows.append((name, value))
        rows.append(("patterns_of", [first for first, _ in self._patterns_of]))
        rows += [("patterns", week) for week in self._patterns]
        rows += [("week", (w["person"], w["pattern"], w["choices"])) for w in self.weeks]
        rows += [("duty", (d["person"], d["day"], d["start"], *d["choices"])) for d in self.duties]
        rows += [
            ("station", (s["person"], s["day"], s["half"], *range(s["choices"])))
            for s in self.stations
        ]
        rows += [("meeting", (m["start"], *m["choices"])) for m in self.meetings]
        rows += [("meeting_people", m["people"]) for m in self.meetings]
        lines = (" ".join((name, *map(str, row))) for name, row in rows)
        path.write_text("\n".join(lines) + "\n", encoding="ascii")

    def rota(self, answer: Answer) -> Rota | None:
        """Return the rota of an answer; ``None`` where a shift in it is none that there is."""
        starts = dict(zip(self.meeting_ids, answer.meetings, strict=True))
        instance = self.instance.with_starts({name: (at,) for name, at in starts.items()})
        pools = {
            (each["person"], each["day"], each["half"]): chosen
            for each, chosen in zip(self.stations, answer.pools, strict=True)
        }
        assignment: Assignment = {}
        for each, chosen in zip(self.duties, answer.duties, strict=True):
            p, day = each["person"], each["day"]
            first = self._patterns_of[p][0]
            length = self._patterns[first + answer.patterns[p]][day]
            if length == 0:
                continue
            option = self._shifts.get((p, day, chosen[0], length))
            if option is None:
                return None
            halves = pools.get((p, day, 0), 0), pools.get((p, day, 1), 0)
            duty = _duty(instance, self.people[p], option, chosen[1:], halves)
            assignment[self.people[p], day] = duty
        return to_rota(instance, assignment)

    def weeks_of(self, person: int) -> list[tuple[int, ...]]:
        """Return the weeks that a person may have, as lengths of shifts."""
        first, count = self._patterns_of[person]
        return self._patterns[first : first + count]

    def _weeks_of(self, agent_id: str) -> tuple[int, int]:
        """Where a person's weeks begin in the list of all, and how many there are."""
        found = week_lengths(self.instance, agent_id)
        if found.key not in self._pattern_sets:
            weeks = list(found.all())
            if len(weeks) > _PATTERNS_MOST:
                weeks = self._chance.sample(weeks, _PATTERNS_MOST)
            self._pattern_sets[found.key] = len(self._patterns), len(weeks)
            self._patterns += weeks
        return self._pattern_sets[found.key]

    def _duties(self, patterns_of: list[tuple[int, int]]) -> Any:
        for p, agent_id in enumerate(self.people):
            chosen = self._patterns[patterns_of[p][0] + self.weeks[p]["pattern"]]
            for day, options in enumerate(self.instance.options[agent_id]):
                if not options:
                    continue
                starts = sorted({option.start - day * DAY for option in options})
                fitting = [s for s in starts if (p, day, s, chosen[day]) in self._shifts]
                yield {
                    "person": p,
                    "day": day,
                    "choices": starts,
                    "start": self._chance.choice(fitting or starts),
                }


def _duty(
    instance: Instance,
    agent_id: str,
    option: ShiftOption,
    positions: list[int],
    halves: tuple[int, int],
) -> Duty:
    breaks = tuple(
        slot.earliest + min(position, slot.latest - slot.earliest)
        for slot, position in zip(option.breaks, positions, strict=False)
    )
    appointments: tuple[Appointment, ...] = instance.appointments_in(agent_id, option)
    away = {
        t
        for slot, begin in zip(option.breaks, breaks, strict=True)
        for t in range(begin, begin + slot.length)
    } | {t for each in appointments for t in range(each.start, each.end)}
    middle = breaks[middle_break(len(breaks))] if breaks else option.end
    mine = instance.agent_pools[agent_id]
    pools = tuple(
        None if t in away else mine[halves[t >= middle]] for t in range(option.start, option.end)
    )
    return Duty(option, breaks, pools, appointments)
