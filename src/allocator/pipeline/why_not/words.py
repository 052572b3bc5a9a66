"""The three lines of an answer: the same facts in the same words, and no claim of a cause."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.findings import day_text, local_text
from allocator.domain.people_names import called
from allocator.domain.rota import Block
from allocator.domain.scenario import Scenario
from allocator.domain.work_words import at_work, at_work_on
from allocator.justify.claim import Claim
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.justify.made_of import NEXT_TO_NOTHING, made_of, signed
from allocator.justify.measured_rota import MovedShift
from allocator.pipeline.why_not.obstacle import Obstacle

_A_TENTH = 0.1
"""Late contacts: the least that is shown."""
_MOST_NAMED = 3


def case_words(scenario: Scenario, question: ComparedQuestion) -> str:
    """Say what is asked about: ``Asha (A12) on the phone for sales on Mon 23 Aug 14:30``."""
    who = called(scenario.agent_by_id[question.agent_id])
    if not question.is_moment:
        queue = f" on {question.queue}" if question.queue else ""
        return f"{who} at work{queue} on {day_text(question.day)}"
    if question.queue is not None:
        doing = at_work_on(scenario, [question.queue], question.queue)
    else:
        pools = scenario.settings.pools
        able = [q for p in pools for q in scenario.usable_queues(question.agent_id, p.id)]
        doing = at_work(scenario, able) if able else "at work"
    when = local_text(question.start.astimezone(scenario.grid.zone))
    other = ""
    if question.instead_of is not None:
        other = f" instead of {called(scenario.agent_by_id[question.instead_of])}"
    return f"{who} {doing} on {when}{other}"


def three_lines(
    scenario: Scenario,
    question: ComparedQuestion,
    claims: Sequence[Claim],
    moved: Sequence[MovedShift],
    searches_apart: float,
) -> tuple[str, str, str]:
    """Price, what it is made of, and who moves with how sure all this is.

    Parameters
    ----------
    searches_apart
        By how much searches side by side differed.
    """
    by_name = {claim.id.split("/", 2)[2]: claim for claim in claims}
    return (
        _price(scenario, question, by_name, searches_apart),
        _made_of(by_name),
        _moves(scenario, question, by_name, moved, searches_apart),
    )


def _price(
    scenario: Scenario, question: ComparedQuestion, by_name: dict[str, Claim], apart: float
) -> str:
    case = case_words(scenario, question)
    price, gain = (_number(by_name[name]) for name in ("change.total", "search.gain"))
    if cannot_be_told(price, apart):
        words = (
            f"{case} can be had, with no difference that can be told (under "
            f"{max(apart, _A_TENTH):,.1f} late contacts), where everybody may move."
        )
        if gain - price >= NEXT_TO_NOTHING:
            words += (
                f" The rota with it is {gain - price:,.1f} late contacts better than the plan: "
                "that is what the search had left to find, and no merit of the change."
            )
        return words
    than = "the plan"
    if gain >= NEXT_TO_NOTHING:
        than = f"the plan after as long a search, which gained {gain:,.1f}"
    return f"{case} costs {price:,.1f} late contacts more than {than}, where everybody may move."


def cannot_be_told(price: float, apart: float) -> bool:
    """Whether a price, as it is shown, is no more than what chance does to a search.

    Parameters
    ----------
    apart
        By how much searches side by side differed.
    """
    return round(price, 1) <= round(apart, 1) or price < NEXT_TO_NOTHING


def _made_of(by_name: dict[str, Claim]) -> str:
    """Parts of the change in the headline's unit, which add up to it; then what is beside it."""
    total = _number(by_name["change.total"])
    parts = {
        name.partition(".")[2]: _number(claim)
        for kind in ("late_cost.", "change.")  # the queues first
        for name, claim in by_name.items()
        if name.startswith(kind) and name not in ("change.total", "change.late_contacts")
    }
    drawn = by_name["simulated.priced"]
    interval = f"95%: {signed(drawn.low)} to {signed(drawn.high)}"
    beside = [f"these two rotas simulated, the queues' part: {signed(_number(drawn))} ({interval})"]
    hours = _number(by_name["hours.paid"])
    if abs(hours) >= NEXT_TO_NOTHING:
        beside.append(f"paid hours {signed(hours)}")
    pay = by_name.get("pay")
    if pay is not None and abs(_number(pay)) >= 0.5:
        beside.append(f"pay {signed(_number(pay))} {pay.unit}")
    return f"{'; '.join([made_of(total, parts), *beside])}."


def _moves(
    scenario: Scenario,
    question: ComparedQuestion,
    by_name: dict[str, Claim],
    moved: Sequence[MovedShift],
    searches_apart: float,
) -> str:
    concerned = {question.agent_id, question.instead_of}
    others = list(dict.fromkeys(m.agent_id for m in moved if m.agent_id not in concerned))
    if others:
        named = [called(scenario.agent_by_id[name]) for name in others[:_MOST_NAMED]]
        more = len(others) - len(named)
        who = ", ".join(named) + (f" and {more} more" if more else "")
        words = f"Others with another shift: {len(others)} ({who})"
    else:
        words = "Nobody else has another shift"
    if cannot_be_told(_number(by_name["change.total"]), searches_apart):
        return f"{words}."
    return (
        f"{words}. Searches side by side came out {searches_apart:,.1f} apart: a difference below "
        "that would say nothing."
    )


def other_lines(
    scenario: Scenario,
    question: ComparedQuestion,
    status: str,
    obstacle: Obstacle | None,
    block: Block | None,
    without_week: str | None = None,
) -> tuple[str, str, str]:
    """Three lines of an answer without a price.

    Parameters
    ----------
    block
        Where it is so already: the agent's block at the moment.
    without_week
        Who has no way of working what a replan has left open of the week.
    """
    case = case_words(scenario, question)
    if status == "so_already":
        zone = scenario.grid.zone
        since = "" if block is None else f", from {block.start.astimezone(zone):%H:%M}"
        until = "" if block is None else f" to {block.end.astimezone(zone):%H:%M}"
        return f"{case}: the plan has it so{since}{until}.", "Nothing changes.", "Nobody moves."
    if obstacle is None and without_week is not None:
        who = called(scenario.agent_by_id[without_week])
        in_the_way = (
            f"In the way: {who} has no other way of working what is left of the week; shifts that "
            "have begun, or begin within the hour, stay."
        )
        return (
            f"{case}: no rota with it was found, as far as this week is still open.",
            in_the_way,
            "What may help: another time, or somebody else.",
        )
    if obstacle is None:
        return (
            f"{case}: no rota with it was found in the time, nor a proof that there is none.",
            "In the way: nothing that was proven.",
            "What may help: a longer search, by --seconds.",
        )
    return (
        f"{case}: no rota that keeps the hard rules has it, whoever else moves.",
        f"In the way: {'; '.join(obstacle.facts)}{_rules(obstacle)}.",
        f"What would allow it{', each tried' * bool(obstacle.ways_out)}: {obstacle.ways_text}.",
    )


def _rules(obstacle: Obstacle) -> str:
    names = ", ".join(obstacle.declared_rules)
    many = "s" * (len(obstacle.declared_rules) != 1)
    return f" (rule{many} {names})" if names else ""


def _number(claim: Claim) -> float:
    return float(claim.value) if isinstance(claim.value, int | float) else 0.0
