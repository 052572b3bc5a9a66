"""Weigh what a replan may do: doing nothing and each option, measured, simulated and priced."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from allocator import __version__
from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.justify.change_reasons import ChangeReason, change_reasons
from allocator.justify.claim import Claim
from allocator.justify.event_words import consequence_words, event_words
from allocator.justify.longer_stays import LongerStay, longer_stays
from allocator.justify.replan_claims import NOTHING, Weighed, replan_claims
from allocator.justify.replan_log import EarlierReplan, LoggedOption, ReplanLog
from allocator.justify.replan_words import OPTION_WORDS, replan_words


@dataclass(frozen=True)
class Found:
    """What was weighed, in claims, with what the log says of the chosen rota.

    Parameters
    ----------
    chosen_as
        ``objective`` or ``person``.
    """

    weighed: Weighed
    claims: tuple[Claim, ...]
    chosen: str
    chosen_as: str
    rota: Rota
    changes: tuple[ChangeReason, ...]


def choose(weighed: Weighed, named: str | None) -> Found:
    """Choose an option: the one named, or the one of the least objective and price of change.

    Of two that come out alike the one that disturbs less is taken. One of which the simulation is
    sure that it is worse than doing nothing is taken only where it is named.
    """
    claims = tuple(replan_claims(weighed))
    totals = {
        name: _number(claims, f"replan/{name}/total")
        for name in (NOTHING, *weighed.options)
        if name == named or name not in left_aside(weighed)
    }
    chosen = named if named in totals else min(totals, key=lambda name: round(totals[name], 6))
    rota = weighed.disruption.standing if chosen == NOTHING else weighed.options[chosen]
    service = ServiceModel.of(weighed.scenario, weighed.requirements)
    return Found(
        weighed=weighed,
        claims=claims,
        chosen=chosen,
        chosen_as="person" if named in totals else "objective",
        rota=rota,
        changes=change_reasons(weighed.changed(rota, service)),
    )


def left_aside(weighed: Weighed) -> frozenset[str]:
    """Options with more late contacts than doing nothing, simulated, by more than chance."""
    return frozenset(
        name
        for name in weighed.options
        if (change := weighed.simulated[name].weighted_change) is not None and change[1] > 0
    )


@dataclass(frozen=True)
class Run:
    """A run of allocator: its name and its moment in UTC."""

    run_id: str
    created_at: str
    version: str = __version__


def log_of(
    found: Found,
    run: Run,
    published_run_id: str,
    earlier: Sequence[EarlierReplan],
    *,
    chosen_by: str,
    reason: str,
) -> ReplanLog:
    """Put the log of a replan together.

    Parameters
    ----------
    run
        Of the replan.
    published_run_id
        Of the plan before.
    chosen_by, reason
        As they were given, word for word.
    """
    weighed = found.weighed
    scenario, disruption = weighed.scenario, weighed.disruption
    return ReplanLog(
        run_id=run.run_id,
        input_hash=scenario.input_hash,
        version=run.version,
        created_at=run.created_at,
        published_run_id=published_run_id,
        published_sha256=rota_sha256(weighed.published),
        now=disruption.now,
        join=disruption.join,
        trigger=tuple(event_words(scenario, known.event) for known in disruption.new_events),
        consequences=consequence_words(scenario, disruption),
        earlier=tuple(earlier),
        options=logged_options(weighed),
        chosen=found.chosen,
        chosen_as="person" if found.chosen_as == "person" else "objective",
        chosen_by=chosen_by,
        reason=reason,
        seed=weighed.seed,
        replications=weighed.replications,
        words=replan_words(scenario, found.claims, found.changes, found.chosen, found.chosen_as),
        claims=found.claims,
        changes=found.changes,
        longer=_longer(found),
    )


def _longer(found: Found) -> tuple[LongerStay, ...]:
    """Whose staying longer would spare most, where the events cost contacts for sure."""
    weighed = found.weighed
    cost = weighed.simulated[NOTHING].change
    if cost is None or cost[1] <= 0:
        return ()
    service = ServiceModel.of(weighed.scenario, weighed.requirements)
    return longer_stays(weighed.scenario, service, weighed.disruption, found.rota)


def logged_options(weighed: Weighed) -> tuple[LoggedOption, ...]:
    """Name doing nothing and the options, and which are the same rota."""
    rotas = {NOTHING: weighed.disruption.standing, **weighed.options}
    names = list(rotas)
    return tuple(
        LoggedOption(
            name=name,
            words=OPTION_WORDS.get(name, name),
            same_as=next((one for one in names[:place] if rotas[one] == rotas[name]), None),
            is_left_aside=name in left_aside(weighed),
        )
        for place, name in enumerate(names)
    )


def rota_sha256(rota: Rota) -> str:
    """SHA-256 of a rota's blocks, by which one is told from another."""
    return hashlib.sha256(rota.model_dump_json().encode()).hexdigest()


def _number(claims: Sequence[Claim], name: str) -> float:
    value = next(claim.value for claim in claims if claim.id == name)
    return float(value) if isinstance(value, int | float) else 0.0
