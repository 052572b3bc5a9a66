"""``scenario.yaml``: its settings, and the line on which each of them stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from allocator.domain.clock import AS_WRITTEN
from allocator.domain.settings import Settings
from allocator.errors import InputProblem
from allocator.rules.sets import RULE_SETS, SET_KEY, expand
from allocator.store.decode_text import decode_text
from allocator.store.plain_words import explain

Location = Sequence[int | str]
"""Way to a field: names of fields and places in lists, from the outside in."""

_KEY = re.compile(r"^\s*-?\s*([\w.-]+)\s*:")
_LONGEST_VALUE = 60


class _DatesAsTexts(RoundTripConstructor):
    """Leaves dates to the validation of fields, which knows where a wrong one stands."""


_DatesAsTexts.add_constructor(
    "tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str
)


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A YAML file as written, to find lines, names and values of its fields.

    Parameters
    ----------
    root
        The file's content with the line numbers that ruamel.yaml keeps.
    """

    file: str
    root: CommentedMap

    def at(self, location: Location) -> Any:
        """Content at a location; ``None`` where the file has nothing there."""
        content: Any = self.root
        for part in location:
            if not _holds(content, part):
                return None
            content = content[part]
        return content

    def ids(self, section: str) -> frozenset[str] | None:
        """Every ``id`` of a section, faulty entries included; ``None`` if one has no id."""
        entries = self.at((section,))
        if not isinstance(entries, list):
            return None
        ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
        return None if None in ids else frozenset(map(str, ids))

    def line(self, location: Location) -> int:
        """Line of a field, from 1; of what should hold it, where it is missing."""
        content: Any = self.root
        line = 1
        for part in location:
            if not _holds(content, part):
                break
            try:
                find = content.lc.key if isinstance(content, CommentedMap) else content.lc.item
                line = find(part)[0] + 1
            except (KeyError, AttributeError, TypeError):
                pass  # merged from an anchor elsewhere: the line of what holds it has to do
            content = content[part]
        return line

    def path(self, location: Location) -> str:
        """Name of a field as messages show it, such as ``queues[sales].target_s``."""
        content: Any = self.root
        path = ""
        for part in location:
            inside: Any = content[part] if _holds(content, part) else None
            if isinstance(part, int):
                name = inside.get("id") if isinstance(inside, dict) else None
                path += f"[{name or part + 1}]"
            else:
                path += f".{part}" if path else part
            content = inside
        return path

    def problem(self, location: Location, message: str, remedy: str) -> InputProblem:
        """Problem of one field, with its line, path and value."""
        content = self.at(location)
        value = None
        nested = content.values() if isinstance(content, dict) else content
        simple = not isinstance(content, dict | list) or not any(
            isinstance(item, dict | list) for item in nested
        )
        if content is not None and simple:
            text = str(plain_values(content))
            value = text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
        path = self.path(location) or None
        return InputProblem(self.file, message, remedy, self.line(location), path, value)


def read_yaml(file: str, data: bytes, problems: list[InputProblem]) -> YamlSource | None:
    """Read a file that holds one mapping; ``None``, and a problem more, if it does not."""
    text = decode_text(file, data, problems)
    if text is None:
        return None
    # YAML 1.2, under which 09:00 and no are texts.
    yaml = YAML(typ="rt")
    yaml.Constructor = _DatesAsTexts
    try:
        root = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        problems.append(_broken(file, text, line, str(error.problem or error.context)))
        return None
    except ReaderError as error:
        line = text.count("\n", 0, error.position)
        problems.append(_broken(file, text, line, error.reason))
        return None
    except (YAMLError, ValueError) as error:
        problems.append(_broken(file, text, 0, str(error)))
        return None
    if not isinstance(root, CommentedMap):
        problems.append(
            InputProblem(
                file,
                "holds no 'name: value' lines",
                "Write it as docs/scenario-format.md shows.",
                row=1,
                value=text.strip().splitlines()[0],
            )
        )
        return None
    return YamlSource(file, root)


def read_settings(source: YamlSource, problems: list[InputProblem]) -> Settings | None:
    """Check the settings field by field; ``None``, and the problems, if any is at fault."""
    try:
        content = plain_values(source.root)
        if "rules" in content:
            content["rules"] = expand(content["rules"])
        return Settings.model_validate(content, context=AS_WRITTEN)
    except ValidationError as error:
        found = [
            _fault(source, fault)
            for fault in error.errors(include_url=False)
            # A list is called too short as well when its only entry is at fault.
            if not (fault["type"] == "too_short" and fault["input"])
        ]
        # A value that fits none of several kinds gives a fault for each kind.
        problems.extend(dict.fromkeys(found))
        return None


def site_zone(source: YamlSource | None) -> ZoneInfo:
    """Return the site's zone, or UTC to check times in where the settings do not tell it."""
    name = None if source is None else source.at(("site", "time_zone"))
    try:
        return ZoneInfo(str(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _fault(source: YamlSource, fault: ErrorDetails) -> InputProblem:
    location = fault["loc"]
    if location[0] == "rules" and len(location) > 3:
        return source.problem(
            location[:3],
            "is not a number, a text, a list of names or numbers by name",
            "Give what docs/scenario-format.md shows for the parameter, such as 660.",
        )
    if tuple(location) in (("rules",), ("rules", SET_KEY)):
        message, remedy = explain(fault)
        if isinstance(fault["input"], str):
            message = "is not a set of rules"
            remedy = f"Write rules by id, or one of these sets: {', '.join(RULE_SETS)}."
        return source.problem(location, message, remedy)
    return source.problem(location, *explain(fault))


def _broken(file: str, text: str, line: int, fault: str) -> InputProblem:
    lines = text.splitlines()
    number = min(line + 1, len(lines))
    content = lines[number - 1]
    key = _KEY.match(content)
    return InputProblem(
        file,
        f"is not valid YAML here ({fault.splitlines()[0]})",
        "Check this line and the one before it: indentation by spaces, a space after each "
        "colon, quotes and brackets closed, no field twice.",
        row=number,
        column=key[1] if key else None,
        value=content.strip(),
    )


def _holds(content: Any, part: int | str) -> bool:
    if isinstance(part, int):
        return isinstance(content, list) and part < len(content)
    return isinstance(content, dict) and part in content


def plain_values(content: Any) -> Any:
    """Plain Python values of ruamel.yaml's, which carry comments and layout."""
    if isinstance(content, dict):
        return {plain_values(key): plain_values(value) for key, value in content.items()}
    if isinstance(content, list):
        return [plain_values(value) for value in content]
    for kind in (bool, int, float, str):
        if isinstance(content, kind):
            return kind(content)
    return content
