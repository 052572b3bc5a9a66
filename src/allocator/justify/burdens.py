"""Every ledger before and after a plan, ordered, and one person's own lines of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from allocator.domain.ledger import SHARED, LedgerEntry
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.justify.spread import Spread, spread_of
from allocator.verify.rolled_ledger import week_entries

_ENOUGH = 1e-9


@dataclass(frozen=True)
class LedgerKind:
    """What a ledger is about.

    Parameters
    ----------
    amount_unit, base_unit
        Units of what is shared and of what it is shared by.
    least_is_worst
        Whether it is a good that is shared, and not a burden.
    """

    name: str
    title: str
    amount_unit: str
    base_unit: str
    least_is_worst: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        LedgerKind("unsocial", "Unsocial hours", "weighted h", "contracted h"),
        LedgerKind("weekend", "Weekend hours", "h", "contracted h"),
        LedgerKind("hard_queue", "Hours on hard queues", "weighted h", "contracted h"),
        LedgerKind("development", "Development time", "h", "contracted h", least_is_worst=True),
        LedgerKind("requests", "Declined requests", "requests", "requests made"),
    )
}
"""The ledgers, in the order in which they are shown."""


@dataclass(frozen=True)
class Line:
    """One person in one ledger.

    Parameters
    ----------
    before, before_base
        What is brought into the plan, and what it is shared by.
    planned, planned_base
        What the plan adds to both.
    at_mean
        Whether what is brought is the team's mean, as of a starter.
    """

    agent_id: str
    before: float
    before_base: float
    planned: float
    planned_base: float
    at_mean: bool = False

    @property
    def after(self) -> float:
        """What is borne with the plan."""
        return self.before + self.planned

    @property
    def after_base(self) -> float:
        """What it is shared by, with the plan."""
        return self.before_base + self.planned_base

    @property
    def before_share(self) -> float | None:
        """Share before the plan; ``None`` where there is nothing to share by."""
        return self.before / self.before_base if self.before_base > _ENOUGH else None

    @property
    def after_share(self) -> float:
        """Share with the plan."""
        return self.after / self.after_base


@dataclass(frozen=True)
class OrderedLedger:
    """All whom a ledger concerns, the worst off first.

    Parameters
    ----------
    lines
        Of those for whom it can come up at all, in the weeks remembered or in the plan's.
    """

    kind: LedgerKind
    lines: tuple[Line, ...]

    @property
    def team_before(self) -> float | None:
        """Everybody's together over what it is shared by, before the plan."""
        base = math.fsum(line.before_base for line in self.lines)
        amount = math.fsum(line.before for line in self.lines)
        return amount / base if base > _ENOUGH else None

    @property
    def team_after(self) -> float | None:
        """The same with the plan: the fair share."""
        base = math.fsum(line.after_base for line in self.lines)
        return math.fsum(line.after for line in self.lines) / base if base > _ENOUGH else None

    @property
    def spread(self) -> Spread | None:
        """How unequal the shares with the plan are."""
        return spread_of([line.after_share for line in self.lines])

    def above_fair(self, line: Line) -> float:
        """Tell what a person bears above the fair share; below it, less than nothing."""
        return line.after - (self.team_after or 0.0) * line.after_base

    def line(self, agent_id: str) -> Line | None:
        """Line of a person; ``None`` for whom the ledger does not concern."""
        return next((line for line in self.lines if line.agent_id == agent_id), None)


def ordered_ledgers(scenario: Scenario, rota: Rota) -> tuple[OrderedLedger, ...]:
    """Order every ledger by pro-rata shares after a plan, the worst off first.

    Of unsocial hours only those whom the plan's weeks leave some, as the rule shares them.
    """
    planned = _planned(scenario, rota)
    return tuple(_ordered(scenario, planned, kind) for kind in KINDS.values())


def _planned(scenario: Scenario, rota: Rota) -> dict[str, dict[str, float]]:
    columns = [column for shared in SHARED.values() for column in shared]
    return {
        agent_id: {column: math.fsum(getattr(row, column) for row in rows) for column in columns}
        for agent_id, rows in week_entries(scenario, rota).items()
    }


def _ordered(
    scenario: Scenario, planned: Mapping[str, Mapping[str, float]], kind: LedgerKind
) -> OrderedLedger:
    shared = SHARED[kind.name]
    lines: list[Line] = []
    for agent in scenario.agents:
        brought: LedgerEntry | None = scenario.balances.get(agent.agent_id)
        own = planned.get(agent.agent_id, {})
        line = Line(
            agent_id=agent.agent_id,
            before=0.0 if brought is None else getattr(brought, shared.amount),
            before_base=0.0 if brought is None else getattr(brought, shared.base),
            planned=own.get(shared.amount, 0.0),
            planned_base=own.get(shared.base, 0.0),
            at_mean=brought is not None
            and brought.basis == "mean"
            and getattr(brought, shared.base) > 0,
        )
        concerned = line.planned_base if kind.name == "unsocial" else line.after_base
        if concerned > _ENOUGH:
            lines.append(line)
    worst_first = 1 if kind.least_is_worst else -1
    lines.sort(key=lambda line: (worst_first * line.after_share, line.agent_id))
    return OrderedLedger(kind, tuple(lines))


@dataclass(frozen=True)
class OwnLine:
    """What one person is told of one ledger: their own figures and the team's mean.

    Parameters
    ----------
    words
        In a sentence or two; nobody else is in it.
    """

    kind: LedgerKind
    line: Line
    team_after: float | None
    above_fair: float
    words: str


def own_lines(
    scenario: Scenario, rota: Rota, agent_id: str, fewest_for_a_mean: int = 4
) -> tuple[OwnLine, ...]:
    """Tell a person their own line of every ledger that concerns them; it names no colleague.

    Parameters
    ----------
    fewest_for_a_mean
        People in a ledger from which the words tell the team's mean: that of fewer tells what one
        colleague bears.
    """
    found: list[OwnLine] = []
    for ledger in ordered_ledgers(scenario, rota):
        line = ledger.line(agent_id)
        if line is None:
            continue
        team, above = ledger.team_after, ledger.above_fair(line)
        words = _own_words(scenario, ledger.kind, line)
        if team is not None and len(ledger.lines) >= fewest_for_a_mean:
            words = f"{words} {_team_words(ledger.kind, team, above)}"
        found.append(OwnLine(ledger.kind, line, team, above, words))
    return tuple(found)


def _own_words(scenario: Scenario, kind: LedgerKind, line: Line) -> str:
    if kind.name == "requests":
        factor = scenario.settings.fairness.declined_request_factor
        counted = 1 + factor * min(1.0, line.before_share or 0.0)
        more = f" For those declined before, each counted {counted:.2f} times." * (counted > 1)
        return (
            f"{kind.title}: {line.planned:.4g} of {line.planned_base:.4g} in this plan, "
            f"{line.after:.4g} of {line.after_base:.4g} with those remembered.{more}"
        )
    started = ", of which the team's mean for the weeks before you started" * line.at_mean
    return (
        f"{kind.title}: {line.planned:.1f} in this plan; with those remembered{started} "
        f"{line.after:.1f} in {line.after_base:.1f} contracted hours, {line.after_share:.3f} an "
        "hour."
    )


def _team_words(kind: LedgerKind, team: float, above: float) -> str:
    if kind.name == "requests":
        return f"Of the whole team {team:.0%} were."
    side = "more" if above > 0 else "less"
    return f"The team has {team:.3f}; this is {abs(above):.1f} h {side} than a fair share."
