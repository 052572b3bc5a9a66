"""A file a person, under names that any file system takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote


def person_files(
    agent_ids: Iterable[str], ending: str, made: Callable[[str], bytes]
) -> dict[str, bytes]:
    """Files by name, one for each person.

    Parameters
    ----------
    ending
        Ending of the names, such as ``.ics``.
    made
        Makes the bytes of a person's file from the id.
    """
    files: dict[str, bytes] = {}
    for agent_id in agent_ids:
        name = file_name(agent_id, ending)
        # Two ids that differ in case alone would share a file where the system ignores case.
        taken = {known.casefold() for known in files}
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{file_name(agent_id, '')}-{number}{ending}"
        files[name] = made(agent_id)
    return files


def file_name(agent_id: str, ending: str) -> str:
    """File name of a person; signs that file systems refuse are escaped."""
    safe = quote(agent_id, safe="")
    return f"%2E{safe[1:]}{ending}" if safe.startswith(".") else f"{safe}{ending}"
