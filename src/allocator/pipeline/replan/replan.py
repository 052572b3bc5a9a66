"""Replan a published rota after events: what nothing done would cost, options beside it, a plan."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.disruption import Disruption
from allocator.domain.event_of_day import Event
from allocator.domain.findings import Finding
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.justify.change_reasons import ChangeReason as ChangeReason
from allocator.justify.replan_log import ReplanLog as ReplanLog
from allocator.pipeline.interrupt import Interrupts
from allocator.pipeline.paired_late import replications_for
from allocator.pipeline.replan.case import Disrupted
from allocator.pipeline.replan.finish import finish_replan
from allocator.pipeline.replan.intraday import DayOutlook, RunningDay, day_outlook, running_day
from allocator.pipeline.replan.log_file import earlier_replans
from allocator.pipeline.replan.options import Offered, offered
from allocator.pipeline.replan.read_events import read_events, read_now
from allocator.pipeline.replan.weigh import Found, Run, choose, log_of
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.rota.limits import SearchLimits
from allocator.store.plan_folder import SCENARIO_FOLDER, check_replaceable, read_plan, write_plan
from allocator.store.replan_file import read_disruption
from allocator.store.scenario_folder import read_scenario
from allocator.verify.refused_events import refused_events
from allocator.verify.verdict import Verdict

STOPPING = "with the best so far; Ctrl-C again leaves everything as it was"
_SECONDS, _SECONDS_A_PERSON = 9.0, 0.14
"""Of all options together, unless told otherwise: three times what the first may take."""

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True)
class ReplanAsked:
    """What a replan is asked.

    Parameters
    ----------
    events, events_file
        As they are written.
    so_far
        Contacts of the running day so far: the rest of it is forecast again, and what that
        changes are events too.
    now
        Moment of the replan as it is written; ``None`` for that of the machine's clock.
    option
        Option to take; ``None`` for the one of the least objective and price of change.
    chosen_by, reason
        Who chooses and why, for the log; word for word.
    seconds
        Wall-clock time for all options; ``None`` for what the size of the team asks for.
    seed
        Of the search and of the simulation.
    """

    events: Sequence[str] = ()
    events_file: Path | None = None
    so_far: Path | None = None
    now: str | None = None
    option: str | None = None
    chosen_by: str = ""
    reason: str = ""
    seconds: float | None = None
    seed: int = 1


@dataclass(frozen=True)
class Weighed:
    """A replan that is decided on, and not written yet.

    Parameters
    ----------
    folder
        Of the published plan.
    found
        The rota chosen and what it was weighed against.
    log
        What is to be told.
    offered
        The options found.
    seconds
        Wall-clock time by stage so far.
    day
        The running day, where contacts so far were given.
    """

    folder: Path
    case: Disrupted
    found: Found
    published: Plan
    log: ReplanLog
    offered: Offered
    interrupts: Interrupts
    seconds: dict[str, float]
    day: RunningDay | None = None

    def outlook(self) -> DayOutlook | None:
        """Where the running day will miss its targets, nothing done and as chosen."""
        if self.day is None or self.day.rest.counted_until is None:
            return None
        case, chosen = self.case, self.found.rota
        standing = case.disruption.standing
        return day_outlook(
            case.scenario,
            self.day,
            case.planned_requirements,
            case.requirements,
            standing,
            None if chosen == standing else chosen,
        )

    @property
    def scenario(self) -> Scenario:
        """As it stands after the events."""
        return self.case.scenario

    def write(self, out: Path, report: Report) -> WrittenReplan:
        """Check, simulate and justify the rota, and write the plan's folder, whole or not at all.

        Raises
        ------
        InputError
            If nothing can be written there.
        """
        clock = StageClock(report)
        clock.seconds.update(self.seconds)
        clock.enter("bound")
        bound = self.offered.bound(self.interrupts.is_asked)
        made = finish_replan(
            self.folder,
            self.case,
            self.found,
            self.published,
            self.log,
            bound,
            clock,
        )
        with self.interrupts.writing():
            write_plan(
                out,
                made.plan,
                self.folder / SCENARIO_FOLDER,
                made.justifications,
                made.report_html,
                replan=made.papers,
            )
        return WrittenReplan(made.plan, made.verdict)


@dataclass(frozen=True)
class WrittenReplan:
    """A replan that lies in its folder."""

    plan: Plan
    verdict: Verdict


@dataclass(frozen=True)
class Refused:
    """Events that break hard rules: there is nothing to write."""

    people: NamedPeople
    findings: tuple[Finding, ...]


def weigh_replan(
    folder: Path,
    out: Path,
    asked: ReplanAsked,
    *,
    report: Report,
    scenario_folder: Path | None = None,
    interrupts: Interrupts | None = None,
    clock_now: Clock = lambda: dt.datetime.now(dt.UTC),
) -> Weighed | Refused:
    """Work out what nothing done would cost, find options beside it, and choose.

    Parameters
    ----------
    folder
        Of the published plan, a replan's or not.
    out
        Folder that the new plan is to be written into.
    scenario_folder
        The scenario as the user has it; if it is another than the plan was made from, that is
        refused. ``None`` for the copy in the plan's folder.
    clock_now
        Gives the moment of now.

    Raises
    ------
    InputError
        If the plan or the events are not sound, or ``out`` may not be replaced.
    """
    interrupts = interrupts or Interrupts()
    interrupts.when_asked(lambda: report("stopping", STOPPING))
    clock = StageClock(report)
    clock.enter("read")
    _check_out(folder, out)
    published = read_plan(folder)
    original = read_scenario(folder / SCENARIO_FOLDER)
    if scenario_folder is not None:
        _check_same(original, read_scenario(scenario_folder), scenario_folder)
    earlier = read_disruption(folder, original)
    events, now, day = _events(original, published, earlier, asked, clock_now)
    refused = refused_events(original, published.rota, earlier, events, now)
    if refused:
        return Refused(NamedPeople(original.agents), refused)
    case = Disrupted.of(original, published.rota, published.requirements, earlier, events, now)
    options = offered(case, _limits(asked, original, interrupts), report, clock)
    clock.enter("compare")
    weighed = case.weighed(options.rotas, seed=asked.seed, replications=replications_for(original))
    found = choose(weighed, asked.option)
    moment = clock_now().astimezone(dt.UTC).isoformat(timespec="seconds")
    log = log_of(
        found,
        Run(uuid.uuid4().hex[:12], moment),
        published.summary.run_id,
        earlier_replans(folder, original.grid.zone),
        chosen_by=asked.chosen_by,
        reason=asked.reason,
    )
    clock.leave()
    return Weighed(
        folder, case, found, published, log, options, interrupts, dict(clock.seconds), day
    )


def _check_out(folder: Path, out: Path) -> None:
    if out.resolve() == folder.resolve():
        raise InputError.of(
            "--out",
            "is the folder of the published plan, which the new one is held against",
            "Choose another folder.",
            str(out),
        )
    check_replaceable(out)


def _check_same(original: Scenario, given: Scenario, place: Path) -> None:
    """Refuse a scenario that is not the one that the plan was made from."""
    if given.input_hash != original.input_hash:
        raise InputError.of(
            place,
            "is not the scenario that the plan was made from: its files have changed since",
            "Leave SCENARIO out, and the copy in the plan's folder is used; or plan the week "
            "again. What happened since is for --event to say.",
        )


def _events(
    scenario: Scenario,
    published: Plan,
    earlier: Disruption | None,
    asked: ReplanAsked,
    clock_now: Clock,
) -> tuple[tuple[Event, ...], dt.datetime, RunningDay | None]:
    """Read the moment of the replan, the events, and the running day where it is given."""
    text = asked.now
    if text is None:
        text = clock_now().astimezone(scenario.grid.zone).isoformat(timespec="minutes")
    now = read_now(scenario, text, earlier)
    if not asked.events and asked.events_file is None and asked.so_far is None:
        raise InputError.of(
            "--event",
            "is missing: nothing is said of what has happened",
            "Say it, such as --event absence:AGENT, or give a file with --events or --so-far.",
        )
    rota, file = published.rota, asked.events_file
    events = read_events(scenario, rota, now, asked.events, file, earlier)
    if asked.so_far is None:
        return events, now, None
    before = [] if earlier is None else [known.event for known in earlier.events]
    day = running_day(scenario, asked.so_far, now, [*before, *events])
    if not events and not day.events:
        raise InputError.of(
            "--so-far",
            "shows a day that goes as it was planned: there is nothing to replan for",
            "Look at it with allocator forecast --so-far, or say what has happened with --event.",
            str(asked.so_far),
        )
    return (*events, *day.events), now, day


def _limits(asked: ReplanAsked, scenario: Scenario, interrupts: Interrupts) -> SearchLimits:
    seconds = asked.seconds or _SECONDS + _SECONDS_A_PERSON * len(scenario.agents)
    return SearchLimits(asked.seed, seconds, stop=interrupts.is_asked)
