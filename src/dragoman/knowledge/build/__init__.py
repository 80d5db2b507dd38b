"""Makes the package's tables from the source files: `python -m dragoman.knowledge.build --sources PATH`.

Goes in: the folder of source CSVs. Comes out: compact tables in knowledge/data, the same bytes for the same sources, and a manifest
that says what came of every source row.
"""
