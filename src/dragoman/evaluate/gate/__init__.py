"""The quality gate: floors under every figure on gold sets, which CI asks for where the sets are at hand. Run `python -m dragoman.evaluate.gate GOLD`."""
