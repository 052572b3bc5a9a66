"""Changes that are not worth their price are taken back, and what each of the others is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from allocator.rota.anneal.search import Search
from allocator.rota.duty import Assignment
from allocator.rota.replan.near import ChangePrices, is_same
from allocator.rota.replan.standing import Key

_LEAST = 1e-6
_BROKEN = 1e12
"""What no rota costs that keeps the hard rules."""
_MOST_ROUNDS = 8
_MOST_PARTNERS = 12


@dataclass(frozen=True)
class Worth:
    """A change that is left, or several that stand and fall together.

    Parameters
    ----------
    keys
        Agents and days.
    price
        Price of the change, in late contacts.
    worth
        What the rota would cost more without it, its price apart; ``None`` where it cannot be
        taken back, with any others that were tried.
    """

    keys: tuple[Key, ...]
    price: float
    worth: float | None


class GivingBack:
    """Takes back changes one after another.

    Parameters
    ----------
    search
        At a rota with the prices of change in its cost.
    stands
        The rota that people know.
    gone
        Agent-days that cannot be worked as they stand, which are left alone.
    """

    def __init__(
        self,
        search: Search,
        stands: Assignment,
        prices: ChangePrices,
        gone: Collection[Key] = (),
    ) -> None:
        self._search = search
        self._stands = stands
        self._prices = prices
        self._gone = frozenset(gone)

    def run(self) -> tuple[Worth, ...]:
        """Take back whatever costs less than its price, and say what the rest is worth."""
        for _ in range(_MOST_ROUNDS):
            for _ in range(_MOST_ROUNDS):
                if not self._round():
                    break
            worths = tuple(self._worths())
            if not self._exactly_back(worths):
                return worths
        return tuple(self._worths())

    def _exactly_back(self, worths: tuple[Worth, ...]) -> bool:
        """Take back what is not worth its price by exact prices; whether anything was."""
        any_back = False
        for each in worths:
            if each.worth is None or each.worth > each.price + _LEAST:
                continue
            cost, valid = self._search.measure()
            before = self._search.snapshot()
            self._search.take_up_days(self._stands, each.keys)
            found, keeps_seats = self._search.measure()
            if found <= cost + _LEAST and (keeps_seats or not valid):
                any_back = True
            else:
                self._search.go_back(before)
        return any_back

    def _changed(self) -> dict[Key, float]:
        """Find the changed agent-days with their prices, the dearest first."""
        now = self._search.assignment()
        changed = {
            key: self._prices.of_day(key, now.get(key))
            for key in dict.fromkeys([*self._stands, *now])
            if key not in self._gone and not is_same(self._stands.get(key), now.get(key))
        }
        return dict(sorted(changed.items(), key=lambda pair: (-pair[1], pair[0])))

    def _round(self) -> bool:
        """Try to take back each change; whether any was."""
        changed = self._changed()
        any_back = False
        for key in list(changed):
            if key not in changed:
                continue
            for keys in self._groups(key, changed):
                if self._search.take_back(keys, _LEAST):
                    any_back = True
                    for each in keys:
                        changed.pop(each, None)
                    break
        return any_back

    def _moves_shift(self, key: Key) -> bool:
        """Whether the shift of a changed day is another one."""
        return not self._search.has_kept_shift(*key)

    def _groups(self, key: Key, changed: dict[Key, float]) -> Iterator[tuple[Key, ...]]:
        """Yield a change alone, then with others that it may hang together with."""
        yield (key,)
        agent_id, day = key
        moving = {other for other in changed if self._moves_shift(other)}
        mine = tuple(other for other in changed if other[0] == agent_id and other in moving)
        if key in moving:  # hours of two days of a week, and of two people
            for other in mine:
                if other != key and len(mine) > 2:
                    yield key, other
            if len(mine) > 1:
                yield mine
        others = [each for each in changed if each[1] == day and each[0] != agent_id]
        partners = sorted(others, key=lambda each: each not in moving)[:_MOST_PARTNERS]
        for other in partners:  # a seat that the one has left is the other's now
            yield key, other
        for other in partners:
            theirs = tuple(each for each in moving if each[0] == other[0])
            if key in moving and len(mine) + len(theirs) > 2:
                yield (*mine, *theirs)

    def _large_groups(self, key: Key, changed: dict[Key, float]) -> Iterator[tuple[Key, ...]]:
        """Yield, where nothing less will do, all changes of a day, and all there are."""
        yield tuple(each for each in changed if each[1] == key[1])
        yield tuple(changed)

    def _worths(self) -> Iterator[Worth]:
        changed = self._changed()
        cost, valid = self._search.measure()
        told: set[Key] = set()
        for key in changed:
            if key in told:
                continue
            told.add(key)
            worth: float | None = None
            group: tuple[Key, ...] = (key,)
            for keys in (*self._groups(key, changed), *self._large_groups(key, changed)):
                before = self._search.snapshot()
                self._search.take_up_days(self._stands, keys)
                found, keeps_seats = self._search.measure()
                self._search.go_back(before)
                if found < _BROKEN and (keeps_seats or not valid):
                    worth, group = found - cost, keys
                    break
            told.update(group)
            price = sum(changed[each] for each in group)
            yield Worth(group, price, None if worth is None else worth + price)
