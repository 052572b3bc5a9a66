"""The reproducible setting writes the same rota on any number of cores."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import contents
from tests.tiny_scenario import write_tiny_scenario
from tests.two_sites import write_two_sites

ON_SO_MANY = (
    "import os, runpy, sys\n"
    "cores = int(sys.argv.pop(1))\n"
    "os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])\n"
    "runpy.run_module('allocator.cli.main', run_name='__main__', alter_sys=True)\n"
)


def rota_on(cores: int, scenario: Path, out: Path, *options: str) -> str:
    """Hash of the rota planned on so many cores."""
    command = [sys.executable, "-c", ON_SO_MANY, str(cores), "plan", str(scenario)]
    made = subprocess.run(
        [*command, "--out", str(out), "--reproducible", "--seconds", "1", *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert made.returncode == 0, made.stderr
    return contents(out)["rota.csv"]


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores and a system that lets a process be kept to one",
)
@pytest.mark.parametrize("sites", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_one_core_and_two_give_the_same_rota(tmp_path: Path, sites: int) -> None:
    if sites == 1:
        scenario, options = write_tiny_scenario(tmp_path), ()
    else:
        scenario, options = write_two_sites(tmp_path, fairness=True), ("--jobs", "2")
    found = {
        cores: rota_on(cores, scenario, tmp_path / f"plan{cores}", *options) for cores in (1, 2)
    }
    assert found[1] == found[2]
