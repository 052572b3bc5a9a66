"""Work out again all that a replan's folder says of it, from its rotas and its seed; no solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.plan import Plan
from allocator.justify.check_claims import ClaimFault, compare_claims, same
from allocator.justify.claim import Claim
from allocator.justify.replan_log import ReplanLog
from allocator.pipeline.replan.case import Disrupted
from allocator.pipeline.replan.finish import change_rows
from allocator.pipeline.replan.log_file import earlier_replans, read_log
from allocator.pipeline.replan.weigh import Run, choose, log_of
from allocator.store.plan_folder import SCENARIO_FOLDER
from allocator.store.replan_file import (
    BEFORE_FOLDER,
    REPLAN_FILE,
    is_replan,
    read_disruption,
    read_replan,
    read_rota_before,
)
from allocator.store.replan_papers import (
    CHANGES_FILE,
    changes_csv,
    option_names,
    read_options,
    read_requirements_before,
)
from allocator.store.scenario_folder import read_scenario

_MOST_WEEKS = 1000


@dataclass(frozen=True)
class CheckedReplan:
    """What working a replan out again came to.

    Parameters
    ----------
    log
        As it should be.
    """

    log: ReplanLog
    claims: tuple[Claim, ...]
    faults: tuple[ClaimFault, ...]


def check_replan(folder: Path, plan: Plan) -> CheckedReplan | None:
    """Hold the log of a replan and its changes against those worked out again.

    Returns
    -------
    CheckedReplan or None
        ``None`` where the folder is no replan's.

    Raises
    ------
    InputError
        If one of its files cannot be read.
    """
    if not is_replan(folder):
        return None
    original = read_scenario(folder / SCENARIO_FOLDER)
    zone = original.grid.zone
    filed = read_log(folder, zone)
    assert filed is not None
    again = _again(folder, plan, filed)
    record = read_replan(folder, zone)
    content = {} if record is None else record.log
    faults = [*_stated(content, again, plan), *_changes_file(folder, again)]
    return CheckedReplan(again.log, again.log.every_claim(), tuple(faults))


@dataclass(frozen=True)
class _Again:
    case: Disrupted
    log: ReplanLog
    is_same_rota: bool


def _again(folder: Path, plan: Plan, filed: ReplanLog) -> _Again:
    """Weigh the options again."""
    original = read_scenario(folder / SCENARIO_FOLDER)
    zone = original.grid.zone
    disruption = read_disruption(folder, original)
    assert disruption is not None
    case = Disrupted.of(
        original,
        read_rota_before(folder, zone),
        read_requirements_before(folder, zone),
        read_disruption(folder / BEFORE_FOLDER, original),
        [known.event for known in disruption.new_events],
        disruption.now,
    )
    known = option_names(folder)
    names = [option.name for option in filed.options if option.name in known]
    options = read_options(folder, names, zone)
    weeks = min(max(filed.replications, 2), _MOST_WEEKS)
    weighed = case.weighed(options, seed=filed.seed, replications=weeks)
    found = choose(weighed, filed.chosen if filed.chosen_as == "person" else None)
    log = log_of(
        found,
        Run(plan.summary.run_id, plan.summary.created_at, plan.summary.version),
        _published_run_id(folder, plan),
        earlier_replans(folder / BEFORE_FOLDER, zone),
        chosen_by=filed.chosen_by,
        reason=filed.reason,
    )
    return _Again(case, log, found.rota == plan.rota)


def _published_run_id(folder: Path, plan: Plan) -> str:
    del folder
    return "" if plan.summary.replan is None else plan.summary.replan.published_run_id


def _stated(content: dict[str, Any], again: _Again, plan: Plan) -> Iterator[ClaimFault]:
    """Tell what the log says and is not so, claims and words included."""
    should = again.log.model_dump(mode="json")
    if not again.is_same_rota:
        yield _fault("chosen", content.get("chosen"), "the option that rota.csv is")
    for field, value in should.items():
        if field in ("claims", "changes"):
            continue
        if not same(content.get(field), value):
            yield _fault(field, content.get(field), value)
    yield from compare_claims(content.get("claims"), should["claims"], REPLAN_FILE, "replan")
    yield from _changes(content.get("changes"), should["changes"])
    summary = plan.summary.replan
    stated = None if summary is None else summary.option
    if stated != again.log.chosen:
        yield ClaimFault(
            "plan.json/replan/option", "content", stated, again.log.chosen, "", "plan.json"
        )


def _changes(filed: Any, should: list[dict[str, Any]]) -> Iterator[ClaimFault]:
    entries = filed if isinstance(filed, list) else []
    by_id = {e["id"]: e for e in entries if isinstance(e, dict) and "id" in e}
    for change in should:
        mine = by_id.pop(change["id"], None)
        place = f"changes/{change['id']}"
        if mine is None:
            yield ClaimFault(place, "missing", None, change["change"], "rota.csv", REPLAN_FILE)
            continue
        for field, value in change.items():
            if field == "claims":
                yield from compare_claims(mine.get("claims"), value, REPLAN_FILE, place)
            elif not same(mine.get(field), value):
                what = "words" if field == "words" else "content"
                told = mine.get(field)
                yield ClaimFault(
                    f"{place}/{field}", what, told, value, "the claims beside it", REPLAN_FILE
                )
    for name, change in by_id.items():
        told = change.get("change")
        yield ClaimFault(f"changes/{name}", "invented", told, None, "", REPLAN_FILE)


def _changes_file(folder: Path, again: _Again) -> Iterator[ClaimFault]:
    """Tell whether ``changes.csv`` is the one that the changes give."""
    found = changes_csv(change_rows(again.case, again.log))
    try:
        text = (folder / CHANGES_FILE).read_text(encoding="utf-8")
    except OSError:
        text = ""
    told, right = text.splitlines(), found.splitlines()
    for number in range(max(len(told), len(right))):
        mine = told[number] if number < len(told) else None
        other = right[number] if number < len(right) else None
        if mine != other:
            place = f"{CHANGES_FILE}/{number + 1}"
            yield ClaimFault(place, "content", mine, other, "replan.json", CHANGES_FILE)
            return


def _fault(field: str, told: Any, found: Any) -> ClaimFault:
    what = "words" if field == "words" else "content"
    source = "before/rota.csv, options/ and the events of replan.json"
    return ClaimFault(f"replan/{field}", what, told, found, source, REPLAN_FILE)
