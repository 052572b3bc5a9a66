"""Commands that are shown can be copied, whatever a folder is called."""

from __future__ import annotations

import shlex

import pytest

from allocator.domain.as_typed import as_typed


@pytest.mark.parametrize("plain", ["plan-bank", "/tmp/équipe/plan.json", r"C:\plans\next", "~/a_b"])
def test_plain_path_stays_as_it_is(plain: str) -> None:
    assert as_typed(plain) == plain


@pytest.mark.parametrize("path", ["ACD Export Oct.csv", "Dana's team", "a;b (2)", 'a "b" $c'])
def test_any_other_is_one_word_again(path: str) -> None:
    """``allocator verify dana plan --claims`` was shown, of the folder "dana plan"."""
    assert shlex.split(f"allocator verify {as_typed(path)}") == ["allocator", "verify", path]


def test_blank_gets_the_quotes_that_every_shell_knows() -> None:
    assert as_typed("dana plan") == '"dana plan"'
