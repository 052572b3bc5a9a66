"""Environments for the libraries that this project is measured against, made once and kept."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

CACHE = Path.home() / ".cache" / "allocator-benchmarks"
"""Where they are kept unless another folder is named."""


def environment(cache: Path, wanted: Path) -> Path:
    """Python of the environment with the releases that a file names, made if it is not there."""
    mark = hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]
    folder = cache / f"{wanted.stem}-{mark}"
    python = folder / "bin" / "python"
    done = folder / "done"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "-r", str(wanted)]
        subprocess.run(install, check=True)
        done.touch()
    return python
