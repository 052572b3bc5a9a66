"""Export the allocation report that a learner's portfolio can take: Word and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from allocator.errors import InputError
from allocator.evidence.allocation_report import allocation_report
from allocator.evidence.criteria import default_criteria, read_criteria
from allocator.evidence.paper import Paper
from allocator.export.output import (
    check_file_replaceable,
    check_folder_replaceable,
    write_folder,
)
from allocator.pipeline.export_place import check_ending, check_outside
from allocator.pipeline.export_plan import Exported
from allocator.pipeline.plan_claims import headline_claims
from allocator.pipeline.read_reasons import read_with_reasons
from allocator.store.replace_path import replace_file

PortfolioFormat = Literal["docx", "pdf"]
_FILE = "allocation-report"


def export_portfolio(
    folder: Path,
    kind: PortfolioFormat | None = None,
    out: Path | None = None,
    *,
    criteria: Path | None = None,
    names: bool = False,
    written: Path | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Exported:
    """Write the allocation report with blank places for the learner, whole or not at all.

    Parameters
    ----------
    kind
        Word or PDF; both, in a folder, if not given.
    criteria
        A centre's own table of criteria; that of the package if not given.
    names
        Whether people are named beside their ids.
    written
        An earlier copy of the Word document with the learner's words, which are passed on.
    clock
        Gives the moment of now, which the report states.

    Raises
    ------
    InputError
        If the plan, its records or the criteria cannot be read, or the output not be written.
    """
    read = read_with_reasons(folder)
    rows = default_criteria() if criteria is None else read_criteria(criteria)
    target = out or folder.resolve().with_name(
        f"{folder.resolve().name}-" + (f"{_FILE}.{kind}" if kind else "portfolio")
    )
    check_outside(folder, target)
    paper = allocation_report(
        read.scenario,
        read.plan,
        read.justifications,
        read.records,
        rows,
        headline_claims(read.plan),
        clock().astimezone(read.scenario.grid.zone),
        names=names,
        written=None if written is None else _words_in(written, read.plan.summary.run_id),
    )
    made = write_paper(paper, kind, target, _FILE, read.plan.summary.run_id)
    return Exported(
        path=target,
        files=made,
        people=len(read.scenario.agents),
        shifts=len(read.justifications),
        rules_broken=read.rules_broken,
        simulated=read.plan.summary.simulated_data or read.scenario.settings.simulated,
    )


def _words_in(written: Path, run_id: str) -> dict[str, str]:
    from allocator.evidence.word_report import blank_places, run_of

    try:
        data = written.read_bytes()
    except OSError as error:
        remedy = "Give the Word file in which the learner wrote."
        raise InputError.of(written, f"cannot be read: {error.strerror}", remedy) from error
    if run_of(data) != run_id:
        raise InputError.of(
            written,
            f"is no allocation report of this plan, run {run_id}",
            "Give a Word file that allocator export --for portfolio made from this plan.",
        )
    return blank_places(data)


def write_paper(
    paper: Paper, kind: PortfolioFormat | None, target: Path, name: str, run_id: str
) -> tuple[str, ...]:
    """Write a paper to a file, or to a folder in both formats; returns the names of the files.

    Parameters
    ----------
    kind
        Word or PDF; both, in a folder, if none.
    name
        Of the files in the folder, without their endings.

    Raises
    ------
    InputError
        If what is there may not be replaced, or the output not be written.
    """
    if kind is None:
        check_folder_replaceable(target)
        files = {f"{name}.{one}": paper_made(paper, one) for one in ("docx", "pdf")}
        write_folder(target, files, run_id)
        return tuple(files)
    check_ending(target, f".{kind}")
    check_file_replaceable(target, untouched_paper(kind))
    replace_file(target, paper_made(paper, kind))
    return (target.name,)


def paper_made(paper: Paper, kind: PortfolioFormat) -> bytes:
    """Bytes of a paper in a format."""
    if kind == "docx":
        from allocator.evidence.word_report import word_report

        return word_report(paper)
    from allocator.evidence.pdf_report import pdf_report

    return pdf_report(paper)


def untouched_paper(kind: PortfolioFormat) -> Callable[[bytes], bool]:
    """Return what knows an earlier export that nobody has changed since."""
    if kind == "docx":
        from allocator.evidence import word_report

        return word_report.is_untouched_report
    from allocator.evidence import pdf_report

    return pdf_report.is_untouched_report
