"""Notice of shifts, for the counts: what was published and begins soon is worked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import CountsFace, ShiftOption
from allocator.rules.notice.card import Notice
from allocator.rules.notice.encode import due, is_shift


def relax(model: CountsFace, parameters: Notice) -> None:
    """Require of each group the shifts that its people were told of."""
    standing = due(model.scenario, parameters)
    if not standing:
        return
    for group in model.groups:
        told = {row: day for who in group for day, row in standing.get(who, ())}
        people = Counter((row.start, row.end) for row in told)
        for row, day in told.items():
            same = [
                count
                for option, count in model.shifts(group[0], day).items()
                if is_shift(model.scenario, option, row)
            ]
            if same:
                model.add(sum(same) >= people[row.start, row.end])


def must_hold(
    scenario: Scenario, agent_id: str, parameters: Notice
) -> Iterator[Callable[[ShiftOption], bool]]:
    """For each shift that the agent was told of, which it is: it is worked."""
    for _, row in due(scenario, parameters).get(agent_id, ()):
        yield lambda option, row=row: is_shift(scenario, option, row)
