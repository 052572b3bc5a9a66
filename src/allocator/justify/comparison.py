"""The best other people for a shift, by exchanges of two shifts: local comparisons."""

from __future__ import annotations

from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim, Claimant
from allocator.justify.exchange import Exchange
from allocator.justify.grounds import Grounds
from allocator.justify.justification import Alternative, Comparison
from allocator.justify.term_names import LATE_CONTACTS, TERM_NAMES
from allocator.justify.wording import alternative_words, forbidden_words

ALTERNATIVES_MOST = 3
"""How many other people are named for a shift."""

_SOURCE = "recomputed: the objective of the rota with the two shifts exchanged, nothing else moved"


def compare(grounds: Grounds, allocation: Allocation) -> Comparison:
    """Best allowed exchanges of a shift, or what forbids the best where none is allowed."""
    say = Claimant(allocation.id)
    priced = grounds.exchanges.of(allocation)
    colleagues = {exchange.other(allocation).agent_id for exchange in priced}
    best = grounds.exchanges.best(allocation, ALTERNATIVES_MOST)
    source = (
        "rota.csv: two shifts of a day, or of two days of a week on each of which the other is off"
    )
    counts = (
        say.fact("exchanges", "exchanges priced", len(priced), "exchanges", source),
        say.fact("exchanges.people", "people compared", len(colleagues), "people", source),
    )
    forbidden = None
    if priced and not best:
        forbidden = _alternative(grounds, allocation, priced[0], "forbidden")
    return Comparison(
        counts=counts,
        alternatives=tuple(
            _alternative(grounds, allocation, exchange, f"alternative.{number}")
            for number, exchange in enumerate(best, start=1)
        ),
        forbidden=forbidden,
    )


def _alternative(
    grounds: Grounds, allocation: Allocation, exchange: Exchange, name: str
) -> Alternative:
    received = exchange.other(allocation)
    broken = tuple(grounds.exchanges.findings(exchange))
    change = _change(allocation, exchange, name)
    return Alternative(
        agent_id=received.agent_id,
        received_day=received.day,
        received_start=received.start,
        received_end=received.end,
        change=change,
        broken=broken,
        words=(
            forbidden_words(grounds.scenario, allocation, received, broken)
            if broken
            else alternative_words(grounds.scenario, allocation, received, change[-1])
        ),
    )


def _change(allocation: Allocation, exchange: Exchange, name: str) -> tuple[Claim, ...]:
    say = Claimant(allocation.id)
    colleague = exchange.other(allocation).agent_id
    by_term = [
        say.comparison(
            f"{name}.{term}",
            f"change if exchanged with {colleague}: {title}",
            exchange.change_by_term[term],
            LATE_CONTACTS,
            _SOURCE,
        )
        for term, title in TERM_NAMES.items()
    ]
    total = say.comparison(
        f"{name}.total",
        f"change if exchanged with {colleague}: whole objective",
        exchange.change_total,
        LATE_CONTACTS,
        _SOURCE,
    )
    return (*by_term, total)
