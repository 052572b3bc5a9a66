"""A week's figures by name, as a work plan writes them: each with its reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from allocator.domain.people_names import called
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.evidence.cited import CitedFigures
from allocator.evidence.pseudonyms import Pseudonyms
from allocator.justify.claim import Claim
from allocator.report.formats import compact, number, percent

NOTHING = "–"


@dataclass(frozen=True)
class WeekFigures:
    """What the parts of a work plan are written from.

    Parameters
    ----------
    claims
        Every claim of the plan that may be cited, by id.
    names
        Whether people are named beside their ids.
    show_leave
        Whether the rota tells days of leave apart from other days without a shift.
    """

    scenario: Scenario
    plan: Plan
    claims: Mapping[str, Claim]
    cited: CitedFigures
    names: bool = False
    show_leave: bool = False

    def value(self, name: str) -> float | None:
        """Value of a claim; ``None`` where there is no such claim or nothing to measure."""
        made = self.claims.get(name)
        return made.value if made and isinstance(made.value, int | float) else None

    def inline(self, name: str, write: Callable[[float], str] = compact) -> str:
        """Figure with its reference behind it; a dash where there is none."""
        made = self.claims.get(name)
        if made is None or made.value is None:
            return NOTHING
        text = made.value if isinstance(made.value, str) else write(made.value)
        return self.cited.claim(made, text)

    def activity_kind(self, activity_id: str) -> str:
        """Kind of a planned activity."""
        kind = next(one.kind for one in self.scenario.activities if one.activity_id == activity_id)
        return "one-to-one" if kind == "one_to_one" else kind

    def activity(self, activity_id: str) -> str:
        """Kind of a planned activity; its id is the centre's own word and may name somebody."""
        kind = self.activity_kind(activity_id)
        return f"{kind} ({activity_id})" if self.names else kind

    def words(self, text: str) -> str:
        """Words that name people as they are, or with ids alone where names are not wanted."""
        return text if self.names else _plain(self.scenario, text)

    def person(self, agent_id: str) -> str:
        """Id of a person, with the name where that is wanted."""
        agent = self.scenario.agent_by_id.get(agent_id)
        return called(agent) if agent and self.names else agent_id


def _plain(scenario: Scenario, text: str) -> str:
    for agent in scenario.agents:
        text = text.replace(called(agent), agent.agent_id)
    return Pseudonyms(scenario.agents).text(text)


def hours(value: float) -> str:
    """Write hours with one decimal at most."""
    return number(value, 1).removesuffix(".0")


def share(value: float) -> str:
    """Write a share as a percentage with one decimal."""
    return percent(value, 1).replace(".0%", "%")
