"""What a replan weighed: doing nothing and its options, in claims worked out from their rotas."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.disruption import Disruption
from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.changed import Changed
from allocator.justify.claim import Claim, Claimant, ClaimKind
from allocator.justify.measured_rota import MeasuredRota
from allocator.justify.term_names import LATE_CONTACTS
from allocator.verify.lateness import late_by_queue
from allocator.verify.pay import week_pay
from allocator.verify.service_state import ServiceState

REPLAN = "replan"
"""What the ids of claims of a replan's options begin with."""

PUBLISHED, NOTHING = "published", "nothing"
"""Names of what options are held against: the rota as it was told, without the events and with."""

CONTACTS = "contacts"
Interval = tuple[float, float, float]
"""Mean, and the ends of its 95% interval."""


@dataclass(frozen=True)
class SimulatedToEnd:
    """Contacts late or lost from the join to the end of the plan, simulated.

    Parameters
    ----------
    by_queue, total
        Of a rota.
    change_by_queue, change
        Less those of doing nothing, week by week on the same draws; of the published rota, which
        has other demand, nothing.
    weighted_change
        The same with each queue's contacts counted by its weight, as in the objective.
    """

    by_queue: Mapping[str, Interval]
    total: Interval
    change_by_queue: Mapping[str, Interval]
    change: Interval | None
    weighted_change: Interval | None = None


@dataclass(frozen=True)
class Weighed:
    """A replan with all that it weighed.

    Parameters
    ----------
    planned
        The scenario as the published rota was made for, with its requirements.
    scenario
        As it stands after the events, with its requirements.
    published
        The rota as people were told.
    options
        Rotas by name, in the order of the least disturbance.
    simulated
        By name of the option, and of the two above.
    lost
        Contacts that the events themselves take away by queue, whatever the rota.
    """

    planned: Scenario
    planned_requirements: tuple[Requirement, ...]
    scenario: Scenario
    requirements: tuple[Requirement, ...]
    published: Rota
    disruption: Disruption
    options: Mapping[str, Rota]
    simulated: Mapping[str, SimulatedToEnd]
    seed: int
    replications: int
    lost: Mapping[str, float]
    notice_days: int | None

    def changed(self, rota: Rota, service: ServiceModel) -> Changed:
        """Return a rota beside the one that people were told of."""
        return Changed(
            scenario=self.scenario,
            service=service,
            published=self.published,
            disruption=self.disruption,
            rota=rota,
            notice_days=self.notice_days,
        )


def replan_claims(weighed: Weighed) -> list[Claim]:
    """Work out every claim of what was weighed."""
    scenario = weighed.scenario
    service = ServiceModel.of(scenario, weighed.requirements)
    first = ServiceModel.of(weighed.planned, weighed.planned_requirements)
    claims = [
        Claimant(f"{REPLAN}/lost").fact(
            queue,
            f"contacts of {queue} that the events take away, whatever the rota",
            contacts,
            CONTACTS,
            "events of replan.json and the forecast",
        )
        for queue, contacts in weighed.lost.items()
    ]
    claims += _Told(weighed, PUBLISHED, weighed.planned, first, weighed.published).claims()
    claims += _Told(weighed, NOTHING, scenario, service, weighed.disruption.standing).claims()
    for name, rota in weighed.options.items():
        claims += _Told(weighed, name, scenario, service, rota).claims()
    return claims


_KINDS = {PUBLISHED: ClaimKind.FACT, NOTHING: ClaimKind.LOCAL_COMPARISON}


@dataclass(frozen=True)
class _Told:
    """One rota with what is told of it."""

    weighed: Weighed
    name: str
    scenario: Scenario
    service: ServiceModel
    rota: Rota

    def claims(self) -> list[Claim]:
        """Every claim of this rota."""
        claims = [*self._objective(), *self._late(), *self._simulated()]
        return claims if self.name == PUBLISHED else [*claims, *self._people()]

    @property
    def _file(self) -> str:
        if self.name == PUBLISHED:
            return "before/rota.csv"
        if self.name == NOTHING:
            return "before/rota.csv with what the events of replan.json take away"
        return f"options/{self.name}/rota.csv"

    def _say(self, name: str, subject: str, value: float, unit: str, source: str) -> Claim:
        say = Claimant(f"{REPLAN}/{self.name}")
        kind = _KINDS.get(self.name, ClaimKind.REOPTIMISED_COMPARISON)
        if kind is ClaimKind.FACT:
            return say.fact(name, subject, value, unit, source)
        if kind is ClaimKind.LOCAL_COMPARISON:
            return say.comparison(name, subject, value, unit, source)
        return say.reoptimised(name, subject, value, unit, source)

    def _objective(self) -> list[Claim]:
        total = MeasuredRota.of(self.scenario, self.service, self.rota).objective.total
        source = f"recomputed: {self._file}"
        claims = [self._say("objective", "objective", total, LATE_CONTACTS, source)]
        if self.name == PUBLISHED:
            return claims
        price = 0.0
        if self.name != NOTHING:
            changed = self.weighed.changed(self.rota, self.service)
            price = math.fsum(changed.price(each) for each in changed.changes)
        beside = f"{source}, beside what stood"
        return [
            *claims,
            self._say(
                "change_price", "price of changing what was told", price, LATE_CONTACTS, beside
            ),
            self._say(
                "total", "objective and price of change", total + price, LATE_CONTACTS, beside
            ),
        ]

    def _late(self) -> list[Claim]:
        state = ServiceState.of(self.scenario, self.service, self.rota)
        since = self.scenario.grid.index(self.weighed.disruption.join)
        late = late_by_queue(state, since)
        source = (
            f"recomputed: {self._file}, from the join of replan.json on, by the priced curves of "
            "the objective, contacts counted one each"
        )
        words = "contacts {}late or lost from now to the end, by the staffing model"
        return [
            *(
                self._say(f"late.{queue}", words.format(f"of {queue} "), value, CONTACTS, source)
                for queue, value in late.items()
            ),
            self._say("late.total", words.format(""), math.fsum(late.values()), CONTACTS, source),
        ]

    def _simulated(self) -> list[Claim]:
        weighed, found = self.weighed, self.weighed.simulated[self.name]
        weeks = (
            f"simulation: {weighed.replications} weeks drawn from the seed, the same for all "
            f"rotas; {self._file}, from the join of replan.json on; the interval is Student's, "
            "95%, of the mean"
        )
        claims = [
            self._estimate(
                f"simulated.{queue}",
                f"contacts of {queue} late or lost from now to the end, simulated",
                value,
                weeks,
            )
            for queue, value in found.by_queue.items()
        ]
        claims.append(
            self._estimate(
                "simulated.total",
                "contacts late or lost from now to the end, simulated",
                found.total,
                weeks,
            )
        )
        if found.change is None:
            return claims
        other = "the published rota without the events" if self.name == NOTHING else "doing nothing"
        claims += [
            self._estimate(
                f"change.{queue}",
                f"change against {other} in contacts of {queue} late or lost, simulated",
                value,
                f"{weeks} of the differences",
            )
            for queue, value in found.change_by_queue.items()
        ]
        claims.append(
            self._estimate(
                "change.total",
                f"change against {other} in contacts late or lost, simulated",
                found.change,
                f"{weeks} of the differences",
            )
        )
        if found.weighted_change is not None:
            claims.append(
                self._estimate(
                    "change.weighted",
                    f"change against {other} in late contacts, weighted by queue, simulated",
                    found.weighted_change,
                    f"{weeks} of the differences; weights of scenario.yaml",
                )
            )
        return claims

    def _estimate(self, name: str, subject: str, value: Interval, source: str) -> Claim:
        mean, low, high = value
        return Claimant(f"{REPLAN}/{self.name}").estimate(
            name, subject, mean, CONTACTS, source, interval=(low, high), seed=self.weighed.seed
        )

    def _people(self) -> list[Claim]:
        weighed = self.weighed
        changed = weighed.changed(self.rota, self.service)
        changes = changed.changes
        source = f"{self._file} beside what stood"
        people = len({change.agent_id for change in changes})
        agreeing = {c.agent_id for c in changes if changed.needs_agreement(c)}
        claims = [
            self._say("people", "people to tell", people, "people", source),
            self._say("agreements", "people who have to agree", len(agreeing), "people", source),
            self._say(
                "shifts",
                "shifts that are others, new or gone",
                sum(change.kind.moves_shift for change in changes),
                "shifts",
                source,
            ),
            self._say(
                "hours.moved",
                "hours at work new or gone",
                math.fsum(change.hours_moved for change in changes),
                "h",
                source,
            ),
            self._say(
                "hours.overtime",
                "hours of overtime",
                math.fsum(changed.overtime_hours(change) for change in changes),
                "h",
                source,
            ),
            self._say(
                "hours.paid",
                "change in paid hours of the team, against doing nothing",
                _paid_hours(self.scenario, self.rota)
                - _paid_hours(self.scenario, weighed.disruption.standing),
                "h",
                source,
            ),
        ]
        pay = [
            week_pay(RotaView.whole(self.scenario, rota))
            for rota in (weighed.disruption.standing, self.rota)
        ]
        if pay[0] is not None and pay[1] is not None:
            claims.append(
                self._say(
                    "pay",
                    "change in the week's pay, against doing nothing; overtime at the plain rate",
                    pay[1].total_pay - pay[0].total_pay,
                    pay[1].currency,
                    source,
                )
            )
        return claims


def _paid_hours(scenario: Scenario, rota: Rota) -> float:
    return (
        math.fsum(paid_minutes(scenario, s) for name in rota.agent_ids for s in rota.shifts(name))
        / 60
    )
