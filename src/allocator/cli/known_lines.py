"""How commands show what is known of the planned days and what was found in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_SHOWN_MAX = 8
"""More lines than this under one heading are counted and not printed; ``--json`` has them all."""


def known_lines(known: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a heading and its sentences for each group that holds any."""
    lines: list[str] = []
    for heading, sentences in known.items():
        if not sentences:
            continue
        lines.append(f"{heading}:")
        # The newest are of more use than the oldest.
        hidden = max(0, len(sentences) - _SHOWN_MAX)
        if hidden:
            lines.append(f"  {hidden} earlier ones are not shown here; --json has them all.")
        lines += [f"  {sentence}" for sentence in sentences[hidden:]]
    return lines
