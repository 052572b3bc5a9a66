"""The settings of the following week: the same text with other dates."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from allocator.domain.settings import Settings
from allocator.drafting.next_week_name import moved_name
from allocator.drafting.next_week_settings import MovedSettings, moved_settings
from allocator.errors import InputError
from allocator.store.read_yaml import read_settings, read_yaml
from tests.tiny_scenario import SCENARIO_YAML

START = "  start: 2026-03-02\n"
GIVEN_OUT = "  start: 2026-03-02  # a Monday\n  published_on: 2026-02-20  # a Friday\n"


def read(data: bytes) -> Settings:
    source = read_yaml("scenario.yaml", data, problems := [])
    assert source is not None, problems
    settings = read_settings(source, problems)
    assert settings is not None, problems
    return settings


def moved(text: str, *, move_days: int = 7, give_out_again: bool = False) -> MovedSettings:
    """Move a text, which must then be read as is said."""
    data = text.encode()
    made = moved_settings(data, read(data), move_days, give_out_again=give_out_again)
    assert read(made.text.encode()) == made.settings
    return made


def differences(before: str, after: str) -> list[tuple[str, str]]:
    return [
        (old, new)
        for old, new in zip(before.split("\n"), after.split("\n"), strict=True)
        if old != new
    ]


@pytest.mark.parametrize(
    ("name", "first", "then"),
    [
        ("Bank, 22–28 August 1999", "1999-08-22", "Bank, 29 August – 4 September 1999"),
        ("31 August – 6 September 2026", "2026-08-31", "7–13 September 2026"),
        ("21–27 Dec 2026", "2026-12-21", "28 Dec 2026 – 3 Jan 2027"),
        ("Desk 2-8 March", "2026-03-02", "Desk 9-15 March"),
        ("2 to 8 March", "2026-03-02", "9 to 15 March"),
        ("week of 2 March 2026, opened 1 May 2020", "2026-03-02", None),
        ("2026-03-02 to 2026-03-08", "2026-03-02", "2026-03-09 to 2026-03-15"),
        ("Corner office, first week of March", "2026-03-02", ""),
        ("9–15 March, another week", "2026-03-02", ""),
        ("2–8 March 2025, another year", "2026-03-02", ""),
        ("Room 2", "2026-03-02", ""),
    ],
)
def test_dates_in_a_name_move_if_they_are_the_weeks(name: str, first: str, then: str) -> None:
    expected = "week of 9 March 2026, opened 1 May 2020" if then is None else then or None
    day = dt.date.fromisoformat(first)
    assert moved_name(name, day, day + dt.timedelta(days=6), 7) == expected


def test_only_the_dates_of_the_week_change() -> None:
    text = SCENARIO_YAML.replace(START, GIVEN_OUT).replace("Tiny", "Tiny, 2–8 March")
    made = moved(text)
    assert differences(text, made.text) == [
        ("name: Tiny, 2–8 March", "name: Tiny, 9–15 March"),
        ("  start: 2026-03-02  # a Monday", "  start: 2026-03-09  # a Monday"),
        ("  published_on: 2026-02-20  # a Friday", "  published_on: 2026-02-27  # a Friday"),
    ]


def test_quotes_braces_and_line_ends_stay() -> None:
    (block,) = re.findall(r"week:\n(?:  .*\n)+", SCENARIO_YAML)
    text = SCENARIO_YAML.replace(
        block, "week: {published_on: '2026-02-20', start: \"2026-03-02\", days: 14}  # two\n"
    ).replace("\n", "\r\n")
    made = moved(text, move_days=14)
    assert differences(text, made.text) == [
        (
            "week: {published_on: '2026-02-20', start: \"2026-03-02\", days: 14}  # two\r",
            "week: {published_on: '2026-03-06', start: \"2026-03-16\", days: 14}  # two\r",
        )
    ]
    without = moved(text, move_days=14, give_out_again=True)
    ((_, line),) = differences(text, without.text)
    assert line.startswith('week: {start: "2026-03-16", days: 14}  # published_on: 2026-03-06 is ')
    assert line.endswith("# two\r")


def test_name_without_dates_stays_and_that_is_said() -> None:
    made = moved(SCENARIO_YAML)
    assert made.settings.name == "Tiny"
    assert [remark for remark in made.remarks if "name" in remark] == [
        "The name is as it was, with no date of the week in it: Tiny"
    ]


def test_day_of_publication_that_would_be_past_becomes_a_comment() -> None:
    text = SCENARIO_YAML.replace(START, GIVEN_OUT)
    made = moved(text, give_out_again=True)
    assert made.settings.week.published_on is None
    assert [new for _, new in differences(text, made.text)][-1] == (
        "  # published_on: 2026-02-27 is past; write the day on which this is given out"
    )
    assert "2026-02-27, which is past" in made.remarks[0]


def test_start_that_is_merged_from_elsewhere_is_refused() -> None:
    text = SCENARIO_YAML.replace(START, "  <<: {start: 2026-03-02}\n")
    with pytest.raises(InputError) as raised:
        moved(text)
    (problem,) = raised.value.problems
    assert (problem.file, problem.column) == ("scenario.yaml", "week.start")
