"""Whether the settings fit together: names, pools, contracts and rules."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.settings import Settings
from allocator.rules import registry
from allocator.rules.sets import UK_2026
from allocator.store.check_rules import check_rules
from allocator.store.plain_words import suggest
from allocator.store.read_yaml import Location
from allocator.store.reading import Reading

_DAYS_USUAL_MAX = 42


def check_settings(reading: Reading) -> None:
    """Add every problem of how the settings fit together."""
    settings = reading.settings
    check_rules(reading)
    if settings is None:
        return
    _check_names(reading, settings)
    _check_pools(reading, settings)
    _check_contracts(reading, settings)
    _check_rotations(reading, settings)
    _doubt_absent(reading, settings)
    _doubt_shrinkage(reading, settings)
    _doubt_many_weeks(reading, settings)


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


_GREAT_BRITAIN = "Europe/London"
"""Zone of the sites to which the rules of law apply: elsewhere their absence is no doubt."""


def _doubt_absent(reading: Reading, settings: Settings) -> None:
    """Warn of rules that would bind and are not declared, and of notice that has no day."""
    rows_of = {
        "agreed_adjustments": reading.adjustments,
        "meetings": reading.activities,
        "practice": reading.goals,
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
    if "cover" not in settings.rules and reading.cover.written:
        reading.doubtful_setting(
            ("rules",),
            "cover.csv is there, and no rule reads it",
            "Declare cover: {}, or remove the file.",
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


def _doubt_many_weeks(reading: Reading, settings: Settings) -> None:
    if settings.week.days > _DAYS_USUAL_MAX:
        reading.doubtful_setting(
            ("week", "days"),
            f"is more than {_DAYS_USUAL_MAX}, six weeks, which planning is made for",
            "Plan six weeks at most, and the others when they are nearer.",
        )


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
