"""``allocator record``: what is decided and said about allocations, beside them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

if TYPE_CHECKING:
    from allocator.domain.record import Record
    from allocator.pipeline.record_decision import Said, Standing

EXAMPLES = """
Example: allocator record plan-harbour --agent H02 --day 2026-09-01 --change --by "Dana Reed"
--reason "Swap with Friday agreed"
"""


@click.command("record", epilog=" ".join(EXAMPLES.split()))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--agent", help="Whose allocations: an agent_id, or a name in quotes.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="Operating day of the shift: 2026-08-31."
)
@click.option("--allocation", help="One allocation by its id, in place of --agent and --day.")
@click.option("--waiting", is_flag=True, help="Those alone that nobody has decided on.")
@click.option("--accept", is_flag=True, help="The reviewer accepts it for publication.")
@click.option("--change", is_flag=True, help="The reviewer wants it changed; with --reason.")
@click.option("--respond", metavar="TEXT", help="What the agent says to it.")
@click.option("--contest", metavar="TEXT", help="The agent objects, and why.")
@click.option("--by", help="Name of the reviewer, with --accept and --change.")
@click.option("--reason", default="", help="The reviewer's reason.")
@click.option("--json", "as_json", is_flag=True, help="Print the allocations and records as JSON.")
def command(
    plan: Path,
    agent: str | None,
    day: dt.datetime | None,
    allocation: str | None,
    waiting: bool,
    accept: bool,
    change: bool,
    respond: str | None,
    contest: str | None,
    by: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Record a reviewer's decision or an agent's response, and say what waits for one.

    PLAN is a folder that allocator plan wrote. A record has the moment of this machine's clock
    and cannot be changed, taken back or back-dated: a second decision supersedes the first, and
    both are shown. With no decision and no words, it says where the allocations stand.
    """
    from allocator.pipeline.record_decision import Chosen, record_said, standing

    said = _said(accept, change, respond, contest, by, reason)
    chosen = Chosen(allocation, agent, None if day is None else day.date(), waiting)
    if said is None:
        found = standing(plan, chosen)
    elif chosen == Chosen():
        raise click.UsageError(
            "Say which allocations are meant: --agent and --day, --allocation, or --waiting."
        )
    else:
        found = record_said(plan, chosen, said)
    if as_json:
        click.echo(json.dumps(_json(found), ensure_ascii=False, indent=2))
        return
    for line in _made(found) if said else _stands(found):
        click.echo(line)
    click.echo(_summary(found))


def _said(
    accept: bool,
    change: bool,
    respond: str | None,
    contest: str | None,
    by: str | None,
    reason: str,
) -> Said | None:
    from allocator.domain.record import Decision, RecordKind
    from allocator.pipeline.record_decision import Said

    given = [accept, change, respond is not None, contest is not None]
    if sum(given) > 1:
        raise click.UsageError("Give one of --accept, --change, --respond and --contest.")
    if not any(given):
        if by or reason:
            raise click.UsageError("--by and --reason go with --accept or --change.")
        return None
    if accept or change:
        if not (by or "").strip():
            raise click.UsageError("Name the reviewer: --by NAME.")
        if change and not reason.strip():
            raise click.UsageError("Say why and what is to stand instead: --reason TEXT.")
        decision = Decision.ACCEPTED if accept else Decision.CHANGED
        return Said(RecordKind.REVIEW, decision, reason, by)
    text = respond if respond is not None else contest
    if by or reason:
        raise click.UsageError(
            "A response or contest is the agent's own: leave out --by, --reason."
        )
    if not (text or "").strip():
        raise click.UsageError("The text is empty: write what the agent says.")
    kind = RecordKind.RESPONSE if respond is not None else RecordKind.CONTEST
    return Said(kind, text=text or "")


def _made(found: Standing) -> list[str]:
    lines = [_line(found, record) for record in found.made]
    few = 6
    if len(lines) > few:
        lines = [*lines[: few - 1], f"… and {len(lines) - few + 1} more."]
    if found.own:
        named = ", ".join(one.id for one in found.own)
        lines.append(
            f"Left for another reviewer, as nobody reviews an allocation of their own: {named}"
        )
    if found.contested_left:
        named = ", ".join(one.id for one in found.contested_left)
        lines.append(
            f"Left as contested: {named}. Read what is said (--allocation ID alone shows it), and "
            "decide each by --allocation ID --accept, or --change."
        )
    return lines


def _stands(found: Standing) -> list[str]:
    lines: list[str] = []
    for one in found.allocations:
        mine = found.of(one)
        mark = ", contested" if mine.is_contested else ""
        lines.append(
            f"{one.id}  {found.people.of(one.agent_id)}, {one.start:%H:%M}–{one.end:%H:%M}: "
            f"{mine.state}{mark}"
        )
        for record in mine.records:
            old = " (superseded)" if mine.is_superseded(record) else ""
            lines.append(f"    {_line(found, record)}{old}")
    return lines


def _line(found: Standing, record: Record) -> str:
    from allocator.domain.record import RecordKind

    what = record.decision or {
        RecordKind.RESPONSE: "response",
        RecordKind.CONTEST: "contested",
    }.get(record.kind, "")
    who = found.people.of(record.who)
    words = f": {record.text}" if record.text else ""
    return f"{record.recorded_at:%Y-%m-%d %H:%M} {record.allocation_id} {what} by {who}{words}"


def _summary(found: Standing) -> str:
    from allocator.domain.record import PublicationState

    if not found.allocations:
        return "None waits: every allocation has been decided on"
    counts = [f"{found.count(state)} {state}" for state in PublicationState]
    contested = f"; {found.contested} contested" if found.contested else ""
    number = len(found.allocations)
    what = "allocation" if number == 1 else "allocations"
    return f"{number} {what}: {', '.join(counts)}{contested}"


def _json(found: Standing) -> dict[str, Any]:
    return {
        "run_id": found.run_id,
        "recorded": [record.model_dump(mode="json") for record in found.made],
        "left_as_own": [one.id for one in found.own],
        "left_as_contested": [one.id for one in found.contested_left],
        "allocations": [
            {
                "allocation_id": one.id,
                "agent_id": one.agent_id,
                "day": str(one.day),
                "state": found.of(one).state,
                "contested": found.of(one).is_contested,
                "records": [r.model_dump(mode="json") for r in found.of(one).records],
            }
            for one in found.allocations
        ],
    }
