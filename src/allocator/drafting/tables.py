"""The tables of a first scenario: people, what they can do, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from allocator.drafting.draft import Draft
from allocator.drafting.people_list import extra_columns

LEVEL = 2
"""Level of everybody on every queue, until somebody says better."""


def agents_csv(draft: Draft) -> str:
    """Text of ``agents.csv``: people in the order given, numbered."""
    extra = extra_columns(draft.people)
    rows = [
        (
            agent_id,
            person.name,
            draft.menu.contract_of[person.weekly_hours].id,
            f"{person.weekly_hours:g}",
            *(person.extra.get(column, "") for column in extra),
        )
        for agent_id, person in zip(agent_ids(draft), draft.people, strict=True)
    ]
    return _text(("agent_id", "name", "contract", "weekly_hours", *extra), rows)


def skills_csv(draft: Draft) -> str:
    """Text of ``skills.csv``: everybody takes every queue."""
    rows = [
        (agent_id, queue.id, str(LEVEL), "1.0")
        for agent_id in agent_ids(draft)
        for queue in draft.queues
    ]
    return _text(("agent_id", "queue", "level", "aht_factor"), rows)


def agent_ids(draft: Draft) -> list[str]:
    """Ids of the people, in their order: ``A01``, ``A02`` and so on."""
    width = max(2, len(str(len(draft.people))))
    return [f"A{number:0{width}d}" for number in range(1, len(draft.people) + 1)]


def _text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()
