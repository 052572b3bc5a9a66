"""Whether the rows of ``ledger.csv`` fit together and with the planned week."""

from __future__ import annotations

from allocator.domain.ledger import SHARED, LedgerEntry
from allocator.store.read_table import Line
from allocator.store.reading import Reading, check_known


def check_ledger(reading: Reading) -> None:
    """Add every problem of the ledger, and of the settings that it is kept by."""
    table = reading.ledger
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    _check_once(reading)
    for row, line in table:
        _check_amounts(reading, row, line)
    _check_hard_queues(reading)


def _check_once(reading: Reading) -> None:
    """Report each row of an agent and a week that an earlier row has."""
    first: dict[tuple[str, ...], int] = {}
    for line in reading.ledger.written:
        agent_id, week = line.text("agent_id"), line.text("week")
        earlier = first.setdefault((agent_id, week), line.number) if agent_id else line.number
        if earlier != line.number:
            column, what = ("week", "the agent's week") if week else ("agent_id", "the agent")
            reading.problems.append(
                reading.ledger.problem(
                    line,
                    column,
                    f"{what} is already in row {earlier}",
                    "Remove one of the two rows.",
                )
            )


def _check_amounts(reading: Reading, row: LedgerEntry, line: Line) -> None:
    for name, (amount, base) in SHARED.items():
        mine, shared_by = getattr(row, amount), getattr(row, base)
        too_many = mine > shared_by if name == "requests" else mine > 0 and not shared_by
        if too_many:
            reading.problems.append(
                reading.ledger.problem(
                    line,
                    amount,
                    f"is more than {base}" if name == "requests" else f"is given without {base}",
                    f"Correct one of the two; {base} is what {amount} is shared by.",
                )
            )


def _check_hard_queues(reading: Reading) -> None:
    known = reading.setting_ids("queues")
    if reading.settings is None or known is None:
        return
    for queue in reading.settings.fairness.hard_queues:
        if queue not in known:
            reading.wrong_setting(
                ("fairness", "hard_queues", queue),
                "the queue is not in queues",
                "Correct it, or add the queue.",
            )
