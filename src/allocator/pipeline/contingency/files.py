"""The contingency page written as HTML, PDF or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from allocator.domain.contingency import Contingency
from allocator.errors import InputError
from allocator.export.output import check_file_replaceable
from allocator.pipeline.export_place import check_outside
from allocator.store.replace_path import replace_file

_ENDINGS = (".html", ".pdf", ".json")


def check_places(folder: Path, places: Sequence[Path]) -> None:
    """Refuse places before the work is done.

    Raises
    ------
    InputError
        If a name ends otherwise than in .html, .pdf or .json, or if something else would be lost.
    """
    for place in places:
        check_outside(folder, place)
        if place.suffix.lower() not in _ENDINGS:
            raise InputError.of(
                "--out",
                "is the name of no kind of file that can be written",
                "End the name in .html, .pdf or .json.",
                str(place),
            )
        check_file_replaceable(place, _untouched(place))


def write_contingency(tested: Contingency, places: Sequence[Path]) -> None:
    """Write the result in each form asked for, each file whole or not at all.

    Raises
    ------
    InputError
        If something cannot be written.
    """
    for place in places:
        replace_file(place, _data(tested, place))


def contingency_json(tested: Contingency) -> str:
    """Write the result as one JSON object, which can be read back."""
    return json.dumps(tested.model_dump(mode="json"), ensure_ascii=False, indent=2)


def _data(tested: Contingency, place: Path) -> bytes:
    ending = place.suffix.lower()
    if ending == ".pdf":
        from allocator.export.contingency_pdf import contingency_pdf

        return contingency_pdf(tested)
    if ending == ".html":
        from allocator.export.page_seal import sealed_page
        from allocator.report.contingency_page import contingency_page

        return sealed_page(contingency_page(tested))
    return f"{contingency_json(tested)}\n".encode()


def _untouched(place: Path) -> Callable[[bytes], bool]:
    ending = place.suffix.lower()
    if ending == ".pdf":
        from allocator.export.contingency_pdf import is_untouched_contingency

        return is_untouched_contingency
    if ending == ".html":
        from allocator.export.page_seal import is_untouched_page

        return is_untouched_page
    return _is_result


def _is_result(data: bytes) -> bool:
    """Whether a JSON file is a result of the test."""
    try:
        content: Any = json.loads(data)
    except ValueError:
        return False
    return isinstance(content, dict) and "responses_prepared" in content
