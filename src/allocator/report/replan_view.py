"""What a replan weighed and changed, ready for the template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.findings import day_text, local_text
from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.domain.telling import TellHow
from allocator.justify.change_reasons import ChangeReason
from allocator.justify.claim import Claim
from allocator.justify.replan_claims import NOTHING, PUBLISHED
from allocator.justify.replan_log import ReplanLog
from allocator.justify.replan_words import CHOSEN_WORDS
from allocator.report.formats import number, signed
from allocator.report.justification_view import Section, claim_section
from allocator.report.marks import NOTHING as DASH
from allocator.report.marks import claim, quote

HOW_WORDS = {TellHow.AT_WORK: "at work", TellHow.CALL: "call"}
"""How somebody is told."""

_OPTION_HEADS = {
    PUBLISHED: "as it was published, had nothing happened",
    NOTHING: "what the events leave, nothing done",
    "least": "nobody’s hours change; breaks, queues and activities may",
    "between": "shifts may change, at the prices of change",
    "best": "shifts may change, at a tenth of those prices",
}


@dataclass(frozen=True)
class OptionColumn:
    """An option beside the others; the published rota without the events is no option."""

    name: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class MeasureRow:
    """What the options come to by one measure, in their order.

    Parameters
    ----------
    is_total
        Whether it sums up the rows around it.
    """

    name: Markup | str
    cells: tuple[Markup, ...]
    is_total: bool = False


@dataclass(frozen=True)
class ChangeRow:
    """Somebody who must be told, with the three lines and the claims behind them."""

    anchor: str
    agent: Agent
    day: Markup
    tell_by: Markup
    how: str
    notice: Markup
    agreement: str
    change: Markup
    worth: Markup
    price: Markup
    words: tuple[Markup, ...]
    section: Section


@dataclass(frozen=True)
class ReplanView:
    """The section on a replan.

    Parameters
    ----------
    late, measures
        Contacts late or lost to the end, in all and by queue; what else the options come to.
    notes
        Of options that are the rotas of others, or are left aside.
    longer
        Whose staying longer would spare most.
    chosen
        Who chose what and why, in words.
    """

    now: Markup
    trigger: tuple[Markup, ...]
    consequences: tuple[Markup, ...]
    words: tuple[Markup, ...]
    options: tuple[OptionColumn, ...]
    late: tuple[MeasureRow, ...]
    measures: tuple[MeasureRow, ...]
    notes: tuple[str, ...]
    changes: tuple[ChangeRow, ...]
    longer: tuple[Markup, ...]
    chosen: Markup
    earlier: tuple[Markup, ...]


def replan_view(scenario: Scenario, log: ReplanLog | None) -> ReplanView | None:
    """Rows of what a replan weighed and of whom it concerns; ``None`` where there was none."""
    if log is None:
        return None
    options = [option for option in log.options if option.same_as is None]
    names = [PUBLISHED, *(option.name for option in options)]
    chosen = next((o.same_as or o.name for o in log.options if o.name == log.chosen), log.chosen)
    return ReplanView(
        now=quote("replan/now", local_text(log.now.astimezone(scenario.grid.zone))),
        trigger=_quoted("trigger", log.trigger),
        consequences=_quoted("consequences", log.consequences),
        words=_quoted("words", log.words),
        options=tuple(
            OptionColumn(name, _OPTION_HEADS.get(name, name), name == chosen) for name in names
        ),
        late=tuple(_late(scenario, log, names)),
        measures=tuple(_measures(log, names)),
        notes=tuple(_notes(log)),
        changes=tuple(_change(scenario, log, change) for change in log.changes),
        longer=_quoted("longer", [one.words for one in log.longer]),
        chosen=quote("replan/chosen", _chosen(log)),
        earlier=_quoted(
            "earlier",
            [
                f"{local_text(one.now.astimezone(scenario.grid.zone))}: {'; '.join(one.trigger)}; "
                f"{one.chosen} was chosen (run {one.run_id})"
                for one in log.earlier
            ],
        ),
    )


def _quoted(name: str, texts: tuple[str, ...] | list[str]) -> tuple[Markup, ...]:
    return tuple(quote(f"replan/{name}/{n}", text) for n, text in enumerate(texts))


def _chosen(log: ReplanLog) -> str:
    who = f" by {log.chosen_by}" if log.chosen_by else ""
    why = f"; the reason given: {log.reason}" if log.reason else ""
    return f"{log.chosen}, {CHOSEN_WORDS[log.chosen_as]}{who}{why}"


def _notes(log: ReplanLog) -> Iterator[str]:
    """Say which options are the rotas of others, and which are left aside."""
    for option in log.options:
        if option.same_as:
            yield f"The option {option.name} is the same rota as {option.same_as}."
        elif option.is_left_aside:
            yield (
                f"The option {option.name} is left aside: simulated, more contacts are late than "
                "if nothing is done, by more than chance."
            )


def _late(scenario: Scenario, log: ReplanLog, names: list[str]) -> Iterator[MeasureRow]:
    """Contacts late or lost, in all and by queue, and against doing nothing."""
    for queue in scenario.settings.queues:
        cells = tuple(_estimate(log.claim(f"{n}/simulated.{queue.id}")) for n in names)
        yield MeasureRow(quote(f"queue/{queue.id}", queue.name or queue.id), cells)
    cells = tuple(_estimate(log.claim(f"{name}/simulated.total")) for name in names)
    yield MeasureRow("All queues", cells, is_total=True)
    cells = tuple(
        Markup(DASH)
        if name in (PUBLISHED, NOTHING)
        else _estimate(log.claim(f"{name}/change.total"), sign=True)
        for name in names
    )
    yield MeasureRow("Against doing nothing", cells, is_total=True)


def _measures(log: ReplanLog, names: list[str]) -> Iterator[MeasureRow]:
    """Yield what options ask of people, and what they come to."""
    pay = next((made.unit for made in log.claims if made.id.endswith("/pay")), "")
    rows = (
        ("People to tell", "people", 0, False),
        ("Of them to agree", "agreements", 0, False),
        ("Shifts that are others, new or gone", "shifts", 0, False),
        ("Hours moved", "hours.moved", 1, False),
        ("Hours of overtime", "hours.overtime", 1, False),
        (f"Pay against doing nothing, {pay}", "pay", 2, True),
        ("Price of change, late contacts", "change_price", 1, False),
        ("Objective, late contacts", "objective", 1, False),
        ("Objective and price of change", "total", 1, False),
    )
    for words, name, decimals, sign in rows:
        made = [log.claim(f"{option}/{name}") for option in names]
        if any(one is not None for one in made):
            cells = tuple(_shown(one, decimals, sign=sign) for one in made)
            yield MeasureRow(words, cells, is_total=name == "total")


def _shown(made: Claim | None, decimals: int, *, sign: bool) -> Markup:
    if made is None or not isinstance(made.value, int | float):
        return Markup(DASH)
    text = signed(made.value, decimals) if sign else number(made.value, decimals)
    return claim(made, text)


def _estimate(made: Claim | None, *, sign: bool = False) -> Markup:
    """Show an estimate with half of its interval."""
    if made is None or not isinstance(made.value, int | float) or made.high is None:
        return Markup(DASH)
    text = signed(made.value) if sign else number(made.value, 1)
    half = quote(f"interval/{made.id}", f"± {number(made.high - made.value, 1)}")
    return Markup("{} <small>{}</small>").format(claim(made, text), half)


def _change(scenario: Scenario, log: ReplanLog, change: ChangeReason) -> ChangeRow:
    by_name = {made.id.rpartition("/")[2]: made for made in change.claims}

    def shown(name: str, decimals: int = 1, *, sign: bool = False) -> Markup:
        made = by_name[name]
        assert isinstance(made.value, int | float)
        text = signed(made.value, decimals) if sign else number(made.value, decimals)
        return claim(made, text)

    told = local_text(change.tell_by.astimezone(scenario.grid.zone))
    return ChangeRow(
        anchor=f"change-{change.agent_id}-{change.day}",
        agent=scenario.agent_by_id[change.agent_id],
        day=quote(f"replan/changes/{change.id}/day", day_text(change.day)),
        tell_by=claim(by_name["tell_by"], told),
        how=HOW_WORDS[change.how],
        notice=shown("notice"),
        agreement="needed" if change.needs_agreement else "",
        change=quote(f"replan/changes/{change.id}/change", change.change),
        worth=Markup(DASH) if change.follows else _worth(change, shown("worth.total", sign=True)),
        price=shown("price"),
        words=tuple(
            quote(f"replan/changes/{change.id}/words/{n}", line)
            for n, line in enumerate(change.words)
        ),
        section=claim_section("What these lines rest on", change.claims, log.run_id),
    )


def _worth(change: ChangeReason, shown: Markup) -> Markup:
    """Show what a change is worth, and with whose changes if not by itself."""
    if not change.together_with:
        return shown
    with_whom = ", ".join(dict.fromkeys(one.rpartition("/")[0] for one in change.together_with))
    beside = quote(f"replan/changes/{change.id}/together", f"with {with_whom}")
    return Markup("{} <small>{}</small>").format(shown, beside)
