"""What ``allocator init`` says when it has made a scenario: enough to see a slip of the pen."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.pipeline.init.scenario import FirstScenario

MOST_SHOWN = 20
"""People that are shown by name; of more, the first so many."""

_INDENT = " " * 12
_WIDTH = 100


def summary_lines(made: FirstScenario) -> list[str]:
    """Lines of the closing summary: what was read, what was assumed, and what to type next."""
    from allocator.domain.as_typed import as_typed
    from allocator.pipeline.init.scenario import opening_hours_text

    draft = made.draft
    hours = sum(person.weekly_hours for person in draft.people)
    queues = ", ".join(
        queue.id if queue.name == queue.id else f"{queue.id} ({queue.name})"
        for queue in draft.queues
    )
    lines = [
        (
            f"{draft.name}: the week from {draft.week_start:%A} {draft.week_start.day} "
            f"{draft.week_start:%B %Y} is ready to plan"
        ),
        *_wrapped(f"  Open      {opening_hours_text(draft.spans)}{_after_midnight(made)}"),
        f"  People    {len(draft.people)} with {hours:g} contracted hours a week:",
        *_wrapped(_INDENT + _people(made)),
        *_wrapped(f"  Queues    {queues}"),
        f"  Files     {', '.join(made.files)} in {made.folder}",
    ]
    lines += [f"  Look at   {remark}" for remark in made.remarks]
    name, out = as_typed(made.folder), as_typed(f"{made.folder}-plan")
    return [
        *lines,
        "Next, type:",
        f"  allocator check {name}",
        f"  allocator plan {name} --out {out}",
    ]


def _people(made: FirstScenario) -> str:
    people = made.draft.people
    # Spaces within an entry do not break: a name stays beside its hours.
    shown = [
        f"{person.name} {person.weekly_hours:g} h".replace(" ", "\u00a0")
        for person in people[:MOST_SHOWN]
    ]
    more = len(people) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _after_midnight(made: FirstScenario) -> str:
    latest = max(span.close for span in made.draft.spans)
    if latest <= 24 * 60:
        return ""
    clock = f"{latest // 60 - 24:02d}:{latest % 60:02d}"
    return f" ({latest // 60}:{latest % 60:02d} is {clock} the next morning)"


def _wrapped(text: str) -> list[str]:
    return [
        line.replace("\u00a0", " ")
        for line in textwrap.wrap(
            text,
            _WIDTH,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
