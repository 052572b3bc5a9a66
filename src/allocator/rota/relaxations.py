"""What the rules' relaxations say, for the bounds."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from allocator.rota.instance import Instance


def relaxations(instance: Instance, name: str) -> list[tuple[Callable[..., Any], Any]]:
    """Functions of this name of the stated rules' ``relax`` modules, with the rules' parameters."""
    found: list[tuple[Callable[..., Any], Any]] = []
    for rule_id, parameters in instance.stated_rules:
        module = f"allocator.rules.{rule_id}.relax"
        if find_spec(module) is not None:
            function = getattr(import_module(module), name, None)
            if function is not None:
                found.append((function, parameters))
    return found
