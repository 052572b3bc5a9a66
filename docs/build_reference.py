"""Writes the pages of the reference that come from the code: docs/commands.md and docs/rules.md.

Run it after a change of a command or of a rule's card::

    python docs/build_reference.py

``tests/test_docs.py`` fails while a page says something else than the code.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from allocator.cli.commands import SUMMARIES
from allocator.cli.main import load_command
from allocator.rules import registry
from allocator.rules.card import parameter_text
from allocator.rules.sets import UK_2026

FOLDER = Path(__file__).parent

EXAMPLES = {
    "init": (
        "allocator init my-centre --people docs/examples/names.csv "
        "--history docs/examples/acd-export.csv --yes"
    ),
    "import": "allocator import docs/examples/acd-export.csv",
    "check": "allocator check scenarios/bank-august",
    "forecast": "allocator forecast scenarios/bank-august --backtest",
    "staff": "allocator staff scenarios/bank-august --json",
    "erlang": "allocator erlang --contacts 100 --interval 30 --aht 180 --patience 120",
    "plan": "allocator plan scenarios/bank-august --out plan-bank-august",
    "verify": "allocator verify scenarios/bank-august plan-bank-august",
    "simulate": "allocator simulate plan-bank-august --replications 200",
    "score": (
        "allocator score scenarios/bank-august "
        "--rota scenarios/bank-august/hand-made/early-and-late.csv --out scored"
    ),
    "leave": "allocator leave plan-bank-august --agent A07 --days 1999-08-26",
    "explain": "allocator explain plan-bank-august --agent A07 --at 1999-08-23T15:30",
    "why-not": (
        "allocator why-not plan-bank-august --agent A12 --instead-of A07 --at 1999-08-23T15:30"
    ),
    "who-else": "allocator who-else plan-bank-august --at 1999-08-23T15:30 --queue PS",
    "cite": "allocator cite plan.json/gap_share plan-bank-august",
    "replan": (
        "allocator replan scenarios/bank-august plan-bank-august --event absence:A07 "
        "--now 1999-08-23T08:10 --out plan-bank-monday"
    ),
    "contingency": (
        "allocator contingency scenarios/bank-august plan-bank-august --out contingency.html"
    ),
    "work-plan": "allocator work-plan plan-bank-august --out work-plan-bank",
    "record": "allocator record plan-bank-august",
    "export": "allocator export plan-bank-august --format pdf",
}
"""One command line for each command that does something useful."""

COMMANDS_HEAD = """\
# Commands

Made from the program's own help by `docs/build_reference.py`. Results go to standard output,
progress and errors to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a fault of the program or of the machine; with `ALLOCATOR_DEBUG=1` the traceback is shown |
| 2 | bad input or usage: nothing was written |
| 3 | no rota meets the hard rules, or a check failed |
"""

RULES_HEAD = """\
# Rules

Made from the rules' cards by `docs/build_reference.py`. A rule binds when `rules` in
`scenario.yaml` names it; there its parameters can be changed
([how](how-to.md#change-a-rules-parameter)). Hard rules always hold; soft rules have a price
([prices](scenario-format.md#prices)). An operating day is the day that a shift starts in. Lengths
are elapsed time, on the days when clocks change as well.

The **basis** says who could change a rule: the `law`, nobody here; an `agreement`, those who made
it; the `house`, its management; `structure`, what a rota is. When a contradiction is explained
([how](how-to.md#when-no-rota-meets-the-hard-rules)), nothing of the law and no agreed adjustment is
ever proposed for change. The ready-made set `uk-2026` holds: {set}.

| id | what it says | strength | basis | parameters |
|---|---|---|---|---|
"""


def commands_page() -> str:
    """Text of ``docs/commands.md``."""
    parts = [COMMANDS_HEAD]
    for name in SUMMARIES:
        command = load_command(name)
        context = click.Context(command, info_name=f"allocator {name}")
        usage = " ".join(command.collect_usage_pieces(context))
        parts.append(f"\n## {name}\n\n```text\nallocator {name} {usage}\n```\n\n{_help(command)}\n")
        parts.append("\n| option | default | meaning |\n|---|---|---|\n")
        parts.extend(
            f"| {_spelling(option)} | {_default(option)} | {option.help} |\n"
            for option in command.params
            if isinstance(option, click.Option)
        )
        parts.append(f"\n```console\n$ {EXAMPLES[name]}\n```\n")
    return "".join(parts)


def rules_page() -> str:
    """Text of ``docs/rules.md``."""
    in_set = ", ".join(f"`{rule_id}`" for rule_id in UK_2026)
    parts = [RULES_HEAD.replace("{set}", in_set)]
    for rule_id in registry.RULE_IDS:
        card = registry.card(rule_id)
        parameters = ", ".join(
            f"`{name}: {parameter_text(value)}`"
            for name, value in card.parameters.model_dump().items()
        )
        parts.append(
            f"| [`{rule_id}`](#{rule_id}) | {card.title} | {card.strength} | {card.basis} "
            f"| {parameters or 'none'} |\n"
        )
    for rule_id in registry.RULE_IDS:
        card = registry.card(rule_id)
        parts.append(f"\n## {rule_id}\n\n{card.title} ({card.strength}; basis: {card.basis}).\n\n")
        parts.append(f"**Source.** {card.source}\n\n**It says, when it is broken:**\n\n")
        parts.extend(f"- `{wording}`\n" for wording in card.wording.values())
    return "".join(parts)


def _help(command: click.Command) -> str:
    paragraphs = (command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _spelling(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('')))}"
    value = re.sub(r" RANGE.*", "", value).replace("|", "\\|")
    return " ".join(f"`{name}{value}`" for name in option.opts)


def _default(option: click.Option) -> str:
    if option.required:
        return "required"
    if option.is_flag:
        return "off"
    if not isinstance(option.default, str | int | float):
        return ""
    shown = option.default
    return f"`{shown:g}`" if isinstance(shown, float) else f"`{shown}`"


PAGES = {"commands.md": commands_page, "rules.md": rules_page}
"""The pages and what makes each."""


if __name__ == "__main__":
    for file, page in PAGES.items():
        (FOLDER / file).write_text(page(), encoding="utf-8", newline="\n")
        print(FOLDER / file)
