"""The card of a rule: what it is called, what it binds, where it comes from, how it speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Generic, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from allocator.domain.findings import (
    Finding,
    Place,
    Strength,
    day_text,
    duration_text,
    local_text,
)
from allocator.domain.scenario import Scenario
from allocator.domain.settings import RuleValue


class Parameters(BaseModel):
    """Base of every rule's parameters; names carry their units."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ParametersT = TypeVar("ParametersT", bound=Parameters)
BY_CONTRACT = ("days_in_a_row", "work_runs", "rest_runs", "weekends_worked", "kind_limits")
"""Rules of which a contract may set parameters of its own."""
Figure = float | str | dt.datetime | dt.date
Basis = Literal["law", "agreement", "house", "structure"]
"""What a rule rests on: the law of the land, what was agreed with a person, a choice of the house,
or how the centre and its rotas are built. Only a choice of the house may be proposed to yield."""


def spoken(name: str, value: Figure) -> str:
    """Figure as a sentence says it, by its kind and by the unit that its name ends in.

    Moments read ``Sun 22 Aug 07:00``, dates ``Sun 22 Aug``, ``_minutes`` ``9 h 30 min``,
    ``_hours`` ``7.5 h``; other numbers stand as they are.
    """
    if isinstance(value, dt.datetime):
        return local_text(value)
    if isinstance(value, dt.date):
        return day_text(value)
    if isinstance(value, str):
        return value
    if name.endswith("_minutes"):
        return duration_text(value)
    if name.endswith("_hours"):
        return f"{round(value, 2):g} h"
    return f"{value:g}"


def parameter_text(value: object) -> str:
    """Value of a parameter as a scenario writes it: ``660``, ``[sat, sun]``, ``{late: 3}``."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value).items()
        return f"{{{', '.join(f'{name}: {parameter_text(entry)}' for name, entry in entries)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(parameter_text, cast('Sequence[object]', value)))}]"
    return str(value)


class RuleCard(BaseModel, Generic[ParametersT]):
    """What every face of a rule and every report say of it.

    Parameters
    ----------
    id
        Name of the rule's folder and of its entry in ``scenario.yaml``.
    title
        The rule in one short sentence.
    strength
        Hard rules bind; soft rules have a price.
    parameters
        Default parameters; a scenario overrides them one by one.
    source
        Law, agreement or house rule it comes from, with its date.
    basis
        What it rests on, in a word: decides whether a way out of a contradiction may touch it.
    wording
        Text of each kind of finding, with ``{figures}`` to fill in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    title: str
    strength: Strength
    parameters: ParametersT
    source: str
    basis: Basis = "house"
    wording: dict[str, str]

    def with_overrides(self, overrides: Mapping[str, RuleValue]) -> ParametersT:
        """Return the parameters as a scenario declares them.

        Raises
        ------
        pydantic.ValidationError
            If a name is unknown or a value is of the wrong kind.
        """
        kind = type(self.parameters)
        return kind.model_validate({**self.parameters.model_dump(), **overrides})

    def for_agent(self, scenario: Scenario, agent_id: str, parameters: ParametersT) -> ParametersT:
        """Return the parameters for one agent, those that the contract sets in place of the rest.

        Of a rule that knows contracts (see :data:`BY_CONTRACT`).
        """
        agent = scenario.agent_by_id.get(agent_id)
        if agent is None:  # told by the rule ``skills``
            return parameters
        own = scenario.contract_by_id[agent.contract].rules.get(self.id)
        if not own:
            return parameters
        return type(parameters).model_validate({**parameters.model_dump(), **own})

    def finding(
        self,
        kind: str,
        place: Place | None = None,
        *,
        agent_id: str | None = None,
        at: dt.datetime | None = None,
        **figures: Figure,
    ) -> Finding:
        """Word a finding of this rule.

        Parameters
        ----------
        kind
            Key of the sentence in ``wording``.
        place
            Whom and when it concerns: gives ``{agent_id}``, ``{start}`` and ``{end}``.
        agent_id, at
            The same in part, where there is no place.
        figures
            Values of the sentence's other names, see :func:`spoken`.
        """
        if place is not None:
            agent_id, at = place.agent_id, place.start
            figures = {"start": place.start, "end": place.end, **figures}
        words = {name: spoken(name, value) for name, value in figures.items()}
        return Finding(
            rule_id=self.id,
            message=self.wording[kind].format(agent_id=agent_id, **words),
            agent_id=agent_id,
            at=at,
            figures={
                name: value.isoformat() if isinstance(value, dt.date) else value
                for name, value in figures.items()
            },
        )
