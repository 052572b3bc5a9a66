"""A diagnosis in the words of a draft: what is locked there is a pin here."""

from __future__ import annotations

import re
from dataclasses import replace

from allocator.domain.scenario import Scenario
from allocator.rota.conflict.conflict import Cure, Diagnosis
from allocator.rota.conflict.elements import Element

_NUMBER = re.compile(r" \(pin \d+\)")
_ROW = re.compile(r"^pins\.csv row (\d+)")
_FIRST_ROW = 2
_DROP = re.compile(r"^drop pin \d+ of")
_OVER_MIDNIGHT = re.compile(r" in place of .*–\w{3} ")
_CUT = re.compile(r"^pin \d+ of (.*) only (.*) in place of")


def in_words_of_draft(diagnosis: Diagnosis, scenario: Scenario, file: str) -> Diagnosis:
    """Say of pins that are no rows of the scenario's that they are locked in a file.

    Parameters
    ----------
    scenario
        As it was read, with its own pins alone.
    """
    conflicts = tuple(
        replace(
            conflict,
            elements=tuple(_element(each, scenario, file) for each in conflict.elements),
            cures=tuple(
                said for cure in conflict.cures if (said := _cure(cure, scenario, file)) is not None
            ),
        )
        for conflict in diagnosis.conflicts
    )
    return replace(diagnosis, conflicts=conflicts)


def _element(element: Element, scenario: Scenario, file: str) -> Element:
    if element.kind != "pin" or element.fact in scenario.pins:
        return element
    words = _NUMBER.sub(f" (in {file})", element.words).replace(" is pinned ", " is locked ")
    return replace(element, words=words)


def _cure(cure: Cure, scenario: Scenario, file: str) -> Cure | None:
    """Cure in the draft's words; ``None`` where it would be half a day off."""
    row = _ROW.match(cure.place)
    if row is None or int(row[1]) < len(scenario.pins) + _FIRST_ROW:
        return cure
    cut = _CUT.match(cure.words)
    if cut is not None and _OVER_MIDNIGHT.search(cure.words):
        return None
    words = _CUT.sub(r"lock \1 to \2 in place of", _DROP.sub("unlock the day of", cure.words))
    return replace(cure, words=words, place=file)
