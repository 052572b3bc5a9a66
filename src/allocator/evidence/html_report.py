"""A paper as one HTML file: opens offline, prints, and is read by screen readers."""

from __future__ import annotations

from markupsafe import Markup, escape

from allocator.evidence.paper import REFERENCE, Cell, Heading, Paper, Place
from allocator.report.environment import environment


def html_report(paper: Paper) -> str:
    """Set a paper; the same paper gives the same text."""
    return (
        environment()
        .get_template("paper.html.j2")
        .render(
            paper=paper,
            shown=_shown,
            anchors=[
                (f"part-{number}", part.text)
                for number, part in enumerate(paper.parts)
                if isinstance(part, Heading) and part.level == 1
            ],
            kind=_kind,
        )
    )


def _kind(part: object) -> str:
    return type(part).__name__.lower()


def _shown(cell: Cell, *, is_head: bool = False) -> Markup:
    """Text of a cell with its line breaks, references small; the first line of a head is bold."""
    text = cell.text if isinstance(cell, Place) else cell
    if is_head:
        first, line_break, rest = text.partition("\n")
        return Markup("<b>{}</b>{}").format(_shown(first), _shown(line_break + rest))
    parts: list[Markup] = []
    begin = 0
    for found in REFERENCE.finditer(text):
        parts += [_lines(text[begin : found.start()]), _reference(found[0])]
        begin = found.end()
    return Markup("").join([*parts, _lines(text[begin:])])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _reference(text: str) -> Markup:
    return Markup('<span class="ref">{}</span>').format(text)
