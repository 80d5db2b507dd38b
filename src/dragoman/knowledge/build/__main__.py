"""The command that builds the package's tables from the source files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dragoman.knowledge.build.make import build
from dragoman.model import DragomanError


def main(arguments: list[str] | None = None) -> int:
    """Builds the tables; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.knowledge.build", description="Builds the package's knowledge tables.")
    parser.add_argument("--sources", type=Path, required=True, help="folder of the source CSVs")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data", help="folder of the tables (default: the package's)")
    options = parser.parse_args(arguments)
    try:
        manifest = build(options.sources, options.out)
    except DragomanError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    for source in manifest["sources"]:
        dropped = sum(source["dropped"].values())
        print(f"{source['file']}: {source['rows_in']} rows, {source['kept']} kept, {source['merged_into_another_row']} merged, {dropped} noted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
