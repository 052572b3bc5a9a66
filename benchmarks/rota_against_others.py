"""The rota search beside two others: same drawn centre, same seconds and cores, one price.

Run ``python -m benchmarks.rota_against_others --people N --seed S [--seconds T] [--json]``. Each
rota is priced and checked by this project's independent check, which knows no solver.

- *this project*: the search of ``benchmarks/rota.py``; its proven bound is what all gaps are to.
- *one CP-SAT model*: what a good engineer would write first (``benchmarks/rota_plain_model.py``).
- *CP-SAT, shifts only*: what comes to mind next (``benchmarks/rota_shift_model.py``).
- *Timefold*: local search on a model of weeks, duties and meetings with an incremental score
  (``benchmarks/rota_by_timefold.py`` says how it is run, ``benchmarks/rota_for_timefold.py`` what
  it is given and what it could not state). It needs Java 17 and fetches the PyPI package
  ``timefold`` into an environment of its own, in the cache folder, the first time.

The seconds of each count from the requirements to a named rota, models and tables built in them;
compiling Timefold's model and the check afterwards are left out for the other two.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from allocator.domain.rota import Rota
from benchmarks.other_environment import CACHE
from benchmarks.process_memory import measured
from benchmarks.rota_by_timefold import compiled, timefold_rota
from benchmarks.rota_plain_model import plain_rota
from benchmarks.rota_run import Priced, default_seconds, drawn, priced, run
from benchmarks.rota_shift_model import shift_rota

NOT_STATED = (
    "Timefold was not given: more than one change of pool inside a shift, weeks beyond 1,500 "
    "drawn for each kind of person, the law's weekly rest and 48-hour average"
)


@dataclass(frozen=True)
class Solver:
    """What a solver came to.

    Parameters
    ----------
    own_bound
        Lower bound that the solver itself proved; ``None`` where it proves none.
    """

    name: str
    seconds: float
    found: Priced | None
    own_bound: float | None
    remark: str = ""


def ours(people: int, seed: int, seconds: float) -> Solver:
    """Plan with this project's search."""
    one = run(people, seed, seconds)
    return Solver("this project", one.seconds, one.result, one.bound, one.reason)


def plain(people: int, seed: int, seconds: float) -> Solver:
    """Plan with one CP-SAT model."""
    scenario, requirements = drawn(people, seed)
    begun = time.perf_counter()
    rota, bound = plain_rota(scenario, requirements, seconds, os.cpu_count() or 1)
    took = time.perf_counter() - begun
    return _solved("one CP-SAT model", took, _priced(people, seed, rota), bound)


def shifts_only(people: int, seed: int, seconds: float) -> Solver:
    """Plan with CP-SAT over shifts, all else in set places."""
    scenario, requirements = drawn(people, seed)
    begun = time.perf_counter()
    rota = shift_rota(scenario, requirements, seconds, os.cpu_count() or 1)
    took = time.perf_counter() - begun
    return _solved("CP-SAT, shifts only", took, _priced(people, seed, rota), None)


def _solved(name: str, seconds: float, found: Priced | None, bound: float | None) -> Solver:
    return Solver(name, seconds, found, bound, "" if found else "no rota in this time")


def timefold(people: int, seed: int, seconds: float, class_path: str) -> Solver:
    """Plan with Timefold."""
    scenario, requirements = drawn(people, seed)
    begun = time.perf_counter()
    cores = os.cpu_count() or 1
    rota, answer = timefold_rota(scenario, requirements, seconds, class_path, cores)
    took = time.perf_counter() - begun
    remark = f"by its own score {-answer.hard} breaches and {-answer.soft / 1000:,.1f}"
    return Solver("Timefold", took, _priced(people, seed, rota), None, remark)


def _priced(people: int, seed: int, rota: Rota | None) -> Priced | None:
    scenario, requirements = drawn(people, seed)
    return priced(scenario, requirements, rota, 0.0, seed) if rota else None


def _line(solver: Solver, memory_mb: float, bound: float) -> str:
    found = solver.found
    if found is None:
        return f"{solver.name:<20}{solver.seconds:>7.0f}{'none':>12}{'':>21}{memory_mb:>9,.0f}"
    gap = (found.objective_total - bound) / found.objective_total
    verdict = "passed" if not found.findings else f"{len(found.findings)} findings"
    return (
        f"{solver.name:<20}{solver.seconds:>7.0f}{found.objective_total:>12,.1f}{gap:>9.1%}"
        f"{found.service_level:>12.1%}{memory_mb:>9,.0f}  {verdict}"
    )


@click.command(help=__doc__)
@click.option("--people", type=click.IntRange(min=10), default=30, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=1), help="Wall clock for each.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=CACHE,
    help="Folder for Timefold's environment.",
)
def main(people: int, seed: int, seconds: float | None, as_json: bool, cache: Path) -> None:
    """Command line."""
    allowed = default_seconds(people) if seconds is None else seconds
    class_path = compiled(cache)
    runs = [
        measured(ours, people, seed, allowed),
        measured(plain, people, seed, allowed),
        measured(shifts_only, people, seed, allowed),
        measured(timefold, people, seed, allowed, class_path),
    ]
    bound = max(solver.own_bound or 0.0 for solver, _ in runs)
    if as_json:
        rows = [asdict(solver) | {"peak_memory_mb": round(memory, 1)} for solver, memory in runs]
        click.echo(json.dumps({"people": people, "seed": seed, "bound": bound, "solvers": rows}))
        return
    click.echo(
        f"{people:,} people, seed {seed}, {allowed:.0f} s each on {os.cpu_count()} cores; "
        f"proven bound {bound:,.1f}\n\n"
        f"{'':<20}{'seconds':>7}{'objective':>12}{'gap':>9}{'in time':>12}{'MiB':>9}  check"
    )
    for solver, memory in runs:
        click.echo(_line(solver, memory, bound))
    click.echo()
    for solver, _ in runs:
        if solver.remark:
            click.echo(f"{solver.name}: {solver.remark}")
    click.echo(NOT_STATED)


if __name__ == "__main__":
    main()
