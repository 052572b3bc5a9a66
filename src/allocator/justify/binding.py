"""What bound an allocation: hard rules with no room left, pins, and requests."""

from __future__ import annotations

from allocator.domain.findings import day_text, duration_text
from allocator.domain.rota import minutes_between
from allocator.domain.work_words import at_work
from allocator.justify.allocation import Allocation
from allocator.justify.claim import Claim
from allocator.justify.grounds import Grounds
from allocator.justify.justification import Binding


def bound_by(
    grounds: Grounds, allocation: Allocation, eligibility: tuple[Claim, ...]
) -> tuple[Binding, ...]:
    """Bindings that the claims of eligibility and the scenario show.

    A rule leaves no room when less than one interval of the grid is left to its limit.
    """
    claims = {claim.id.removeprefix(f"{allocation.id}/"): claim for claim in eligibility}
    return (
        *_hours(grounds, claims),
        *_rest(grounds, claims),
        *_days(claims),
        *_available(grounds, claims),
        *_open(grounds, allocation),
        *_seats(grounds, allocation, claims),
        *_pins(grounds, allocation),
        *_requests(allocation, claims),
    )


def _hours(grounds: Grounds, claims: dict[str, Claim]) -> list[Binding]:
    found: list[Binding] = []
    week = claims["hours.week"]
    for name, words in (("above", "the most"), ("below", "the least")):
        room = claims.get(f"hours.room_{name}")
        if room is not None and _is_less(room, grounds.scenario.grid.interval_minutes / 60):
            beyond = {
                "of paid leave": claims.get("hours.leave"),
                "away": claims.get("hours.away"),
            }
            told = [(claim, what) for what, claim in beyond.items() if claim is not None]
            beside = "".join(f", {_number(claim):g} h {what}" for claim, what in told)
            beside = f" with{beside.removeprefix(',')}" if told else ""
            text = (
                f"The week's {_number(week):g} paid hours{beside} are {words} that the contract "
                "allows."
            )
            shown = _ids(week, *(claim for claim, _ in told), room)
            found.append(Binding(rule_id="contracted_hours", words=text, claim_ids=shown))
    return found


def _rest(grounds: Grounds, claims: dict[str, Claim]) -> list[Binding]:
    found: list[Binding] = []
    due = claims.get("rest.due")
    for when in ("before", "after"):
        rest = claims.get(f"rest.{when}")
        if rest is None or due is None or rest.value is None:
            continue
        if _number(rest) - _number(due) < grounds.scenario.grid.interval_minutes:
            text = (
                f"Rest {when} the shift is {duration_text(_number(rest))}; "
                f"{duration_text(_number(due))} is the least."
            )
            found.append(Binding(rule_id="daily_rest", words=text, claim_ids=_ids(rest, due)))
    return found


def _days(claims: dict[str, Claim]) -> list[Binding]:
    worked, most = claims.get("days.in_seven"), claims.get("days.most")
    if worked is None or most is None or _number(worked) < _number(most):
        return []
    text = f"Work on {worked.value} days of seven, the most allowed."
    return [Binding(rule_id="days_in_seven", words=text, claim_ids=_ids(worked, most))]


def _available(grounds: Grounds, claims: dict[str, Claim]) -> list[Binding]:
    found: list[Binding] = []
    for when, words in (
        ("before", "starts as soon as the agent is"),
        ("after", "ends when the agent is no longer"),
    ):
        room = claims.get(f"availability.{when}")
        if room is not None and _is_less(room, grounds.scenario.grid.interval_minutes):
            text = f"The shift {words} available."
            found.append(Binding(rule_id="availability", words=text, claim_ids=_ids(room)))
    return found


def _open(grounds: Grounds, allocation: Allocation) -> list[Binding]:
    if "opening_hours" not in grounds.parameters:
        return []
    words: list[str] = []
    for opens, closes in grounds.scenario.opening_spans(allocation.day):
        if minutes_between(opens, allocation.start) == 0:
            words.append(f"The shift starts when the site opens, at {opens:%H:%M}.")
        if minutes_between(allocation.end, closes) == 0:
            words.append(f"The shift ends when the site closes, at {closes:%H:%M}.")
    return [Binding(rule_id="opening_hours", words=text, claim_ids=()) for text in words]


def _seats(grounds: Grounds, allocation: Allocation, claims: dict[str, Claim]) -> list[Binding]:
    found: list[Binding] = []
    for pool_id in allocation.pools:
        pool = grounds.scenario.pool_by_id[pool_id]
        full, of = claims.get(f"seats.{pool_id}.full"), claims.get(f"seats.{pool_id}.intervals")
        if full is not None and of is not None and full.value:
            text = (
                f"Every seat of {pool.name or pool_id} is taken in {full.value} of the {of.value} "
                f"intervals {at_work(grounds.scenario, pool.queues)} there."
            )
            found.append(Binding(rule_id="seats", words=text, claim_ids=_ids(full, of)))
    return found


_PINNED_TO = {"work": "work", "on_phone": "take contacts", "any_shift": "some shift"}


def _pins(grounds: Grounds, allocation: Allocation) -> list[Binding]:
    found: list[Binding] = []
    for pin in grounds.scenario.pins_by_agent.get(allocation.agent_id, ()):
        begun = minutes_between(pin.start, allocation.end) > 0
        if pin.asks_for_shift and begun and minutes_between(allocation.start, pin.end) > 0:
            zone = grounds.scenario.grid.zone
            start, end = pin.start.astimezone(zone), pin.end.astimezone(zone)
            on = f" on {pin.queue}" if pin.queue else ""
            what = _PINNED_TO.get(pin.kind, "this shift")
            text = f"Pinned to {what}{on} on {day_text(allocation.day)} {start:%H:%M}–{end:%H:%M}."
            found.append(Binding(rule_id="pins", words=text, claim_ids=()))
    return found


def _requests(allocation: Allocation, claims: dict[str, Claim]) -> list[Binding]:
    return [
        Binding(
            rule_id="requests",
            words=f"The {claim.subject} on {day_text(allocation.day)} is {claim.value}.",
            claim_ids=_ids(claim),
        )
        for name, claim in claims.items()
        if name.startswith("request.")
    ]


def _is_less(claim: Claim, limit: float) -> bool:
    return claim.value is not None and _number(claim) < limit


def _number(claim: Claim) -> float:
    assert isinstance(claim.value, int | float), f"{claim.id} is no number"
    return claim.value


def _ids(*claims: Claim) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)
