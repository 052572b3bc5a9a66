"""What every search for a week's rota begins with, one rota or several."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import Forecast, forecast_week
from allocator.pipeline.interrupt import Interrupts
from allocator.pipeline.need_rounds import DEFAULT_ROUNDS
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.pipeline.start_from import Start, start_from
from allocator.rota.limits import SearchLimits
from allocator.store.scenario_folder import read_scenario

_STOPPING = "with the best rota so far; Ctrl-C again leaves everything as it was"


@dataclass(frozen=True)
class PlanTask:
    """What is to be planned, and how.

    Parameters
    ----------
    scenario_folder
        The scenario to plan.
    out
        Folder to write; an earlier plan in it is replaced in one step, and only when the new
        one is complete.
    seed
        Seed of the search.
    seconds
        Wall-clock budget of the search, or of all searches together.
    reproducible
        A fixed number of steps in place of the clock.
    report
        Called with each stage, and with what it has reached.
    rounds
        Most drafts to simulate first, so that the need is corrected by what they show.
    start
        A plan's folder, or a file with a rota, to begin from.
    lock
        Whether all that it gives is to stand, and not the marked cells alone.
    jobs
        How many processes may search teams that share nobody; with 1 all are searched as one.
    interrupts
        Asked whether the search is to stop early; by default it never is.
    """

    scenario_folder: Path
    out: Path
    seed: int
    seconds: float
    reproducible: bool
    report: Report
    rounds: int = DEFAULT_ROUNDS
    start: Path | None = None
    lock: bool = False
    jobs: int = 1
    interrupts: Interrupts = field(default_factory=Interrupts)

    @property
    def limits(self) -> SearchLimits:
        """Budget of the search, which ends where the interrupts ask for it."""
        return SearchLimits(
            self.seed, self.seconds, self.reproducible, stop=self.interrupts.is_asked
        )


@dataclass(frozen=True)
class Begun:
    """What is known before the search.

    Parameters
    ----------
    scenario
        As it was read.
    limits
        Budget of all searches.
    start
        A rota that the search begins from.
    """

    scenario: Scenario
    forecast: Forecast
    limits: SearchLimits
    start: Start | None

    @property
    def as_searched(self) -> Scenario:
        """The scenario, with what the rota to begin from locks as pins."""
        return self.scenario if self.start is None else self.start.scenario


def read_for(task: PlanTask, clock: StageClock) -> Scenario:
    """Read the scenario, and have a first Ctrl-C from now on told.

    Raises
    ------
    InputError
        If it is not sound.
    """
    task.interrupts.when_asked(lambda: task.report("stopping", _STOPPING))
    clock.enter("read")
    return read_scenario(task.scenario_folder)


def begin_plan(task: PlanTask, scenario: Scenario, clock: StageClock) -> Begun:
    """Forecast the week and read the rota to begin from.

    Raises
    ------
    InputError
        If that rota is not sound.
    """
    clock.enter("forecast")
    forecast = forecast_week(scenario)
    start = None
    if task.start is not None:
        clock.enter("start")
        start = start_from(task.start, scenario, forecast.requirements, task.limits, lock=task.lock)
    clock.leave()
    return Begun(scenario, forecast, task.limits, start)
