"""Cover, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Price what is missing and what is too much of each kind on each day."""
    del parameters
    scenario = face.scenario
    price = scenario.settings.prices.cover_deviation
    for day, date in enumerate(scenario.grid.days):
        for kind, row in scenario.cover_on(date).items():
            forms = [place for place, form in enumerate(face.forms) if form.kind == kind]
            face.want(day, forms, row.agents, price * row.short_weight, price * row.over_weight)
