"""Exports are put in place whole, and nothing but an untouched earlier export is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.export.output import (
    MANIFEST_FILE,
    check_file_replaceable,
    check_folder_replaceable,
    write_folder,
)
from allocator.store.replace_path import replace_file

FILES = {"a.csv": b"1\n", "b.csv": b"2\n"}


def ours(data: bytes) -> bool:
    return data.startswith(b"ours")


def test_file_is_written_with_its_parents_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rota.pdf"
    check_file_replaceable(path, ours)
    replace_file(path, b"ours 1")
    check_file_replaceable(path, ours)
    replace_file(path, b"ours 2")
    assert path.read_bytes() == b"ours 2"
    assert [one.name for one in path.parent.iterdir()] == ["rota.pdf"]


def test_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rota.pdf"
    path.write_bytes(b"theirs")
    with pytest.raises(InputError, match="is no earlier export, or has been changed since"):
        check_file_replaceable(path, ours)


def test_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is a folder\. Give the name of a file"):
        check_file_replaceable(tmp_path, ours)


def test_folder_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "calendars"
    check_folder_replaceable(path)
    write_folder(path, FILES, "run-1")
    check_folder_replaceable(path)
    write_folder(path, {"c.csv": b"3\n"}, "run-2")
    assert {one.name for one in path.iterdir()} == {"c.csv", MANIFEST_FILE}
    assert [one.name for one in tmp_path.iterdir()] == ["calendars"]


def test_empty_folder_may_be_filled(tmp_path: Path) -> None:
    check_folder_replaceable(tmp_path)


def test_changed_file_is_not_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "tables"
    write_folder(path, FILES, "run-1")
    (path / "a.csv").write_bytes(b"corrected by hand\n")
    with pytest.raises(InputError, match=r"a\.csv, which has been changed since it was exported"):
        check_folder_replaceable(path)


def test_added_file_is_not_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "tables"
    write_folder(path, FILES, "run-1")
    (path / "notes.txt").write_text("agreed with Ada")
    with pytest.raises(InputError, match=r"notes\.txt, which is no part of an earlier export"):
        check_folder_replaceable(path)


@pytest.mark.parametrize(
    "manifest", ["{", "[]", '{"made_by": "somebody", "files": {"a.csv": "x"}}', '{"files": 3}']
)
def test_folder_with_a_manifest_of_something_else_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / MANIFEST_FILE).write_text(manifest)
    with pytest.raises(InputError, match=r"export\.json, which is no part"):
        check_folder_replaceable(tmp_path)


def test_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        check_folder_replaceable(tmp_path / "tables")


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for write in (
        lambda: replace_file(tmp_path / "file" / "rota.pdf", b""),
        lambda: write_folder(tmp_path / "file" / "tables", FILES, "run"),
    ):
        with pytest.raises(InputError, match="cannot be written"):
            write()


def test_failure_half_way_leaves_the_earlier_export(tmp_path: Path) -> None:
    path = tmp_path / "tables"
    write_folder(path, FILES, "run-1")
    with pytest.raises(FileNotFoundError):
        write_folder(path, {"a.csv": b"new", "no/such/folder.csv": b""}, "run-2")
    assert {one.name: one.read_bytes() for one in path.iterdir() if one.name in FILES} == FILES
    assert [one.name for one in tmp_path.iterdir()] == ["tables"]
