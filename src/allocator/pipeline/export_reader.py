"""Export a plan for one kind of reader: agents, the reviewer, the notice board, a portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from allocator.domain.people_names import NamedPeople
from allocator.errors import InputError
from allocator.export.output import (
    check_file_replaceable,
    check_folder_replaceable,
    write_folder,
)
from allocator.export.page_seal import is_untouched_page, sealed_page
from allocator.pipeline.export_place import agent_id_of, check_ending, check_outside
from allocator.pipeline.export_plan import Exported
from allocator.pipeline.read_reasons import ReadPlan, read_with_reasons
from allocator.store.replace_path import replace_file

Reader = Literal["agents", "reviewer", "notice-board"]

HTML = ".html"
_BESIDE = {"agents": "agents", "reviewer": "review.html", "notice-board": "notice-board.html"}


def export_for(
    folder: Path,
    reader: Reader,
    out: Path | None = None,
    *,
    agent: str | None = None,
    show_leave: bool = False,
) -> Exported:
    """Write what one kind of reader may see of a plan, whole or not at all.

    An earlier export that nobody has changed since is replaced, nothing else.

    Parameters
    ----------
    out
        File or folder to write; beside the plan's folder if not given.
    agent
        The one person whose report to write, by id or name; of all agents if not given.
    show_leave
        Whether the notice board tells days of leave apart.

    Raises
    ------
    InputError
        If the plan or its records cannot be read, the person is not in it, or the output may not
        be written.
    """
    if agent is not None and reader != "agents":
        raise InputError.of("--agent", "goes with --for agents alone", "Leave it out.", agent)
    read = read_with_reasons(folder)
    agent_id = None if agent is None else agent_id_of(read.scenario, agent)
    target = out or _beside(folder.resolve(), reader, agent_id)
    check_outside(folder, target)
    everybody = tuple(one.agent_id for one in read.scenario.agents)
    if reader == "agents" and agent_id is None:
        files = _agent_reports(read, everybody)
        check_folder_replaceable(target)
        write_folder(target, files, read.plan.summary.run_id)
        names = tuple(files)
    else:
        check_ending(target, HTML)
        check_file_replaceable(target, is_untouched_page)
        (page,) = _page(read, reader, agent_id, show_leave=show_leave)
        replace_file(target, page)
        names = (target.name,)
    shown = {agent_id} if agent_id else set(everybody)
    return Exported(
        path=target,
        files=names,
        people=len(shown),
        shifts=sum(one.agent_id in shown for one in read.justifications),
        rules_broken=read.rules_broken,
        simulated=read.plan.summary.simulated_data or read.scenario.settings.simulated,
    )


def _page(
    read: ReadPlan, reader: Reader, agent_id: str | None, *, show_leave: bool
) -> tuple[bytes, ...]:
    if agent_id is not None:
        return tuple(_agent_reports(read, (agent_id,)).values())
    if reader == "reviewer":
        return (sealed_page(_reviewer_report(read)),)
    return (sealed_page(_notice_board(read, show_leave=show_leave)),)


def _agent_reports(read: ReadPlan, agent_ids: tuple[str, ...]) -> dict[str, bytes]:
    """Report of each of some agents by file name; each is for that agent alone."""
    from allocator.export.person_files import person_files
    from allocator.justify.ledger import FairnessLedger
    from allocator.report.agent_page import agent_page

    ledger = FairnessLedger.of(read.scenario, read.plan.rota)
    return person_files(
        agent_ids,
        HTML,
        lambda agent_id: sealed_page(
            agent_page(
                read.scenario,
                read.plan,
                read.justifications,
                read.records,
                ledger,
                agent_id,
                read.replan,
            )
        ),
    )


def _reviewer_report(read: ReadPlan) -> str:
    from allocator.report.render import render
    from allocator.report.review_view import ReviewView

    people = NamedPeople(read.scenario.agents)
    review = ReviewView.of(read.justifications, read.records, people.of)
    return render(read.scenario, read.plan, read.justifications, review, read.replan, read.asked)


def _notice_board(read: ReadPlan, *, show_leave: bool) -> str:
    from allocator.export.notice_board import notice_board
    from allocator.export.wall_rota import WallRota

    wall = WallRota.of(read.scenario, read.plan, read.rules_broken, show_leave=show_leave)
    return notice_board(wall, read.not_accepted, read.contested_since)


def _beside(folder: Path, reader: Reader, agent_id: str | None) -> Path:
    if agent_id is not None:
        from allocator.export.person_files import file_name

        return folder.with_name(f"{folder.name}-{file_name(agent_id, HTML)}")
    return folder.with_name(f"{folder.name}-{_BESIDE[reader]}")
