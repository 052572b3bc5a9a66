"""Make the work plan of a week from a finished plan: Word, PDF and HTML from one content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from allocator.domain.contingency import Contingency
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.evidence.cited import CitedFigures
from allocator.evidence.criteria import WORK_PLAN_FILE, default_criteria, read_criteria
from allocator.evidence.paper import Paper
from allocator.evidence.week_figures import WeekFigures
from allocator.evidence.work_plan import WorkPlanSource, work_plan
from allocator.export.output import (
    check_file_replaceable,
    check_folder_replaceable,
    write_folder,
)
from allocator.justify.claim import Claim
from allocator.justify.day_claims import day_claims
from allocator.justify.target_claims import week_claims
from allocator.pipeline.contingency.files import contingency_json
from allocator.pipeline.export_place import check_ending, check_outside
from allocator.pipeline.loss_claims import CONTINGENCY_FILE, loss_claims
from allocator.pipeline.plan_claims import headline_claims
from allocator.pipeline.read_reasons import ReadPlan, read_with_reasons
from allocator.pipeline.skill_claims import skill_claims
from allocator.pipeline.written_words import written_words
from allocator.store.replace_path import replace_file
from allocator.store.scenario_folder import read_scenario

WorkPlanFormat = Literal["word", "pdf", "html"]
FORMATS: tuple[WorkPlanFormat, ...] = ("word", "pdf", "html")
_ENDINGS: dict[WorkPlanFormat, str] = {"word": ".docx", "pdf": ".pdf", "html": ".html"}
_FILE = "work-plan"


@dataclass(frozen=True)
class WorkPlanMade:
    """What was written.

    Parameters
    ----------
    path
        The file, or the folder with files.
    blanks
        Places that a person must still fill.
    figures
        Figures with a reference.
    """

    path: Path
    files: tuple[str, ...]
    blanks: int
    figures: int
    rules_broken: int
    simulated: bool
    is_tested: bool


def make_work_plan(
    folder: Path,
    out: Path | None = None,
    formats: Sequence[WorkPlanFormat] = (),
    *,
    scenario_folder: Path | None = None,
    contingency: Callable[[Path], Contingency] | None = None,
    criteria: Path | None = None,
    names: bool = False,
    show_leave: bool = False,
    written: Path | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> WorkPlanMade:
    """Write the work plan, whole or not at all.

    Parameters
    ----------
    folder
        The plan’s folder.
    out
        A file whose name ends as its format does, or a folder for several; beside the plan’s
        folder if not given.
    formats
        All three if not given, or the one that the name of ``out`` ends in.
    scenario_folder
        The scenario that the plan is said to be of: it must be the one in the folder.
    contingency
        Tests the plan in the folder ahead against losses, or reads what was tested; ``None`` where
        nothing is to be tested.
    criteria
        A centre’s own table of criteria; that of the package if not given.
    names
        Whether people are named beside their ids.
    show_leave
        Whether the rota tells days of leave apart from other days without a shift.
    written
        An earlier copy in Word, whose words are passed on.
    clock
        Gives the moment of now, which the paper states.

    Raises
    ------
    InputError
        If the plan, its records or the criteria cannot be read, the contingency is that of
        another plan, or the output not be written.
    """
    wanted = tuple(dict.fromkeys(formats)) or _format_of(out)
    target = out or _beside(folder.resolve(), wanted)
    check_outside(folder, target)
    one = wanted[0] if len(wanted) == 1 and not target.is_dir() and target.suffix else None
    if one is not None:
        check_ending(target, _ENDINGS[one])
        check_file_replaceable(target, _untouched(one))
    else:
        _check_names_folder(target)
        check_folder_replaceable(target)
    read = read_with_reasons(folder)
    if scenario_folder is not None:
        _check_same_scenario(scenario_folder, read.plan)
    run_id = read.plan.summary.run_id
    words = None if written is None else written_words(written, run_id)
    rows = default_criteria(WORK_PLAN_FILE) if criteria is None else read_criteria(criteria)
    tested = None
    if contingency is not None:  # last, as it may take minutes
        tested = contingency(folder)
        _check_same_run(tested, run_id)
    week = WeekFigures(
        scenario=read.scenario,
        plan=read.plan,
        claims={claim.id: claim for claim in _claims(read, tested)},
        cited=CitedFigures(run_id),
        names=names,
        show_leave=show_leave,
    )
    source = WorkPlanSource(
        week=week,
        justifications=read.justifications,
        records=read.records,
        criteria=rows,
        contingency=tested,
        rules_broken=_blamed(read),
        replan=read.replan,
    )
    paper = work_plan(source, clock().astimezone(read.scenario.grid.zone), words)
    if one is not None:
        replace_file(target, _made(paper, one))
        files: tuple[str, ...] = (target.name,)
    else:
        made = {f"{_FILE}{_ENDINGS[kind]}": _made(paper, kind) for kind in wanted}
        if tested is not None:
            made[CONTINGENCY_FILE] = (contingency_json(tested) + "\n").encode()
        write_folder(target, made, run_id)
        files = tuple(made)
    return WorkPlanMade(
        path=target,
        files=files,
        blanks=sum(1 for _ in paper.blanks()),
        figures=len(week.cited.claims),
        rules_broken=_blamed(read),
        simulated=bool(paper.watermark),
        is_tested=tested is not None,
    )


def read_contingency(file: Path) -> Contingency:
    """Read what ``allocator contingency`` wrote into a file that ends in ``.json``.

    Raises
    ------
    InputError
        If the file cannot be read, or holds something else.
    """
    remedy = "Give what allocator contingency wrote with --out contingency.json."
    try:
        return Contingency.model_validate_json(file.read_bytes())
    except OSError as error:
        raise InputError.of(file, f"cannot be read: {error.strerror}", remedy) from error
    except ValidationError as error:
        raise InputError.of(file, "holds no result of a contingency test", remedy) from error


def _check_names_folder(target: Path) -> None:
    if target.suffix.lower() in _ENDINGS.values() and not target.is_dir():
        raise InputError.of(
            target,
            "is the name of one file, and several formats are asked for",
            "Give the name of a folder, or ask for one format.",
        )


def _check_same_scenario(scenario_folder: Path, plan: Plan) -> None:
    if read_scenario(scenario_folder).input_hash != plan.summary.input_hash:
        raise InputError.of(
            scenario_folder,
            "is not the scenario that the plan was made from, or has changed since",
            "Give the plan alone, which holds its scenario, or plan again.",
        )


def _check_same_run(contingency: Contingency, run_id: str) -> None:
    if contingency.run_id != run_id:
        raise InputError.of(
            "--contingency",
            f"was tested on another plan than run {run_id}",
            "Test this plan with allocator contingency, or leave it to be tested now.",
            contingency.run_id,
        )


def _claims(read: ReadPlan, tested: Contingency | None) -> Iterator[Claim]:
    yield from headline_claims(read.plan)
    yield from day_claims(read.scenario, read.plan)
    yield from week_claims(read.scenario, read.plan)
    for one in read.justifications:
        yield from one.claims()
    if tested is not None:
        yield from loss_claims(tested.losses)
        yield from skill_claims(tested.skills, tested.seed)


def _blamed(read: ReadPlan) -> int:
    """Count the breaches in the rota that no event of a replan has caused."""
    return read.rules_broken


def _format_of(out: Path | None) -> tuple[WorkPlanFormat, ...]:
    ending = out.suffix.lower() if out else ""
    for kind in FORMATS:
        if _ENDINGS[kind] == ending:
            return (kind,)
    return FORMATS


def _beside(folder: Path, wanted: Sequence[WorkPlanFormat]) -> Path:
    ending = _ENDINGS[wanted[0]] if len(wanted) == 1 else ""
    return folder.with_name(f"{folder.name}-{_FILE}{ending}")


def _made(paper: Paper, kind: WorkPlanFormat) -> bytes:
    if kind == "word":
        from allocator.evidence.word_report import word_report

        return word_report(paper)
    if kind == "pdf":
        from allocator.evidence.pdf_report import pdf_report

        return pdf_report(paper)
    from allocator.evidence.html_report import html_report
    from allocator.export.page_seal import sealed_page

    return sealed_page(html_report(paper))


def _untouched(kind: WorkPlanFormat) -> Callable[[bytes], bool]:
    if kind == "word":
        from allocator.evidence import word_report

        return word_report.is_untouched_report
    if kind == "pdf":
        from allocator.evidence import pdf_report

        return pdf_report.is_untouched_report
    from allocator.export.page_seal import is_untouched_page

    return is_untouched_page
