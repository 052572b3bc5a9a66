"""Whether the rules that are declared are known, and what they speak of is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pydantic import TypeAdapter, ValidationError

from allocator.domain.settings import RuleValue, Settings
from allocator.rules import registry
from allocator.rules.card import BY_CONTRACT
from allocator.rules.sets import SET_KEY, expand
from allocator.store.plain_words import explain, suggest
from allocator.store.read_yaml import Location, plain_values
from allocator.store.reading import Reading, check_known, check_unique

_OVERRIDES = TypeAdapter(dict[str, RuleValue])


def check_rules(reading: Reading) -> None:
    """Add every problem of the rules, those of contracts, and of ``cover.csv``."""
    settings = reading.settings
    check_known(
        reading, reading.cover, "shift_kind", reading.setting_ids("shift_kinds"), "kind of shift"
    )
    check_unique(
        reading, reading.cover, ("days", "shift_kind"), "what is wanted of the kind on these days"
    )
    if settings is None:
        _check_rules_as_written(reading)
        return
    _check_rules(reading, settings.rules)
    for number in range(len(settings.contracts)):
        _check_own_rules(reading, settings, number)
    _check_kinds_named(reading, settings)


def _check_own_rules(reading: Reading, settings: Settings, number: int) -> None:
    """Report rules of a contract that are not declared, or that know no contracts."""
    sound: dict[str, dict[str, RuleValue]] = {}
    for rule_id, own in settings.contracts[number].rules.items():
        location = ("contracts", number, "rules", rule_id)
        if rule_id not in BY_CONTRACT:
            reading.wrong_setting(
                location,
                "is not a rule that differs by contract",
                f"{suggest(rule_id, frozenset(BY_CONTRACT))}These are {', '.join(BY_CONTRACT)}.",
            )
        elif rule_id not in settings.rules:
            reading.wrong_setting(
                location, "the rule is not declared", f"Add {rule_id}: {{}} to rules."
            )
        else:
            sound[rule_id] = own
    _check_parameters(reading, sound, ("contracts", number, "rules"))


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
    for rule_id in rules:
        if rule_id not in known:
            reading.wrong_setting(
                ("rules", rule_id),
                "is not a known rule",
                f"{suggest(rule_id, known)}The rules are {', '.join(registry.RULE_IDS)}.",
            )
    _check_parameters(reading, {k: v for k, v in rules.items() if k in known}, ("rules",))
    _doubt_open_rules(reading, {k: v for k, v in rules.items() if k in _OPEN_RULES})


def _check_parameters(
    reading: Reading, rules: Mapping[str, dict[str, RuleValue]], section: Location
) -> None:
    """Report each parameter that its rule does not know or cannot take."""
    for rule_id, overrides in rules.items():
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
                reading.wrong_setting((*section, rule_id, *fault["loc"]), message, remedy)


def _doubt_open_rules(reading: Reading, rules: Mapping[str, dict[str, RuleValue]]) -> None:
    """Warn of rules that ask for nothing, neither of all nor by any contract."""
    contracts = () if reading.settings is None else reading.settings.contracts
    for rule_id, overrides in rules.items():
        card = registry.card(rule_id)
        try:
            parameters = card.with_overrides(overrides)
        except ValidationError:
            continue  # told already
        if parameters == card.parameters and not any(rule_id in c.rules for c in contracts):
            reading.doubtful_setting(
                ("rules", rule_id),
                "asks for nothing, since its parameters are not set",
                f"Set {next(iter(type(parameters).model_fields))}, or take the rule out.",
            )


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
    for number, contract in enumerate(settings.contracts):
        own = contract.rules.get("kind_limits", {}).get("most", {})
        at = ("contracts", number, "rules", "kind_limits", "most")
        named += [((*at, kind), kind) for kind in own] if isinstance(own, dict) else []
    for location, kind in named:
        if kind not in known:
            reading.wrong_setting(
                location,
                f"the kind of shift {kind} is not in shift_kinds",
                f"{suggest(kind, known)}Correct it, or add the kind to shift_kinds.",
            )
