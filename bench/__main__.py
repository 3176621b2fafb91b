"""`make bench`: the usual measurements against the bare tools, one after the other; long and special ones by name: `make bench ARGS='indexing --records 50000'`."""

from __future__ import annotations

import sys

from bench import gateway, growth, indexing, lookup, postgres, reading, recall, resolve

MEASURED = {"lookup": lookup.main, "indexing": indexing.main, "resolve": resolve.main}
BY_NAME = {
    "recall": recall.main,
    "postgres": postgres.main,
    "growth": growth.main,
    "gateway": gateway.main,
    "reading": reading.main,
}


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
