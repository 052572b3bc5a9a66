"""Whole weeks out of the divided team: days are settled a few at a time, and the rest answer.

Everybody's day with the heaviest shift (or rest) in the divided team is taken as settled, the
plainest first; then everybody who is still divided finds weeks that suit what is settled so far.
Those who plan trains and crews by columns call it a dive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from allocator.rota.week_bound.prove import Rounds
from allocator.rules.encoding import ShiftOption

_BATCHES = 21
"""In so many parts the days are settled, with one round of answers after each."""
_LEAST_BATCH = 5
_WHOLE = 0.999
"""A part of a week that counts as all of it: settled at once."""
_WORK_FIRST = 1e-3
"""Of two equally plain choices the one to work is taken before the one to rest."""
_AVOIDED = 1e4
"""Price, in late contacts, of another shift than the one settled."""

Day = tuple[int, int]
"""Row of a person, and number of a day."""
Choice = ShiftOption | None
"""Shift of a day, or none."""
Weeks = dict[str, tuple[ShiftOption, ...]]


def dive(rounds: Rounds, stop: Callable[[], bool] = lambda: False) -> Weeks | None:
    """Give everybody one week in sight of the others'.

    Parameters
    ----------
    rounds
        A divided team. It is used up: what it proves afterwards holds for the weeks that are left.
    stop
        Asked after each batch whether to end.

    Returns
    -------
    dict or None
        Shifts of each agent's week, which obeys the rules that the bound knows; ``None`` where the
        search was stopped.
    """
    people = rounds.people.people
    days = rounds.people.days
    batch = max(_LEAST_BATCH, len(people) * days // _BATCHES)
    settled: set[Day] = set()
    while len(settled) < len(people) * days:
        taken = 0
        for weight, (row, day), choice in _plainest(rounds, settled):
            if taken >= batch and weight < _WHOLE:
                break
            if _settle(rounds, row, day, choice):
                settled.add((row, day))
                taken += 1
        open_rows = {
            row for row in range(len(people)) for d in range(days) if (row, d) not in settled
        }
        rounds.answer_in_turn(sorted(open_rows))
        if stop():
            return None
    return {
        person.agent_id: max(rounds.weighted(row), key=lambda each: each[0])[1].options
        for row, person in enumerate(people)
    }


def _plainest(rounds: Rounds, settled: set[Day]) -> list[tuple[float, Day, Choice]]:
    """Heaviest choice of each day that is not settled, the plainest first."""
    found: list[tuple[float, Day, Choice]] = []
    for row in range(len(rounds.people.people)):
        for day, by_choice in _by_day(rounds, row):
            if (row, day) not in settled:
                choice, weight = max(by_choice.items(), key=lambda each: each[1])
                found.append((weight, (row, day), choice))
    found.sort(key=lambda each: -each[0] - _WORK_FIRST * (each[2] is not None))
    return found


def _by_day(rounds: Rounds, row: int) -> Iterator[tuple[int, dict[Choice, float]]]:
    """Weight of each choice of each day of a person."""
    days = range(rounds.people.days)
    weights: list[defaultdict[Choice, float]] = [defaultdict(float) for _ in days]
    for weight, week in rounds.weighted(row):
        shifts = {option.day: option for option in week.options}
        for day in days:
            weights[day][shifts.get(day)] += weight
    return zip(days, weights, strict=True)


def _settle(rounds: Rounds, row: int, day: int, choice: Choice) -> bool:
    """Leave a person no other choice that day; ``False`` where no week kept has it."""
    kept = [
        place
        for place, week in enumerate(rounds.weeks[row])
        if next((option for option in week.options if option.day == day), None) == choice
    ]
    if not kept:
        return False
    person = rounds.people.people[row]
    for place in range(person.week.first[day], person.week.first[day + 1]):
        if person.options[place] != choice:
            person.price[place] += _AVOIDED
    for number in range(1 << rounds.people.days):
        if bool(number >> day & 1) != (choice is not None):
            person.week.days_allowed[number] = False
    rounds.keep_only(row, kept)
    return True
