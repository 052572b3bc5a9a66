"""The tables of a plan's folder: rota, requirements and staffing as CSV and back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.ledger import LedgerEntry
from allocator.domain.past_forecast import PastForecast
from allocator.domain.people import Identifier
from allocator.domain.rota import Activity, Block, Rota
from allocator.errors import InputProblem
from allocator.store.read_table import Line, RowT, Table, read_table
from allocator.store.scenario_files import LEDGER
from allocator.store.table_spec import TableSpec

ROTA_COLUMNS = ("agent_id", "start", "end", "activity", "queue", "with_agents")
REQUIREMENT_COLUMNS = (
    "interval_start",
    "pool",
    "queue",
    "forecast_contacts",
    "forecast_p10",
    "forecast_p90",
    "aht_s",
    "expected_service_level",
    "patience_s",
    "load_correction",
    "planned_contacts",
)
STAFFING_COLUMNS = ("interval_start", "pool", "required_agents", "scheduled_agents")
BACKTEST_COLUMNS = tuple(PastForecast.model_fields)
LEDGER_COLUMNS = LEDGER.columns

_BETWEEN_NAMES = "|"


class RotaLine(BaseModel):
    """A row of ``rota.csv``: a block with its lists of names joined by bars."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime
    activity: Activity
    queue: str = ""
    with_agents: str = ""


ROTA = TableSpec("rota.csv", RotaLine, moment_columns=("start", "end"))
REQUIREMENTS = TableSpec("requirements.csv", Requirement, moment_columns=("interval_start",))
STAFFING = TableSpec("staffing.csv", StaffingRow, moment_columns=("interval_start",))
BACKTEST = TableSpec(
    "backtest.csv", PastForecast, moment_columns=("interval_start",), date_columns=("origin",)
)


def rota_csv(rota: Rota) -> str:
    """Text of ``rota.csv``, times with the site's own offset."""
    return _csv(
        ROTA_COLUMNS,
        (
            (
                block.agent_id,
                block.start,
                block.end,
                block.activity.value,
                _BETWEEN_NAMES.join(block.queues),
                _BETWEEN_NAMES.join(block.with_agents),
            )
            for block in rota.blocks
        ),
    )


def requirements_csv(requirements: Iterable[Requirement]) -> str:
    """Text of ``requirements.csv``."""
    return _model_csv(REQUIREMENT_COLUMNS, requirements)


def staffing_csv(staffing: Iterable[StaffingRow]) -> str:
    """Text of ``staffing.csv``."""
    return _model_csv(STAFFING_COLUMNS, staffing)


def backtest_csv(past: Iterable[PastForecast]) -> str:
    """Text of ``backtest.csv``."""
    return _model_csv(BACKTEST_COLUMNS, past)


def ledger_csv(ledger: Iterable[LedgerEntry]) -> str:
    """Text of ``ledger.csv``."""
    return _model_csv(LEDGER_COLUMNS, ledger)


def read_rota(data: bytes, zone: ZoneInfo, problems: list[InputProblem]) -> Rota:
    """Return the rota of the bytes of ``rota.csv``, and add what is wrong to the problems."""
    table = read_table(ROTA, data, zone, problems)
    blocks: list[Block] = []
    for row, line in table:
        if row.end.astimezone(dt.UTC) <= row.start.astimezone(dt.UTC):
            problems.append(
                table.problem(line, "end", "is not later than the start", "Correct one of the two.")
            )
            continue
        blocks.append(
            Block(
                agent_id=row.agent_id,
                start=row.start,
                end=row.end,
                activity=row.activity,
                queues=_names(table, line, "queue", problems),
                with_agents=_names(table, line, "with_agents", problems),
            )
        )
    return Rota.of(blocks)


def read_requirements(
    data: bytes, zone: ZoneInfo, problems: list[InputProblem]
) -> tuple[Requirement, ...]:
    """Return the requirements of the bytes of ``requirements.csv``."""
    table = read_table(REQUIREMENTS, data, zone, problems)
    _check_once(table, ("interval_start", "queue"), problems)
    return table.rows


def read_staffing(
    data: bytes, zone: ZoneInfo, problems: list[InputProblem]
) -> tuple[StaffingRow, ...]:
    """Return the staffing rows of the bytes of ``staffing.csv``."""
    table = read_table(STAFFING, data, zone, problems)
    _check_once(table, ("interval_start", "pool"), problems)
    return table.rows


def read_backtest(
    data: bytes, zone: ZoneInfo, problems: list[InputProblem]
) -> tuple[PastForecast, ...]:
    """Return the past weeks of the bytes of ``backtest.csv``."""
    table = read_table(BACKTEST, data, zone, problems)
    _check_once(table, ("interval_start", "queue"), problems)
    return table.rows


def read_ledger(
    data: bytes, zone: ZoneInfo, problems: list[InputProblem]
) -> tuple[LedgerEntry, ...]:
    """Return the rows of the bytes of ``ledger.csv``."""
    return read_table(LEDGER, data, zone, problems).rows


def _names(
    table: Table[RotaLine], line: Line, column: str, problems: list[InputProblem]
) -> tuple[str, ...]:
    text = line.text(column)
    if not text:
        return ()
    names = tuple(text.split(_BETWEEN_NAMES))
    if not all(names) or len(set(names)) < len(names):
        problems.append(
            table.problem(
                line,
                column,
                "has an empty name or one that is there twice",
                f"Give each name once, with a {_BETWEEN_NAMES} between two.",
            )
        )
    return names


def _check_once(table: Table[RowT], columns: tuple[str, ...], problems: list[InputProblem]) -> None:
    first: dict[tuple[object, ...], int] = {}
    for row, line in table:
        # Moments in UTC: two readings of the clock in the repeated hour are two intervals.
        key = tuple(_comparable(getattr(row, column)) for column in columns)
        earlier = first.setdefault(key, line.number)
        if earlier != line.number:
            problems.append(
                table.problem(
                    line,
                    columns[0],
                    f"the {' and '.join(columns)} are already in row {earlier}",
                    "Remove one of the two rows.",
                )
            )


def _comparable(value: object) -> object:
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def _model_csv(columns: tuple[str, ...], rows: Iterable[BaseModel]) -> str:
    return _csv(columns, ([getattr(row, column) for column in columns] for row in rows))


def _csv(columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, float):
        # The shortest text that reads back as the same number.
        return repr(value).removesuffix(".0")
    return value
