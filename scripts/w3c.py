"""Print how many of the W3C's SPARQL 1.1 tests pass over HTTP, and which do not.

    python scripts/w3c.py                                       against the application in this process
    python scripts/w3c.py --at http://127.0.0.1:8000 --token …   against a running service, WHICH IS EMPTIED for each test

The running service needs --update and an admin's token, and a store that no build made.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "tests" / "server" / "w3c"), str(HERE / "tests" / "server"), str(HERE / "src")]

import w3c_manifest as manifest  # noqa: E402
from w3c_service import run, service  # noqa: E402

GROUPS = {
    "query evaluation": manifest.QUERIES,
    "query results (CSV, TSV, JSON)": manifest.FORMATS,
    "query syntax": manifest.QUERY_SYNTAX,
    "update evaluation": manifest.UPDATES,
    "update syntax": manifest.UPDATES_SYNTAX,
    "protocol": manifest.PROTOCOL,
    "graph store protocol": manifest.GRAPH_STORE,
    "service description": manifest.DESCRIPTION,
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--at", default="", help="the address of a running service")
    options.add_argument("--token", default="")
    options.add_argument("--verbose", action="store_true", help="say how each test fails")
    asked = options.parse_args()
    if not manifest.ROOT.exists():
        print(manifest.MISSING)
        return 1
    began = time.perf_counter()
    with service(asked.at, asked.token) as http:
        for title, cases in GROUPS.items():
            failed = {str(case): told for case in cases if (told := _fault(http, case))}
            print(f"{title}: {len(cases) - len(failed)} of {len(cases)}")
            for name, told in failed.items():
                print(f"    {name}" + (f": {told}" if asked.verbose else ""))
    print(f"in {time.perf_counter() - began:.1f} s")
    return 0


def _fault(http: object, case: manifest.Case) -> str:
    try:
        run(http, case)  # type: ignore[arg-type]
    except AssertionError as error:
        return str(error)[:400] or "differs"
    return ""


if __name__ == "__main__":
    sys.exit(main())
