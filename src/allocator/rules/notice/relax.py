"""Notice of shifts, for the counts: what was published and begins soon is worked."""

from __future__ import annotations

from collections import Counter

from allocator.rules.encoding import CountsFace
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
