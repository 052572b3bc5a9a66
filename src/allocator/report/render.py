"""The report: one page of HTML that opens anywhere, offline, and prints well."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from allocator.domain.findings import day_text
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.declared_rules import DeclaredRule, declared_rules
from allocator.justify.filed_comparison import FiledComparison
from allocator.justify.justification import Justification
from allocator.justify.ledger import FairnessLedger
from allocator.justify.replan_log import ReplanLog
from allocator.justify.term_names import term_prices
from allocator.report.asked_section import asked_section
from allocator.report.cover_view import cover_views
from allocator.report.development_view import development_view
from allocator.report.environment import environment
from allocator.report.fairness_view import fairness_view
from allocator.report.forecast_view import forecast_view
from allocator.report.formats import compact, date_range, percent
from allocator.report.justification_view import agent_cards, change_rows
from allocator.report.ledgers_view import ledgers_view
from allocator.report.marks import figure, quote
from allocator.report.palette import pool_inks
from allocator.report.replan_view import replan_view
from allocator.report.review_view import ReviewView
from allocator.report.simulation_view import simulation_view
from allocator.report.start_view import parts_text, start_text
from allocator.report.summary_view import (
    STATUS_WORDS,
    key_figures,
    origin_text,
    pay_figures,
    queue_rows,
    term_rows,
)
from allocator.report.week_grid import hours_rows, week_tables

_TEMPLATE = "report.html.j2"


def render(
    scenario: Scenario,
    plan: Plan,
    justifications: Sequence[Justification],
    review: ReviewView | None = None,
    replan: ReplanLog | None = None,
    asked: Sequence[FiledComparison] = (),
) -> str:
    """Write the report of a plan, or with ``review`` the one in which it is reviewed.

    Everything stands in the one file: styles and pictures inline, no script, no address of any
    other place. Each figure is marked with what it is computed from
    (see :mod:`allocator.report.marks`).

    Parameters
    ----------
    replan
        Of a rota that was published and changed since: what was weighed, and whom it concerns.
    asked
        Answers that are filed beside the plan, see :func:`asked_section`.
    """
    inks = pool_inks(scenario)
    in_order = list(justifications)
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            scenario=scenario,
            settings=scenario.settings,
            summary=plan.summary,
            status_words=STATUS_WORDS[plan.summary.status],
            week_text=date_range(scenario.grid.days[0], scenario.grid.days[-1]),
            days=[(day, day_text(day)) for day in scenario.grid.days],
            inks=list(inks.values()),
            key=key_figures(plan),
            pay=pay_figures(plan),
            origin=origin_text(plan),
            started=start_text(plan),
            parts=parts_text(plan),
            queues=queue_rows(scenario, plan),
            terms=term_rows(plan, term_prices(scenario)),
            covers=cover_views(scenario, plan, inks),
            forecast=forecast_view(scenario, plan, inks),
            simulated=simulation_view(scenario, plan, inks),
            weeks=week_tables(scenario, in_order, inks),
            hours=hours_rows(scenario, in_order),
            agents=agent_cards(scenario, in_order, inks),
            ledgers=ledgers_view(scenario, plan),
            fairness=fairness_view(scenario, FairnessLedger.of(scenario, plan.rota)),
            development=development_view(scenario, plan),
            rules=[(rule, _parameters(rule)) for rule in declared_rules(scenario)],
            assumed=_assumed(scenario),
            asked_section=asked_section(asked),
            review=review,
            replan=replan_view(scenario, replan),
            change_rows=change_rows,
            quote=quote,
        )
    )


def _parameters(rule: DeclaredRule) -> list[tuple[str, Markup]]:
    """Parameters of a rule in words, units last: ``rest_minutes`` is ``rest (minutes)``."""
    shown: list[tuple[str, Markup]] = []
    for name, value in rule.parameters.items():
        what, _, unit = name.rpartition("_")
        words = f"{what.replace('_', ' ')} ({unit})" if what else name
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number:
            mark = figure("rule_parameter", value, compact(value), rule.id, name)
        else:
            mark = quote(f"rule/{rule.id}/{name}", rule.parameter_text(name))
        shown.append((words if is_number else name, mark))
    return shown


def _assumed(scenario: Scenario) -> dict[str, Markup]:
    """Figures of the settings that the definitions lean on."""
    settings = scenario.settings
    return {
        "shrinkage": figure(
            "shrinkage_share", settings.shrinkage_share, percent(settings.shrinkage_share)
        ),
        "interval": figure(
            "interval_minutes", settings.interval_minutes, compact(settings.interval_minutes)
        ),
        "patience": figure(
            "default_patience_s", settings.default_patience_s, compact(settings.default_patience_s)
        ),
    }
