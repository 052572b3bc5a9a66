"""Most shifts of a kind in a week, for the optimiser."""

from __future__ import annotations

from collections import defaultdict

from allocator.rules.encoding import Linear, NamesFace, shift_kind
from allocator.rules.kind_limits.card import CARD, KindLimits


def encode(model: NamesFace, parameters: KindLimits) -> None:
    """Allow at most so many shifts of each limited kind in each so many days from the first."""
    kinds: dict[int, str | None] = model.once("kind_limits.kinds", dict)
    for agent_id in model.free_agents:
        mine = CARD.for_agent(model.scenario, agent_id, parameters)
        for first in range(0, model.day_count, mine.days):
            days = range(first, min(first + mine.days, model.day_count))
            if not mine.most or not any(model.is_free(agent_id, day) for day in days):
                continue
            of_kind: defaultdict[str | None, list[Linear]] = defaultdict(list)
            on_days: defaultdict[str | None, set[int]] = defaultdict(set)
            for day in days:
                for option, literal in model.shifts(agent_id, day).items():
                    if option.start not in kinds:
                        kinds[option.start] = shift_kind(model.scenario, option)
                    of_kind[kinds[option.start]].append(literal)
                    on_days[kinds[option.start]].add(day)
            for kind, most in mine.most.items():
                if len(on_days[kind]) > most:
                    model.add(sum(of_kind[kind]) <= most)
