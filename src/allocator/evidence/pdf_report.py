"""A paper as a PDF, set by typst: tagged for screen readers (PDF/UA-1), the same bytes each time.

The fonts are those inside typst, which know the Latin, Greek and Cyrillic alphabets; for a text in
another script the machine's own fonts serve as well.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from allocator.errors import InputError
from allocator.evidence.paper import (
    Blank,
    Cell,
    Heading,
    Paper,
    Paragraph,
    Part,
    Picture,
    Place,
    Signatures,
    Table,
)

MARK = "allocator-portfolio-export"
"""Keyword in the document's properties, by which an earlier export is known."""

_TEMPLATE = "paper.typ"


def pdf_report(paper: Paper) -> bytes:
    """Set a paper on A4.

    Raises
    ------
    InputError
        If no font at hand can show a text.
    """
    from typst import TypstError

    for embedded_fonts_only in (True, False):
        try:
            return _compiled(paper, embedded_fonts_only=embedded_fonts_only)
        except TypstError as error:
            if "could not be displayed" not in str(error.message):
                raise
    raise InputError.of(
        "--format pdf",
        "no font here can show one of the texts",
        "Install a font of that script, or take --format docx.",
    )


def png_of(svg: str, pixels_per_inch: float = 220) -> bytes:
    """Draw a picture as PNG, for what cannot show SVG."""
    import typst

    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 265mm)'
    )
    made = typst.compile(
        source.encode(),
        format="png",
        ppi=pixels_per_inch,
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
    )
    assert isinstance(made, bytes)
    return made


def is_untouched_report(data: bytes) -> bool:
    """Whether the bytes of a file are a PDF made here."""
    return data.startswith(b"%PDF-") and MARK.encode() in data


def _compiled(paper: Paper, *, embedded_fonts_only: bool) -> bytes:
    import typst

    shown = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "marks": list(paper.marks),
        "foot": paper.foot,
        "mark": MARK,
        "watermark": paper.watermark,
        "parts": [_plain(part) for part in paper.parts],
    }
    made = typst.compile(
        files("allocator.evidence").joinpath(_TEMPLATE).read_bytes(),
        format="pdf",
        ignore_system_fonts=embedded_fonts_only,
        sys_inputs={"data": json.dumps(shown, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=paper.made_at_s,
    )
    assert isinstance(made, bytes)
    return made


def _plain(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {
                "kind": "heading",
                "level": part.level,
                "text": part.text,
                "breaks": part.starts_page,
            }
        case Paragraph():
            return {"kind": "paragraph", "text": part.text}
        case Table():
            return {
                "kind": "table",
                "caption": part.caption,
                "columns": part.columns,
                "rows": [[_plain_cell(cell) for cell in row] for row in part.rows],
                "widths": part.widths,
                "height": part.row_height_mm,
                "dense": part.is_dense,
                "together": part.stays_together,
            }
        case Picture():
            return {
                "kind": "picture",
                "svg": part.svg,
                "caption": part.caption,
                "alt": part.alternative,
            }
        case Blank():
            return {
                "kind": "blank",
                "label": part.label,
                "lines": part.lines,
                "text": part.text,
            }
        case Signatures():
            return {
                "kind": "signatures",
                "places": [
                    {"role": one.role, "meaning": one.meaning, "recorded": one.recorded}
                    for one in part.places
                ],
            }


def _plain_cell(cell: Cell) -> list[str]:
    """Lines of a cell; a place that nobody has filled has none."""
    text = cell.text if isinstance(cell, Place) else cell
    return text.split("\n") if text else []
