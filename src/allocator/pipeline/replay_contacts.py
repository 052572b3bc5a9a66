"""Replay recorded contacts through a presence: files in, figures out."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.forecast.durations.patience import patience_by_queue
from allocator.forecast.durations.patience_curve import fit_patience
from allocator.pipeline.recorded_files import logins, read_presence, read_recording
from allocator.pipeline.simulate_plan import write_texts
from allocator.simulate.calibrate import calibrate
from allocator.simulate.centre import Centre
from allocator.simulate.recording import Recording, recorded_presence
from allocator.simulate.replay import RecordedDemand, ReplayRules, replay
from allocator.simulate.replay_summary import replay_rows
from allocator.simulate.routing import Routing
from allocator.simulate.week import skill_factors, week_cells
from allocator.store.scenario_folder import read_scenario

DETAILS_FILE = "replay.json"

FIT_DAYS = 42
"""How far back wrap-up and absence are read from records, as patience is."""


@dataclass(frozen=True)
class ReplaySettings:
    """What a replay is run with.

    Parameters
    ----------
    wrap_up_s, absence_share
        ``None`` for what the records of ``fit_on`` show; without them none and the scenario's
        shrinkage.
    fit_on
        Records, of days before the replayed ones, that wrap-up and absence are read from.
    credit_s
        Wait that priority 2 and more is credited with.
    gap_minutes
        Gaps between two services from which on somebody counts as gone, where presence is read
        from records.
    """

    wrap_up_s: float | None = None
    absence_share: float | None = None
    fit_on: Path | None = None
    credit_s: float = 0.0
    gap_minutes: float = 30.0
    draws: int = 20
    seed: int = 1
    routing: Routing = field(default_factory=Routing)


def replay_contacts(
    scenario_folder: Path,
    contacts_file: Path,
    presence_file: Path | None,
    settings: ReplaySettings,
    out: Path | None = None,
) -> dict[str, Any]:
    """Replay recorded contacts through a presence.

    Parameters
    ----------
    presence_file
        ``rota.csv``, or rows ``agent_id,start,end``, or rows ``date,agent,first_answer,last_end``;
        ``None`` for the presence that the contacts themselves show.
    out
        Folder to write ``replay.json`` into, if anywhere.

    Raises
    ------
    InputError
        If a file cannot be read or names what the scenario does not know.
    """
    scenario = read_scenario(scenario_folder)
    recording = read_recording(scenario, contacts_file)
    login = logins(scenario)
    gap_s = settings.gap_minutes * 60
    if presence_file is None:
        spans = recorded_presence(recording, login, gap_s)
    else:
        spans = read_presence(scenario, recording, presence_file, login)
    end_s = float(recording.day_start_s[-1])
    spans = tuple(span for span in spans if span.start_s < end_s and span.end_s > 0)
    fitted = None
    if settings.fit_on is not None:
        fitted = fit(scenario, settings.fit_on, settings.gap_minutes)
    rules = _rules(scenario, settings, fitted)
    factor = skill_factors(scenario)
    agents = tuple(dict.fromkeys(agent.agent_id for agent in scenario.agents))
    agents += tuple(sorted({span.agent_id for span in spans} - set(agents)))
    centre = Centre.of(recording.queues, agents, spans, factor, settings.routing)
    cells = week_cells(scenario, recording.grid)
    demand = RecordedDemand.of(recording, factor, rules)
    counts = replay(demand, centre, cells, draws=settings.draws, seed=settings.seed)
    hours = sum(span.end_s - span.start_s for span in spans) / 3600
    found: dict[str, Any] = {
        "contacts_file": contacts_file.name,
        "presence_file": "recorded" if presence_file is None else presence_file.name,
        "presence_hours": round(hours, 2),
        "draws": settings.draws,
        "seed": settings.seed,
        "wrap_up_s": rules.wrap_up_s,
        "absence_share": round(rules.absence_share, 6),
        "mean_spell_away_s": rules.mean_spell_s,
        "credit_s": rules.credit_s,
        "patience_s": dict(rules.patience_s),
        "calibration": fitted,
        **replay_rows(recording, counts, cells),
    }
    if out is not None:
        text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        write_texts(out, {DETAILS_FILE: text})
    return found


def fit(scenario: Scenario, file: Path, gap_minutes: float) -> dict[str, Any]:
    """Wrap-up, absence and patience of the last six weeks of records, in plain JSON types."""
    before = read_recording(scenario, file).last_days(FIT_DAYS)
    found = calibrate(before, recorded_presence(before, logins(scenario), gap_minutes * 60))
    by_day = zip(before.grid.days, found.absence_by_day.tolist(), strict=True)
    return asdict(found) | {
        "absence_by_day": {
            day.isoformat(): round(share, 4) for day, share in by_day if not math.isnan(share)
        },
        "patience": _patience(before),
    }


def _patience(recording: Recording) -> dict[str, Any]:
    """Say what single waits tell of each queue's patience; without those that tell nothing."""
    found: dict[str, Any] = {}
    for q, queue in enumerate(recording.queues):
        mine = recording.queue == q
        fitted = fit_patience(recording.wait_s[mine], ~recording.answered[mine])
        if fitted is not None:
            pieces = fitted.pieces
            rates = zip(pieces.edges_s.tolist(), pieces.hazard_per_s.tolist(), strict=True)
            found[queue] = {
                "waited": fitted.contacts,
                "abandoned": fitted.abandoned,
                "mean_s": round(fitted.mean_s, 1),
                "mean_low_s": round(fitted.mean_low_s, 1),
                "mean_high_s": round(fitted.mean_high_s, 1),
                "exponential": fitted.is_exponential,
                "rates": [{"from_s": edge, "per_s": round(rate, 7)} for edge, rate in rates],
            }
    return found


def _rules(
    scenario: Scenario, settings: ReplaySettings, fitted: dict[str, Any] | None
) -> ReplayRules:
    wrap_up_s, absence = settings.wrap_up_s, settings.absence_share
    if wrap_up_s is None:
        wrap_up_s = fitted["wrap_up_s"] if fitted else 0.0
    if absence is None:
        absence = fitted["absence_share"] if fitted else scenario.settings.shrinkage_share
    return ReplayRules(
        wrap_up_s=wrap_up_s,
        absence_share=absence,
        patience_s={q: found.patience_s for q, found in patience_by_queue(scenario).items()},
        credit_s=settings.credit_s,
    )
