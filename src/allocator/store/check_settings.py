"""Whether the settings fit together: names, pools, contracts and rules."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from allocator.domain.settings import Settings
from allocator.rules import registry
from allocator.store.plain_words import explain
from allocator.store.read_yaml import Location
from allocator.store.reading import Reading, suggest


def check_settings(reading: Reading) -> None:
    """Add every problem of how the settings fit together."""
    settings = reading.settings
    if settings is None:
        return
    _check_names(reading, settings)
    _check_pools(reading, settings)
    _check_contracts(reading, settings)
    _check_rotations(reading, settings)
    _check_rules(reading, settings)


def _check_names(reading: Reading, settings: Settings) -> None:
    sections = {
        ("queues",): [queue.id for queue in settings.queues],
        ("pools",): [pool.id for pool in settings.pools],
        ("shift_patterns",): [pattern.id for pattern in settings.shift_patterns],
        ("break_plans",): [plan.id for plan in settings.break_plans],
        ("contracts",): [contract.id for contract in settings.contracts],
        ("rotations",): [rotation.id for rotation in settings.rotations],
        ("shift_kinds",): [kind.id for kind in settings.shift_kinds],
    } | {
        ("break_plans", number, "breaks"): [item.id for item in plan.breaks]
        for number, plan in enumerate(settings.break_plans)
    }
    for section, names in sections.items():
        for place, name in enumerate(names):
            if name in names[:place]:
                _report_twice(reading, (*section, place, "id"))


def _report_twice(reading: Reading, location: Location) -> None:
    reading.wrong_setting(location, "the name is given twice", "Rename or remove one of the two.")


def _check_pools(reading: Reading, settings: Settings) -> None:
    queues = frozenset(queue.id for queue in settings.queues)
    pool_of: dict[str, str] = {}
    for pool_place, pool in enumerate(settings.pools):
        for place, queue in enumerate(pool.queues):
            location = ("pools", pool_place, "queues", place)
            if queue not in queues:
                _report_unknown(reading, location, queue, queues, "queue", "queues")
            elif queue in pool_of:
                reading.wrong_setting(
                    location,
                    f"the queue is already in the pool {pool_of[queue]}",
                    "Leave it in one pool only, and once.",
                )
            pool_of.setdefault(queue, pool.id)
    for place, queue in enumerate(settings.queues):
        if queue.id not in pool_of:
            reading.wrong_setting(
                ("queues", place, "id"),
                "the queue is in no pool",
                "Add it to the pool of the queues that the same people answer, or to its own.",
            )


def _check_contracts(reading: Reading, settings: Settings) -> None:
    patterns = frozenset(pattern.id for pattern in settings.shift_patterns)
    used: set[str] = set()
    for contract_place, contract in enumerate(settings.contracts):
        used.update(contract.patterns)
        for place, pattern in enumerate(contract.patterns):
            location = ("contracts", contract_place, "patterns", place)
            if pattern not in patterns:
                _report_unknown(
                    reading, location, pattern, patterns, "shift pattern", "shift_patterns"
                )
            elif pattern in contract.patterns[:place]:
                _report_twice(reading, location)
    for place, pattern in enumerate(settings.shift_patterns):
        if pattern.id not in used:
            reading.doubtful_setting(
                ("shift_patterns", place, "id"),
                "no contract allows the shift pattern",
                "Name it in a contract's patterns, or remove it.",
            )


def _check_rotations(reading: Reading, settings: Settings) -> None:
    patterns = frozenset(pattern.id for pattern in settings.shift_patterns)
    for number, rotation in enumerate(settings.rotations):
        for week, turn in enumerate(rotation.weeks):
            for place, pattern in enumerate(turn.patterns):
                if pattern not in patterns:
                    location = ("rotations", number, "weeks", week, "patterns", place)
                    _report_unknown(
                        reading, location, pattern, patterns, "shift pattern", "shift_patterns"
                    )


def _report_unknown(
    reading: Reading,
    location: Sequence[int | str],
    name: str,
    known: frozenset[str],
    kind: str,
    section: str,
) -> None:
    reading.wrong_setting(
        location,
        f"the {kind} is not in {section}",
        f"{suggest(name, known)}Correct it, or add the {kind} to {section}.",
    )


def _check_rules(reading: Reading, settings: Settings) -> None:
    known = frozenset(registry.RULE_IDS)
    for rule_id, overrides in settings.rules.items():
        if rule_id not in known:
            reading.wrong_setting(
                ("rules", rule_id),
                "is not a known rule",
                f"{suggest(rule_id, known)}The rules are {', '.join(registry.RULE_IDS)}.",
            )
            continue
        card = registry.card(rule_id)
        try:
            card.with_overrides(overrides)
        except ValidationError as error:
            names = ", ".join(type(card.parameters).model_fields) or "none"
            for fault in error.errors(include_url=False):
                message, remedy = explain(fault)
                if fault["type"] == "extra_forbidden":
                    message = "is not a parameter of the rule"
                    remedy = f"Correct or remove it; the rule's parameters: {names}."
                reading.wrong_setting(("rules", rule_id, *fault["loc"]), message, remedy)
    absent = [rule_id for rule_id in registry.HARD_RULES if rule_id not in settings.rules]
    if absent:
        reading.doubtful_setting(
            ("rules",),
            f"hard rules that are not declared do not bind: {', '.join(absent)}",
            "Declare them, with {} where nothing differs from the rule's own parameters.",
        )
