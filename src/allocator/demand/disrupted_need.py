"""The demand of a plan after events: more or fewer contacts, and those of a queue that is down.

Events act one after another in the order of the replans in which they became known, and within
one replan changes of volume and handling time before outages. So what a second replan adds can be
laid over the requirements of the first, with the same result.

While a queue is down none of its contacts is answered. By the event's ``then`` a share of those
that come meanwhile waits and comes when it is up, is called back in the hours after, or moves to
another queue at once; the rest is lost, whatever the rota.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allocator.demand.deferred_plan import plan_deferred
from allocator.domain.demand import Requirement
from allocator.domain.disruption import KnownEvent
from allocator.domain.event_of_day import (
    HandlingTime,
    QueueDown,
    SiteDown,
    SpecialEventOfDay,
    Volume,
)
from allocator.domain.scenario import Scenario

_DECIMALS = 4
"""Of contacts, as of forecast ones."""
_AHT_DECIMALS = 1

_Place = tuple[str, int]
"""A queue, and the number of an interval."""


@dataclass(frozen=True)
class DisruptedNeed:
    """Requirements after events, and the contacts that come to nobody.

    Parameters
    ----------
    lost_to_outage
        Contacts lost by queue, of those that come while it is down: late or lost in any rota, and
        in no requirement. Queues that lose none are left out.
    """

    requirements: tuple[Requirement, ...]
    lost_to_outage: dict[str, float]


def disrupted_requirements(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> tuple[Requirement, ...]:
    """Return the requirements after all events of a scenario, from those without any.

    Parameters
    ----------
    requirements
        As forecast, with any corrections of load; a row for every queue in every open interval.
        They come back as they are where nothing has happened to them.
    """
    return disrupted_need(scenario, requirements).requirements


def disrupted_need(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    events: Sequence[KnownEvent] | None = None,
) -> DisruptedNeed:
    """Return requirements after events, with what is lost.

    Parameters
    ----------
    events
        Of one or more whole replans, in order: those of the scenario's disruption unless given.
        To lay the newest over requirements that hold the earlier ones already, give
        ``disruption.new_events``.
    """
    if events is None:
        events = () if scenario.disruption is None else scenario.disruption.events
    changing = [known for known in events if isinstance(known.event, _OF_DEMAND)]
    if not changing:
        return DisruptedNeed(requirements, {})
    need = _Need(scenario, requirements)
    for known in sorted(changing, key=lambda known: (known.replan, _is_outage(known))):
        need.apply(known)
    return DisruptedNeed(plan_deferred(scenario, need.rows()), dict(need.lost))


_OF_VOLUME = (Volume, SpecialEventOfDay)
_OF_OUTAGE = (QueueDown, SiteDown)
_OF_DEMAND = (Volume, SpecialEventOfDay, HandlingTime, QueueDown, SiteDown)


def _is_outage(known: KnownEvent) -> bool:
    return isinstance(known.event, _OF_OUTAGE)


class _Need:
    """Requirements that events change one after another."""

    def __init__(self, scenario: Scenario, requirements: tuple[Requirement, ...]) -> None:
        self._scenario = scenario
        index = scenario.grid.index
        self._order: list[_Place] = [(row.queue, index(row.interval_start)) for row in requirements]
        self._rows = dict(zip(self._order, requirements, strict=True))
        self._step_s = 60.0 * scenario.grid.interval_minutes
        self.lost: defaultdict[str, float] = defaultdict(float)

    def rows(self) -> tuple[Requirement, ...]:
        """Return the requirements in their own order."""
        return tuple(self._rows[place] for place in self._order)

    def apply(self, known: KnownEvent) -> None:
        event = known.event
        if isinstance(event, _OF_VOLUME):
            for place, part in self._touched(event, event.queues):
                self._scale(place, 1.0 + event.change_share * part)
        elif isinstance(event, HandlingTime):
            for place, part in self._touched(event, event.queues):
                row = self._rows[place]
                aht_s = round(row.aht_s * (1.0 + event.change_share * part), _AHT_DECIMALS)
                self._rows[place] = row.model_copy(update={"aht_s": max(aht_s, 0.1)})
        elif isinstance(event, _OF_OUTAGE):
            down = [queue.id for queue in self._scenario.settings.queues]
            for queue in [event.queue] if isinstance(event, QueueDown) else down:
                self._outage(queue, event)

    def _touched(
        self, event: Volume | SpecialEventOfDay | HandlingTime, queues: Sequence[str]
    ) -> Iterable[tuple[_Place, float]]:
        for place in self._order:
            if not queues or place[0] in queues:
                part = self._part(place[1], event)
                if part > 0:
                    yield place, part

    def _part(
        self, interval: int, event: Volume | SpecialEventOfDay | HandlingTime | QueueDown | SiteDown
    ) -> float:
        """Share of an interval that lies in an event."""
        start_s = self._scenario.grid.moment(interval).timestamp()
        since = max(start_s, event.start.timestamp())
        until = min(start_s + self._step_s, event.until.timestamp())
        return max(0.0, until - since) / self._step_s

    def _scale(self, place: _Place, factor: float) -> None:
        row = self._rows[place]
        self._set(place, row.forecast_contacts * factor, factor)

    def _set(self, place: _Place, contacts: float, factor: float) -> None:
        """Set the contacts of an interval; their range is stretched by a factor."""
        row = self._rows[place]
        self._rows[place] = row.model_copy(
            update={
                "forecast_contacts": round(contacts, _DECIMALS),
                "forecast_p10": round(row.forecast_p10 * factor, _DECIMALS),
                "forecast_p90": round(row.forecast_p90 * factor, _DECIMALS),
                "planned_contacts": None,
            }
        )

    def _add(self, place: _Place, contacts: float) -> None:
        """Add contacts to an interval; the range moves with them, since they are counted."""
        row = self._rows[place]
        self._rows[place] = row.model_copy(
            update={
                "forecast_contacts": round(row.forecast_contacts + contacts, _DECIMALS),
                "forecast_p10": round(row.forecast_p10 + contacts, _DECIMALS),
                "forecast_p90": round(row.forecast_p90 + contacts, _DECIMALS),
                "planned_contacts": None,
            }
        )

    def _outage(self, queue: str, event: QueueDown | SiteDown) -> None:
        mine = [place for place in self._order if place[0] == queue]
        taken: dict[int, float] = {}
        for place in mine:
            part = self._part(place[1], event)
            if part > 0:
                taken[place[1]] = self._rows[place].forecast_contacts * part
                self._scale(place, 1.0 - part)
        total = sum(taken.values())
        to_queue = (event.to_queue if isinstance(event, QueueDown) else None) or queue
        kept = 0.0
        if event.then == "move":
            for interval, contacts in taken.items():
                if (to_queue, interval) in self._rows:
                    self._add((to_queue, interval), contacts * event.share)
                    kept += contacts * event.share
        else:
            back = self._back_in(to_queue, event)
            for interval, part in back.items():
                self._add((to_queue, interval), total * event.share * part)
            kept = total * event.share if back else 0.0
        if total - kept > 0:
            self.lost[queue] += total - kept

    def _back_in(self, queue: str, event: QueueDown | SiteDown) -> dict[int, float]:
        """Share of the contacts that come back in each open interval after an outage.

        Emails wait where they are, and all come as soon as it is up. Where the plan ends first,
        all are back by then; where it is over, nobody comes back in it.
        """
        at_once = event.then == "wait" and self._scenario.queue_by_id[queue].channel.is_deferred
        left_s = self._step_s if at_once else 60.0 * event.comes_back_over_minutes
        up_s = event.until.timestamp()
        shares: dict[int, float] = {}
        for interval in self._scenario.open_intervals:
            start_s = self._scenario.grid.moment(interval).timestamp()
            open_s = min(left_s, start_s + self._step_s - max(start_s, up_s))
            if open_s > 0 and (queue, interval) in self._rows:
                shares[interval] = open_s
                left_s -= open_s
                if left_s <= 0 or at_once:
                    break
        over = sum(shares.values())
        return {interval: part / over for interval, part in shares.items()} if over else {}
