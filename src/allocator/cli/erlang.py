"""``allocator erlang``: agents for one queue in one interval, or what a number of them gives."""

from __future__ import annotations

import json

import rich_click as click

from allocator.cli.terminal import terminal
from allocator.errors import InputError, InputProblem


def _target(_context: click.Context, _option: click.Parameter, text: str) -> tuple[float, float]:
    """Share and seconds of a service level written as ``80/20``."""
    percent, _, seconds = text.partition("/")
    try:
        share, target_s = float(percent) / 100.0, float(seconds)
    except ValueError:
        share, target_s = -1.0, -1.0
    if not (0 < share < 1 and target_s >= 0):
        raise click.BadParameter(f"{text!r} is not percent/seconds; write 80/20 for 80% in 20 s.")
    return share, target_s


def _speeds(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> tuple[float, ...] | None:
    """Speeds written as ``1,1.7,2.5``."""
    if text is None:
        return None
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a list of numbers; write 1,1.7,2.5.") from None


@click.command("erlang")
@click.option("--contacts", type=float, required=True, help="Contacts offered in the interval.")
@click.option("--interval", type=float, required=True, help="Length of the interval in minutes.")
@click.option("--aht", type=float, required=True, help="Mean handling time in seconds.")
@click.option(
    "--service-level",
    "target",
    default="80/20",
    show_default=True,
    callback=_target,
    help="Percent of the contacts offered to be answered / within seconds.",
)
@click.option(
    "--patience",
    type=float,
    help="Mean patience in seconds: with it contacts can abandon (Erlang A), without it not (C).",
)
@click.option("--agents", type=int, help="Agents to evaluate; without it the fewest are found.")
@click.option(
    "--shrinkage", type=float, default=0.0, show_default=True, help="Share of paid time lost."
)
@click.option(
    "--max-occupancy",
    type=float,
    default=1.0,
    show_default=True,
    help="Most of the agents' time that the load may fill, as a share; 1 for no cap.",
)
@click.option(
    "--definition",
    type=click.Choice(["offered", "without_early_abandons", "answered", "virtual"]),
    default="offered",
    show_default=True,
    help="What the service level is a share of.",
)
@click.option(
    "--chats-at-once",
    type=click.IntRange(1, 8),
    help="Chats that an agent holds at once; --aht is then the length of a chat held alone, and "
    "the service level that of first replies.",
)
@click.option(
    "--chat-speeds",
    callback=_speeds,
    help="Chats done per time with 1, 2, ... held, over those with one; 1,1.7,2.5,2.9,3.5 if "
    "not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(
    contacts: float,
    interval: float,
    aht: float,
    target: tuple[float, float],
    patience: float | None,
    agents: int | None,
    shrinkage: float,
    max_occupancy: float,
    definition: str,
    chats_at_once: int | None,
    chat_speeds: tuple[float, ...] | None,
    as_json: bool,
) -> None:
    """Agents that one queue needs in one interval, by Erlang C or A, or for chats."""
    from allocator.pipeline.demand import ServiceLevel, chat_speeds_of, erlang_answer

    try:
        answer = erlang_answer(
            contacts,
            interval,
            aht,
            *target,
            patience_s=patience,
            agents=agents,
            shrinkage_share=shrinkage,
            max_occupancy_share=max_occupancy,
            definition=ServiceLevel(definition),
            speeds=chat_speeds_of(chats_at_once, chat_speeds),
        )
    except InputError as error:
        raise InputError([_as_option(problem) for problem in error.problems]) from error
    if as_json:
        click.echo(json.dumps(answer.as_json(), indent=2))
        return

    from rich.table import Table

    queue, (_, target_s) = answer.queue, target
    name = _MODEL_NAMES[queue.model]
    table = Table(title=f"{contacts:g} contacts in {interval:g} min, {aht:g} s each ({name})")
    table.add_column("Figure")
    table.add_column("Value", justify="right")
    for figure, value in (
        ("Load (erlangs)", f"{queue.load_erlangs:.2f}"),
        ("Agents on the phone", f"{queue.agents}"),
        ("Agents to schedule, shrinkage included", f"{answer.scheduled_agents}"),
        (
            f"Service level in {target_s:g} s ({definition.replace('_', ' ')})",
            f"{queue.service_level:.1%}",
        ),
        ("Mean wait of the answered (s)", f"{queue.asa_s:.1f}"),
        ("Mean wait of all (s)", f"{queue.mean_wait_s:.1f}"),
        ("Occupancy", f"{queue.occupancy:.1%}"),
        *(
            [("Chats held by an agent", f"{queue.chats_per_agent:.2f}")]
            if queue.chats_per_agent is not None
            else []
        ),
        ("Have to wait", f"{queue.prob_wait:.1%}"),
        ("Abandon", f"{queue.prob_abandon:.1%}"),
    ):
        table.add_row(figure, value)
    terminal().print(table)


_MODEL_NAMES = {"erlang_a": "Erlang A", "erlang_c": "Erlang C", "chat_chain": "chats"}

_OPTION = {
    "chats_at_once": "--chats-at-once",
    "speeds": "--chat-speeds",
    "contacts": "--contacts",
    "interval_minutes": "--interval",
    "aht_s": "--aht",
    "patience_s": "--patience",
    "agents": "--agents",
    "shrinkage_share": "--shrinkage",
    "max_occupancy_share": "--max-occupancy",
    "target_s": "--service-level",
    "target_share": "--service-level",
}
"""The option behind each value of the formulas."""


def _as_option(problem: InputProblem) -> InputProblem:
    return InputProblem(
        file=_OPTION.get(problem.file, problem.file),
        message=problem.message,
        remedy=problem.remedy,
        value=problem.value,
    )
