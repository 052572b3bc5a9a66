"""How goals become sessions of practice."""

from __future__ import annotations

from pydantic import Field, model_validator

from allocator.domain.setting import Setting


class DevelopmentSettings(Setting):
    """How long sessions of practice and coaching are that goals ask for.

    Parameters
    ----------
    session_minutes
        Longest session.
    shortest_minutes
        Shortest session: a week whose pace asks for less is given this much.
    """

    session_minutes: int = Field(default=60, ge=15, le=240)
    shortest_minutes: int = Field(default=30, ge=5, le=240)

    @model_validator(mode="after")
    def _in_order(self) -> DevelopmentSettings:
        if self.shortest_minutes > self.session_minutes:
            raise ValueError(
                "shortest_minutes is more than session_minutes; give a number that is not"
            )
        return self
