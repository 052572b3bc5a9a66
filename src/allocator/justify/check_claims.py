"""Hold filed justifications against those worked out again, claim by claim and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from allocator.justify.justification import Response, Review

FILE = "justifications.json"
_TOLERANCE, _RELATIVE = 2e-6, 1e-9
"""Claims are rounded to the sixth decimal; another machine may round the last one otherwise."""

_OF_PEOPLE: dict[str, type[Review] | type[Response]] = {"review": Review, "response": Response}
"""Places that people fill, which nothing can be recomputed of: their form alone is looked at."""

_NOTHING = object()


@dataclass(frozen=True)
class ClaimFault:
    """One thing in a file that is not so.

    Parameters
    ----------
    claim_id
        Id of the claim, or of the part of a justification: ``A01/1999-08-22/words.1``.
    what
        Field of the claim that differs (``value``, ``low``, ``unit``, …), ``missing`` or
        ``invented`` for a whole one, ``words`` for a text and ``content`` for any other part.
    filed, recomputed
        ``None`` where there is none.
    source
        Where it can be recomputed from.
    file
        The file in which it stands.
    """

    claim_id: str
    what: str
    filed: Any
    recomputed: Any
    source: str
    file: str = FILE

    @property
    def words(self) -> str:
        """Say it in one line."""
        source = f" (source: {self.source})" if self.source else ""
        if self.what == "missing":
            return (
                f"{self.claim_id} is not in {self.file}; recomputed it is {_text(self.recomputed)}"
                f"{source}"
            )
        if self.what == "invented":
            return (
                f"{self.claim_id} is in {self.file} as {_text(self.filed)}, and nothing in the "
                "plan gives it"
            )
        field = "" if self.what in ("value", "words", "content") else f"'s {self.what}"
        return (
            f"{self.claim_id}{field} is filed as {_text(self.filed)}; recomputed it is "
            f"{_text(self.recomputed)}{source}"
        )


def check_claims(filed: Any, recomputed: Sequence[dict[str, Any]]) -> list[ClaimFault]:
    """Compare the content of ``justifications.json`` with what it should be.

    Parameters
    ----------
    filed
        As read from JSON, whatever it holds.
    recomputed
        Justifications in plain JSON types.

    Returns
    -------
    list of ClaimFault
        In the order of reading; empty where every claim, word and place is as recomputed.
    """
    if not isinstance(filed, list):
        return [ClaimFault(FILE, "content", _kind_of(filed), "a list of justifications", "")]
    by_id, faults = _by_id(filed)
    for justification in recomputed:
        name = justification["id"]
        if name not in by_id:
            faults.append(ClaimFault(name, "missing", None, "a justification", "rota.csv"))
            continue
        faults += _parts(name, by_id.pop(name), justification)
    faults += [ClaimFault(name, "invented", "a justification", None, "") for name in by_id]
    return faults


def compare_claims(
    filed: Any, recomputed: Sequence[dict[str, Any]], file: str, place: str
) -> list[ClaimFault]:
    """Compare one list of claims with what it should be.

    Parameters
    ----------
    file
        Name of the file, for the faults.
    place
        What the list belongs to, where what is filed is no list of claims.
    """
    if not isinstance(filed, list):
        return [ClaimFault(place, "content", _kind_of(filed), "a list of claims", "", file)]
    by_id, faults = _by_id(filed, file, place)
    for claim in recomputed:
        name = claim["id"]
        if name not in by_id:
            told = f"{_text(claim['value'])} {claim['unit']}".strip()
            faults.append(ClaimFault(name, "missing", None, told, claim["source"], file))
            continue
        mine = by_id.pop(name)
        for field in (*claim, *(field for field in mine if field not in claim)):
            told, found = mine.get(field, _NOTHING), claim.get(field, _NOTHING)
            if not same(told, found):
                both = _shown(told), _shown(found)
                faults.append(ClaimFault(name, field, *both, claim["source"], file))
    for name, claim in by_id.items():
        faults.append(ClaimFault(name, "invented", claim.get("value"), None, "", file))
    return faults


def same(filed: Any, recomputed: Any) -> bool:
    """Whether two values agree, numbers to within the noise of another machine's arithmetic."""
    if _is_number(filed) and _is_number(recomputed):
        return bool(abs(filed - recomputed) <= _TOLERANCE + _RELATIVE * abs(recomputed))
    return type(filed) is type(recomputed) and bool(filed == recomputed)


def _parts(name: str, filed: dict[str, Any], recomputed: dict[str, Any]) -> Iterator[ClaimFault]:
    for field in (*recomputed, *(field for field in filed if field not in recomputed)):
        told, found = filed.get(field, _NOTHING), recomputed.get(field, _NOTHING)
        if field in _OF_PEOPLE:
            yield from _of_people(f"{name}/{field}", _OF_PEOPLE[field], told)
        else:
            yield from _differences(f"{name}/{field}", told, found)


def _differences(name: str, filed: Any, recomputed: Any) -> Iterator[ClaimFault]:
    if isinstance(recomputed, list) and _has_claims(recomputed, filed):
        yield from compare_claims(filed, recomputed, FILE, name)
    elif isinstance(recomputed, dict) and isinstance(filed, dict):
        for key in (*recomputed, *(key for key in filed if key not in recomputed)):
            told, found = filed.get(key, _NOTHING), recomputed.get(key, _NOTHING)
            yield from _differences(f"{name}.{key}", told, found)
    elif isinstance(recomputed, list) and isinstance(filed, list):
        for number in range(max(len(recomputed), len(filed))):
            told = filed[number] if number < len(filed) else _NOTHING
            found = recomputed[number] if number < len(recomputed) else _NOTHING
            yield from _differences(f"{name}.{number}", told, found)
    elif not same(filed, recomputed):
        what = "words" if "words" in name.rsplit("/", 1)[-1] else "content"
        yield ClaimFault(name, what, _shown(filed), _shown(recomputed), "the claims beside it")


def _of_people(name: str, model: type[Review] | type[Response], filed: Any) -> Iterator[ClaimFault]:
    try:
        model.model_validate(filed)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join([name, *map(str, fault["loc"])])
        yield ClaimFault(place, "content", _shown(fault["input"]), fault["msg"], "")


def _by_id(
    filed: list[Any], file: str = FILE, place: str = FILE
) -> tuple[dict[str, dict[str, Any]], list[ClaimFault]]:
    """Entries by id, and those that have none or one that another has already."""
    by_id: dict[str, dict[str, Any]] = {}
    faults: list[ClaimFault] = []
    for number, entry in enumerate(filed):
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str) or name in by_id:
            told = name if isinstance(name, str) else f"{place}.{number}"
            faults.append(ClaimFault(told, "invented", _kind_of(entry), None, "", file))
        else:
            by_id[name] = entry
    return by_id, faults


def _has_claims(recomputed: list[Any], filed: Any) -> bool:
    entries = [*recomputed, *(filed if isinstance(filed, list) else ())]
    return any(isinstance(entry, dict) and {"id", "source"} <= entry.keys() for entry in entries)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: Any) -> Any:
    return None if value is _NOTHING else value


def _kind_of(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else repr(value)


def _text(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"“{value}”" if " " in value else value
    if isinstance(value, dict | list):
        return _kind_of(value)
    return f"{value}"
