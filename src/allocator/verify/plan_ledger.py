"""Check a plan's ledger: the rows remembered, and those that the rota gives its weeks."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.findings import Finding
from allocator.domain.ledger import SHARED, LedgerEntry
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.verify.comparison import differs
from allocator.verify.rolled_ledger import rolled_ledger

LEDGER_FILE = "ledger.csv"

_RULE_ID = "plan.ledger"
_LAST_DIGIT = 2e-6
"""Hours are rounded to six decimals: two ways of adding up may round to neighbours."""


def check_ledger(scenario: Scenario, plan: Plan) -> list[Finding]:
    """Compare the plan's ledger, row by row, with the one that scenario and rota give."""
    if plan.ledger is None:
        message = f"{LEDGER_FILE} is not among the plan's files"
        return [Finding(rule_id=_RULE_ID, message=message)]
    stated, wanted = _by_place(plan.ledger), _by_place(rolled_ledger(scenario, plan.rota))
    wrong = [
        f"{_place_text(place)} is {'missing' if place in wanted else 'not to be there'}"
        for place in dict.fromkeys((*wanted, *stated))
        if (place in wanted) != (place in stated) or len(stated[place]) > 1
    ]
    columns = [column for shared in SHARED.values() for column in shared]
    for place in wanted.keys() & stated.keys() if not wrong else ():
        told, found = stated[place][0], wanted[place][0]
        for column in columns:
            mine, theirs = getattr(told, column), getattr(found, column)
            if differs(mine, theirs, _LAST_DIGIT):
                wrong.append(f"{_place_text(place)} has {column} {mine:g}, not {theirs:g}")
    if not wrong:
        return []
    first = sorted(wrong)[0] if len(wrong) > 1 else wrong[0]
    message = f"{LEDGER_FILE} differs from what scenario and rota give in {len(wrong)}: {first}"
    return [Finding(rule_id=_RULE_ID, message=message, figures={"differences": len(wrong)})]


_Place = tuple[str, str, str]


def _by_place(rows: Iterable[LedgerEntry]) -> dict[_Place, list[LedgerEntry]]:
    found: dict[_Place, list[LedgerEntry]] = {}
    for row in rows:
        place = row.agent_id, "" if row.week is None else row.week.isoformat(), row.basis
        found.setdefault(place, []).append(row)
    return found


def _place_text(place: _Place) -> str:
    agent_id, week, _ = place
    return f"{agent_id}, week {week}" if week else agent_id
