"""Whether the settings fit together: names, pools, contracts and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import TypeAdapter, ValidationError

from allocator.domain.settings import RuleValue, Settings
from allocator.rules import registry
from allocator.rules.sets import SET_KEY, UK_2026, expand
from allocator.store.plain_words import explain, suggest
from allocator.store.read_yaml import Location, plain_values
from allocator.store.reading import Reading

_OVERRIDES = TypeAdapter(dict[str, RuleValue])


def check_settings(reading: Reading) -> None:
    """Add every problem of how the settings fit together."""
    settings = reading.settings
    if settings is None:
        _check_rules_as_written(reading)
        return
    _check_names(reading, settings)
    _check_pools(reading, settings)
    _check_contracts(reading, settings)
    _check_rotations(reading, settings)
    _check_rules(reading, settings.rules)
    _check_kinds_named(reading, settings)
    _doubt_absent(reading, settings)
    _doubt_shrinkage(reading, settings)


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


_OPEN_RULES = ("work_runs", "rest_runs", "shift_successions", "kind_limits")
"""Rules that forbid nothing by the parameters of their cards."""


def _check_rules_as_written(reading: Reading) -> None:
    """Check the rules where other settings are at fault, so that all is told at once."""
    written = None if reading.source is None else reading.source.at(("rules",))
    if written is None:
        return
    declared = expand(plain_values(written))
    if not isinstance(declared, dict):
        return  # told already, as all that is not of the right kind below
    rules: dict[str, dict[str, RuleValue]] = {}
    for rule_id, overrides in cast("dict[object, object]", declared).items():
        if rule_id == SET_KEY:
            continue
        try:
            rules[str(rule_id)] = _OVERRIDES.validate_python(overrides)
        except ValidationError:
            rules[str(rule_id)] = {}
    _check_rules(reading, rules)


def _check_rules(reading: Reading, rules: Mapping[str, dict[str, RuleValue]]) -> None:
    known = frozenset(registry.RULE_IDS)
    for rule_id, overrides in rules.items():
        if rule_id not in known:
            reading.wrong_setting(
                ("rules", rule_id),
                "is not a known rule",
                f"{suggest(rule_id, known)}The rules are {', '.join(registry.RULE_IDS)}.",
            )
            continue
        card = registry.card(rule_id)
        try:
            parameters = card.with_overrides(overrides)
            if rule_id in _OPEN_RULES and parameters == card.parameters:
                reading.doubtful_setting(
                    ("rules", rule_id),
                    "asks for nothing, since its parameters are not set",
                    f"Set {' or '.join(type(parameters).model_fields)}, or take the rule out.",
                )
        except ValidationError as error:
            names = ", ".join(type(card.parameters).model_fields) or "none"
            for fault in error.errors(include_url=False):
                message, remedy = explain(fault)
                if fault["type"] == "extra_forbidden":
                    message = "is not a parameter of the rule"
                    remedy = f"Correct or remove it; the rule's parameters: {names}."
                reading.wrong_setting(("rules", rule_id, *fault["loc"]), message, remedy)


def _check_kinds_named(reading: Reading, settings: Settings) -> None:
    """Report each kind of shift that a rule speaks of and that is none."""
    known = frozenset(kind.id for kind in settings.shift_kinds)
    named: list[tuple[Location, str]] = []
    forbidden = settings.rules.get("shift_successions", {}).get("forbidden", [])
    if isinstance(forbidden, list):
        for place, pair in enumerate(forbidden):
            at = ("rules", "shift_successions", "forbidden", place)
            named += [(at, kind.strip()) for kind in pair.split(">") if kind.strip()]
    most = settings.rules.get("kind_limits", {}).get("most", {})
    if isinstance(most, dict):
        named += [(("rules", "kind_limits", "most", kind), kind) for kind in most]
    for location, kind in named:
        if kind not in known:
            reading.wrong_setting(
                location,
                f"the kind of shift {kind} is not in shift_kinds",
                f"{suggest(kind, known)}Correct it, or add the kind to shift_kinds.",
            )


_GREAT_BRITAIN = "Europe/London"
"""Zone of the sites to which the rules of law apply: elsewhere their absence is no doubt."""


def _doubt_absent(reading: Reading, settings: Settings) -> None:
    """Warn of rules that would bind and are not declared, and of notice that has no day."""
    rows_of = {
        "agreed_adjustments": reading.adjustments,
        "meetings": reading.activities,
        "notice": reading.published,
    }
    absent = [
        rule_id
        for rule_id in registry.HARD_RULES
        if rule_id not in settings.rules
        and (rule_id in UK_2026 or rule_id in rows_of)
        and (settings.site.time_zone == _GREAT_BRITAIN or registry.card(rule_id).basis != "law")
        and (rule_id not in rows_of or rows_of[rule_id].written)
    ]
    if absent:
        reading.doubtful_setting(
            ("rules",),
            f"hard rules that are not declared do not bind: {', '.join(absent)}",
            "Declare them, with {} where nothing differs from the rule's own parameters.",
        )
    if "notice" in settings.rules and settings.week.published_on is None:
        reading.doubtful_setting(
            ("rules", "notice"),
            "has nothing to judge, since week.published_on is missing",
            "Give the day on which the rota is given out, or take the rule out.",
        )


_SHRINKAGE_OF_ALL = 0.3
"""From here on a shrinkage is mostly that of all paid hours, with breaks, training and leave."""

_BREAKS_OF_NOTE = 0.05
"""Share of a shift that breaks take, below which to count them twice does little harm."""


def _doubt_shrinkage(reading: Reading, settings: Settings) -> None:
    """Warn of a shrinkage that seems to hold what the rota places by itself."""
    longest = max(pattern.longest_minutes for pattern in settings.shift_patterns)
    breaks = max(
        (
            sum(rest.minutes for rest in plan.breaks) / min(plan.shift_up_to_minutes, longest)
            for plan in settings.break_plans
        ),
        default=0.0,
    )
    if settings.shrinkage_share >= _SHRINKAGE_OF_ALL and breaks >= _BREAKS_OF_NOTE:
        reading.doubtful_setting(
            ("shrinkage_share",),
            f"{settings.shrinkage_share:.0%} of the time on the phone is lost, and the breaks that "
            f"the rota places take {breaks:.0%} of a shift besides; are breaks counted twice?",
            "Leave out what the rota places: breaks, meetings, training and leave.",
        )
