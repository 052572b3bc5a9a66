"""Recompute every claim of a plan from the scenario's copy and the written files; no solver."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.justify.check_claims import ClaimFault, check_claims, compare_claims, same
from allocator.justify.claim import Claim, ClaimKind
from allocator.justify.day_claims import day_claims
from allocator.justify.justification import SCHEMA_VERSION
from allocator.justify.justify import justify, to_json
from allocator.justify.target_claims import week_claims
from allocator.pipeline.comparison_claims import check_comparison, comparison_papers
from allocator.pipeline.fairness_compared import check_price_claims
from allocator.pipeline.goal_prices_again import with_goal_prices_again
from allocator.pipeline.recompute import Recomputation
from allocator.pipeline.replan.again import check_replan
from allocator.pipeline.simulated_late import simulated_late
from allocator.simulate.week import WeekSimulation
from allocator.store.plan_folder import JUSTIFICATIONS_FILE, REPORT_FILE
from allocator.store.read_json import read_json

_TABLES = "the plan's tables, added up"
_SHOWN = re.compile(r'data-claim="([^"]*)" data-value="([^"]*)"')


@dataclass(frozen=True)
class ClaimsCheck:
    """What recomputing the claims of a plan came to.

    Parameters
    ----------
    by_kind
        Claims recomputed.
    faults
        What is not so, in the order of reading.
    """

    by_kind: dict[ClaimKind, int]
    faults: tuple[ClaimFault, ...]

    @property
    def count(self) -> int:
        """Claims recomputed, of all kinds."""
        return sum(self.by_kind.values())


def verify_claims(
    folder: Path, scenario: Scenario, plan: Plan, simulation: WeekSimulation | None
) -> ClaimsCheck:
    """Hold the claims in a plan's folder against those worked out again.

    Nothing of ``justifications.json`` is taken for granted: what its claims should be follows
    from the scenario, the rota and the demand that it answers, and from the seed where chance
    was drawn. Figures of days, targets, meetings and goals, which a work plan states, are added up
    from the plan's tables as they stand and from tables worked out again. The demand and the
    figures of ``plan.json`` are for the check of the plan itself.

    Parameters
    ----------
    simulation
        Of the plan's rota from its own seed; ``None`` where the plan states none.

    Raises
    ------
    InputError
        If the file cannot be read, or is of another version of its schema.
    """
    filed = read_filed(folder)
    again = with_goal_prices_again(folder, scenario, plan)
    justifications = justify(scenario, again, simulation and simulated_late(simulation))
    claims = [claim for made in justifications for claim in made.claims()]
    faults = check_claims(filed, to_json(justifications))
    replanned = check_replan(folder, plan)
    if replanned is not None:
        claims += replanned.claims
        faults += replanned.faults
    of_fairness = check_price_claims(folder, scenario, plan)
    claims += of_fairness.claims
    faults += of_fairness.faults
    for papers in comparison_papers(folder, scenario):
        checked = check_comparison(scenario, plan, papers)
        claims += checked.claims
        faults += checked.faults
    of_the_week = Recomputation(folder, plan, scenario).of_the_week()
    claims += of_the_week
    faults += _week_faults(scenario, plan, of_the_week)
    faults += _shown_otherwise(folder, claims)
    return ClaimsCheck(count_by_kind(claims), tuple(faults))


def read_filed(folder: Path) -> Any:
    """Content of ``justifications.json``.

    Raises
    ------
    InputError
        If it is not there, is no JSON, or is of another version of the schema.
    """
    filed = read_json(
        folder / JUSTIFICATIONS_FILE,
        JUSTIFICATIONS_FILE,
        "Give a whole folder as allocator plan wrote it.",
    )
    entries = filed if isinstance(filed, list) else []
    versions = {entry.get("schema_version") for entry in entries if isinstance(entry, dict)}
    if len(versions) == 1 and (version := versions.pop()) != SCHEMA_VERSION:
        raise InputError.of(
            JUSTIFICATIONS_FILE,
            f"is of schema version {version}; this allocator reads version {SCHEMA_VERSION}",
            "Plan the week again, or use the version of allocator that plan.json names.",
        )
    return filed


def claims_in(content: Any) -> Iterator[dict[str, Any]]:
    """Yield every claim in the JSON of a file, wherever it stands."""
    if isinstance(content, dict):
        if {"id", "kind", "subject", "value", "unit", "source"} <= content.keys():
            yield content
        else:
            for part in content.values():
                yield from claims_in(part)
    elif isinstance(content, list):
        for part in content:
            yield from claims_in(part)


def count_by_kind(claims: Iterable[Claim]) -> dict[ClaimKind, int]:
    """Count claims by kind, every kind that there are some of."""
    counts = Counter(claim.kind for claim in claims)
    return {kind: counts[kind] for kind in ClaimKind if counts[kind]}


def _week_faults(scenario: Scenario, plan: Plan, recomputed: list[Claim]) -> list[ClaimFault]:
    """Figures of the week that the plan's tables, as they stand, add up to something else for."""
    filed = [*day_claims(scenario, plan), *week_claims(scenario, plan)]
    return compare_claims(
        [claim.model_dump(mode="json") for claim in filed],
        [claim.model_dump(mode="json") for claim in recomputed],
        _TABLES,
        _TABLES,
    )


def _shown_otherwise(folder: Path, claims: Iterable[Claim]) -> Iterator[ClaimFault]:
    """Claims that the report shows with another value; none where there is no report."""
    try:
        page = (folder / REPORT_FILE).read_text(encoding="utf-8")
    except OSError:
        return
    by_id = {claim.id: claim for claim in claims}
    for name, text in _SHOWN.findall(page):
        shown, claim = html.unescape(text), by_id.get(html.unescape(name))
        if claim is None:
            yield ClaimFault(html.unescape(name), "invented", shown, None, "", REPORT_FILE)
        elif not same(_as(shown, claim.value), claim.value):
            yield ClaimFault(claim.id, "value", shown, claim.value, claim.source, REPORT_FILE)


def _as(text: str, value: object) -> object:
    """Text of the report as a value of the claim's own type, where it is one."""
    if value is None:
        return text or None
    if isinstance(value, int | float):
        try:
            return float(text)
        except ValueError:
            return text
    return text
