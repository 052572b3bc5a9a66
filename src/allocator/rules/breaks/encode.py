"""Breaks, for the optimiser: each break of a shift once, inside its window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from allocator.domain.scenario import Scenario
from allocator.rules.breaks.card import Breaks
from allocator.rules.encoding import Appointment, BreakSlot, Linear, NamesFace, ShiftOption

RelativeSlot = tuple[int, int, int]
"""Length of a break, first and last interval in which it may begin, after the shift's start."""


def rest_due(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Breaks) -> int:
    """Intervals of rest that a shift must hold in one piece; 0 where it is not over the limit."""
    step = scenario.settings.interval_minutes
    minutes = (option.end - option.start) * step
    due = parameters.rest_minutes if minutes > parameters.over_minutes else 0
    if minutes > parameters.young_over_minutes and scenario.is_young(
        agent_id, scenario.grid.days[option.day]
    ):
        due = max(due, parameters.young_rest_minutes)
    return -(-due // step)


def always_rests(option: ShiftOption, rest: int) -> bool:
    """Whether the shift holds a rest of so many intervals wherever in their windows breaks lie.

    So it is where some break is long enough and none can reach the end of the shift.
    """
    return rest == 0 or (
        any(slot.length >= rest for slot in option.breaks)
        and all(slot.latest + slot.length < option.end for slot in option.breaks)
    )


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Breaks) -> bool:
    """Whether the breaks can be placed in their windows so that the rest due is given."""
    rest = rest_due(scenario, agent_id, option, parameters)
    free_from = option.start
    for slot in option.breaks:
        if slot.earliest < free_from:
            break
        free_from = slot.latest + slot.length
    else:  # windows one after another: any start in each will do
        if free_from <= option.end and always_rests(option, rest):
            return True
    return leaves_room(option, rest)


def leaves_room(
    option: ShiftOption,
    rest: int,
    appointments: Iterable[Appointment] = (),
    unbroken: int | None = None,
    *,
    breaks: bool = True,
) -> bool:
    """Whether a shift's breaks find a place in their windows, clear of what else is in it.

    Parameters
    ----------
    rest
        Intervals of rest due in one piece, with work on either side.
    appointments
        Activities inside the shift: no rest.
    unbroken
        Most intervals from one rest, or from an end of the shift, to the next.
    breaks
        Whether the shift has its breaks at all.
    """
    begin = option.start
    slots = tuple((s.length, s.earliest - begin, s.latest - begin) for s in option.breaks)
    busy = tuple((each.start - begin, each.end - begin) for each in appointments)
    return _can_be_placed(option.end - begin, slots if breaks else (), rest, busy, unbroken)


@lru_cache(maxsize=32768)
def _can_be_placed(
    length: int,
    slots: tuple[RelativeSlot, ...],
    rest: int,
    busy: tuple[tuple[int, int], ...],
    unbroken: int | None,
) -> bool:
    """Walk through a shift interval by interval, beginning breaks or working."""

    @cache
    def possible(
        now: int, open_slots: frozenset[int], resting: int, rested: bool, worked: int
    ) -> bool:
        if now == length:
            return not open_slots and rested
        # Work now: a rest that has lasted long enough counts, since work follows it.
        if unbroken is None or worked < unbroken:
            since = 0 if unbroken is None else worked + 1
            if possible(now + 1, open_slots, 0, rested or resting >= rest, since):
                return True
        for number in open_slots:
            lasts, earliest, latest = slots[number]
            if (
                earliest <= now <= latest
                and now + lasts <= length
                and not any(begin < now + lasts and now < end for begin, end in busy)
                and possible(
                    now + lasts, open_slots - {number}, min(rest, resting + lasts), rested, 0
                )
            ):
                return True
        return False

    return possible(0, frozenset(range(len(slots))), 0, rest == 0, 0)


def encode(model: NamesFace, parameters: Breaks) -> None:
    """Place the breaks of each free agent-day.

    A break has begun by an interval only if a shift is worked whose window has opened by then,
    and must have begun if a shift is worked whose window has closed (forward and backward
    constraints after Bechtold & Jacobs 1990 and Aykin 1996; exact here, since an agent-day has
    one shift). No two breaks of a day overlap. Where the windows leave it open whether a long
    shift holds its rest, :func:`_give_rest` says that it does.
    """
    if not model.places_breaks:
        return
    for agent_id in model.free_agents:
        for day in range(model.day_count):
            if model.is_free(agent_id, day):
                _place(model, agent_id, day)
                resting = _resting(model, agent_id, day)
                _give_rest(model, agent_id, day, resting, parameters)


def _place(model: NamesFace, agent_id: str, day: int) -> None:
    worked: defaultdict[str, list[tuple[BreakSlot, int, Linear]]] = defaultdict(list)
    for option, literal in model.shifts(agent_id, day).items():
        for slot in option.breaks:
            latest = min(slot.latest, option.end - slot.length)
            worked[slot.key].append((slot, latest, literal))
    for key, starts in model.breaks(agent_id, day).items():
        slots = worked[key]
        model.add(sum(starts.values()) == sum(literal for _, _, literal in slots))
        for interval in sorted(starts):
            begun = sum(literal for start, literal in starts.items() if start <= interval)
            opened = [literal for slot, _, literal in slots if slot.earliest <= interval]
            closed = [literal for _, latest, literal in slots if latest <= interval]
            if len(opened) < len(slots):
                model.add(begun <= sum(opened))
            if closed:
                model.add(begun >= sum(closed))


def _resting(model: NamesFace, agent_id: str, day: int) -> Mapping[int, Linear]:
    """1 in each interval in which the agent rests; no two breaks share one."""
    lengths = {s.key: s.length for option in model.shifts(agent_id, day) for s in option.breaks}
    covering: defaultdict[int, list[tuple[str, Linear]]] = defaultdict(list)
    for key, starts in model.breaks(agent_id, day).items():
        for begin, literal in starts.items():
            for interval in range(begin, begin + lengths[key]):
                covering[interval].append((key, literal))
    for literals in covering.values():
        if len({key for key, _ in literals}) > 1:
            model.add(sum(literal for _, literal in literals) <= 1)
    return {
        interval: sum(literal for _, literal in literals) for interval, literals in covering.items()
    }


def _give_rest(
    model: NamesFace,
    agent_id: str,
    day: int,
    resting: Mapping[int, Linear],
    parameters: Breaks,
) -> None:
    """Give each long shift a rest that is long enough and has work after it.

    For each moment a literal says that such a rest ends then: the intervals before it are spent
    resting, by one break or several that touch, and the one that follows is not. Every shift
    begins with work, since no window opens at its start.
    """
    doubtful = [
        (option, literal, rest)
        for option, literal in model.shifts(agent_id, day).items()
        for rest in (rest_due(model.scenario, agent_id, option, parameters),)
        if not always_rests(option, rest)
    ]
    for rest in sorted({rest for _, _, rest in doubtful}):
        ends_at = _rest_ends(model, f"{agent_id}_{day}", resting, rest)
        for option, literal, due in doubtful:
            if due == rest:
                within = [here for end, here in ends_at.items() if end < option.end]
                model.add(sum(within) >= literal)


def _rest_ends(
    model: NamesFace, name: str, resting: Mapping[int, Linear], rest: int
) -> dict[int, Linear]:
    """Literals "a rest of so many intervals ends at this moment, and work follows"."""
    ends_at: dict[int, Linear] = {}
    for end in sorted({interval + 1 for interval in resting}):
        rested = range(end - rest, end)
        if all(interval in resting for interval in rested):
            ends_at[end] = model.new_amount(1, f"rested_{name}_{rest}_{end}")
            for interval in rested:
                model.add(ends_at[end] <= resting[interval])
            if end in resting:
                model.add(ends_at[end] + resting[end] <= 1)
    return ends_at
