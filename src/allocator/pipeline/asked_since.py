"""The answers filed beside a plan, for whoever reads of it: its report, and explain."""

from __future__ import annotations

from pathlib import Path

from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.justify.filed_comparison import FiledComparison
from allocator.pipeline.filed_comparisons import filed_words
from allocator.report.asked_section import with_asked
from allocator.store.comparison_folder import comparison_ids
from allocator.store.plan_folder import REPORT_FILE
from allocator.store.replace_path import replace_file


def asked_since(folder: Path, plan: Plan) -> tuple[FiledComparison, ...]:
    """Read every answer about a plan, the first asked first.

    One that is not whole, or is of another run, is for the check to name and left out here.
    """
    found: list[FiledComparison] = []
    for name in comparison_ids(folder):
        try:
            one = filed_words(folder, name)
        except InputError:
            continue
        if one.run_id == plan.summary.run_id:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.created_at, one.id)))


def list_in_report(folder: Path, plan: Plan) -> None:
    """List the answers in the plan's report, whose other parts stay as they are.

    Raises
    ------
    InputError
        If the report cannot be written. One that is not there stays away.
    """
    file = folder / REPORT_FILE
    if not file.is_file():
        return
    page = file.read_text(encoding="utf-8")
    listed = with_asked(page, asked_since(folder, plan))
    if listed != page:
        replace_file(file, listed.encode())
