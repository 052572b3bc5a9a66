"""Practice, for the optimiser: whoever is given a session has a shift that holds it.

Which sessions are held, when and beside whom is chosen before (``rota/place_practice``); the
mentor's time on the phone is held by the instance.
"""

from __future__ import annotations

from itertools import combinations

from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Give those who take part in a session a shift that holds it, and mentors their queue."""
    del parameters
    for agent_id in model.free_agents:
        for span in model.practice(agent_id):
            covering = [
                literal
                for day in range(model.day_count)
                for option, literal in model.shifts(agent_id, day).items()
                if option.start <= span.start and span.stop <= option.end
            ]
            model.add(sum(covering) == 1)
        beside = [set(span) for span, _ in model.mentoring(agent_id)]
        if any(one & other for one, other in combinations(beside, 2)):
            model.add(False)  # one learner at a time
        if model.places_breaks:
            for span, pool in model.mentoring(agent_id):
                for interval in span:
                    model.add(model.in_pool(agent_id, pool, interval) == 1)
