"""What the contingency page shows, in words and figures, for HTML and PDF alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.domain.contingency import Contingency, Loss, LossKind, SkillGain
from allocator.domain.findings import day_text
from allocator.report.formats import date_range, number, percent, signed

CARDS_SHOWN, STEPS_SHOWN = 8, 4
"""Prepared responses on the page, and steps of each: those that save most."""
_NOTHING = "–"
_FELT = 0.5
"""Late contacts from which a loss is said to be felt anywhere."""
_KINDS = {
    LossKind.PERSON: "person",
    LossKind.PAIR: "pair",
    LossKind.QUEUE: "queue",
    LossKind.SEATS: "seats",
    LossKind.VOLUME: "volume",
}


@dataclass(frozen=True)
class LossRow:
    """A row of the ranking.

    Parameters
    ----------
    bar_share
        Of the longest bar.
    rearranged, response
        Late contacts beside the plan's, with the first part of the response and with all of it.
    simulated
        Mean with its interval; empty where it was not simulated.
    """

    rank: int
    kind: str
    what: str
    extra: str
    bar_share: float
    worst_day: str
    worst_queue: str
    rearranged: str
    response: str
    simulated: str


@dataclass(frozen=True)
class ResponseCard:
    """A prepared response.

    Parameters
    ----------
    steps
        Day, what to do and late contacts saved.
    rest
        What is not shown; empty for nothing.
    """

    what: str
    effect: str
    steps: tuple[tuple[str, str, str], ...]
    rest: str


@dataclass(frozen=True)
class SkillRow:
    """A further skill."""

    what: str
    worth: str
    verdict: str


@dataclass(frozen=True)
class ContingencyView:
    """The page."""

    title: str
    site: str
    week: str
    simulated_data: bool
    lead: str
    rows: tuple[LossRow, ...]
    others: str
    cards: tuple[ResponseCard, ...]
    no_cards: str
    skills: tuple[SkillRow, ...]
    skills_lead: str
    notes: tuple[str, ...]
    foot: str


def contingency_view(tested: Contingency) -> ContingencyView:
    """Choose and word what fits on one page."""
    shown = tested.worst_of_each_kind()
    longest = max((loss.extra_contacts for loss in shown), default=1.0) or 1.0
    share = tested.plan_contacts / tested.offered_contacts if tested.offered_contacts else 0.0
    stopped = f"{tested.notes[0]} " if tested.is_stopped else ""
    return ContingencyView(
        title="Contingency plan",
        site=tested.site,
        week=date_range(tested.first_day, tested.last_day),
        simulated_data=tested.simulated_data,
        lead=(
            f"{stopped}Of {number(tested.offered_contacts)} contacts expected, the plan leaves "
            f"{number(tested.plan_contacts)} late ({percent(share)}). Below: how many more if "
            "something is lost, and what to do first. All are figures of a model."
        ),
        rows=tuple(_row(rank, loss, longest) for rank, loss in enumerate(shown, 1)),
        others=_others(tested, shown),
        cards=tuple(_card(loss) for loss in _answered(shown)),
        no_cards=(
            "No step was found that saves more late contacts than asking for it costs."
            if tested.responses_prepared
            else "No response was prepared before the end."
        ),
        skills=tuple(_skill_row(gain) for gain in tested.skills),
        skills_lead=(
            f"{tested.skills_estimated} skills that somebody lacks were estimated, "
            f"{len(tested.skills)} searched: everybody may move, beside as long a search without."
        ),
        notes=(*_volume_note(tested), *tested.notes[tested.is_stopped :]),
        foot=f"Run {tested.run_id} · allocator {tested.version} · tested {tested.created_at}",
    )


def _row(rank: int, loss: Loss, longest: float) -> LossRow:
    plan = loss.plan_contacts
    is_felt = loss.extra_contacts >= _FELT

    def beside(contacts: float | None) -> str:
        return _NOTHING if contacts is None else signed(contacts - plan, 0)

    simulated = ""
    if loss.simulated is not None:
        found = loss.simulated
        simulated = (
            f"{signed(found.extra_contacts, 0)} "
            f"({number(found.low_contacts)} to {number(found.high_contacts)})"
        )
    return LossRow(
        rank=rank,
        kind=_KINDS[loss.kind],
        what=loss.words,
        extra=signed(loss.extra_contacts, 0),
        bar_share=max(0.0, loss.extra_contacts / longest),
        worst_day=f"{day_text(loss.worst_day)} {signed(loss.worst_day_extra_contacts, 0)}"
        if is_felt
        else _NOTHING,
        worst_queue=f"{loss.worst_queue} {signed(loss.worst_queue_extra_contacts, 0)}"
        if is_felt
        else _NOTHING,
        rearranged=beside(loss.rearranged_contacts),
        response=beside(loss.response_contacts),
        simulated=simulated,
    )


def _others(tested: Contingency, shown: Sequence[Loss]) -> str:
    said: list[str] = []
    people = [loss for loss in tested.of_kind(LossKind.PERSON) if loss not in shown]
    if people:
        low, high = people[-1].extra_contacts, people[0].extra_contacts
        each = "1 other person" if len(people) == 1 else f"{len(people)} other people"
        said.append(f"{each}, alone: {signed(low, 0)} to {signed(high, 0)}.")
    if tested.pairs_tested:
        together = max(
            (loss.together_contacts for loss in tested.of_kind(LossKind.PAIR)), default=0.0
        )
        said.append(
            f"{number(tested.pairs_tested)} pairs measured; of those named two together cost up to "
            f"{number(together)} more than one and the other."
        )
    said.append(f"Responses were prepared to {tested.responses_prepared} losses.")
    return " ".join(said)


def _answered(shown: Sequence[Loss]) -> list[Loss]:
    """Return the losses whose response the page spells out: each kind, then people."""
    with_steps = [loss for loss in shown if loss.steps]
    chosen: list[Loss] = []
    for kind in LossKind:
        chosen += [loss for loss in with_steps if loss.kind is kind][:1]
    more = [loss for loss in with_steps if loss.kind is LossKind.PERSON and loss not in chosen]
    chosen = [*chosen, *more][:CARDS_SHOWN]
    return sorted(chosen, key=lambda loss: -loss.extra_contacts)


def _card(loss: Loss) -> ResponseCard:
    best = sorted(loss.steps, key=lambda step: -step.saved_contacts)[:STEPS_SHOWN]
    steps = [step for step in loss.steps if step in best]
    rest = len(loss.steps) - len(steps)
    overtime = sum(step.overtime_hours for step in loss.steps)
    left = (loss.response_contacts or 0.0) - loss.plan_contacts
    effect = (
        f"{number(max(0.0, loss.extra_contacts))} more late become {number(left)} more"
        if left >= _FELT
        else f"{number(max(0.0, loss.extra_contacts))} more late are made good"
    )
    if overtime:
        effect += f", with {number(overtime, 1)} h overtime"
    found = loss.simulated
    if found is not None and found.response_extra_contacts is not None:
        effect += (
            f"; simulated {signed(found.response_extra_contacts, 0)} "
            f"({number(found.response_low_contacts or 0.0)} to "
            f"{number(found.response_high_contacts or 0.0)})"
        )
    return ResponseCard(
        what=loss.words,
        effect=effect,
        steps=tuple(
            (day_text(step.day), step.words, f"−{number(step.saved_contacts)}") for step in steps
        ),
        rest="; ".join(
            [
                *loss.cancelled[:1],
                *([f"{rest} smaller step{'s' if rest > 1 else ''} not shown"] if rest else []),
            ]
        ),
    )


def _skill_row(gain: SkillGain) -> SkillRow:
    saved, apart = gain.saved_contacts or 0.0, gain.searches_apart_contacts or 0.0
    is_told = saved > max(apart, 1.0)
    return SkillRow(
        what=gain.words,
        worth=f"{number(max(0.0, saved), 1)} ± {number(apart, 1)}",
        verdict="fewer late contacts a week" if is_told else "not to be told from chance",
    )


def _volume_note(tested: Contingency) -> list[str]:
    return [f"Volume at its 90th percentile is {tested.volume_words}."]
