"""Files in JSON that somebody has changed: what is wrong with them, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from allocator.errors import InputError
from allocator.store.read_json import model_problems, parse_json, read_json


def told(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [str(problem) for problem in error.value.problems]


def test_a_file_that_is_not_there_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_json(tmp_path / "plan.json", "plan.json", "Plan again.")
    assert told(error) == ["plan.json: cannot be read: No such file or directory. Plan again."]


def test_the_line_that_is_no_json_is_named_with_what_stands_there() -> None:
    with pytest.raises(InputError) as error:
        parse_json("plan.json", b'{\n  "a": 1\n  "b": 2\n}\n', "Plan again.")
    (problem,) = error.value.problems
    assert (problem.row, problem.value, problem.remedy) == (3, '"b": 2', "Plan again.")
    assert problem.message == "cannot be read as JSON: Expecting ',' delimiter"


def test_a_file_cut_off_is_no_json_at_its_end() -> None:
    with pytest.raises(InputError) as error:
        parse_json("plan.json", b'{\n  "a": 1,\n', "Plan again.")
    assert error.value.problems[0].row == 3


@pytest.mark.parametrize("data", [b"", b'{"a": "\xff"}'])
def test_bytes_that_are_no_text_are_told_as_for_any_file(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_json("plan.json", data, "Plan again.")


class Content(BaseModel):
    """A file's content."""

    weeks: int
    name: str


def test_all_faults_of_a_content_are_told_each_with_its_field() -> None:
    with pytest.raises(ValidationError) as error:
        Content.model_validate({"weeks": "many"})
    every = model_problems("replan.json", error.value, "log")
    assert [(one.column, one.value) for one in every] == [("log.weeks", "many"), ("log.name", None)]
    again = model_problems("replan.json", error.value, remedy="Ask again.")
    assert [one.remedy for one in again] == ["Ask again.", "Ask again."]
