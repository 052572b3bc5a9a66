"""Timefold on a drawn centre: compiled, run on every core, and its better rota brought back.

The releases of ``benchmarks/other_rotas/timefold.txt`` come from PyPI into an environment of their
own. Of that package its Java archives are used: through its Python face the same model took 20 s to
translate and then made too few moves a second to leave its start, so it is written in Java
(``benchmarks/other_rotas/timefold``), as its makers advise where speed matters. Java 17 with its
compiler is needed. The free edition searches on one core; so there is a search a core, each with a
seed of its own, and the best counts by its own score.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from benchmarks.other_environment import environment
from benchmarks.rota_for_timefold import Answer, TimefoldProblem

_HERE = Path(__file__).parent / "other_rotas"
_SOURCES = _HERE / "timefold"
_SEARCH = "LATE_ACCEPTANCE"
_TO_READ_S = 1.0


def compiled(cache: Path) -> str:
    """Compile the model if need be, and return the class path to run it with."""
    python = environment(cache, _HERE / "timefold.txt")
    package = next(python.parents[1].glob("lib/python*/site-packages/timefold/solver/jars"))
    classes = python.parents[1] / "classes"
    classes.mkdir(exist_ok=True)
    sources = [str(path) for path in sorted(_SOURCES.glob("*.java"))]
    subprocess.run(["javac", "-cp", f"{package}/*", "-d", str(classes), *sources], check=True)
    return f"{classes}{os.pathsep}{package}/*"


def timefold_rota(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    seconds: float,
    class_path: str,
    searches: int,
) -> tuple[Rota | None, Answer]:
    """Write the problem, search for the seconds that are left, and read the best answer."""
    begun = time.perf_counter()
    problem = TimefoldProblem(scenario, requirements, seed=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        problem.write(folder / "problem.txt")
        left = max(3.0, seconds - (time.perf_counter() - begun) - _TO_READ_S)
        running = [
            subprocess.Popen(
                [
                    "java",
                    "-cp",
                    class_path,
                    "PlanRota",
                    str(folder),
                    f"{left:.2f}",
                    str(seed),
                    _SEARCH,
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for seed in range(1, searches + 1)
        ]
        for process in running:
            process.wait(timeout=left + 120)
        answers = [Answer.read(path) for path in sorted(folder.glob("answer-*.txt"))]
    best = max(answers, key=lambda answer: (answer.hard, answer.soft))
    return problem.rota(best), best
