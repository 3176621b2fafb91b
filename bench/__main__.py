"""`make bench`: every measurement against the bare tools, one after the other; `make bench ARGS='indexing --records 50000'`: one."""

from __future__ import annotations

import sys

from bench import growth, indexing, lookup, postgres, recall, resolve

MEASURED = {"lookup": lookup.main, "indexing": indexing.main, "resolve": resolve.main}
BY_NAME = {"recall": recall.main, "postgres": postgres.main, "growth": growth.main}  # long ones


def main() -> None:
    """Run the one that is named first, with the arguments after it; or all, as they are."""
    if len(sys.argv) > 1 and (named := (MEASURED | BY_NAME).get(sys.argv[1])):
        del sys.argv[1]
        named()
        return
    for measure in MEASURED.values():
        measure()


if __name__ == "__main__":
    main()
