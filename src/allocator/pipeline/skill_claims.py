"""What one more skill would be worth as claims, so that a work plan's can be cited as well.

As for losses, no file of a plan states them: a reference is that of a name, such as
``contingency.json/skill:H24:chat/estimated``, and the skill is estimated or searched with again.
The searches try a number of changes and take no account of time, so that they come to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from allocator.domain.contingency import SkillGain
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim, Claimant
from allocator.justify.term_names import LATE_CONTACTS
from allocator.pipeline.loss_claims import CONTINGENCY_FILE

_SEEDS = range(1000)
"""Seeds of a contingency test that are tried to find what a reference means."""
_MODEL = "recomputed from requirements.csv and rota.csv by the curves of Erlang A"


def skill_claims(gains: Iterable[SkillGain], seed: int) -> Iterator[Claim]:
    """Yield what each skill is estimated and searched to be worth.

    Parameters
    ----------
    seed
        Of the contingency test.
    """
    for gain in gains:
        say = Claimant(_about(gain))
        skill = f"{gain.agent_id} on {gain.queue}"
        yield say.comparison(
            "estimated",
            f"contacts fewer late with {skill}, nobody else moved",
            gain.estimated_contacts,
            LATE_CONTACTS,
            f"{_MODEL}, with the skill",
        )
        if gain.saved_contacts is None or gain.searches_apart_contacts is None:
            continue
        source = "recomputed from rota.csv by searches of one length, with the skill and without"
        yield say.reoptimised(
            _searched(seed),
            f"contacts fewer late with {skill}, everybody free to move",
            gain.saved_contacts,
            LATE_CONTACTS,
            source,
            seed=seed,
        )
        yield say.reoptimised(
            _apart(seed),
            f"late contacts that two searches with or without {skill} lie apart",
            gain.searches_apart_contacts,
            LATE_CONTACTS,
            source,
            seed=seed,
        )


def skill_claim_again(
    scenario: Scenario, plan: Plan, is_meant: Callable[[str], bool]
) -> Claim | None:
    """Work out again what a skill is worth; ``None`` where no claim of a skill is meant.

    Parameters
    ----------
    is_meant
        Whether the id of a claim is the one that is asked for.
    """
    # Imported here: it brings along the search, and few ask for it.
    from allocator.pipeline.contingency import skills

    every = skills.estimates(scenario, plan.requirements, plan.rota)
    for gain in every:
        if is_meant(f"{_about(gain)}/estimated"):
            return next(skill_claims([gain], 0))
    for gain in skills.to_search(every):
        for seed in _SEEDS:
            names = [f"{_about(gain)}/{name}" for name in (_searched(seed), _apart(seed))]
            meant = [name for name in names if is_meant(name)]
            if meant:
                found = _searched_again(scenario, plan, gain, seed)
                return next(made for made in skill_claims([found], seed) if made.id == meant[0])
    return None


def _searched_again(scenario: Scenario, plan: Plan, gain: SkillGain, seed: int) -> SkillGain:
    """Search as the contingency test does: on from a first search, with the skill and without."""
    from allocator.pipeline.contingency import skills

    steps = skills.usual_steps(len(scenario.agents))
    base = skills.search(scenario, plan.requirements, plan.rota, None, seed, steps).rota

    without, found = (
        [
            skills.search(scenario, plan.requirements, base, skill, seed + more, steps)
            for more in skills.SEEDS
        ]
        for skill in (None, gain)
    )
    return skills.valued(gain, without, found)


def _about(gain: SkillGain) -> str:
    return f"{CONTINGENCY_FILE}/{gain.id}"


def _searched(seed: int) -> str:
    return f"searched_seed_{seed}"


def _apart(seed: int) -> str:
    return f"apart_seed_{seed}"
