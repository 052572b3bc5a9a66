"""The schema that is shipped: that of the models, and one that the files themselves meet."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from allocator.justify.schema import schema_of_models, schema_text
from tests.command_line import run_here

PAGE = Path(__file__).parents[3] / "docs" / "justifications.md"
_TOKENS = {
    "QUEUE": "[a-z]+",
    "POOL": "[a-z]+",
    "TERM": "[a-z_]+",
    "GOAL": "[a-z_]+",
    "KIND": "[a-z_]+",
    "N": "[0-9]+",
    "LEDGER": "(weekend|hard_queue|development|requests)",
}


@pytest.fixture(scope="module")
def filed(small_plan: Path) -> list[dict[str, Any]]:
    return json.loads((small_plan / "justifications.json").read_text(encoding="utf-8"))


def test_schema_shipped_is_that_of_the_models() -> None:
    assert schema_text() == schema_of_models()


def test_schema_is_printed() -> None:
    assert run_here("verify", "--schema").stdout == schema_text()


def test_file_of_a_plan_meets_the_schema(filed: list[dict[str, Any]]) -> None:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(filed)) == []


@pytest.mark.parametrize("change", [{"kind": "guess"}, {"low": "0"}, {"why": "so"}])
def test_claim_of_another_form_does_not(
    filed: list[dict[str, Any]], change: dict[str, Any]
) -> None:
    first = json.loads(json.dumps(filed[0]))
    first["eligibility"][0] |= change
    assert list(Draft202012Validator(json.loads(schema_text())).iter_errors([first])) != []


def test_every_field_of_the_schema_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    definitions = json.loads(schema_text())["$defs"]
    for model in ("Justification", "Claim", "PlanReference", "Review", "Response"):
        for field in definitions[model]["properties"]:
            assert f"`{field}`" in text, f"{model}.{field}"
    for kind in definitions["ClaimKind"]["enum"]:
        assert f"`{kind}`" in text


def test_every_claim_of_a_plan_is_on_the_page(filed: list[dict[str, Any]]) -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## The claims by name")[2]
    names = re.findall(r"`([A-Za-z_.]+)`", table.partition("\n`TERM`")[0])
    patterns = [
        re.compile(r"\.".join(_TOKENS.get(part, re.escape(part)) for part in name.split(".")))
        for name in names
    ]
    claims = {
        claim["id"].split("/", 2)[2]
        for one in filed
        for part in ("eligibility", "service", "fairness", "development", "uncertainty")
        for claim in one[part]
    }
    assert len(claims) > 40
    assert [name for name in claims if not any(p.fullmatch(name) for p in patterns)] == []
