"""The rota as a PDF for the wall, set by typst: tagged, and the same bytes for the same plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Literal

from allocator.errors import InputError, InputProblem
from allocator.export.wall_content import wall_content
from allocator.export.wall_rota import WallRota

MARK = "allocator-rota-export"
"""Keyword in the document's properties, by which an earlier export is known."""

_TEMPLATE = "wall.typ"
_DENSITIES = {"a3": (1.4, 1.2, 1.0, 0.93, 0.86, 0.8), "a4": (1.4, 1.2, 1.0, 0.93)}
"""Sizes of letters to choose from, largest first; on A3 rests are then 11 to 6 points."""


def wall_pdf(wall: WallRota, paper: Literal["a3", "a4"]) -> bytes:
    """Set the rota on landscape pages of a paper size.

    The fonts are those inside typst. Where a name is written in a script that they lack, the
    machine's own fonts serve as well, and the bytes then depend on the machine.

    Raises
    ------
    InputError
        If no font at hand can show a text of the scenario.
    """
    from typst import TypstError

    try:
        return _compiled(wall, paper, embedded_fonts_only=True)
    except TypstError as error:
        if "could not be displayed" not in str(error.message):
            raise
    try:
        return _compiled(wall, paper, embedded_fonts_only=False)
    except TypstError as error:
        if "could not be displayed" not in str(error.message):
            raise
        raise InputError(
            [
                InputProblem(
                    "scenario/agents.csv",
                    f"no font here can show a name: {error.message}",
                    "Install a font of that script, or write the name in Latin letters.",
                    column="name",
                )
            ]
        ) from error


def is_untouched_export(data: bytes) -> bool:
    """Whether the bytes of a file are a PDF made here."""
    return data.startswith(b"%PDF-") and MARK.encode() in data


def _compiled(wall: WallRota, paper: str, *, embedded_fonts_only: bool) -> bytes:
    import typst

    template = files("allocator.export").joinpath(_TEMPLATE).read_bytes()
    shown = wall_content(wall) | {"paper": paper, "mark": MARK}

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

    made = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=embedded_fonts_only,
        sys_inputs=inputs(_density(paper, pages)),
        pdf_standards="ua-1",
        timestamp=int(wall.facts.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def _density(paper: str, pages: Callable[[float], int]) -> float:
    """Choose the largest letters that need the fewest pages."""
    counts: dict[float, int] = {}
    for density in _DENSITIES[paper]:
        counts[density] = pages(density)
        if counts[density] == 1:
            return density
    # Where one page is not enough, letters larger than usual would only cost more of them.
    return min((one for one in counts if one <= 1), key=lambda one: counts[one])
