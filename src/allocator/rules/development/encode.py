"""Development, for the optimiser: the price of the sessions that are not held."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Price the hours of the sessions that have no place in the rota as it is searched for."""
    del parameters
    price = model.scenario.settings.prices.development_hour
    model.add_cost("development", 1, price * model.missing_practice_minutes() / 60)
