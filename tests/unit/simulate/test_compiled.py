"""What was compiled from other sources is not used again."""

from __future__ import annotations

from pathlib import Path

import allocator.simulate
from allocator.simulate.compiled import SOURCES, forget_stale

PACKAGE = Path(allocator.simulate.__file__).parent


def test_every_module_with_compiled_functions_is_watched() -> None:
    using = {
        source.stem
        for source in PACKAGE.glob("*.py")
        if {"@compiled", "@entry"} & set(source.read_text(encoding="utf-8").splitlines())
    }
    assert using
    assert using <= set(SOURCES)


def test_a_change_in_one_file_drops_what_was_compiled_of_all(tmp_path: Path) -> None:
    for name in SOURCES:
        (tmp_path / f"{name}.py").write_text(f"# {name}\n", encoding="utf-8")
    forget_stale(tmp_path)
    index = tmp_path / "__pycache__" / "event_loop.run-1.py311.nbi"
    index.write_bytes(b"")
    forget_stale(tmp_path)
    assert index.exists()
    (tmp_path / "floor.py").write_text("# another floor\n", encoding="utf-8")
    forget_stale(tmp_path)
    assert not index.exists()
