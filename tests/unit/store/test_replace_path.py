"""Written whole or not at all, and nothing left beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.store.replace_path import (
    check_writable,
    folder_beside,
    move_into_place,
    replace_file,
)


def test_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "new" / "history.csv"
    for data in (b"first", b"second"):
        replace_file(target, data)
        assert target.read_bytes() == data
    assert list(target.parent.iterdir()) == [target]


def test_folder_that_fails_to_move_leaves_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "plan"
    target.mkdir()
    (target / "rota.csv").write_text("before")
    with pytest.raises(FileNotFoundError), folder_beside(target) as beside:
        move_into_place(beside / "never written", target, beside / "old")
    assert (target / "rota.csv").read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def left_half_done(target: Path) -> None:
    with folder_beside(target) as beside:
        assert beside.parent == target.parent
        (beside / "half.csv").write_text("half")
        raise RuntimeError


def test_folder_beside_goes_away_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        left_half_done(tmp_path / ("long" * 50))
    assert list(tmp_path.iterdir()) == []


def test_place_that_cannot_be_written_is_named_as_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError) as caught, folder_beside(tmp_path / "file" / "x", Path("x")):
        pass
    (problem,) = caught.value.problems
    assert problem.file == "x"
    assert problem.message.startswith("cannot be written: ")


def test_place_is_tried_before_the_work_and_left_as_it_was(tmp_path: Path) -> None:
    """A search of minutes ended in "cannot be written"."""
    check_writable(tmp_path / "new" / "plan")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"plan: cannot be written: "):
        check_writable(tmp_path / "file" / "plan")
