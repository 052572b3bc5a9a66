"""What was compiled from other sources is not used again."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from allocator.compiled_code import forget_stale

PACKAGES = ("simulate", "rota.anneal")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_with_compiled_functions_is_watched(package: str) -> None:
    sources = import_module(f"allocator.{package}.compiled").SOURCES
    folder = Path(import_module(f"allocator.{package}").__path__[0])
    using = {
        source.stem
        for source in folder.glob("*.py")
        if {"@compiled", "@entry"} & set(source.read_text(encoding="utf-8").splitlines())
    }
    assert using
    assert using <= set(sources)


def test_a_change_in_one_file_drops_what_was_compiled_of_all(tmp_path: Path) -> None:
    names = ("event_loop", "floor")
    for name in names:
        (tmp_path / f"{name}.py").write_text(f"# {name}\n", encoding="utf-8")
    forget_stale(tmp_path, names)
    index = tmp_path / "__pycache__" / "event_loop.run-1.py311.nbi"
    index.write_bytes(b"")
    forget_stale(tmp_path, names)
    assert index.exists()
    (tmp_path / "floor.py").write_text("# another floor\n", encoding="utf-8")
    forget_stale(tmp_path, names)
    assert not index.exists()
