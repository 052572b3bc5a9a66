"""Goals and what they get under the plan, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.development import GoalProgress, GoalSession
from allocator.domain.findings import day_text, local_text
from allocator.domain.people import Agent
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.report.formats import compact, signed
from allocator.report.marks import NOTHING, figure, quote

STATUS_WORDS = {
    "reached": "reached",
    "on_track": "on the way",
    "behind": "behind its pace",
    "cannot": "cannot be met by its date",
}
"""By the status of a goal."""


@dataclass(frozen=True)
class GoalRow:
    """A goal, in the order of ``goals.csv``.

    Parameters
    ----------
    what
        Queue or kind of activity.
    done, owed, delivered, remaining
        In hours.
    price
        In late contacts, with its kind in words.
    sessions
        Each with when it is and who is beside.
    """

    agent: Agent
    goal: Markup
    what: str
    due: str
    hours: Markup
    done: Markup
    owed: Markup
    delivered: Markup
    remaining: Markup
    price: Markup | str
    price_kind: str
    sessions: tuple[str, ...]
    status: str
    reason: str


@dataclass(frozen=True)
class DevelopmentView:
    """All goals.

    Parameters
    ----------
    noise
        By how much two searches of the same plan differ; nothing where none was searched for
        again.
    """

    rows: tuple[GoalRow, ...]
    noise: Markup | None

    @property
    def is_searched(self) -> bool:
        """Whether any price was searched for again."""
        return any(row.price_kind == "searched again" for row in self.rows)


def development_view(scenario: Scenario, plan: Plan) -> DevelopmentView:
    """Rows of the goals that the plan states."""
    goals = plan.summary.development
    noise = next(
        (
            goal.price.noise_contacts
            for goal in goals
            if goal.price is not None and goal.price.noise_contacts is not None
        ),
        None,
    )
    return DevelopmentView(
        rows=tuple(_row(scenario, goal) for goal in goals),
        noise=None if noise is None else figure("goal_noise", noise, compact(noise)),
    )


def _row(scenario: Scenario, goal: GoalProgress) -> GoalRow:
    def hours(name: str, minutes: int) -> Markup:
        return figure(f"goal_{name}_hours", minutes / 60, compact(minutes / 60), *goal.key)

    price: Markup | str = NOTHING
    kind = ""
    if goal.price is not None:
        contacts = goal.price.late_contacts
        price = figure("goal_price", contacts, signed(contacts), *goal.key)
        is_local = goal.price.kind == "local_comparison"
        kind = "nothing else moved" if is_local else "searched again"
    return GoalRow(
        agent=scenario.agent_by_id[goal.agent_id],
        goal=quote(f"goal/{goal.agent_id}/{goal.goal}", goal.goal),
        what=goal.queue or str(goal.activity).replace("_", " "),
        due=day_text(goal.due),
        hours=hours("all", goal.goal_minutes),
        done=hours("done", goal.done_minutes),
        owed=hours("owed", goal.owed_minutes),
        delivered=hours("delivered", goal.delivered_minutes),
        remaining=hours("remaining", goal.remaining_minutes),
        price=price,
        price_kind=kind,
        sessions=tuple(_session(scenario, session) for session in goal.sessions),
        status=STATUS_WORDS[goal.status],
        reason=goal.reason,
    )


def _session(scenario: Scenario, session: GoalSession) -> str:
    beside = scenario.agent_by_id.get(session.beside)
    name = session.beside if beside is None else beside.name
    return f"{local_text(session.start)}–{session.end:%H:%M} beside {name}"
