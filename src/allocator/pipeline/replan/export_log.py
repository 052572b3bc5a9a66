"""Export the log of a replan that a portfolio can take: Word and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from allocator.errors import InputError
from allocator.evidence.criteria import REPLAN_FILE, default_criteria, read_criteria
from allocator.evidence.replan_report import replan_report
from allocator.pipeline.export_place import check_outside
from allocator.pipeline.export_plan import Exported
from allocator.pipeline.export_portfolio import PortfolioFormat, write_paper
from allocator.pipeline.read_reasons import read_with_reasons
from allocator.pipeline.written_words import written_words

_FILE = "replan-log"


def export_replan_log(
    folder: Path,
    kind: PortfolioFormat | None = None,
    out: Path | None = None,
    *,
    criteria: Path | None = None,
    names: bool = False,
    written: Path | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Exported:
    """Write the log of a replan with blank places for people, whole or not at all.

    Parameters
    ----------
    folder
        Of a replan.
    kind
        Word or PDF; both, in a folder, if not given.
    criteria
        A centre's own table of criteria; that of the package if not given.
    names
        Whether people are named beside their ids.
    written
        An earlier copy of the Word document, whose words are passed on.
    clock
        Gives the moment of now, which the paper states.

    Raises
    ------
    InputError
        If the folder is no replan's or cannot be read, or the output not be written.
    """
    read = read_with_reasons(folder)
    run_id = read.plan.summary.run_id
    if read.replan is None:
        raise InputError.of(
            folder,
            "is a plan that was not replanned: there is no log of a replan",
            "Give a folder that allocator replan wrote.",
        )
    target = out or folder.resolve().with_name(
        f"{folder.resolve().name}-{_FILE}" + (f".{kind}" if kind else "")
    )
    check_outside(folder, target)
    paper = replan_report(
        read.scenario,
        read.plan,
        read.replan,
        default_criteria(REPLAN_FILE) if criteria is None else read_criteria(criteria),
        clock().astimezone(read.scenario.grid.zone),
        names=names,
        written=None if written is None else written_words(written, run_id),
    )
    made = write_paper(paper, kind, target, _FILE, run_id)
    return Exported(
        path=target,
        files=made,
        people=len({change.agent_id for change in read.replan.changes}),
        shifts=len(read.replan.changes),
        rules_broken=read.rules_broken,
        simulated=bool(paper.watermark),
    )
