"""The contingency page as a PDF, set by typst: tagged, one page, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files
from typing import TypeVar

from allocator.domain.contingency import Contingency
from allocator.errors import InputError
from allocator.report.contingency_view import ContingencyView, contingency_view

_Part = TypeVar("_Part")

MARK = "allocator-contingency"
"""Keyword in the document's properties, by which an earlier page is known."""

_TEMPLATE = "contingency.typ"
_DENSITIES = (1.12, 1.06, 1.0, 0.94, 0.88, 0.82, 0.76)
"""Sizes of letters to choose from, the largest first with which it is one page."""


def contingency_pdf(tested: Contingency) -> bytes:
    """Set the page on A4.

    Raises
    ------
    InputError
        If no font at hand can show a name.
    """
    from typst import TypstError

    view = contingency_view(tested)
    made_at = int(dt.datetime.fromisoformat(tested.created_at).timestamp())
    for embedded_fonts_only in (True, False):
        try:
            return _compiled(view, made_at, embedded_fonts_only=embedded_fonts_only)
        except TypstError as error:
            if "could not be displayed" not in str(error.message):
                raise
    raise InputError.of(
        "--out",
        "no font here can show one of the names",
        "Install a font of that script, or take a file that ends in .html.",
    )


def is_untouched_contingency(data: bytes) -> bool:
    """Whether the bytes of a file are a PDF made here."""
    return data.startswith(b"%PDF-") and MARK.encode() in data


def _compiled(view: ContingencyView, made_at: int, *, embedded_fonts_only: bool) -> bytes:
    import typst

    template = files("allocator.export").joinpath(_TEMPLATE).read_bytes()
    shown = _content(view)

    def inputs(density: float) -> dict[str, str]:
        return {"data": json.dumps(shown | {"density": density}, ensure_ascii=False)}

    def pages(density: float) -> int:
        found = typst.query(
            template,
            "<last-page>",
            field="value",
            one=True,
            ignore_system_fonts=embedded_fonts_only,
            sys_inputs=inputs(density),
        )
        return int(json.loads(found))

    density = next((one for one in _DENSITIES if pages(one) == 1), _DENSITIES[-1])
    made = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=embedded_fonts_only,
        sys_inputs=inputs(density),
        pdf_standards="ua-1",
        timestamp=made_at,
    )
    assert isinstance(made, bytes)
    return made


def _content(view: ContingencyView) -> dict[str, object]:
    return {
        "mark": MARK,
        "title": view.title,
        "site": view.site,
        "week": view.week,
        "simulated": view.simulated_data,
        "lead": view.lead,
        "rows": [
            {
                "rank": str(row.rank),
                "what": row.what,
                "extra": row.extra,
                "bar": row.bar_share,
                "worst_day": row.worst_day,
                "worst_queue": row.worst_queue,
                "rearranged": row.rearranged,
                "response": row.response,
                "simulated": row.simulated,
            }
            for row in view.rows
        ],
        "others": view.others,
        "card-columns": _in_columns(
            [
                {
                    "what": card.what,
                    "effect": card.effect,
                    "steps": [list(step) for step in card.steps],
                    "rest": card.rest,
                }
                for card in view.cards
            ]
        ),
        "no_cards": view.no_cards,
        "skills": [
            {"what": row.what, "worth": row.worth, "verdict": row.verdict} for row in view.skills
        ],
        "skills_lead": view.skills_lead,
        "note-columns": _in_columns(list(view.notes)),
        "foot": view.foot,
    }


def _in_columns(parts: list[_Part]) -> tuple[list[_Part], list[_Part]]:
    """Put the first half to the left and the rest to the right."""
    middle = (len(parts) + 1) // 2
    return parts[:middle], parts[middle:]
