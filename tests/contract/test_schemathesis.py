"""The interface against its own document: nothing breaks, nothing undocumented is answered."""

from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, seed
from pytest_django import Settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from binhyen.accounts.models import Assignment
from tests.builders.accounts import officer_at
from tests.builders.api import ApiClient
from tests.builders.units import the_unit

EXAMPLES = 15
UNITS = ["VN", "P38n", "C16228n", "C16252b", "D403b", "C00000x"]
TAGS = ("units", "figures", "activities", "schemes", "channels", "teams", "declarations",
        "filings")  # fmt: skip
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    ignored_auth,
    unsupported_method,
]


@pytest.fixture
def questions(document: Any) -> Any:
    _name_real_units(document.raw_schema)
    return document


def _name_real_units(node: Any) -> None:
    """Let generated questions be about units there are: most invented ones are only 404."""
    if isinstance(node, list):
        for item in node:
            _name_real_units(item)
    if isinstance(node, dict):
        if str(node.get("pattern", "")).startswith("^[A-Za-z0-9]{1,40}"):
            del node["pattern"]
            node["enum"] = UNITS
        for value in node.values():
            _name_real_units(value)


@pytest.fixture
def key(db: None) -> str:
    """One who may do everything everywhere."""
    roles = (
        Assignment.Role.RECORDER,
        Assignment.Role.VERIFIER,
        Assignment.Role.REPORTER,
        Assignment.Role.APPROVER,
        Assignment.Role.LEADER,
    )
    officer = officer_at(the_unit("VN"), *roles, acts_below=True)
    return ApiClient(officer).headers["Authorization"]


@pytest.mark.parametrize("tag", TAGS)
def test_answers_as_its_document_says(
    questions: Any, key: str, tag: str, settings: Settings
) -> None:
    settings.API_RATE = 100_000
    operations = [found.ok() for found in questions.get_all_operations()]
    chosen = [one for one in operations if one.definition.raw["tags"] == [tag]]
    assert chosen
    for operation in chosen:
        _drive(operation, key)


def test_every_operation_is_driven(document: Any) -> None:
    operations = [found.ok() for found in document.get_all_operations()]
    assert {one.definition.raw["tags"][0] for one in operations} == set(TAGS)


def _drive(operation: Any, key: str) -> None:
    @seed(138)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=_good(operation) | _bad(operation))
    def one(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": key}, checks=CHECKS)

    one()


def _good(operation: Any) -> Any:
    return operation.as_strategy(generation_mode=GenerationMode.POSITIVE)


def _bad(operation: Any) -> Any:
    return operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
