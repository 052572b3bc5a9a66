"""Where one further skill would help most: estimated for everybody, searched for a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from allocator.demand.service import ServiceModel
from allocator.domain.contingency import SkillGain
from allocator.domain.demand import Requirement
from allocator.domain.people import Skill
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.anneal.schedule import STEPS_PER_SECOND, anneal_rota
from allocator.rota.blocks import to_rota
from allocator.rota.conflict.world import changed
from allocator.rota.duty import Assignment
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rota.skill_estimate import estimated_skills
from allocator.verify.lateness import late_by_queue_and_interval
from allocator.verify.service_state import ServiceState

LEVEL = 1
SEARCHED = 3
"""Skills that are searched with, the best by their estimate."""
SEEDS = (1, 2)
_OF_ONE_QUEUE = 2
"""Skills on the same queue among those searched: the third says nothing new."""
_STEPS, _STEPS_A_PERSON, _STEPS_MOST = 100_000, 6_000, 600_000
"""Changes tried in each search with a skill and without: so many, more for each person, at most."""
_WARM = 0.1
_BEGINNER = 1.15
"""Handling time of a beginner over the mean, where nobody on the queue shows it."""


@dataclass(frozen=True)
class Searched:
    """A rota searched on from the plan's.

    Parameters
    ----------
    cost
        The objective, in late contacts.
    late_contacts
        Late or met by nobody, one each.
    """

    cost: float
    late_contacts: float
    rota: Rota


def estimates(
    scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota
) -> tuple[SkillGain, ...]:
    """Estimate every skill that somebody lacks, the best first."""
    service = ServiceModel.of(scenario, requirements)
    instance = Instance.of(scenario, service)
    given = from_rota(instance, rota)
    people = NamedPeople(scenario.agents)
    factor = {queue.id: beginners_factor(scenario, queue.id) for queue in scenario.settings.queues}
    hours = {agent.agent_id: agent.weekly_hours for agent in scenario.agents}
    found = estimated_skills(instance.of_rota(given), given, factor)
    # Where the estimate tells nothing, whoever is there most may use a skill most.
    found.sort(key=lambda each: (-round(each.saved_contacts, 1), -hours[each.agent_id]))
    return tuple(
        SkillGain(
            agent_id=each.agent_id,
            queue=each.queue,
            words=f"{people.of(each.agent_id)} on "
            f"{scenario.queue_by_id[each.queue].name or each.queue}",
            level=LEVEL,
            aht_factor=factor[each.queue],
            estimated_contacts=each.saved_contacts,
        )
        for each in found
    )


def to_search(found: Sequence[SkillGain]) -> list[SkillGain]:
    """Choose the skills to search with: the best, few of one queue, one of a person."""
    chosen: list[SkillGain] = []
    for each in found:
        alike = sum(other.queue == each.queue for other in chosen)
        again = any(other.agent_id == each.agent_id for other in chosen)
        if alike < _OF_ONE_QUEUE and not again:
            chosen.append(each)
        if len(chosen) == SEARCHED:
            break
    return chosen


def beginners_factor(scenario: Scenario, queue: str) -> float:
    """Median handling time over the queue's mean of those of level 1, or of all, on a queue."""
    able = [skill for skill in scenario.skills if skill.queue == queue and skill.level >= LEVEL]
    factors = [skill.aht_factor for skill in able if skill.level == LEVEL]
    factors = factors or [skill.aht_factor for skill in able]
    return round(median(factors), 2) if factors else _BEGINNER


def usual_steps(people: int) -> int:
    """Return the changes tried in each search of a team of so many people."""
    return min(_STEPS_MOST, _STEPS + _STEPS_A_PERSON * people)


def search(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    gain: SkillGain | None,
    seed: int,
    steps: int,
) -> Searched:
    """Search on from a rota, everybody may move, with a further skill or without.

    Parameters
    ----------
    steps
        Changes tried: a number and not a time, so that searches are alike however busy the
        machine is, and the same again.
    """
    if gain is not None:
        scenario = with_skill(scenario, gain)
    service = ServiceModel.of(scenario, requirements)
    instance = Instance.of(scenario, service)
    given = from_rota(instance, rota)
    instance = instance.of_rota(given)
    limits = SearchLimits(seed=seed, seconds=steps / STEPS_PER_SECOND, reproducible=True)
    found = _searched(instance, given, limits)
    best = to_rota(found.instance, found.assignment)
    late = late_by_queue_and_interval(ServiceState.of(scenario, service, best))
    return Searched(found.cost, sum(float(each.sum()) for each in late.values()), best)


def _searched(instance: Instance, given: Assignment, limits: SearchLimits) -> Incumbent:
    found = anneal_rota(instance, given, limits, 0.0, lambda _: None, warm=_WARM)
    return min(
        (Incumbent(instance, given), Incumbent(instance, found)),
        key=lambda each: (not each.is_valid, each.cost),
    )


def with_skill(scenario: Scenario, gain: SkillGain) -> Scenario:
    """Return the scenario with a further skill; that of a learner on the queue gives way."""
    others = tuple(
        skill
        for skill in scenario.skills
        if (skill.agent_id, skill.queue) != (gain.agent_id, gain.queue)
    )
    new = Skill(
        agent_id=gain.agent_id, queue=gain.queue, level=gain.level, aht_factor=gain.aht_factor
    )
    return changed(scenario, skills=(*others, new))


def valued(gain: SkillGain, without: Sequence[Searched], found: Sequence[Searched]) -> SkillGain:
    """Say what a skill is worth: the best search with it beside the best of as many without."""
    best, other = (min(each, key=lambda one: one.cost) for each in (without, found))
    apart = max(
        abs(one.late_contacts - two.late_contacts)
        for each in (without, found)
        for one, two in pairwise(each)
    )
    return gain.model_copy(
        update={
            "saved_contacts": best.late_contacts - other.late_contacts,
            "saved_cost": best.cost - other.cost,
            "searches_apart_contacts": apart,
        }
    )
