"""Why there is no rota: what cannot hold together, and the smallest changes that cure it.

People are looked at alone first, which is quick and finds most contradictions. Those who have no
week are given the first cure found, so that what is left of the team can be looked at together:
too few seats for those who are pinned to work, or for the hours that are due.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.rota.conflict.bench import Bench
from allocator.rota.conflict.conflict import Conflict, Cure, Diagnosis
from allocator.rota.conflict.cures import cures_of
from allocator.rota.conflict.cures_of_site import more_seats
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.find import clashing_people, find_conflict
from allocator.rota.conflict.oracle import Oracle
from allocator.rota.conflict.words import who_all
from allocator.rota.conflict.world import World

Report = Callable[[str, str], None]

STAGE = "diagnose"
MOST_PEOPLE = 5
"""People without a week whose conflicts are looked into."""
MOST_CONFLICTS = 3
"""Conflicts of one person, and among several people, that are looked for."""

_SECONDS, _SECONDS_A_PERSON = 14.0, 0.2
_SECONDS_FOR_THE_REST = 8.0
"""For the rest of the team, where something was found already: whoever waits has work to do."""


def diagnose(
    scenario: Scenario,
    service: ServiceModel,
    report: Report = lambda _stage, _detail: None,
    seconds: float | None = None,
) -> Diagnosis:
    """Find what keeps the hard rules from holding together, and what would cure it.

    Parameters
    ----------
    service
        Service model of the scenario; only its pools matter here.
    report
        Called with the stage's name and what it is looking at.
    seconds
        Wall-clock limit: by default 20 for thirty people, and more for more. What is not decided
        by then is said to be so.
    """
    people = [agent.agent_id for agent in scenario.agents]
    if seconds is None:
        seconds = _SECONDS + _SECONDS_A_PERSON * len(people)
    oracle = Oracle(service, time.perf_counter() + seconds)
    search = _Search(oracle, report, World(scenario), people)
    stuck = search.people_without_week()
    search.look_into_each(stuck)
    if search.conflicts:
        oracle.hurry(_SECONDS_FOR_THE_REST)
    search.look_at_all_together()
    return Diagnosis(tuple(search.conflicts), tuple(search.remarks))


@dataclass
class _Search:
    """The world so far, in which what was found is cured."""

    oracle: Oracle
    report: Report
    world: World
    people: list[str]
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    remarks: list[str] = field(default_factory=list[str])
    after: str = ""

    def people_without_week(self) -> list[str]:
        """Find those of whom no week meets the hard rules even if nobody else were there."""
        instance = self.oracle.compile(self.world)
        stuck: list[str] = []
        for number, agent_id in enumerate(self.people, 1):
            if number % 10 == 1:
                self.report(STAGE, f"person {number} of {len(self.people)}")
            if self.oracle.has_no_week(instance, agent_id) and (
                # Again with nobody else in the scenario: meetings are then held alone.
                self.oracle.ask(self.world, [agent_id]).admits is False
            ):
                stuck.append(agent_id)
        if self.oracle.seconds_left <= 0:
            self.remarks.append("time ran out before everybody was looked at")
        return stuck

    def look_into_each(self, stuck: list[str]) -> None:
        """Look into people without a week one by one, as far as they are not cured by then."""
        cured: list[str] = []
        left: list[str] = []
        looked_into = 0
        for agent_id in stuck:
            self.report(STAGE, f"{agent_id} alone")
            if self.conflicts and self.oracle.ask(self.world, [agent_id]).admits is True:
                cured.append(agent_id)
            elif looked_into < MOST_PEOPLE and self.look_into([agent_id]):
                looked_into += 1
            else:
                left.append(agent_id)
        scenario = self.world.scenario
        if cured:
            self.remarks.append(
                f"{who_all(scenario, cured)} can have no week either; the first cures above give "
                "them one"
            )
        if left:
            self.remarks.append(
                f"{who_all(scenario, left)} can have no week either: not looked into"
            )
        self.drop(left)

    def drop(self, agent_ids: list[str]) -> None:
        """Go on without some people."""
        self.people = [name for name in self.people if name not in agent_ids]

    def look_into(self, agent_ids: list[str]) -> bool:
        """Find the conflicts of people who can have no rota, and go on in a world that cures them.

        Returns
        -------
        bool
            Whether a conflict was found.
        """
        first = find_conflict(self.oracle, self.world, agent_ids)
        if first is None:
            return False
        if self.after and len(agent_ids) > 1:
            first = replace(first, headline=f"After “{self.after}”: {first.headline}")
        cures = self._cures(first)
        if cures:
            if len(agent_ids) > 1:
                self.after = cures[0].words
            self.conflicts.append(replace(first, cures=cures))
            self._go_on(self.world.of(cures[0].apply(self.world.scenario)))
            return True
        found, away = self._several(first)
        cured, world = self._cure(found, away)
        self.conflicts += cured
        if all(conflict.cures for conflict in cured):
            self._go_on(world)
        else:
            self.drop(agent_ids)
        return True

    def _go_on(self, world: World) -> None:
        self.world = world
        # A cure may be to plan without somebody.
        self.people = [name for name in self.people if name in world.scenario.agent_by_id]

    def _several(self, first: Conflict) -> tuple[list[Conflict], list[Element]]:
        """Find the conflicts that the same people have beside a first one.

        Returns
        -------
        tuple of conflicts and elements
            Of each conflict the element that was thought away to find the next.
        """
        found = [first]
        away = [_easiest(first.elements, frozenset())]
        relaxed = away[0].removed_from(self.world)
        while len(found) < MOST_CONFLICTS:
            further = find_conflict(self.oracle, relaxed, first.agent_ids)
            if further is None:
                break
            away.append(_easiest(further.elements, frozenset().union(*(c.keys for c in found))))
            relaxed = away[-1].removed_from(relaxed)
            found.append(further)
        if self.oracle.ask(relaxed, first.agent_ids).admits is not True:
            names = who_all(self.world.scenario, first.agent_ids)
            self.remarks.append(f"there may be more in the way of {names} than is shown")
        return found, away

    def _cure(self, found: list[Conflict], away: list[Element]) -> tuple[list[Conflict], World]:
        """Find cures of conflicts that the same people have, each where the others are cured."""
        cured: list[Conflict] = []
        world = self.world
        for number, conflict in enumerate(found):
            others = world
            for element in away[number + 1 :]:
                others = element.removed_from(others)
            bench = Bench(self.oracle, others, conflict.agent_ids)
            cures = cures_of(bench, conflict.elements)
            cured.append(replace(conflict, cures=cures))
            if cures:
                world = world.of(cures[0].apply(world.scenario))
            else:
                world = away[number].removed_from(world)
        if len(found) > 1:
            cured = [self._kept(cured, number) for number in range(len(cured))]
        return cured, world

    def _kept(self, cured: list[Conflict], number: int) -> Conflict:
        """Keep the cures of a conflict that work beside the first cures of the others."""
        world = self.world
        for other, conflict in enumerate(cured):
            if other != number and conflict.cures:
                world = world.of(conflict.cures[0].apply(world.scenario))
        bench = Bench(self.oracle, world, cured[number].agent_ids)
        kept = tuple(cure for cure in cured[number].cures if bench.works(cure.apply))
        return replace(cured[number], cures=kept)

    def look_at_all_together(self) -> None:
        """Find conflicts among those who could each have a week alone."""
        clash = self._clash()
        for _ in range(MOST_CONFLICTS):
            if not isinstance(clash, list):
                break
            self.report(STAGE, f"{len(clash)} people among whom something clashes")
            if not self.look_into(clash):
                clash = None
                break
            clash = self._clash()
        if clash is not True:
            self.remarks.append(
                "whether all the others can have a rota together was not decided"
                if self.conflicts
                else "whether seats and hours allow all people together was not decided"
            )

    def _clash(self) -> list[str] | Literal[True] | None:
        self.report(STAGE, f"{len(self.people)} people together")
        return clashing_people(self.oracle, self.world, self.people)

    def _cures(self, conflict: Conflict) -> tuple[Cure, ...]:
        """Cures of a conflict that leave nothing else in the way of its people.

        Seats are given for the whole team at once where that can be decided: to be told of one
        seat after the other would help nobody.
        """
        cures = cures_of(Bench(self.oracle, self.world, conflict.agent_ids), conflict.elements)
        team = Bench(self.oracle, self.world, tuple(self.people))
        for element in conflict.elements:
            if element.kind == "seats" and len(self.people) > len(conflict.agent_ids):
                for cure in more_seats(team, element):
                    # First, as all that follows then starts from a team that can have a rota.
                    cures = (cure, *(other for other in cures if other.kind != "seats"))
        return cures


def _easiest(elements: tuple[Element, ...], shared: frozenset[str]) -> Element:
    """Return the element to think away while other conflicts are looked for.

    A pin or an activity first, since taking it away can hide nothing else; and none that another
    conflict has too, which would go away with it.
    """
    order = ("pin", "activity", "hours", "seats", "availability", "leave", "patterns")

    def rank(element: Element) -> tuple[bool, int]:
        place = order.index(element.kind) if element.kind in order else len(order)
        return element.key in shared, place

    return min(elements, key=rank)
