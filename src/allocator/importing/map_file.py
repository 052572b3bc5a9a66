"""``map.yaml``: a column map read strictly, and written with a comment at every choice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from allocator.domain.as_typed import as_typed
from allocator.errors import InputError, InputProblem
from allocator.importing.column_map import ColumnMap, DurationColumns
from allocator.importing.date_forms import DATE_FORMS
from allocator.importing.duration_forms import DURATION_FORMS
from allocator.store.plain_words import explain
from allocator.store.read_yaml import YamlSource, plain_values, read_yaml


def read_map(path: Path) -> ColumnMap:
    """Read a column map.

    Raises
    ------
    InputError
        If it is not there or not sound: every problem of it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = InputProblem(
            str(path),
            f"cannot be read: {error.strerror}",
            "Give a column map; --save-map writes one to begin with.",
        )
        raise InputError([problem]) from error
    problems: list[InputProblem] = []
    source = read_yaml(path.name, data, problems)
    if source is None:
        raise InputError(problems)
    return _validated(source)


def _validated(source: YamlSource) -> ColumnMap:
    content: dict[str, Any] = plain_values(source.root)
    queue: Any = content.get("queue")
    if isinstance(queue, dict) and isinstance(queue.get("rename"), dict):
        # `1001: sales`: a number to YAML, a name to the export.
        queue["rename"] = {str(key): name for key, name in queue["rename"].items()}
    try:
        return ColumnMap.model_validate(content)
    except ValidationError as error:
        problems: list[InputProblem] = []
        for fault in error.errors(include_url=False):
            message, remedy = explain(fault)
            remedy = remedy.replace("docs/scenario-format.md", "docs/bring-your-own-data.md")
            problems.append(source.problem(fault["loc"], message, remedy))
        raise InputError(list(dict.fromkeys(problems))) from error


def map_text(column_map: ColumnMap, *, source: str, reasons: Mapping[str, str]) -> str:
    """Text of a map's file.

    Parameters
    ----------
    source
        File that the map was made from, for the head line.
    reasons
        Why a field is as it is, by the field's name; shown beside it.
    """
    # A value quoted in a reason may hold anything; a comment is one line.
    reasons = {name: " ".join(reason.split()) for name, reason in reasons.items()}
    lines = [
        f"# Column map for exports like {source}. Correct what is wrong, then:",
        f"#   allocator import {as_typed(source)} --map THIS_FILE --out history.csv",
        "# docs/bring-your-own-data.md lists every field.",
        "",
    ]

    def field(name: str, value: str, reason: str = "") -> None:
        comment = reasons.get(name, reason)
        lines.append(f"{name}: {value}" + (f"  # {comment}" if comment else ""))

    m = column_map
    if m.sheet is not None:
        field("sheet", _text(m.sheet))
    if m.encoding is not None:
        field("encoding", m.encoding)
    if m.separator is not None:
        field("separator", _text(m.separator))
    field(
        "header_row", str(m.header_row), "the line with the column names; those above are not read"
    )
    field(
        "skip_rows_with",
        _list(m.skip_rows_with),
        'rows with such a cell are not records; "Page*": any that begins so',
    )
    field("skip_last_rows", str(m.skip_last_rows), "rows at the end that are no records")
    field("fill_down", _list(m.fill_down), "columns where an empty cell means the same as above")
    field("interval_minutes", str(m.interval_minutes), "interval of the export")
    field("time_zone", m.time_zone, "of the centre")
    if m.export_time_zone is None:
        lines.append("# export_time_zone: UTC  # if the export's times are not the centre's own")
    else:
        field("export_time_zone", m.export_time_zone, "the export's times are of this zone")
    lines += ["", f"# Forms of dates: {', '.join(DATE_FORMS)}"]
    if m.moment is not None:
        field("moment", f"{{column: {_text(m.moment.column)}, form: {m.moment.form}}}")
    if m.date is not None and m.time is not None:
        field("date", f"{{column: {_text(m.date.column)}, form: {m.date.form}}}")
        field("time", _text(m.time))
    field("time_is", m.time_is, "start or end of the interval")
    lines.append("")
    lines += _queue_lines(m, reasons)
    lines.append("")
    field("contacts", _list(m.contacts), "offered; several columns are added up")
    field("abandoned", _list(m.abandoned), "of those offered, [] if not known")
    field(
        "handled", _list(m.handled), "what the handling time belongs to; []: offered less abandoned"
    )
    lines.append(f"# Forms of durations: {', '.join(DURATION_FORMS)}")
    lines += _duration_lines("handling", m.handling, reasons, "total: [Talk, Hold, Wrap]")
    lines += _duration_lines("wait", m.wait, reasons, "mean: [Average wait]")
    field("decimal_mark", _text(m.decimal_mark))
    lines.append("")
    field("repeated_rows", m.repeated_rows, "refuse, add (parts of an interval) or keep_first")
    field("cap_abandoned", str(m.cap_abandoned).lower(), "true: never more abandoned than offered")
    return "\n".join(lines) + "\n"


def _queue_lines(column_map: ColumnMap, reasons: Mapping[str, str]) -> list[str]:
    queue = column_map.queue
    reason = f"  # {reasons['queue']}" if "queue" in reasons else ""
    lines = [f"queue:{reason}"]
    if queue.name is not None:
        lines.append(f"  name: {queue.name}  # the export's only queue")
        return lines
    lines.append(f"  column: {_text(queue.column or '')}")
    lines.append("  rename:  # as exported: as the scenario is to call it, without spaces")
    if queue.rename:
        lines += [f"    {_text(old)}: {new}" for old, new in queue.rename.items()]
    else:
        lines[-1] = '  rename: {}  # as exported: as the scenario is to call it, "Sales UK": sales'
    lines.append(f"  leave_out: {_list(queue.leave_out)}  # queues that are not wanted")
    return lines


def _duration_lines(
    name: str, durations: DurationColumns | None, reasons: Mapping[str, str], example: str
) -> list[str]:
    if durations is None:
        return [f"# {name}: {{{example}, form: seconds}}  # not found in the export"]
    kind = "mean" if durations.mean else "total"
    reason = f"  # {reasons[name]}" if name in reasons else ""
    columns = _list(durations.columns)
    return [f"{name}: {{{kind}: {columns}, form: {_text(durations.form)}}}{reason}"]


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"
