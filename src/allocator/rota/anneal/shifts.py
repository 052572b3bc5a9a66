"""Everybody's possible shifts as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allocator.rota.anneal.compiled import Array
from allocator.rota.instance import Instance
from allocator.rules.breaks.encode import always_rests
from allocator.rules.encoding import ShiftOption


class Shifts(NamedTuple):
    """Possible shifts, called choices: one row for each agent-day and option.

    An agent-day is a number ``agent * day_count + day``; its choices are those from ``first[n]``
    up to ``first[n + 1]``, by paid minutes and then by start.

    Parameters
    ----------
    start, end
        Interval in which each option begins, and the one after its last.
    paid
        Paid minutes of each option.
    breaks
        Number of breaks of each option.
    slot_length, slot_earliest, slot_latest
        Breaks of each option in their order: shape (options, breaks).
    option
        Option of each choice.
    plain
        Whether breaks in their order, anywhere in their windows, are all that binds a choice.
    same_first, same_last
        Choices of the same agent-day with the same paid minutes: half-open.
    """

    start: Array
    end: Array
    paid: Array
    breaks: Array
    slot_length: Array
    slot_earliest: Array
    slot_latest: Array
    first: Array
    option: Array
    plain: Array
    same_first: Array
    same_last: Array


class ShiftList:
    """The same with the options by name, to go to and fro between rotas and arrays."""

    def __init__(self, instance: Instance) -> None:
        self.options: list[ShiftOption] = []
        number_of: dict[ShiftOption, int] = {}
        first = [0]
        option: list[int] = []
        plain: list[bool] = []
        same_first: list[int] = []
        same_last: list[int] = []
        self.choice_of: list[dict[ShiftOption, int]] = []
        for agent_id in instance.agent_ids:
            for day in range(instance.day_count):
                mine = sorted(
                    instance.options[agent_id][day],
                    key=lambda o: (o.paid_minutes, o.start, o.end),
                )
                base = len(option)
                of_day: dict[ShiftOption, int] = {}
                for number, each in enumerate(mine):
                    if each not in number_of:
                        number_of[each] = len(self.options)
                        self.options.append(each)
                    of_day[each] = base + number
                    option.append(number_of[each])
                    plain.append(always_rests(each, instance.rest_due(agent_id, each)))
                minutes = np.array([each.paid_minutes for each in mine], dtype=np.int64)
                same_first += (base + np.searchsorted(minutes, minutes, "left")).tolist()
                same_last += (base + np.searchsorted(minutes, minutes, "right")).tolist()
                first.append(len(option))
                self.choice_of.append(of_day)
        slots = max([1, *(len(each.breaks) for each in self.options)])
        shape = (max(1, len(self.options)), slots)
        length, earliest, latest = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for number, each in enumerate(self.options):
            for place, slot in enumerate(each.breaks):
                length[number, place] = slot.length
                earliest[number, place] = slot.earliest
                latest[number, place] = min(slot.latest, each.end - slot.length)

        def integers(values: list[int]) -> Array:
            return np.array(values, dtype=np.int64)

        self.arrays = Shifts(
            start=integers([each.start for each in self.options]),
            end=integers([each.end for each in self.options]),
            paid=integers([each.paid_minutes for each in self.options]),
            breaks=integers([len(each.breaks) for each in self.options]),
            slot_length=length,
            slot_earliest=earliest,
            slot_latest=latest,
            first=integers(first),
            option=integers(option),
            plain=np.array(plain, dtype=np.bool_),
            same_first=integers(same_first),
            same_last=integers(same_last),
        )
