"""The log in a replan's folder, and those of the replans before it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from allocator.errors import InputError
from allocator.justify.replan_log import EarlierReplan, ReplanLog
from allocator.store.read_json import model_problems
from allocator.store.replan_file import REPLAN_FILE, read_replan


def read_log(folder: Path, zone: ZoneInfo) -> ReplanLog | None:
    """Read the log of a plan's folder; ``None`` where it is no replan's.

    Parameters
    ----------
    zone
        The site's.

    Raises
    ------
    InputError
        If it is not as it was written.
    """
    record = read_replan(folder, zone)
    if record is None:
        return None
    try:
        return ReplanLog.model_validate(record.log)
    except ValidationError as error:
        raise InputError(model_problems(REPLAN_FILE, error, "log")) from error


def earlier_replans(folder: Path, zone: ZoneInfo) -> tuple[EarlierReplan, ...]:
    """List the replans that a plan came out of, itself included, the first made first."""
    log = read_log(folder, zone)
    if log is None:
        return ()
    own = EarlierReplan(
        run_id=log.run_id,
        now=log.now.astimezone(zone),
        trigger=log.trigger,
        chosen=log.chosen,
        chosen_by=log.chosen_by,
        reason=log.reason,
    )
    return (*log.earlier, own)
