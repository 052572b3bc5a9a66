"""``allocator erlang --chats-at-once``: the chain of chats by the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.command_line import run_here as run

ASKED = ("erlang", "--contacts", 60, "--interval", 30, "--aht", 600, "--service-level", "80/30")


def _answer(*arguments: object) -> dict[str, Any]:
    made = run(*ASKED, *arguments, "--json")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.mark.parametrize(("agents", "share"), [(9, 0.6115), (10, 0.8724), (11, 0.9654)])
def test_published_values(agents: int, share: float) -> None:
    answer = _answer("--chats-at-once", 3, "--chat-speeds", "1,1.7,2.5", "--agents", agents)
    assert answer["model"] == "chat_chain"
    assert answer["service_level"] == pytest.approx(share, abs=5e-5)
    assert list(answer) == [*_answer("--agents", 25)]


def test_fewest_agents_and_the_usual_speeds() -> None:
    assert _answer("--chats-at-once", 3)["agents"] == 10
    assert _answer("--chats-at-once", 1)["model"] == "erlang_c"


def test_the_table_says_how_many_chats_an_agent_holds() -> None:
    made = run(*ASKED, "--chats-at-once", 3)
    assert "Chats held by an agent" in made.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--chats-at-once", 3, "--chat-speeds", "1,1.7"), "--chat-speeds"),
        (("--chats-at-once", 3, "--chat-speeds", "1,1.7,1.6"), "--chat-speeds"),
        (("--chats-at-once", 3, "--agents", 8), "--agents"),
        (("--chats-at-once", 9), "--chats-at-once"),
        (("--chat-speeds", "fast"), "--chat-speeds"),
    ],
)
def test_what_cannot_be_is_told_with_its_option(arguments: tuple[object, ...], told: str) -> None:
    made = run(*ASKED, *arguments)
    assert made.returncode == 2
    assert told in made.stderr
