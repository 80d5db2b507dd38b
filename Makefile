# One menu. `make` or `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
MADE ?= 100000
LOCKING := --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --quiet

.PHONY: help demo test check cluster gate bench serving train docs lock licences sbom audit clean
help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# The program alone is enough for the demo; the checks bring their tools along.
$(VENV)/.program: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tools: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.program

demo: $(VENV)/.program ## install, build a record from examples/, and look at it
	@mkdir -p $(DEMO)
	$(BIN)/dragoman build examples --record $(DEMO)/demo.db
	@printf '\nWhat happened between the United States and China, 2023 to 2024:\n\n'
	@$(BIN)/dragoman show timeline --record $(DEMO)/demo.db --country USA --country CHN --from 2023 --to 2024
	@printf '\nWhat the sources dispute:\n\n'
	@$(BIN)/dragoman show differ --record $(DEMO)/demo.db
	@printf '\nThe record is $(DEMO)/demo.db. Ask it more:\n'
	@printf '  $(BIN)/dragoman show pair USA CHN --record $(DEMO)/demo.db\n'
	@printf '  $(BIN)/dragoman explain ID --record $(DEMO)/demo.db       (any id that a row shows)\n'
	@printf '  $(BIN)/dragoman serve --record $(DEMO)/demo.db --open      (as pages in the browser)\n'
	@printf 'Your own reports (text, HTML, JSON lines, CSV, WARC, feeds, mail; files or folders):\n'
	@printf '  $(BIN)/dragoman build MY_REPORTS --record my.db && $(BIN)/dragoman show timeline --record my.db\n'

# Daft holds pyarrow below 26. What codes on clusters is therefore tried in an environment of its own, laid over the other one.
CLUSTER := $(VENV)/cluster
SITE := -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
$(CLUSTER)/.made: pyproject.toml | $(VENV)/.tools
	$(BIN)/python -m venv $(CLUSTER)
	$(BIN)/python $(SITE) > "$$($(CLUSTER)/bin/python $(SITE))/tools.pth"
	$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[ray]' && touch $@ || \
	  { [ -z "$$CI" ] && echo "Daft or Ray can't be installed here: their tests are passed over"; }

test: check $(CLUSTER)/.made ## all checks and all tests: what CI runs
	$(BIN)/pytest -n 2
	$(CLUSTER)/bin/python -m pytest tests/test_run_shards_daft.py || [ $$? = 5 ]  # 5: Daft is not there, and all was passed over

# Not in `test`: of three runs one hung, in Daft, after the node was lost (docs/scale.md).
cluster: $(CLUSTER)/.made ## the test of a Ray cluster of two nodes that loses one
	$(CLUSTER)/bin/python -m pytest tests/test_run_shards_ray.py

check: $(VENV)/.tools ## style, types, and the order of the rooms
	$(BIN)/ruff check src tests supply
	$(BIN)/ruff format --check src tests supply
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(VENV)/.tools ## figures on gold sets against their floors: make gate GOLD=FOLDER; ARGS="--raise" keeps better ones
	$(BIN)/python -m dragoman.evaluate.gate $(GOLD) $(ARGS)

fuzz: $(VENV)/.tools ## ask the REST API 5,000 things, wild and tame; the same each time: make fuzz ARGS="--seed 7 --record 'postgresql://...'"
	$(BIN)/python tests/fuzz.py $(ARGS)

bench: $(VENV)/.tools ## speed against spaCy's own pass, memory, start-up, pages, two processes, resolving up to 100,000; make bench ARGS="--json FOLDER --resolve 1000"
	$(BIN)/python -m dragoman.evaluate.bench $(ARGS)

serving: $(VENV)/.tools ## how fast pages are answered at 10, 25 and 50 a second: make serving RECORD=R.db, else of a made-up one (MADE=100000 event reports; 1000000 take an hour)
	@test -n "$(RECORD)" || test -f $(DEMO)/large-$(MADE).db || { mkdir -p $(DEMO) && $(BIN)/python -m dragoman.evaluate.large $(MADE) $(DEMO)/large-$(MADE).db; }
	$(BIN)/python -m dragoman.evaluate.serving $(or $(RECORD),$(DEMO)/large-$(MADE).db) $(ARGS)

train: $(VENV)/.program ## fit the coder's head to the sentences in training/ and write its weights
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m dragoman.code.head.train training

fit: $(VENV)/.program ## say how well the weights of event pairs do on held-out invented pairs; ARGS="--record R.db --truth T.tsv --write" fits to a judged record, too
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m dragoman.evaluate.events_fit $(ARGS)

docs: $(VENV)/.tools ## write the command reference and the output in the README anew, and the documentation as a site to site/
	$(BIN)/python -m dragoman.cli.reference docs/commands.md
	$(BIN)/python -m dragoman.cli.tour README.md
	$(BIN)/mkdocs build --quiet

lock: $(VENV)/.tools ## lock every dependency with its hashes: locks/run.txt for users, server.txt with PostgreSQL for the container, dev.txt for CI
	$(BIN)/uv pip compile pyproject.toml --extra dev $(LOCKING) -o locks/dev.txt
	$(BIN)/uv pip compile pyproject.toml $(LOCKING) -c locks/dev.txt -o locks/run.txt
	$(BIN)/uv pip compile pyproject.toml $(LOCKING) --extra postgres -c locks/dev.txt -o locks/server.txt

licences: $(VENV)/.tools ## the licence of everything locked, held against supply/allowed.yaml
	$(BIN)/python -m supply.licences

sbom: $(VENV)/.tools ## a bill of materials (CycloneDX) to sbom.json
	$(BIN)/python -m supply.sbom sbom.json

audit: $(VENV)/.tools ## hold the lock against advisories: make audit OSV=FOLDER_OR_ZIP
	$(BIN)/python -m supply.audit $(OSV)

clean: ## remove what the other targets made
	rm -rf $(VENV) $(DEMO) site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
