"""A justification of each change of a replanned rota: three lines, and what they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.day_change import ChangeKind, DayChange, put_back
from allocator.domain.findings import Finding, day_text, duration_text, local_text
from allocator.domain.rota import Rota
from allocator.domain.telling import TellHow, Telling
from allocator.domain.view import RotaView
from allocator.justify.change import Change
from allocator.justify.changed import Changed, day_shifts, paid_hours
from allocator.justify.claim import Claim, Claimant
from allocator.justify.day_words import change_words, day_words, named
from allocator.justify.pricing import Pricing
from allocator.justify.term_names import LATE_CONTACTS, TERM_NAMES
from allocator.rules import registry
from allocator.verify.verifier import broken_rules

CHANGES = "changes"
"""What the ids of claims of changes begin with."""

_BOTH = "recomputed: rota.csv with this day as before the replan, nothing else moved"
_MOST_PARTNERS = 12
_SIDE_BY_SIDE = "rota.csv beside before/rota.csv"


class ChangeReason(BaseModel):
    """One person's changed day with the reasons for it.

    Parameters
    ----------
    id
        Agent and operating date; ids of its claims begin with ``changes/`` and this.
    before, after
        The day in words.
    change
        What is otherwise, in words.
    tell_by, notice_hours, how
        See :class:`~allocator.domain.telling.Telling`.
    needs_agreement
        Whether the shift is another with less notice than the rule ``notice`` asks for.
    overtime_hours
        Paid hours of overtime that was offered.
    follows
        Whether it follows from the events themselves, such as a briefing that cannot be held.
    together_with
        Other changed days that are put back with this one to price it: they share an activity, or
        a rule would be broken without.
    words
        Three lines.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    agent_id: str
    day: dt.date
    kind: ChangeKind
    before: str
    after: str
    change: str
    tell_by: AwareDatetime
    notice_hours: float
    how: TellHow
    needs_agreement: bool
    hours_moved: float
    overtime_hours: float
    worth: float
    price: float
    follows: bool = False
    together_with: tuple[str, ...] = ()
    words: tuple[str, str, str]
    claims: tuple[Claim, ...]


def change_reasons(changed: Changed) -> tuple[ChangeReason, ...]:
    """Justify each change, the most urgent first.

    What a change is worth is what the objective loses if that day alone is put back as it was.
    Days that share an activity are put back together, and so is one other day where a day cannot
    be put back without it.
    """
    pricing = Pricing(changed.scenario, changed.service, changed.rota)
    groups = _groups(list(changed.moved.values()))
    every = list(dict.fromkeys(groups.values()))
    worths = {group: _put_back(changed, pricing, group) for group in every}
    wider = {
        group: _wider(changed, pricing, group, every) or worths[group]
        for group in every
        if worths[group].broken
    }
    made: list[ChangeReason] = []
    for told in changed.tellings():
        group = groups.get(told.change.id)
        worth = _FOLLOWS if group is None else wider.get(group, worths[group])
        made.append(_reason(changed, told, worth))
    return tuple(made)


_Group = tuple[DayChange, ...]


@dataclass(frozen=True)
class _PutBack:
    """What putting days back comes to.

    Parameters
    ----------
    group
        The days.
    by_term
        Change of each term of the objective.
    broken
        Hard rules broken then that are kept now.
    """

    group: _Group
    by_term: dict[str, float]
    broken: tuple[Finding, ...]

    @property
    def total(self) -> float:
        return sum(self.by_term.values())


_FOLLOWS = _PutBack((), dict.fromkeys(TERM_NAMES, 0.0), ())
"""Of what follows from the events: there is nothing to put back."""


def _groups(changes: Sequence[DayChange]) -> dict[str, _Group]:
    """Group changed days of people who share an activity that is otherwise."""
    found: list[list[DayChange]] = []
    for change in changes:
        mine = [
            group
            for group in found
            if any(
                other.day == change.day
                and (other.agent_id in change.with_agents or change.agent_id in other.with_agents)
                for other in group
            )
        ]
        for group in mine:
            found.remove(group)
        found.append([*(one for group in mine for one in group), change])
    return {change.id: tuple(group) for group in found for change in group}


def _put_back(changed: Changed, pricing: Pricing, group: _Group) -> _PutBack:
    rota = changed.rota
    removed = tuple(
        shift
        for change in group
        for shift in rota.shifts(change.agent_id)
        if changed.scenario.grid.operating_date(shift.start) == change.day
    )
    added = tuple(shift for change in group for shift in day_shifts(change.before))
    by_term = pricing.change_by_term(Change(removed=removed, added=added))
    agent_ids = tuple(dict.fromkeys(change.agent_id for change in group))

    def found(of: Rota) -> list[Finding]:
        return broken_rules(RotaView(scenario=changed.scenario, rota=of, agent_ids=agent_ids))

    known = {(one.rule_id, one.agent_id, one.message) for one in found(rota)}
    broken = tuple(
        one
        for one in found(put_back(rota, group))
        if (one.rule_id, one.agent_id, one.message) not in known
    )
    return _PutBack(group, by_term, broken)


def _wider(
    changed: Changed, pricing: Pricing, group: _Group, every: Sequence[_Group]
) -> _PutBack | None:
    """Put days back with those of one other group, so that no rule is broken.

    Returns
    -------
    _PutBack or None
        With the first that will do: other days of the same people, then people on the same days.
    """
    people = {change.agent_id for change in group}
    days = {change.day for change in group}
    others = [other for other in every if other is not group]
    near = [other for other in others if people & {change.agent_id for change in other}]
    near += [o for o in others if o not in near and days & {change.day for change in o}]
    for other in near[:_MOST_PARTNERS]:
        both = _put_back(changed, pricing, (*group, *other))
        if not both.broken:
            return both
    return None


def _reason(changed: Changed, told: Telling, worth: _PutBack) -> ChangeReason:
    change = told.change
    together = tuple(other.id for other in worth.group if other.id != change.id)
    return ChangeReason(
        id=change.id,
        agent_id=change.agent_id,
        day=change.day,
        kind=change.kind,
        before=day_words(changed.scenario, change.before),
        after=day_words(changed.scenario, change.after),
        change=change_words(changed.scenario, change),
        tell_by=told.tell_by,
        notice_hours=round(told.notice_hours, 4),
        how=told.how,
        needs_agreement=changed.needs_agreement(change),
        hours_moved=change.hours_moved,
        overtime_hours=changed.overtime_hours(change),
        worth=round(worth.total, 6),
        price=changed.price(change),
        follows=change.id not in changed.moved,
        together_with=together,
        words=_lines(changed, told, worth),
        claims=tuple(_claims(changed, told, worth, together)),
    )


def _claims(
    changed: Changed, told: Telling, worth: _PutBack, together: tuple[str, ...]
) -> list[Claim]:
    change = told.change
    say = Claimant(f"{CHANGES}/{change.id}")
    source = _BOTH + (f"; put back together with {', '.join(together)}" if together else "")
    return [
        *(
            say.comparison(
                f"worth.{term}",
                f"without this change: {TERM_NAMES.get(term, term.replace('_', ' '))}",
                value,
                LATE_CONTACTS,
                source,
            )
            for term, value in worth.by_term.items()
        ),
        say.comparison(
            "worth.total",
            "without this change: whole objective",
            worth.total,
            LATE_CONTACTS,
            source,
        ),
        say.comparison(
            "rules.put_back",
            "hard rules that would be broken without this change",
            len({one.rule_id for one in worth.broken}),
            "rules",
            source,
        ),
        say.fact(
            "price",
            "price of the change itself, by its notice",
            changed.price(change),
            LATE_CONTACTS,
            "prices of scenario.yaml; replan.json, now",
        ),
        say.fact(
            "hours.moved", "hours at work new or gone", change.hours_moved, "h", _SIDE_BY_SIDE
        ),
        say.fact(
            "hours.paid",
            "change in paid hours of the day",
            paid_hours(changed.scenario, change.after)
            - paid_hours(changed.scenario, change.before),
            "h",
            _SIDE_BY_SIDE,
        ),
        say.fact(
            "hours.overtime",
            "hours of overtime offered and used",
            changed.overtime_hours(change),
            "h",
            "events of replan.json; " + _SIDE_BY_SIDE,
        ),
        say.fact(
            "notice",
            "notice, from the replan to the first moment that is otherwise",
            told.notice_hours,
            "h",
            "replan.json, now; " + _SIDE_BY_SIDE,
        ),
        say.fact(
            "tell_by",
            "to be told by",
            told.tell_by.isoformat(),
            "",
            "replan.json, now; " + _SIDE_BY_SIDE,
        ),
        say.fact(
            "agreement",
            "whether the person has to agree",
            "needed" if changed.needs_agreement(change) else "not needed",
            "",
            "rule notice and events of replan.json",
        ),
    ]


def _lines(changed: Changed, told: Telling, worth: _PutBack) -> tuple[str, str, str]:
    change, scenario = told.change, changed.scenario
    who = named(scenario, change.agent_id)
    day = day_text(change.day)
    overtime = changed.overtime_hours(change)
    more = f", {duration_text(overtime * 60)} of it overtime" if overtime else ""
    moved = f" ({duration_text(change.hours_moved * 60)} moved{more})" if change.hours_moved else ""
    return (
        f"{who}, {day}: {change_words(scenario, change)}{moved}.",
        _worth_line(changed, change, worth),
        _told_line(changed, told),
    )


def _worth_line(changed: Changed, change: DayChange, worth: _PutBack) -> str:
    if not worth.group:
        return "It follows from the events themselves: there is nothing that could be put back."
    others = [one for one in worth.group if one.id != change.id]
    beside = ""
    if others:
        names = ", ".join(
            f"{named(changed.scenario, one.agent_id)} on {day_text(one.day)}" for one in others
        )
        beside = f" together with {names}, as it cannot be alone"
    gain = worth.total
    size = f"{abs(gain):.1f} late contacts {'worse' if gain > 0 else 'better'}"
    if f"{abs(gain):.1f}" == "0.0":
        size = "no change to speak of"
    priced = sum(changed.price(one) for one in worth.group)
    line = f"If it were put back{beside}: {size}, nothing else moved; priced at {priced:.1f}."
    if worth.broken:
        rule = registry.card(worth.broken[0].rule_id).title
        line += f" Put back it breaks the rule “{rule}”."
    return line


def _told_line(changed: Changed, told: Telling) -> str:
    how = "at work" if told.how is TellHow.AT_WORK else "by a call"
    minutes = round(told.notice_hours * 60)
    agree = "; the person has to agree" if changed.needs_agreement(told.change) else ""
    return (
        f"To be told {how} by {local_text(told.tell_by)}, {duration_text(minutes)} of notice"
        f"{agree}."
    )
