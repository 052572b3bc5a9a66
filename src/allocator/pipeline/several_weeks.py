"""A scenario planned for another number of weeks than its own file says."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from allocator.drafting.weeks_settings import with_weeks
from allocator.store import scenario_files as files


@contextmanager
def scenario_of_weeks(folder: Path, weeks: int | None) -> Generator[Path]:
    """Give the folder of a scenario with ``week.days`` set to so many weeks.

    A copy of the planning files in a temporary folder, so that whatever is made from it holds
    what it was made from: a plan's ``scenario/`` has the days that were planned.

    Parameters
    ----------
    weeks
        ``None`` for the scenario as it is.

    Raises
    ------
    InputError
        If a file cannot be read, or ``week.days`` is not written where it could be changed.
    """
    if weeks is None or not (folder / files.SETTINGS_FILE).is_file():
        yield folder
        return
    contents = files.read_planning_files(folder)
    contents[files.SETTINGS_FILE] = with_weeks(contents[files.SETTINGS_FILE], weeks)
    with tempfile.TemporaryDirectory(prefix="allocator-") as beside:
        copy = Path(beside) / folder.resolve().name
        copy.mkdir()
        for name, data in contents.items():
            (copy / name).write_bytes(data)
        yield copy
