"""Marks that tie what the report shows to where it can be computed again.

``data-figure`` names a figure of the plan's files and ``data-key`` what it is a figure of;
``data-claim`` names a claim of ``justifications.json``; ``data-quote`` a text taken word for word
from a file. ``data-value`` holds the value in full, whatever is shown of it; ``data-per`` how many
of its unit make one of the unit shown, where that is a larger one.
"""

from __future__ import annotations

from markupsafe import Markup

from allocator.justify.claim import Claim
from allocator.report.formats import compact

NOTHING = "–"
"""Shown where there is nothing to measure."""


def figure(name: str, value: float, text: str, *key: object, per: int | None = None) -> Markup:
    """Show a figure of the plan, marked with its full value.

    Parameters
    ----------
    per
        How many of the figure's unit make one of the unit that ``text`` is in.
    """
    in_larger = Markup(' data-per="{}"').format(per) if per else ""
    return Markup('<span data-figure="{}" data-key="{}" data-value="{}"{}>{}</span>').format(
        name, "|".join(str(part) for part in key), repr(value), in_larger, text
    )


def claim(made: Claim, text: str | None = None, per: int | None = None) -> Markup:
    """Show the value of a claim, marked with the claim's id.

    Parameters
    ----------
    per
        How many of the claim's unit make one of the unit that ``text`` is in.
    """
    if text is None:
        text = compact(made.value) if isinstance(made.value, int | float) else made.value
    in_larger = Markup(' data-per="{}"').format(per) if per else ""
    return Markup('<span data-claim="{}" data-value="{}"{}>{}</span>').format(
        made.id,
        "" if made.value is None else made.value,
        in_larger,
        NOTHING if text is None else text,
    )


def quote(source: str, text: str) -> Markup:
    """Show a text of the plan or the scenario word for word, marked with where it stands."""
    return Markup('<span data-quote="{}">{}</span>').format(source, text)
