"""The rules that a scenario declares, as a reader is shown them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from allocator.domain.findings import Strength
from allocator.domain.scenario import Scenario
from allocator.rules import registry
from allocator.rules.card import Basis, parameter_text


class DeclaredRule(BaseModel):
    """A rule with its parameters in force, overrides of the scenario included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    strength: Strength
    parameters: dict[str, Any]
    source: str
    basis: Basis

    def parameter_text(self, name: str) -> str:
        """Value of a parameter as the scenario would write it."""
        return parameter_text(self.parameters[name])


def declared_rules(scenario: Scenario) -> tuple[DeclaredRule, ...]:
    """Rules that the scenario declares, in its order."""
    rules: list[DeclaredRule] = []
    for rule_id, parameters in registry.declared(scenario.settings.rules):
        card = registry.card(rule_id)
        rules.append(
            DeclaredRule(
                id=rule_id,
                title=card.title,
                strength=card.strength,
                parameters=parameters.model_dump(),
                source=card.source,
                basis=card.basis,
            )
        )
    return tuple(rules)


def rule_source(rule_id: str, parameters: Any) -> str:
    """Rule with its parameters, as a claim's source: ``rule daily_rest (rest_minutes=660)``."""
    given = ", ".join(
        f"{name}={parameter_text(value)}" for name, value in parameters.model_dump().items()
    )
    return f"rule {rule_id} ({given})" if given else f"rule {rule_id}"
