"""Start a search from a rota: last week's, a given one, or a draft in which some cells stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.findings import Finding
from allocator.domain.grid import TimeGrid
from allocator.domain.people import Pin
from allocator.domain.plan import LockedCell, PlanStart
from allocator.domain.rota import Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.errors import InputProblem
from allocator.rota.conflict.world import changed
from allocator.rota.draft import Draft
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.start import take_over, with_new_weeks
from allocator.rota_files.fill_in import fill_in
from allocator.rota_files.read_draft import DraftFile, read_draft
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules

_CURED_BY_MORE = frozenset({"contracted_hours", "work_runs", "kind_limits", "meetings", "pins"})
"""Rules that more shifts may satisfy: what they find in locked shifts alone proves nothing."""
_REPAIRS = 3
"""How often those whom findings concern are given other weeks."""


@dataclass(frozen=True)
class Start:
    """Where a search begins, and what there is to say of it.

    Parameters
    ----------
    scenario
        The scenario with what is locked as pins.
    record
        What ``plan.json`` is to hold of it.
    rota
        The rota as given, in the planned week, breaks and queues put in where it has none.
    draft
        What the search goes on from; ``None`` where the rota could not be repaired.
    against_locks
        Findings of hard rules that no rota with the locked cells is free of.
    warnings
        What is doubtful in the file.
    """

    scenario: Scenario
    record: PlanStart
    rota: Rota
    draft: Draft | None
    against_locks: tuple[Finding, ...]
    warnings: tuple[InputProblem, ...]

    def lasting(self, requirements: tuple[Requirement, ...], found: Rota) -> Rota:
        """Return the rota found, or the one given where that keeps all rules and costs less."""
        if self.record.findings or self.against_locks:
            return found
        service = ServiceModel.of(self.scenario, requirements)
        costs = [
            measure(RotaView.whole(self.scenario, rota), service).total
            for rota in (found, self.rota)
        ]
        return found if costs[0] <= costs[1] else self.rota

    def record_of(self, requirements: tuple[Requirement, ...], planned: Rota) -> PlanStart:
        """Return the record with what became of the rota, at the plan's own need."""
        standing = {_key(shift) for a in planned.agent_ids for shift in planned.shifts(a)}
        given = [shift for a in self.rota.agent_ids for shift in self.rota.shifts(a)]
        total = None
        if not self.record.findings:
            service = ServiceModel.of(self.scenario, requirements)
            total = measure(RotaView.whole(self.scenario, self.rota), service).total
        return self.record.model_copy(
            update={
                "kept_shifts": sum(_key(shift) in standing for shift in given),
                "objective_total": total,
            }
        )


def start_from(
    path: Path,
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    *,
    lock: bool,
) -> Start:
    """Read a rota and make it a start in which what is locked stands.

    Parameters
    ----------
    path
        A plan's folder, or a file with a rota.
    lock
        Whether every shift and day off that it gives is to stand, and not the marked ones alone.

    Raises
    ------
    InputError
        If the rota cannot be read.
    """
    file = read_draft(path, scenario)
    file = file.all_locked() if lock else file
    locked = locked_cells(file, scenario.grid)
    pinned = with_locks(scenario, locked)
    service = ServiceModel.of(scenario, requirements)
    rota = file.rota
    if rota is None:
        rota = fill_in(scenario, service, file.shifts).rota
    findings = [
        finding
        for finding in broken_rules(RotaView.whole(scenario, rota))
        if finding.agent_id is None or finding.agent_id in file.agent_ids
    ]
    against = _against_locks(scenario, service, file)
    draft = None if against else _draft(pinned, service, rota, limits)
    record = PlanStart(
        file=file.file,
        sha256=file.sha256,
        form=file.form,
        moved_days=7 * file.moved_weeks,
        shifts=sum(len(rota.shifts(agent_id)) for agent_id in rota.agent_ids),
        left=file.strangers,
        joined=tuple(a.agent_id for a in scenario.agents if a.agent_id not in file.agent_ids),
        locked=locked,
        findings=tuple(findings),
        is_repaired=draft is not None,
    )
    return Start(pinned, record, rota, draft, against, file.warnings)


def locked_cells(file: DraftFile, grid: TimeGrid) -> tuple[LockedCell, ...]:
    """List what a draft locks, by person and day."""
    shifts = [
        LockedCell(agent_id=s.agent_id, day=grid.operating_date(s.start), start=s.start, end=s.end)
        for s in file.shifts
        if s.is_locked
    ]
    days_off = [
        LockedCell(agent_id=row.agent_id, day=row.day) for row in file.days_off if row.is_locked
    ]
    return tuple(sorted([*shifts, *days_off], key=lambda cell: (cell.agent_id, cell.day)))


def with_locks(scenario: Scenario, locked: Iterable[LockedCell]) -> Scenario:
    """Return the scenario with locked cells as pins, after its own, and pins that bind."""
    grid = scenario.grid
    pins = [
        Pin(agent_id=cell.agent_id, start=cell.start, end=cell.end, kind="shift")
        if cell.start is not None and cell.end is not None
        else Pin(
            agent_id=cell.agent_id,
            start=grid.day_starts[grid.days.index(cell.day)],
            end=grid.day_starts[grid.days.index(cell.day) + 1],
            kind="off",
        )
        for cell in locked
    ]
    if not pins:
        return scenario
    rules = {**scenario.settings.rules}
    rules.setdefault("pins", {})
    settings = scenario.settings.model_copy(update={"rules": rules})
    return changed(scenario, settings=settings, pins=(*scenario.pins, *pins))


def _against_locks(
    scenario: Scenario, service: ServiceModel, file: DraftFile
) -> tuple[Finding, ...]:
    """Find what no rota can have with the locked shifts in it, whatever else is planned."""
    shifts = [row for row in file.shifts if row.is_locked]
    if not shifts:
        return ()
    rota = fill_in(scenario, service, shifts).rota
    view = RotaView(scenario=scenario, rota=rota, agent_ids=rota.agent_ids)
    return tuple(
        finding
        for finding in broken_rules(view)
        if finding.rule_id not in _CURED_BY_MORE and finding.rule_id != "seats"
    )


def _draft(
    scenario: Scenario, service: ServiceModel, rota: Rota, limits: SearchLimits
) -> Draft | None:
    """Draft in which those whom a hard rule's finding concerns have other weeks."""
    taken = take_over(Instance.of(scenario, service), rota, limits)
    for _ in range(_REPAIRS):
        if taken is None:
            return None
        again = {
            finding.agent_id
            for finding in broken_rules(RotaView.whole(scenario, taken.rota))
            if finding.agent_id is not None
        }
        if not again:
            return Draft(taken.instance, taken.assignment, 0.0)
        draft = with_new_weeks(taken, again, limits)
        if draft is None:
            return None
        taken = replace(taken, assignment=draft.assignment)
    return None


def _key(shift: Shift) -> tuple[str, float, float]:
    return shift.agent_id, shift.start.timestamp(), shift.end.timestamp()
