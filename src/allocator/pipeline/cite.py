"""Find a cited figure in finished plans, and say whether it is so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from allocator.domain.as_typed import as_typed
from allocator.domain.near_name import near_name
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.justify.check_claims import same
from allocator.justify.claim import Claim as Claim
from allocator.justify.day_claims import day_claims
from allocator.justify.reference import FULL_LENGTH, as_reference, reference
from allocator.justify.target_claims import week_claims
from allocator.pipeline.loss_claims import CONTINGENCY_FILE, loss_claim_again
from allocator.pipeline.plan_claims import BOUND, cell_claims, headline_claims
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.pipeline.recompute import Recomputation
from allocator.pipeline.skill_claims import skill_claim_again
from allocator.pipeline.verify_claims import claims_in, read_filed
from allocator.store.comparison_folder import COMPARISON_FILE, COMPARISONS_FOLDER
from allocator.store.plan_folder import (
    CLAIMS_FILE,
    JUSTIFICATIONS_FILE,
    PLAN_FILES,
    SCENARIO_FOLDER,
    SUMMARY_FILE,
    read_plan,
)
from allocator.store.replan_file import REPLAN_FILE, is_replan

_MOST_NAMED = 5
_OPTION = "REF"


@dataclass(frozen=True)
class Citable:
    """A figure as it stands in a plan's files.

    Parameters
    ----------
    file
        The file that holds it, within the plan's folder.
    """

    folder: Path
    plan: Plan
    claim: Claim
    file: str

    @property
    def reference(self) -> str:
        """Short reference of the figure."""
        return reference(self.plan.summary.run_id, self.claim.id)

    @property
    def whole_reference(self) -> str:
        """All of it, for where two begin alike."""
        return reference(self.plan.summary.run_id, self.claim.id, FULL_LENGTH)


@dataclass(frozen=True)
class Citation:
    """A figure with what recomputing it came to.

    Parameters
    ----------
    recomputed
        The claim worked out again; ``None`` where nothing gives it.
    is_recomputed
        False for what no check can make again: it stands as the search proved it.
    command
        What to type to recompute it.
    """

    found: Citable
    recomputed: Claim | None
    is_recomputed: bool
    command: str

    @property
    def is_so(self) -> bool:
        """Whether every field of the claim is what it is when worked out again."""
        again = self.recomputed
        return again is not None and all(
            same(getattr(self.found.claim, field), getattr(again, field))
            for field in Claim.model_fields
        )


def cite(asked: str, folders: Sequence[Path]) -> Citation:
    """Resolve a reference or the name of a figure, and work the figure out again.

    Parameters
    ----------
    asked
        A reference of eight characters or more, or a claim's id.
    folders
        Folders of plans; every plan below the current folder if none is given.

    Raises
    ------
    InputError
        If no figure has the reference or several have, or a plan cannot be read.
    """
    plans = folders or plans_below(Path())
    wanted = as_reference(asked)
    every: list[Citable] = []
    found: list[Citable] = []

    def of_losses(folder: Path) -> Iterator[Citable]:
        return _of_losses(folder, asked, wanted)

    # Those of the week are summed up from whole scenarios, losses and skills measured again: only
    # where nothing else is meant.
    for figures_of in (_stated, _of_the_week, of_losses):
        unread: list[InputError] = []
        for folder in plans:
            try:
                every += figures_of(folder)
            except InputError as error:
                if folders:
                    raise
                unread.append(error)  # among all plans there are, an older one is passed over
        if not every:
            first = f": {unread[0].problems[0]}" if unread else ""
            raise InputError.of(
                Path.cwd(),
                f"holds no folder of a plan that can be read{first}",
                "Give the folder that allocator plan wrote: allocator cite REF PLAN.",
            )
        found = [
            one
            for one in every
            if one.claim.id == asked or (wanted and one.whole_reference.startswith(wanted))
        ]
        if found:
            break
    if len(found) != 1:
        raise _not_one(asked, wanted is not None, found, every, len(plans))
    return _cited(found[0])


def headlines(folder: Path) -> list[Citable]:
    """Figures of ``plan.json``, which a reader asks for first.

    Raises
    ------
    InputError
        If the plan cannot be read.
    """
    plan = read_plan(folder)
    return [Citable(folder, plan, claim, SUMMARY_FILE) for claim in headline_claims(plan)]


def citables(folder: Path) -> Iterator[Citable]:
    """Yield every figure of a plan that can be cited.

    Raises
    ------
    InputError
        If the plan or its justifications cannot be read.
    """
    yield from _stated(folder)
    yield from _of_the_week(folder)


def _of_the_week(folder: Path) -> Iterator[Citable]:
    """Yield the figures of days, targets, meetings and goals, which no file of a plan states."""
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder)
    for claim in (*day_claims(scenario, plan), *week_claims(scenario, plan)):
        file = claim.id.partition("/")[0]
        inside = file if file in PLAN_FILES else f"{SCENARIO_FOLDER}/{file}"
        yield Citable(folder, plan, claim, inside)


def _of_losses(folder: Path, asked: str, wanted: str | None) -> Iterator[Citable]:
    """Yield the figure of a loss or a skill that is asked for: all would take minutes."""
    plan = read_plan(folder)
    run_id = plan.summary.run_id

    def is_meant(name: str) -> bool:
        whole = reference(run_id, name, FULL_LENGTH) if wanted else ""
        return name == asked or bool(wanted and whole.startswith(wanted))

    if wanted is None and not asked.startswith(f"{CONTINGENCY_FILE}/"):
        return
    scenario = scenario_of_plan(folder)
    claim = loss_claim_again(scenario, plan, is_meant)
    claim = claim or skill_claim_again(scenario, plan, is_meant)
    if claim is not None:
        yield Citable(folder, plan, claim, CONTINGENCY_FILE)


def _stated(folder: Path) -> Iterator[Citable]:
    """Yield the figures that stand in a plan's files."""
    plan = read_plan(folder)
    for claim in headline_claims(plan):
        yield Citable(folder, plan, claim, SUMMARY_FILE)
    for claim in _filed(read_filed(folder)):
        yield Citable(folder, plan, claim, JUSTIFICATIONS_FILE)
    for claim in cell_claims(plan):
        yield Citable(folder, plan, claim, claim.id.partition("/")[0])
    if is_replan(folder):
        for claim in _filed(_json_of(folder / REPLAN_FILE)):
            yield Citable(folder, plan, claim, REPLAN_FILE)
    beside = (folder / COMPARISONS_FOLDER).glob("[!.]*/*.json")
    for file in sorted(one for one in beside if one.name in (COMPARISON_FILE, CLAIMS_FILE)):
        for claim in _filed(_json_of(file)):
            yield Citable(folder, plan, claim, file.relative_to(folder).as_posix())


def _json_of(file: Path) -> Any:
    """Content of a comparison's file; nothing where it is no JSON."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return None


def _filed(content: Any) -> Iterator[Claim]:
    """Yield the claims of a file, as far as they have the form of one."""
    for entry in claims_in(content):
        try:
            yield Claim.model_validate(entry)
        except ValidationError:
            continue


def _cited(found: Citable) -> Citation:
    return Citation(
        found=found,
        recomputed=Recomputation(found.folder, found.plan).claim(found.claim, found.file),
        is_recomputed=found.claim.id != BOUND,
        command=_command(found),
    )


def _command(found: Citable) -> str:
    """Give the command that works the figure out again, beside ``cite`` itself."""
    summary, claim, folder = found.plan.summary, found.claim, as_typed(found.folder)
    if found.file == CONTINGENCY_FILE:
        seed = "" if claim.seed is None else f" --seed {claim.seed}"
        return f"allocator contingency {folder}{seed} --json"
    if claim.id == BOUND:
        scenario = as_typed(found.folder / SCENARIO_FOLDER)
        return f"allocator plan {scenario} --out PLAN --seed {summary.seed}"
    if found.file == SUMMARY_FILE and claim.seed is not None:
        return f"allocator simulate {folder} --seed {claim.seed} --out FOLDER"
    if found.file.startswith(f"{SCENARIO_FOLDER}/") or (
        found.file in PLAN_FILES and found.file != JUSTIFICATIONS_FILE
    ):
        return f"allocator verify {folder}"
    return f"allocator verify {folder} --claims"


def plans_below(top: Path) -> list[Path]:
    """Folders of plans in a folder, however deep; hidden ones are passed over."""
    below = (path.parent for path in sorted(top.rglob(SUMMARY_FILE)))
    return [
        folder
        for folder in below
        if (folder / JUSTIFICATIONS_FILE).exists()
        and not any(part.startswith(".") for part in folder.relative_to(top).parts)
    ]


def _not_one(
    asked: str, is_reference: bool, found: Sequence[Citable], every: Sequence[Citable], plans: int
) -> InputError:
    """Say that nothing was found, or which figures were."""
    if not found:
        where = f"the {plans:,} plans" if plans > 1 else "the plan"
        near = near_name(asked, {one.claim.id for one in every if _is_near(asked, one.claim.id)})
        meant = f"Is {near} meant? " if near else ""
        again = " A week that was planned again has other references." if is_reference else ""
        return InputError.of(
            _OPTION,
            f"is no reference or name of a figure in {where} looked through",
            f"{meant}Give a reference from the report, or a claim's id; allocator cite --list PLAN "
            f"names those of a plan's own figures.{again}",
            asked,
        )
    named = "; ".join(
        f"{one.whole_reference} is {one.claim.id} in {one.folder}" for one in found[:_MOST_NAMED]
    )
    more = f"; and {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""
    return InputError.of(
        _OPTION,
        f"means {len(found):,} figures: {named}{more}",
        "Give more of the reference, or the folder of one plan.",
        asked,
    )


def _is_near(asked: str, name: str) -> bool:
    """Whether a name may be meant: it shares the allocation, or the figure's own name."""
    first, last = asked.partition("/")[0], asked.rpartition("/")[2]
    return name.startswith(f"{first}/") or name.endswith(f"/{last}")
