"""People called by name where messages name them by id."""

from __future__ import annotations

import pytest

from allocator.domain.people_names import NamedPeople
from tests.tiny_week import agent

PEOPLE = NamedPeople(
    [
        agent("H02", name="Tomasz Zielinski"),
        agent("H1", name="Jo Barnes"),
        agent("4", name="Ann"),
        agent("may", name="May Li"),
        agent("H7", name="H7"),
    ]
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("H02 is paid 56 h", "Tomasz Zielinski (H02) is paid 56 h"),
        ("H02's week, H1, H7", "Tomasz Zielinski (H02)'s week, Jo Barnes (H1), H7"),
        ("Tomasz Zielinski (H02) and H1", "Tomasz Zielinski (H02) and Jo Barnes (H1)"),
        ("H02 (Tomasz Zielinski) and H1", "H02 (Tomasz Zielinski) and Jo Barnes (H1)"),
        ("H020, H02_a, xH1, H1-b, v.H1", "H020, H02_a, xH1, H1-b, v.H1"),
        ("4 works on Fri 4 Sep", "Ann (4) works on Fri 4 Sep"),
        ("may works when she may", "May Li (may) works when she may"),
        ("nobody works then", "nobody works then"),
        ("", ""),
    ],
)
def test_whole_ids_in_a_text_get_their_names_once(text: str, shown: str) -> None:
    assert PEOPLE.in_text(text) == shown


def test_person_alone() -> None:
    assert [PEOPLE.of(who) for who in ("H02", "H7", "H9")] == [
        "Tomasz Zielinski (H02)",
        "H7",
        "H9",
    ]


def test_nobody_known() -> None:
    assert NamedPeople(()).in_text("H02 is paid") == "H02 is paid"
