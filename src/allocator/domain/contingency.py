"""What the loss of a person, a queue, seats or calm would do to a week, and the first response."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

PEOPLE_SHOWN, PAIRS_SHOWN, PLACES_SHOWN = 5, 3, 4
"""Losses of each kind that are named where there is room for a page: people, pairs, and queues
and pools each."""


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class LossKind(StrEnum):
    """What is lost.

    ``person``: all shifts of one person. ``pair``: those of two who can work in the same pool.
    ``queue``: a queue for half a day. ``seats``: half the seats of a pool in all planned days.
    ``volume``: nobody, but the contacts of the week are at their 90th percentile.
    """

    PERSON = "person"
    PAIR = "pair"
    QUEUE = "queue"
    SEATS = "seats"
    VOLUME = "volume"


class StepKind(StrEnum):
    """What somebody is asked to do.

    ``queue``: other queues for some time, inside the same shift. ``breaks``: other times of
    breaks. ``move``: an activity is held at another time of its window. ``activity``: what cannot
    be held makes way for the phone. ``shift``: the shift of a day is another one, of the same
    length. ``day``: a shift moves to another day. ``stay_on``:
    comes earlier or stays longer. ``call_in``: comes on a day off. The last two are overtime.
    """

    QUEUE = "queue"
    BREAKS = "breaks"
    MOVE = "move"
    ACTIVITY = "activity"
    SHIFT = "shift"
    DAY = "day"
    STAY_ON = "stay_on"
    CALL_IN = "call_in"


class ResponseStep(_Result):
    """One step of a prepared response: what one person is asked on one day.

    Parameters
    ----------
    agent_id
        Who is asked; of an activity with several, the first of them.
    day
        Operating day of the change.
    words
        What is to be done, in a sentence without a full stop, people by name and id.
    saved_contacts
        Late contacts that the step avoids, the steps before it taken.
    overtime_hours
        Hours beyond the contract that it takes; 0 for steps inside the contracted hours.
    """

    kind: StepKind
    agent_id: str
    day: dt.date
    words: str
    saved_contacts: float
    overtime_hours: float = 0.0


class QueueLate(_Result):
    """Late contacts of one queue in all planned days.

    Parameters
    ----------
    plan, lost, rearranged, with_overtime
        In the plan; with the loss and nothing done; with the steps inside contracted hours; with
        overtime as well.
    """

    queue: str
    plan: float
    lost: float
    rearranged: float
    with_overtime: float


class SimulatedLoss(_Result):
    """Contacts late beside the plan's, simulated on the same drawn weeks.

    Parameters
    ----------
    extra_contacts, low_contacts, high_contacts
        Mean with the ends of its 95% interval, nothing done.
    response_extra_contacts, response_low_contacts, response_high_contacts
        The same with the whole response; ``None`` where none was prepared.
    """

    replications: int
    seed: int
    extra_contacts: float
    low_contacts: float
    high_contacts: float
    response_extra_contacts: float | None = None
    response_low_contacts: float | None = None
    response_high_contacts: float | None = None


class Loss(_Result):
    """One loss: what it does and what to do first.

    Contacts are late where they are answered after their queue's target time or lost, by the
    model that the plan is priced by, or meet nobody logged into their queue; one counts as one.

    Parameters
    ----------
    id
        Stable within a plan: ``person:A01``, ``pair:A01+A02``, ``queue:IN``, ``seats:MAIN``,
        ``volume``.
    words
        What is lost, people by name and id.
    start, end
        Of the time in which it is lost.
    plan_contacts
        Late contacts of the whole plan without the loss.
    lost_contacts
        With the loss, nothing done.
    rearranged_contacts
        With the steps that keep everybody to their contracted hours; ``None`` where no response
        was prepared.
    response_contacts
        With overtime as well, no more of it than the loss takes.
    worst_day, worst_day_extra_contacts
        Day on which the loss hurts most, and by how many late contacts.
    worst_queue, worst_queue_extra_contacts
        Queue that it hurts most.
    together_contacts
        Of a pair: by how much the two lost together cost more than one and the other; else 0.
    steps
        First response, in the order of days.
    cancelled
        Activities that cannot be held as planned, in words.
    simulated
        ``None`` but for the few worst.
    """

    id: str
    kind: LossKind
    words: str
    start: AwareDatetime
    end: AwareDatetime
    agent_ids: tuple[str, ...] = ()
    queue: str | None = None
    pool: str | None = None
    plan_contacts: float
    lost_contacts: float
    rearranged_contacts: float | None = None
    response_contacts: float | None = None
    worst_day: dt.date
    worst_day_extra_contacts: float
    worst_queue: str
    worst_queue_extra_contacts: float
    together_contacts: float = 0.0
    queues: tuple[QueueLate, ...] = ()
    steps: tuple[ResponseStep, ...] = ()
    cancelled: tuple[str, ...] = ()
    simulated: SimulatedLoss | None = None

    @property
    def extra_contacts(self) -> float:
        """Late contacts beside the plan's, nothing done."""
        return self.lost_contacts - self.plan_contacts

    @property
    def has_response(self) -> bool:
        """Whether a response was looked for; it may have no step that is worth its price."""
        return self.response_contacts is not None

    @property
    def saved_contacts(self) -> float:
        """Late contacts that the whole prepared response avoids; 0 where none was prepared."""
        return (
            0.0 if self.response_contacts is None else self.lost_contacts - self.response_contacts
        )


class SkillGain(_Result):
    """What one person's further queue would be worth in a week like this.

    Parameters
    ----------
    level, aht_factor
        Taken for the new skill.
    estimated_contacts
        Late contacts fewer if the person only changes to the queue at moments of their own shifts.
    saved_contacts
        Late contacts fewer with everybody searched on with the skill, beside as long a search
        without; ``None`` where the estimate alone was made.
    saved_cost
        The same of the whole objective, in late contacts.
    searches_apart_contacts
        By how many late contacts two searches that differ in their seed alone lay apart: smaller
        gains are not to be told from chance.
    """

    agent_id: str
    queue: str
    words: str
    level: int
    aht_factor: float
    estimated_contacts: float
    saved_contacts: float | None = None
    saved_cost: float | None = None
    searches_apart_contacts: float | None = None

    @property
    def id(self) -> str:
        """Name within a plan, as losses have one: ``skill:H24:chat``."""
        return f"skill:{self.agent_id}:{self.queue}"


class Contingency(_Result):
    """A week tested ahead against losses (``contingency.json``).

    Parameters
    ----------
    site, first_day, last_day
        Whose week.
    offered_contacts, plan_contacts
        Expected contacts of the planned days, and those of them that are late in the plan.
    losses
        Most hurtful first, all kinds together; of pairs the worst only.
    pairs_tested
        Pairs that were measured.
    responses_prepared
        Losses for which a response was looked for.
    skills
        Where one further skill would help most: those searched first, by what they are worth.
    skills_estimated
        Skills that were estimated to choose those.
    people_without_effect
        People whose absence the model expects to cost less than half a contact.
    volume_share, volume_words
        By how much all contacts are raised for the 90th percentile, and how that was found.
    notes
        How figures are to be read, and what was not looked at.
    is_stopped
        Whether somebody asked for the end before everything was looked at.
    """

    run_id: str
    input_hash: str
    version: str
    created_at: str
    seed: int
    site: str
    first_day: dt.date
    last_day: dt.date
    simulated_data: bool
    offered_contacts: float
    plan_contacts: float
    losses: tuple[Loss, ...]
    pairs_tested: int
    responses_prepared: int
    skills: tuple[SkillGain, ...] = ()
    skills_estimated: int = 0
    people_without_effect: tuple[str, ...] = ()
    volume_share: float
    volume_words: str
    notes: tuple[str, ...] = ()
    is_stopped: bool = False
    stage_seconds: dict[str, float] = {}

    def of_kind(self, *kinds: LossKind) -> tuple[Loss, ...]:
        """Losses of some kinds, most hurtful first."""
        return tuple(loss for loss in self.losses if loss.kind in kinds)

    def worst_of_each_kind(self) -> tuple[Loss, ...]:
        """Return what one page has room for, most hurtful first."""
        chosen = [
            *self.of_kind(LossKind.PERSON)[:PEOPLE_SHOWN],
            *self.of_kind(LossKind.PAIR)[:PAIRS_SHOWN],
            *self.of_kind(LossKind.QUEUE)[:PLACES_SHOWN],
            *self.of_kind(LossKind.SEATS)[:PLACES_SHOWN],
            *self.of_kind(LossKind.VOLUME),
        ]
        return tuple(sorted(chosen, key=lambda loss: -loss.extra_contacts))
