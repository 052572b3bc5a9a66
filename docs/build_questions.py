"""Writes docs/questions.md: twenty likely questions, each with the command that answers it.

Run it after a change of what a command says::

    python docs/build_questions.py

It plans the harbour centre by steps and not by the clock, asks its plan what needs a team of
practice and meetings, asks a plan of the bank the rest, and writes down what the commands say.
Whom and when it asks about is picked from the plan, so that the page follows a better planner.
``tests/scenarios/test_questions.py`` asks the same of a small plan, and of both when it is given
the time.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PAGE = FOLDER / "questions.md"
PLANS = {
    "plan-harbour": "allocator plan scenarios/harbour-centre --reproducible --seconds 20 "
    "--out plan-harbour",
    "plan-bank": "allocator plan scenarios/bank-august --reproducible --seconds 20 --out plan-bank",
}
"""How the plans that the page asks are made, by folder."""

_LINES_MOST = 9
_WIDTH_MOST = 240


@dataclass(frozen=True)
class PlanFacts:
    """What questions are picked from: the written files of a plan."""

    folder: Path

    @cached_property
    def blocks(self) -> list[dict[str, str]]:
        """Rows of ``rota.csv``."""
        return self._rows("rota.csv")

    @cached_property
    def justifications(self) -> list[dict[str, Any]]:
        """Justifications as filed."""
        return json.loads((self.folder / "justifications.json").read_text(encoding="utf-8"))

    @cached_property
    def skills(self) -> set[tuple[str, str]]:
        """Who can take which queue alone."""
        rows = self._rows("scenario/skills.csv")
        return {(row["agent_id"], row["queue"]) for row in rows if int(row["level"]) > 0}

    @cached_property
    def on_phone(self) -> list[dict[str, str]]:
        """Blocks of people who take contacts alone, of half an hour or more."""
        return [
            row
            for row in self.blocks
            if row["activity"] == "work" and not row["with_agents"] and minutes(row) >= 30
        ]

    @cached_property
    def late(self) -> dict[str, str]:
        """Last block of the shift that ends latest on the plan's fourth day."""
        days = sorted({row["start"][:10] for row in self.on_phone})
        of_day = [row for row in self.on_phone if row["start"][:10] == days[min(3, len(days) - 1)]]
        return max(of_day, key=lambda row: (row["end"], row["start"], row["agent_id"]))

    @cached_property
    def other(self) -> str:
        """Somebody with the skill for the late block's first queue, who ends before it begins."""
        queue, day = self.queue, self.late["start"][:10]
        ends: dict[str, str] = {}
        for row in self.blocks:
            if row["start"][:10] == day:
                ends[row["agent_id"]] = max(row["end"], ends.get(row["agent_id"], ""))
        able = [who for who in ends if (who, queue) in self.skills and who != self.late["agent_id"]]
        gone = [who for who in able if ends[who] <= self.late["start"]]
        return max(gone or able, key=lambda who: (ends[who], who))

    @property
    def queue(self) -> str:
        """First queue of the late block."""
        return self.late["queue"].split("|")[0]

    @cached_property
    def busiest(self) -> str:
        """Queue that comes first in most blocks."""
        first = [row["queue"].split("|")[0] for row in self.on_phone]
        return max(sorted(set(first)), key=first.count)

    @cached_property
    def neediest(self) -> str:
        """Interval and pool that need the most people: ``1999-08-23T10:00:00+03:00/main``."""
        row = max(self._rows("staffing.csv"), key=lambda row: int(row["required_agents"]))
        return f"{row['interval_start']}/{row['pool']}"

    @cached_property
    def unable(self) -> tuple[str, str]:
        """Somebody and a queue that they cannot take alone."""
        people = sorted({row["agent_id"] for row in self.blocks})
        queues = sorted({queue for _, queue in self.skills})
        return next((a, q) for a in people for q in queues if (a, q) not in self.skills)

    @cached_property
    def declined(self) -> tuple[str, str]:
        """Somebody and a day off that was asked for and declined, or else any request's."""
        found = [
            (claim["value"] != "declined", not claim["id"].endswith("day_off"), one)
            for one in self.justifications
            for claim in one["eligibility"]
            if "/request." in claim["id"]
        ]
        *_, one = min(found, key=lambda each: each[:2], default=(self.justifications[0],))
        return one["agent_id"], one["day"]

    @cached_property
    def off(self) -> tuple[str, str]:
        """Somebody and a day between two with shifts on which they have none, or their first."""
        days = sorted({one["day"] for one in self.justifications})
        worked = {(one["agent_id"], one["day"]) for one in self.justifications}
        people = sorted({agent_id for agent_id, _ in worked})
        free = [
            (who, day)
            for who in people
            for before, day, after in zip(days, days[1:], days[2:], strict=False)
            if {(who, before), (who, after)} <= worked and (who, day) not in worked
        ]
        return (free or [(people[0], days[0])])[0]

    @cached_property
    def heaviest(self) -> dict[str, Any]:
        """First justification of whoever is furthest above the fair share."""

        def above(one: dict[str, Any]) -> float:
            values = [
                c["value"] for c in one["fairness"] if c["id"].endswith("/unsocial.above_fair")
            ]
            return max(values, default=-1e9)

        return max(self.justifications, key=above)

    @cached_property
    def meeting(self) -> dict[str, str]:
        """Somebody's coaching or other time off the phone; a break where there is none."""
        kinds = ("coaching", "one_to_one", "training", "briefing", "break")
        found = [row for kind in kinds for row in self.blocks if row["activity"] == kind]
        return found[0]

    @cached_property
    def practice(self) -> str:
        """Id of a claim of what a goal gets in the planned days, or of hours in the week."""
        for name in ("planned", "hours.week"):
            for one in self.justifications:
                for claim in (*one["development"], *one["eligibility"]):
                    if claim["id"].endswith(name):
                        return claim["id"]
        raise LookupError("no claim of hours")

    @cached_property
    def friday(self) -> tuple[str, str]:
        """Somebody with a shift on the last Friday of the plan, the fewest contacts lost first."""
        fridays = [
            one for one in self.justifications if dt.date.fromisoformat(one["day"]).weekday() == 4
        ]
        return min((one["agent_id"], one["day"]) for one in fridays)

    def _rows(self, file: str) -> list[dict[str, str]]:
        with (self.folder / file).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def minutes(row: dict[str, str]) -> float:
    """Length of a block."""
    start, end = (dt.datetime.fromisoformat(row[name]) for name in ("start", "end"))
    return (end - start).total_seconds() / 60


def clock(row: dict[str, str]) -> str:
    """Start of a block as commands take it."""
    return row["start"][:16]


Picked = dict[str, str]


@dataclass(frozen=True)
class Question:
    """A question with the command that answers it.

    Parameters
    ----------
    plan
        Folder of the plan that the page asks.
    command
        With places in braces for what is picked.
    pick
        Whom and when it is asked about.
    exit_codes
        Those that are an answer: 3 is a no with its reason.
    says
        What every answer has in it, whatever the plan.
    read
        What the page adds to the answer: how to read it.
    """

    reader: str
    text: str
    command: str
    pick: Callable[[PlanFacts], Picked]
    read: str
    says: tuple[str, ...]
    plan: str = "plan-harbour"
    exit_codes: tuple[int, ...] = (0,)
    lines: int = _LINES_MOST
    slow: bool = field(default=False)

    def words(self, facts: PlanFacts) -> list[str]:
        """Arguments of the command, the program's name left out."""
        filled = self.command.format(plan=facts.folder.name, **self.pick(facts))
        return shlex.split(filled)[1:]


def _late(facts: PlanFacts) -> Picked:
    return {
        "who": facts.late["agent_id"],
        "at": clock(facts.late),
        "day": facts.late["start"][:10],
        "queue": facts.queue,
        "other": facts.other,
    }


def _pair(name: str) -> Callable[[PlanFacts], Picked]:
    return lambda facts: dict(zip(("who", "day"), getattr(facts, name), strict=True))


def _nothing(facts: PlanFacts) -> Picked:
    del facts
    return {}


QUESTIONS = (
    Question(
        "A supervisor",
        "Why is this person on the late?",
        "allocator explain {plan} --agent {who} --at {at}",
        _late,
        "The first three lines are what to say to the team: who, what for, and what was seen in "
        "the weeks before. Below them the command prints the need, the forecast, the rows of the "
        "history, the rules and the prices.",
        ("is on the phone", "expected", "history.csv"),
    ),
    Question(
        "A supervisor",
        "Why not somebody else in their place?",
        "allocator why-not {plan} --agent {other} --instead-of {who} --at {at}",
        _late,
        "The other person was forced in, everybody could move, and both rotas had the same time. "
        "The parts add up to the price; where chance makes as much of a difference as the change "
        "does, no price is told. Where a hard rule forbids it, the answer names the rule, with its "
        "figures and the smallest change that would allow it.",
        ("instead of",),
        exit_codes=(0, 3),
        slow=True,
    ),
    Question(
        "A supervisor",
        "Who else could join in this work, and at what price?",
        "allocator who-else {plan} --at {at} --queue {queue}",
        _late,
        "In addition to those on it, cheapest first; the prices change only that person’s week. "
        "Who cannot is listed with the rule that says so. Somebody in another’s place is the "
        "question before.",
        ("{queue}",),
        lines=12,
        slow=True,
    ),
    Question(
        "A supervisor",
        "Can somebody have Friday off?",
        "allocator leave {plan} --agent {who} --days {day} --seconds 4",
        _pair("friday"),
        "The first figure is the price if everybody may move, the second if only this week does.",
        ("off",),
        exit_codes=(0, 3),
        slow=True,
    ),
    Question(
        "A supervisor",
        "Could a better rota be found?",
        "allocator cite plan.json/gap_share {plan}",
        _nothing,
        "No rota that keeps the hard rules can be better by more than this share of the whole. "
        "That one is better by so much is not said.",
        ("could be better", "it is so"),
        plan="plan-bank",
        lines=3,
    ),
    Question(
        "A supervisor",
        "Is everything in the report true?",
        "allocator verify {plan} --claims",
        _nothing,
        "A second program ran every rule on the written rota and worked out every claim again, "
        "from the files and without the planner. Exit code 3 names the first that is not so.",
        ("Passed", "all so"),
        plan="plan-bank",
        lines=14,
        slow=True,
    ),
    Question(
        "A supervisor",
        "What can I promise of the service?",
        "allocator cite plan.json/simulation/{queue}/service_level_share {plan}",
        lambda facts: {"queue": facts.busiest},
        "Of a hundred simulated weeks, with the interval in which endless simulation would lie. "
        "One week is one draw: the report’s grey band holds eight in ten.",
        ("simulated", "it is so"),
        lines=3,
    ),
    Question(
        "A supervisor",
        "What waits for my decision before publication?",
        "allocator record {plan}",
        _nothing,
        "Each allocation with its state; with `--waiting --accept --by NAME` all that wait are "
        "accepted, each with the moment of the clock.",
        ("waiting",),
        lines=5,
    ),
    Question(
        "An agent",
        "Why am I off that day, in the middle of my week?",
        "allocator explain {plan} --agent {who} --at {day}T12:00",
        _pair("off"),
        "First what the files say of the day: asked for, leave, or that the other days have the "
        "week’s hours. Then what the need is and what one more person would make of it.",
        ("contacts",),
        lines=4,
    ),
    Question(
        "An agent",
        "Was my request just ignored?",
        "allocator leave {plan} --agent {who} --days {day} --paid-hours 0 --seconds 4",
        _pair("declined"),
        "A request has a price, and is declined where keeping it costs more late contacts than "
        "that. This is what the day would cost; the price of a declined request stands in the "
        "report beside it.",
        ("off",),
        exit_codes=(0, 3),
        slow=True,
    ),
    Question(
        "An agent",
        "Why am I not on that queue?",
        "allocator why-not {plan} --agent {who} --day {day} --queue {queue}",
        lambda facts: {
            "who": facts.unable[0],
            "queue": facts.unable[1],
            "day": next(r["start"][:10] for r in facts.blocks if r["agent_id"] == facts.unable[0]),
        },
        "Where a hard rule forbids it, such as a skill that is missing, that rule is told and what "
        "would allow it.",
        ("skills",),
        exit_codes=(3,),
        slow=True,
    ),
    Question(
        "An agent",
        "Do I have more than my share of the bad hours?",
        "allocator cite {claim} {plan}",
        lambda facts: {"claim": f"{facts.heaviest['id']}/unsocial.above_fair"},
        "Weighted unsocial hours above the fair share, over all the weeks that the ledger holds. "
        "This is whoever is furthest above it; below nought is below the share. Everybody’s own "
        "line stands in their own report.",
        ("above the fair share", "it is so"),
        lines=3,
    ),
    Question(
        "An agent",
        "Why am I off the phone then?",
        "allocator explain {plan} --agent {who} --at {at}",
        lambda facts: {"who": facts.meeting["agent_id"], "at": clock(facts.meeting)},
        "What it is, and with whom.",
        ("in the shift",),
        lines=4,
    ),
    Question(
        "An agent",
        "What do others learn about me?",
        "allocator export {plan} --for agents --agent {who}",
        lambda facts: {"who": facts.other},
        "Each page names one person, and whom they sit with as mentor, learner or coach; all "
        "others are “another agent”. The notice board has shifts and breaks, never a reason.",
        ("1 person",),
        lines=1,
    ),
    Question(
        "An agent",
        "How do I object, and who answers?",
        "allocator record {plan} --agent {who} --day {day} --contest "
        "'I was promised an early finish'",
        _late,
        "It is kept beside the shift with its moment, cannot be changed, and asks the reviewer for "
        "another decision.",
        ("contested", "I was promised an early finish"),
        lines=2,
    ),
    Question(
        "A learner",
        "Where does this figure come from?",
        "allocator cite {claim} {plan}",
        lambda facts: {
            "claim": f"{facts.late['agent_id']}/{facts.late['start'][:10]}/without.total"
        },
        "Value, kind, run and how to work it out again: what a citation needs. A reference such as "
        "K7Q2M9FX from a report does the same.",
        ("Cite as", "local comparison", "it is so"),
        lines=9,
    ),
    Question(
        "A learner",
        "How did the planner know how many people are needed?",
        "allocator cite {claim} {plan}",
        lambda facts: {"claim": f"staffing.csv/{facts.neediest}/required_agents"},
        "The busiest interval of the week. `allocator explain` follows an interval from the need "
        "to the forecast and on to the rows of the history.",
        ("eed of the pool", "it is so"),
        plan="plan-bank",
        lines=9,
    ),
    Question(
        "A learner",
        "Can I show that the allocation was equitable?",
        "allocator export {plan} --for portfolio",
        _nothing,
        "A Word document and a tagged PDF with skills, hours, goals, shifts, what bound them and "
        "the fairness ledger, each figure with its reference, and blank places for the judgement, "
        "which is the learner’s own.",
        ("portfolio",),
        lines=1,
    ),
    Question(
        "A learner",
        "Did people get the development they need?",
        "allocator cite {claim} {plan}",
        lambda facts: {"claim": facts.practice},
        "What one goal gets in these days; the report’s section on development has each goal with "
        "its price in late contacts and what is left.",
        ("it is so",),
        lines=3,
    ),
    Question(
        "A learner",
        "What if the best other person had had the shift?",
        "allocator cite {claim} {plan}",
        lambda facts: {
            "claim": next(
                f"{one['id']}/alternative.1.total"
                for one in facts.justifications
                if one["comparison"]["alternatives"]
            )
        },
        "A local comparison: two shifts exchanged and nothing else moved. It claims no cause; a "
        "rota built anew might do better.",
        ("local comparison", "it is so"),
        plan="plan-bank",
        lines=3,
    ),
)

HEAD = """\
# Twenty questions

What a supervisor, an agent and a learner are likeliest to ask of a finished plan, each with the
command that answers it and the beginning of its answer. The plans were made so:

```text
{plans}
```

Another version, another answer: `docs/build_questions.py` writes this page from the commands
themselves, and picks whom it asks about from the plan.
"""


def answer_text(question: Question, said: str) -> str:
    """Beginning of an answer as the page shows it, nothing wider than a page."""
    lines = [line.rstrip() for line in said.strip().splitlines()]
    shown = lines[: question.lines]
    more = ["…"] if len(lines) > len(shown) else []
    while not shown[-1]:
        shown.pop()
    return "\n".join([*(_short(line) for line in shown), *more])


def _short(line: str) -> str:
    return line if len(line) <= _WIDTH_MOST else f"{line[:_WIDTH_MOST].rsplit(' ', 1)[0]} …"


def page(answers: Iterable[tuple[Question, list[str], str]]) -> str:
    """Text of the page."""
    parts = [HEAD.format(plans="\n".join(PLANS.values()))]
    reader = ""
    for number, (question, words, said) in enumerate(answers, start=1):
        if question.reader != reader:
            reader = question.reader
            parts.append(f"## {reader} asks\n")
        parts.append(f"### {number}. {question.text}\n")
        parts.append(f"`allocator {shlex.join(words)}`\n")
        parts.append(f"```text\n{answer_text(question, said)}\n```\n")
        parts.append(f"{question.read}\n")
    return "\n".join(parts)


def _run(words: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "allocator.cli.main", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
    )


def main() -> None:
    """Make the plans, ask them, and write the page."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        (here / "scenarios").symlink_to(FOLDER.parent / "scenarios")
        for command in PLANS.values():
            made = _run(shlex.split(command)[1:], here)
            assert made.returncode == 0, made.stderr
        answers: list[tuple[Question, list[str], str]] = []
        for question in QUESTIONS:
            words = question.words(PlanFacts(here / question.plan))
            done = _run(words, here)
            assert done.returncode in question.exit_codes, (words, done.stderr)
            said = (done.stdout or done.stderr).replace(f"{here.resolve()}/", "")
            answers.append((question, words, said))
    PAGE.write_text(page(answers), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
