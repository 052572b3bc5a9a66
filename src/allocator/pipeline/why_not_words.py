"""The three lines of an answer: the same facts in the same words, and no claim of a cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allocator.domain.findings import day_text, local_text
from allocator.domain.people_names import called
from allocator.domain.rota import Block
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim
from allocator.justify.measured_rota import MovedShift
from allocator.justify.reoptimised import ComparedQuestion

if TYPE_CHECKING:  # which leads to the solver, and words are recomputed without one
    from allocator.pipeline.why_not_obstacles import Obstacle

_NEXT_TO_NOTHING = 0.05
_MOST_NAMED = 3


def case_words(scenario: Scenario, question: ComparedQuestion) -> str:
    """Say what is asked about: ``Asha (A12) on the phone on sales on Mon 23 Aug 14:30``."""
    who = called(scenario.agent_by_id[question.agent_id])
    queue = f" on {question.queue}" if question.queue else ""
    if not question.is_moment:
        return f"{who} at work{queue} on {day_text(question.day)}"
    when = local_text(question.start.astimezone(scenario.grid.zone))
    other = ""
    if question.instead_of is not None:
        other = f" instead of {called(scenario.agent_by_id[question.instead_of])}"
    return f"{who} on the phone{queue} on {when}{other}"


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
        _price(scenario, question, by_name),
        _made_of(by_name),
        _moves(scenario, question, by_name, moved, searches_apart),
    )


def _price(scenario: Scenario, question: ComparedQuestion, by_name: dict[str, Claim]) -> str:
    case = case_words(scenario, question)
    price = _number(by_name["change.total"])
    gain = _number(by_name["search.gain"])
    if price < _NEXT_TO_NOTHING:
        words = f"{case} can be had at no price that the search could see."
        if gain >= _NEXT_TO_NOTHING:
            words += (
                f" The rota with it is {gain:,.1f} late contacts better than the plan: that is "
                "what the search had left to find, and no merit of the change."
            )
        return words
    than = "the plan"
    if gain >= _NEXT_TO_NOTHING:
        than = f"the plan after as long a search, which gained {gain:,.1f}"
    return f"{case} costs {price:,.1f} late contacts more than {than}, where everybody may move."


def _made_of(by_name: dict[str, Claim]) -> str:
    late = ", ".join(
        f"{name.partition('.')[2]} {signed(_number(claim))}"
        for name, claim in by_name.items()
        if name.startswith("late.") and abs(_number(claim)) >= _NEXT_TO_NOTHING
    )
    total = by_name["simulated.total"]
    simulated = (
        f"simulated {signed(_number(total))} (95%: {signed(total.low)} to {signed(total.high)})"
    )
    others = [
        f"{words} {signed(_number(by_name[name]))}"
        for name, words in (
            ("change.unsocial_excess", "fairness"),
            ("change.declined_requests", "requests declined"),
            ("change.backward_starts", "unsteady starts"),
            ("change.below_floor", "below the floors"),
            ("change.uncovered_contacts", "nobody logged in"),
            ("change.development_short", "development"),
            ("change.unbroken_screen", "long stretches on the phone"),
            ("change.cover_deviation", "cover by kinds of shift"),
        )
        if name in by_name and abs(_number(by_name[name])) >= _NEXT_TO_NOTHING
    ]
    hours = _number(by_name["hours.paid"])
    if abs(hours) >= _NEXT_TO_NOTHING:
        others.append(f"paid hours {signed(hours)}")
    pay = by_name.get("pay")
    if pay is not None and abs(_number(pay)) >= 0.5:
        others.append(f"pay {signed(_number(pay))} {pay.unit}")
    rest = f"; {', '.join(others)}" if others else ""
    return f"Contacts late by the model: {late or 'no change'}; {simulated}{rest}."


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
    high = by_name["change.total"].high or 0.0
    return (
        f"{words}. Searches side by side came out {searches_apart:,.1f} apart, so less than that "
        f"says little; proven is a price between 0 and {high:,.1f}."
    )


def other_lines(
    scenario: Scenario,
    question: ComparedQuestion,
    status: str,
    obstacle: Obstacle | None,
    block: Block | None,
) -> tuple[str, str, str]:
    """Three lines of an answer without a price.

    Parameters
    ----------
    block
        Where it is so already: the agent's block at the moment.
    """
    case = case_words(scenario, question)
    if status == "so_already":
        zone = scenario.grid.zone
        since = "" if block is None else f", from {block.start.astimezone(zone):%H:%M}"
        until = "" if block is None else f" to {block.end.astimezone(zone):%H:%M}"
        return f"{case}: the plan has it so{since}{until}.", "Nothing changes.", "Nobody moves."
    if obstacle is None:
        return (
            f"{case}: no rota with it was found in the time, nor a proof that there is none.",
            "In the way: nothing that was proven.",
            "What may help: a longer search, by --seconds.",
        )
    ways = "; or ".join(obstacle.ways_out) or "no small change was found"
    return (
        f"{case}: no rota that keeps the hard rules has it, whoever else moves.",
        f"In the way: {'; '.join(obstacle.facts)} ({_rules(obstacle)}).",
        f"What would allow it, each tried: {ways}.",
    )


def _rules(obstacle: Obstacle) -> str:
    names = ", ".join(obstacle.rule_ids)
    return f"rule{'s' * (len(obstacle.rule_ids) != 1)} {names}"


def signed(value: float | None) -> str:
    """Show a change to a tenth, with its sign."""
    amount = 0.0 if value is None else value
    text = f"{amount:+,.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "\N{MINUS SIGN}")


def _number(claim: Claim) -> float:
    return float(claim.value) if isinstance(claim.value, int | float) else 0.0
