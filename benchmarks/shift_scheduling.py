"""Published shift-scheduling instances, solved by the engine of rosters and checked by verify.

An instance file becomes a scenario declared with our rules; the engine finds a roster and a
bound; the roster is written back in the layout of the reference rosters. Whether it is feasible,
and what it costs, is what the rules' checks and measures say of the finished rota, and never
what the engine says.

    python -m benchmarks.shift_scheduling PATH --limit 120 --out FILE --json
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path

from allocator.domain.findings import Finding
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.objective import soft_measures
from allocator.verify.terms import SOFT_TERMS, prices_by_term
from allocator.verify.verifier import broken_rules
from benchmarks.shift_scheduling_layout import read_instance, roster_text
from benchmarks.shift_scheduling_scenario import QUEUE, roster_of, scenario_of

_CHECK_SHARE = 0.02
_CHECK_S_A_DAY = 2e-4
"""Kept back of the limit for checking and writing: a share, and more for each person's day."""


def checked(scenario: Scenario, rota: Rota) -> tuple[float, list[Finding]]:
    """Cost of a rota by the measures of the soft rules, and breaches of the hard ones."""
    view = RotaView.whole(scenario, rota)
    price = prices_by_term(scenario.settings.prices)
    cost = sum(
        price[SOFT_TERMS[rule_id]] * measure.amount
        for rule_id, measure in soft_measures(view).items()
    )
    return cost, broken_rules(view)


def main() -> None:
    """Solve one instance."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path, help="instance file")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds in all")
    parser.add_argument("--out", type=Path, help="file for the roster")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    arguments = parser.parse_args()
    begun = time.perf_counter()
    from allocator.rota.roster.compile_problem import compile_problem
    from allocator.rota.roster.from_roster import rota_of_roster
    from allocator.rota.roster.solve import solve

    scenario = scenario_of(read_instance(arguments.path))
    compiled = compile_problem(scenario)
    person_days = len(scenario.agents) * scenario.grid.day_count
    kept_back = _CHECK_SHARE * arguments.limit + _CHECK_S_A_DAY * person_days
    left = arguments.limit - kept_back - (time.perf_counter() - begun)
    result = solve(compiled.problem, seconds=max(1.0, left), seed=arguments.seed)
    objective, feasible = None, False
    if result.roster is not None:
        rota = rota_of_roster(scenario, compiled.forms, result.roster, lambda _: (QUEUE,))
        objective, findings = checked(scenario, rota)
        feasible = not findings
        if arguments.out is not None:
            text = roster_text(roster_of(scenario, rota))
            arguments.out.write_text(text, encoding="utf-8")
    answer = {
        "instance": arguments.path.stem,
        "objective": objective,
        "bound": result.bound if math.isfinite(result.bound) else None,
        "seconds": round(time.perf_counter() - begun, 2),
        "feasible": feasible,
    }
    if arguments.json:
        print(json.dumps(answer, indent=2))
    else:
        print("  ".join(f"{name} {value}" for name, value in answer.items()))


if __name__ == "__main__":
    main()
