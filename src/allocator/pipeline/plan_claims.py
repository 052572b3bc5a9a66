"""The figures of a plan's own files as claims, so that they can be cited like any other.

``plan.json/gap_share`` is a figure of ``plan.json``;
``requirements.csv/1999-08-23T14:30:00+03:00/PS/forecast_contacts`` a cell of a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.plan import Plan
from allocator.justify.claim import Claim, Claimant
from allocator.justify.term_names import LATE_CONTACTS, TERM_NAMES
from allocator.store.plan_folder import SUMMARY_FILE
from allocator.store.plan_tables import REQUIREMENTS, STAFFING

_CHECKED = "recomputed from requirements.csv, rota.csv and the rules and prices of scenario.yaml"
_PROVEN = "proven by the search that made the plan; another search is needed to prove it again"
_FORECAST = "forecast from history.csv; from its 10% point to its 90% point"

BOUND = f"{SUMMARY_FILE}/bound"
"""The one figure that no check can make again."""


def headline_claims(plan: Plan) -> list[Claim]:
    """Claims of ``plan.json``: the objective, the gap, service and hours."""
    say, summary = Claimant(SUMMARY_FILE), plan.summary
    claims = [
        say.fact("objective_total", "whole objective", summary.objective_total, *_late(_CHECKED)),
        *(
            say.fact(f"objective/{term}", f"objective: {words}", cost, *_late(_CHECKED))
            for term, words in TERM_NAMES.items()
            if (cost := summary.objective.get(term)) is not None
        ),
        *(_gap(plan) if summary.has_bound else ()),
        say.fact("paid_hours", "paid hours in the rota", summary.paid_hours, "h", "rota.csv"),
        say.fact(
            "contracted_hours",
            "contracted hours, paid leave taken off",
            summary.contracted_hours,
            "h",
            "agents.csv and leave.csv",
        ),
        say.fact(
            "requests_met",
            f"requests met, of {summary.requests_made} made",
            summary.requests_met,
            "requests",
            "requests.csv and rota.csv",
        ),
        say.fact(
            "short_intervals",
            "intervals of a pool with fewer people than required",
            summary.short_intervals,
            "intervals",
            "staffing.csv",
        ),
    ]
    return [*claims, *_pay(plan), *_queues(plan), *_simulated(plan)]


def _gap(plan: Plan) -> list[Claim]:
    say, summary = Claimant(SUMMARY_FILE), plan.summary
    return [
        say.fact("bound", "least that any lawful rota costs", summary.bound, *_late(_PROVEN)),
        say.fact(
            "gap_contacts",
            "most by which a better rota could be better",
            summary.gap_contacts,
            *_late("recomputed objective, less the bound"),
        ),
        say.fact(
            "gap_share",
            "most by which a better rota could be better, as a share",
            summary.gap_share,
            "of the objective",
            "recomputed objective less the bound, over the first",
        ),
    ]


def cell_claims(plan: Plan) -> Iterator[Claim]:
    """Claims of every cell of ``requirements.csv`` and ``staffing.csv``."""
    for requirement in plan.requirements:
        yield from _of_requirement(requirement)
    for staffing in plan.staffing:
        yield from _of_staffing(staffing)


def _late(source: str) -> tuple[str, str]:
    return LATE_CONTACTS, source


def _pay(plan: Plan) -> Iterator[Claim]:
    pay = plan.summary.pay
    if pay is None:
        return
    say = Claimant(f"{SUMMARY_FILE}/pay")
    source = "rota.csv and leave.csv, by the rates of agents.csv and the premiums of scenario.yaml"
    for name, what, amount in (
        ("hours_pay", "basic pay of the paid hours", pay.hours_pay),
        ("premium_pay", "premiums for unsocial hours", pay.premium_pay),
        ("leave_pay", "pay of leave in the planned days", pay.leave_pay),
        ("total_pay", "pay in all", pay.total_pay),
    ):
        yield say.fact(name, what, amount, pay.currency, source)


def _queues(plan: Plan) -> Iterator[Claim]:
    for row in plan.summary.queues:
        say = Claimant(f"{SUMMARY_FILE}/queues/{row.queue}")
        yield say.fact(
            "forecast_contacts",
            f"contacts expected on {row.queue}",
            row.forecast_contacts,
            "contacts",
            "requirements.csv, added up",
        )
        yield say.fact(
            "service_level_share",
            f"{_in_time(row.queue, row.definition)}, expected by the staffing model",
            row.service_level_share,
            "of contacts",
            "recomputed from requirements.csv and rota.csv by the curves of Erlang A",
        )
        yield say.fact(
            "lowest_day_share",
            f"{_in_time(row.queue, row.definition)} on the worst day, expected by the staffing "
            "model",
            row.lowest_day_share,
            "of contacts",
            "recomputed from requirements.csv and rota.csv by the curves of Erlang A",
        )


def _in_time(queue: str, definition: str = "") -> str:
    """Name contacts that are in time: ``contacts of chat with a first reply in 60 s``."""
    if definition.startswith("first reply"):
        definition = f"with a {definition}"
    return f"contacts of {queue} {definition or 'in time'}"


def _simulated(plan: Plan) -> Iterator[Claim]:
    simulation = plan.summary.simulation or {}
    for row in simulation.get("queues", ()):
        value, half = row["service_level_share"], row["service_level_share_half_width"]
        if value is None or half is None:
            continue
        yield Claimant(f"{SUMMARY_FILE}/simulation/{row['queue']}").estimate(
            "service_level_share",
            f"{_in_time(row['queue'], row['definition'])}, simulated",
            value,
            "of contacts",
            f"{simulation['replications']} simulated weeks, drawn with the seed; their mean and "
            "its 95% confidence interval",
            interval=(max(0.0, value - half), min(1.0, value + half)),
            seed=simulation["seed"],
        )


def _of_requirement(row: Requirement) -> Iterator[Claim]:
    say = Claimant(f"{REQUIREMENTS.file}/{row.interval_start.isoformat()}/{row.queue}")
    yield say.estimate(
        "forecast_contacts",
        f"contacts expected on {row.queue}",
        row.forecast_contacts,
        "contacts",
        _FORECAST,
        interval=(row.forecast_p10, row.forecast_p90),
    )
    yield say.fact(
        "aht_s", f"handling time expected on {row.queue}", row.aht_s, "s", "history.csv, forecast"
    )
    if row.expected_service_level is not None:
        yield say.fact(
            "expected_service_level",
            f"{_in_time(row.queue)}, expected under the rota",
            row.expected_service_level,
            "of contacts",
            "recomputed from requirements.csv and rota.csv by the curves of Erlang A",
        )


def _of_staffing(row: StaffingRow) -> Iterator[Claim]:
    say = Claimant(f"{STAFFING.file}/{row.interval_start.isoformat()}/{row.pool}")
    yield say.fact(
        "required_agents",
        f"need of the pool {row.pool}",
        row.required_agents,
        "people",
        "recomputed from requirements.csv and the targets of scenario.yaml",
    )
    yield say.fact(
        "scheduled_agents",
        f"scheduled in the pool {row.pool}",
        row.scheduled_agents,
        "people",
        "rota.csv",
    )
