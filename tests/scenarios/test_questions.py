"""The twenty questions: each command answers, on a small plan and on those of the page."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from allocator.cli.commands import SUMMARIES
from tests.command_line import run, run_here

ROOT = Path(__file__).parents[2]


def load_builder() -> ModuleType:
    path = ROOT / "docs" / "build_questions.py"
    spec = spec_from_file_location("build_questions", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # a data class looks its module up by name
    spec.loader.exec_module(module)
    return module


BUILDER = load_builder()
QUESTIONS: tuple[Any, ...] = BUILDER.QUESTIONS
HURRY = {
    "leave": ("--seconds", "1"),
    "why-not": ("--seconds", "0.4"),
    "who-else": ("--seconds", "2"),
}
"""Little time for the commands that search, on a plan of four people."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, small_plan: Path) -> Path:
    """Folder with the small plan under its two names on the page."""
    folder = tmp_path_factory.mktemp("questions")
    shutil.copytree(small_plan, folder / "plan-harbour")
    shutil.copytree(small_plan, folder / "plan-bank")
    return folder


def titled(question: Any) -> str:
    return re.sub(r"\W+", "-", question.text).strip("-").lower()


def assert_answers(question: Any, code: int, said: str, facts: Any) -> None:
    assert code in question.exit_codes, said
    for words in question.says:
        assert words.format(**question.pick(facts)) in said, said
    assert "Traceback" not in said


@pytest.mark.parametrize("question", QUESTIONS, ids=titled)
def test_question_is_answered_of_a_small_plan(question: Any, here: Path) -> None:
    facts = BUILDER.PlanFacts(here / question.plan)
    words = question.words(facts)
    if words[0] in HURRY:
        option, seconds = HURRY[words[0]]
        if option in words:
            words[words.index(option) + 1] = seconds
        else:
            words += [option, seconds]
    done = run_here(*words, cwd=here)
    assert_answers(question, done.returncode, done.stdout + done.stderr, facts)


@pytest.mark.slow
def test_questions_are_answered_of_the_plans_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    for command in BUILDER.PLANS.values():
        made = run(*shlex.split(command)[1:], cwd=tmp_path, timeout_s=600.0)
        assert made.returncode == 0, made.stderr
    for question in QUESTIONS:
        facts = BUILDER.PlanFacts(tmp_path / question.plan)
        done = run(*question.words(facts), cwd=tmp_path, timeout_s=600.0)
        assert_answers(question, done.returncode, done.stdout + done.stderr, facts)


def test_page_has_the_twenty_questions_with_their_commands() -> None:
    text = BUILDER.PAGE.read_text(encoding="utf-8")
    titles = re.findall(r"^### (\d+)\. (.*)$", text, re.MULTILINE)
    assert titles == [(str(n), question.text) for n, question in enumerate(QUESTIONS, 1)]
    assert len(titles) == 20
    readers = re.findall(r"^## (.*) asks$", text, re.MULTILINE)
    assert readers == list(dict.fromkeys(question.reader for question in QUESTIONS))
    typed = [shlex.split(one)[1:] for one in re.findall(r"^`(allocator .*)`$", text, re.MULTILINE)]
    assert len(typed) == 20
    for question, words in zip(QUESTIONS, typed, strict=True):
        wanted = shlex.split(question.command)[1:]
        assert words[0] == wanted[0]
        assert words[0] in SUMMARIES
        assert [w for w in words if w.startswith("--")] == [w for w in wanted if w.startswith("--")]
        assert question.plan in words
    for command in BUILDER.PLANS.values():
        assert command in text


def test_answers_on_the_page_say_what_every_answer_says() -> None:
    """What does not hang on which rota was found; words beyond the part shown are left out."""
    text = BUILDER.PAGE.read_text(encoding="utf-8")
    answers = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1:]
    assert len(answers) == 20
    for question, answer in zip(QUESTIONS, answers, strict=True):
        assert answer.strip(), question.text
        assert "Traceback" not in answer
        fixed = [words for words in question.says if "{" not in words]
        if not answer.rstrip().endswith("…"):
            assert all(words in answer for words in fixed), question.text
