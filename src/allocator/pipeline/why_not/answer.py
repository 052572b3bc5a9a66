"""The answer to a question "why not that one?", priced or refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from allocator.domain.findings import Finding
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim
from allocator.justify.filed_comparison import ComparedQuestion, FiledComparison
from allocator.justify.measured_rota import MovedShift, moved_shifts, people_of_other_blocks
from allocator.pipeline.filed_comparisons import Filed
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.pipeline.why_not.direct_exchange import direct_exchange
from allocator.pipeline.why_not.obstacle import Obstacle
from allocator.pipeline.why_not.question import block_at
from allocator.pipeline.why_not.words import other_lines


class WhyNotStatus(StrEnum):
    """What the answer is.

    ``so_already``: the plan has it. ``forbidden``: no rota has it, whatever else moves.
    ``not_found``: neither a rota with it was found nor proven that there is none. ``priced``: it
    can be had, at the price given.
    """

    SO_ALREADY = "so_already"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    PRICED = "priced"

    @property
    def is_refused(self) -> bool:
        """Whether no rota with it is known."""
        return self in (WhyNotStatus.FORBIDDEN, WhyNotStatus.NOT_FOUND)


@dataclass(frozen=True)
class WhyNotAnswer:
    """The answer to a question "why not that one?".

    Parameters
    ----------
    words
        Three lines.
    obstacle
        Where it is forbidden: what forbids it.
    as_it_stands
        What the hard rules find if the two only exchange their shifts of the day: where it can be
        had, others move for these. Where no rota was found: what the best one still breaks.
    comparison
        Where it is priced: what is filed.
    moved
        Shifts that are others than in the plan.
    other_blocks
        People with the same shifts and other breaks or pools.
    folder
        Where the comparison is filed.
    was_filed
        Whether it had been asked before, and is read from there.
    stage_seconds
        Wall-clock time by stage.
    """

    status: WhyNotStatus
    question: ComparedQuestion
    people: NamedPeople
    words: tuple[str, str, str]
    obstacle: Obstacle | None = None
    as_it_stands: tuple[Finding, ...] = ()
    comparison: FiledComparison | None = None
    moved: tuple[MovedShift, ...] = ()
    other_blocks: tuple[str, ...] = ()
    folder: Path | None = None
    was_filed: bool = False
    stage_seconds: dict[str, float] | None = None

    def claim(self, name: str) -> Claim | None:
        """Claim of the comparison by the end of its id."""
        if self.comparison is None:
            return None
        full = f"comparisons/{self.comparison.id}/{name}"
        return next((claim for claim in self.comparison.claims if claim.id == full), None)


@dataclass(frozen=True)
class PlanAsked:
    """A question with the plan that it is about."""

    folder: Path
    scenario: Scenario
    plan: Plan
    question: ComparedQuestion
    clock: StageClock
    report: Report

    @property
    def concerned(self) -> tuple[str, ...]:
        """The agent and, where there is one, the other."""
        others = (self.question.instead_of,) if self.question.instead_of else ()
        return (self.question.agent_id, *others)

    def priced(self, filed: Filed, *, was_filed: bool) -> WhyNotAnswer:
        """Answer with the price of a filed comparison."""
        self.clock.leave()
        comparison = filed.comparison
        return WhyNotAnswer(
            WhyNotStatus.PRICED,
            self.question,
            NamedPeople(self.scenario.agents),
            comparison.words,
            as_it_stands=direct_exchange(self.scenario, self.plan.rota, self.question),
            comparison=comparison,
            moved=moved_shifts(self.scenario, self.plan.rota, filed.rota),
            other_blocks=people_of_other_blocks(self.scenario, self.plan.rota, filed.rota),
            folder=self.folder / "comparisons" / comparison.id,
            was_filed=was_filed,
            stage_seconds=dict(self.clock.seconds),
        )

    def unpriced(
        self,
        status: WhyNotStatus,
        *,
        obstacle: Obstacle | None = None,
        as_it_stands: tuple[Finding, ...] = (),
        without_week: str | None = None,
    ) -> WhyNotAnswer:
        """Answer without a price: it is so already, or no rota with it is known.

        Parameters
        ----------
        without_week
            Who has no way of working what a replan has left open of the week.
        """
        self.clock.leave()
        stands = None
        if status is WhyNotStatus.SO_ALREADY and self.question.is_moment:
            stands = block_at(self.plan.rota, self.question.agent_id, self.question.start)
        return WhyNotAnswer(
            status,
            self.question,
            NamedPeople(self.scenario.agents),
            other_lines(self.scenario, self.question, str(status), obstacle, stands, without_week),
            obstacle=obstacle,
            as_it_stands=as_it_stands,
            stage_seconds=dict(self.clock.seconds),
        )
