"""What a replan says on the terminal: nothing done, the options beside it, whom to call now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.cli.finding_lines import finding_lines
from allocator.cli.terminal import terminal
from allocator.domain.people_names import NamedPeople

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from allocator.domain.event_of_day import Event
    from allocator.domain.scenario import Scenario
    from allocator.pipeline.replan.replan import (
        ChangeReason,
        Refused,
        ReplanLog,
        Weighed,
        WrittenReplan,
    )

_WORTH = (
    "Worth: how much worse the objective is if that alone is put back. It counts floors and "
    "unanswered queues at their prices, so it can be more than the contacts."
)
_MOST_TOLD = 12
"""How many who must be told are named; ``changes.csv`` has all."""
_MINUS = "\N{MINUS SIGN}"


def print_replan(weighed: Weighed) -> None:
    """Print what is to be done, as soon as it is known."""
    console = terminal()
    scenario, log = weighed.scenario, weighed.log
    for line in _happened(weighed):
        console.print(line, soft_wrap=True)
    outlook = weighed.outlook()
    if outlook is not None:
        from allocator.cli.outlook_lines import print_outlook
        from allocator.pipeline.replan.rest_outlook import by_pool

        after = by_pool(scenario, outlook.replanned) if outlook.replanned else None
        print_outlook(by_pool(scenario, outlook.standing), after)
    console.print(log.words[0], style="bold")
    console.print(_table(scenario, log))
    console.print(log.words[1])
    console.print("")
    for line in (*_to_tell(scenario, log), *_longer(log)):
        console.print(line, soft_wrap=True)


def end_lines(weighed: Weighed, written: WrittenReplan, out: Path) -> Iterator[str]:
    """Say how the plan was checked, and where it is."""
    people, summary = NamedPeople(weighed.scenario.agents), written.plan.summary
    yield ""
    for name, finding in weighed.offered.dropped:
        yield f"Left out    {name}: the check found that {people.in_text(finding.message)}"
    yield f"Check       {summary.verdict}"
    for finding in summary.findings:
        yield f"  {finding.rule_id}: {people.in_text(finding.message)}"
    if summary.excused:
        breaches = "1 breach" if len(summary.excused) == 1 else f"{len(summary.excused)} breaches"
        yield f"Excused     {breaches} of rules by the events themselves; the report has them"
    yield f"Plan        {out}"
    yield f"Changes     {out / 'changes.csv'}"
    yield f"Report      {out / 'report.html'}"


def refused_lines(refused: Refused) -> Iterator[str]:
    """Say what the events would break."""
    yield "These events cannot be, or break hard rules; nothing was written:"
    for line in finding_lines(refused.findings, refused.people.in_text):
        yield f"  {line}"


def _happened(weighed: Weighed) -> Iterator[str]:
    scenario, log = weighed.scenario, weighed.log
    now = log.now.astimezone(scenario.grid.zone)
    if scenario.settings.simulated:
        yield "SIMULATED DATA: no real centre stands behind these figures."
    head = f"{now:%a} {now.day} {now:%b %H:%M}  "
    forecast = () if weighed.day is None else weighed.day.events
    told = list(log.trigger[: len(log.trigger) - len(forecast)])
    if forecast:
        told.append(_by_so_far(scenario, forecast))
    for number, line in enumerate((*told, *log.consequences)):
        yield f"{head if number == 0 else ' ' * len(head)}{line}"


def _by_so_far(scenario: Scenario, events: Sequence[Event]) -> str:
    """Say in one line what the contacts so far change of the rest of the day, queue by queue."""
    from allocator.domain.event_of_day import HandlingTime, Volume

    told: dict[str, list[str]] = {}
    for event in events:
        if not isinstance(event, Volume | HandlingTime):
            continue
        more = event.change_share >= 0
        words = f"{abs(event.change_share):.0%} "
        if isinstance(event, Volume):
            words += "more" if more else "fewer"
        else:
            words += "longer" if more else "shorter"
        queue = scenario.queue_by_id[event.queues[0]]
        told.setdefault(queue.name or queue.id, []).append(words)
    queues = "; ".join(f"{name} {', '.join(words)}" for name, words in told.items())
    return f"By the contacts so far, in the rest of the day: {queues}"


def _table(scenario: Scenario, log: ReplanLog) -> Table:
    """Return the options side by side, with nothing done before them."""
    from rich.table import Table

    last = scenario.grid.days[-1]
    options = [option for option in log.options if option.same_as is None]
    names = ["published", *(option.name for option in options)]
    table = Table(title=f"Contacts late or lost from now to {last:%a} {last.day} {last:%b}")
    table.add_column("")
    for name in names:
        heading = {"published": "as published", "nothing": "do nothing"}.get(name, name)
        table.add_column(f"{heading} ✓" if name == log.chosen else heading, justify="right")

    def row(what: str, cells: list[str]) -> None:
        if any(cell.strip("0.") for cell in cells):
            table.add_row(what, *cells)

    row("all queues", [_spread(log, f"{name}/simulated.total") for name in names])
    for queue in scenario.settings.queues:
        row(
            f"  {queue.name or queue.id}", [_shown(log, f"{n}/simulated.{queue.id}") for n in names]
        )
    against = [
        "" if n in ("published", "nothing") else _spread(log, f"{n}/change.total", sign=True)
        for n in names
    ]
    row("against doing nothing", against)
    table.add_section()
    row("people to tell", [_shown(log, f"{name}/people") for name in names])
    row("of them to agree", [_shown(log, f"{name}/agreements") for name in names])
    row("shifts moved", [_shown(log, f"{name}/shifts") for name in names])
    row("hours moved", [_shown(log, f"{name}/hours.moved", 1) for name in names])
    row("overtime, hours", [_shown(log, f"{name}/hours.overtime", 1) for name in names])
    pay = log.claim("nothing/pay")
    if pay is not None:
        row(f"pay, {pay.unit}", [_shown(log, f"{name}/pay", 2, sign=True) for name in names])
    row("price of change", [_shown(log, f"{name}/change_price", 1) for name in names])
    row("objective and price", [_shown(log, f"{name}/total", 1) for name in names])
    notes = [f"{o.name} is the same rota as {o.same_as}" for o in log.options if o.same_as]
    notes += [
        f"{o.name} is left aside: simulated, more are late than if nothing is done"
        for o in options
        if o.is_left_aside
    ]
    table.caption = "; ".join(notes) or None
    return table


def _to_tell(scenario: Scenario, log: ReplanLog) -> Iterator[str]:
    if not log.changes:
        yield "Nobody need be told anything."
        return
    people = NamedPeople(scenario.agents)
    calls = [change for change in log.changes if change.how == "call"]
    at_work = [change for change in log.changes if change.how != "call"]
    for heading, changes in (("CALL", calls), ("TELL AT WORK", at_work)):
        if not changes:
            continue
        yield heading
        for change in changes[:_MOST_TOLD]:
            yield _line(scenario, change, people)
        if len(changes) > _MOST_TOLD:
            yield f"  and {len(changes) - _MOST_TOLD} more, later, in changes.csv"
    if any(not change.follows for change in log.changes):
        yield _WORTH


def _longer(log: ReplanLog) -> Iterator[str]:
    """Say whose staying longer would spare most, for the supervisor to ask."""
    if not log.longer:
        return
    yield ""
    yield "IF SOMEBODY STAYED LONGER (nobody is asked yet; each alone, nothing else moved)"
    for one in log.longer:
        yield f"  {one.words} To plan with it: --event {one.event}"


def _line(scenario: Scenario, change: ChangeReason, people: NamedPeople) -> str:
    by = change.tell_by.astimezone(scenario.grid.zone)
    agree = " · must agree" if change.needs_agreement else ""
    worth = "" if change.follows else f" · worth {_text(change.worth, 1, sign=False)}"
    beside = dict.fromkeys(one.rpartition("/")[0] for one in change.together_with)
    if worth and beside:
        names = ("another day of theirs" if who == change.agent_id else who for who in beside)
        worth += f" with {', '.join(names)}"
    return (
        f"  by {by:%a %H:%M}  {people.of(change.agent_id)}, {change.day:%a} {change.day.day}: "
        f"{change.change}{agree}{worth}"
    )


def _shown(log: ReplanLog, name: str, decimals: int = 0, *, sign: bool = False) -> str:
    made = log.claim(name)
    if made is None or not isinstance(made.value, int | float):
        return ""
    return _text(made.value, decimals, sign=sign)


def _spread(log: ReplanLog, name: str, *, sign: bool = False) -> str:
    """Show an estimate with half of its interval."""
    made = log.claim(name)
    if made is None or not isinstance(made.value, int | float) or made.high is None:
        return ""
    return f"{_text(made.value, 0, sign=sign)} ± {made.high - made.value:,.0f}"


def _text(value: float, decimals: int, *, sign: bool) -> str:
    text = f"{value:+,.{decimals}f}" if sign else f"{value:,.{decimals}f}"
    is_nought = float(text.replace(",", "")) == 0
    return f"{0:.{decimals}f}" if is_nought else text.replace("-", _MINUS)
