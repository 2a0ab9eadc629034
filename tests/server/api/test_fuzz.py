"""A short run of `scripts/fuzz_api.py`, which sends thousands of made-up requests."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path

from ecograph.server.app import create_app

SCRIPT = Path(__file__).parents[3] / "scripts" / "fuzz_api.py"


def test_no_made_up_request_breaks_the_api_or_its_description(built):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec = importlib.util.spec_from_file_location("fuzz_api", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        cases, failures = script.fuzz(create_app(built), cases=200)
    assert not failures, next(iter(failures))
    assert sum(cases.values()) >= 200
