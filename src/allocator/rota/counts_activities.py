"""Activities off the phone in the linear model: time that a class of people is away.

Without them the bound would be none: people whom a rota has at a briefing would count as on the
phone, and could take up more seats than there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ortools.linear_solver.python import model_builder

from allocator.rota.groups import TeamClass
from allocator.rota.held_practice import absent_for_goals
from allocator.rota.instance import Instance
from allocator.rules.encoding import Linear


class ClassActivities:
    """Time away from the phone of a class, spread freely over where its activities may lie.

    Counted in speed, as breaks are. That an activity is in one piece, and that all who take part
    are there together, is left out.

    Parameters
    ----------
    members
        A class of groups; whoever takes part in an activity is a group alone.
    """

    def __init__(self, instance: Instance, model: model_builder.Model, members: TeamClass) -> None:
        self._model = model
        speeds: defaultdict[str, float] = defaultdict(float)
        for group in members.groups:
            for activity_id in instance.activities_of(group[0]):
                speeds[activity_id] += members.speed[group[0]]
        lengths = instance.activity_lengths
        self._totals = {name: speed * lengths[name] for name, speed in speeds.items()}
        absent = absent_for_goals(instance)
        self._may_be_away = sum(members.speed[g[0]] for g in members.groups if g[0] in absent)
        self._spread: dict[str, list[Linear]] = {name: [] for name in speeds}
        self._may_lie: defaultdict[int, list[tuple[str, float]]] = defaultdict(list)
        for name, speed in speeds.items():
            for interval in _reach(instance.activity_starts[name], lengths[name]):
                self._may_lie[interval].append((name, speed))

    def away(self, interval: int) -> list[Linear]:
        """Speeds away at activities in an interval of one day's presence."""
        parts: list[Linear] = []
        for name, speed in self._may_lie.get(interval, ()):
            part = self._model.new_num_var(0, speed, "")
            self._spread[name].append(part)
            parts.append(part)
        if self._may_be_away:
            # Sessions for goals are held or not, at any time.
            parts.append(self._model.new_num_var(0, self._may_be_away, ""))
        return parts

    def add_totals(self) -> None:
        """Say that all the time of each activity is spent, once every day has been asked for."""
        for name, parts in self._spread.items():
            self._model.add(sum(parts) == self._totals[name])


def _reach(starts: Iterable[int], length: int) -> set[int]:
    """Intervals in which an activity may be going on."""
    return {interval for start in starts for interval in range(start, start + length)}
