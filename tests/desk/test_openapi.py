"""Requests made up from the OpenAPI: no answer is a failure of ours, and each is as the description says."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.desk.conftest import Served
from tests.desk.test_access import TABLE

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PATHS = [p for m, p in TABLE if m == "GET" and p.startswith("/api/v1/") and not p.endswith("openapi.json")]


@pytest.fixture(scope="module")
def described(three: Served) -> Any:
    """The API as it describes itself."""
    return schemathesis.openapi.from_url(f"{three.url}/api/v1/openapi.json")


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_described(described: Any, path: str) -> None:
    @settings(max_examples=8, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path]["GET"].as_strategy())
    def run(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    run()
