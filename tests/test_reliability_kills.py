"""The program killed at random points: nothing acknowledged is lost, nothing is half there, and the same command again ends as if nothing had been."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def kill(kills: int, seed: int) -> None:
    """In a process of its own: its children are forks, and a fork of a process with threads may stand still."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(TESTS / "kills.py"), "--kills", str(kills), "--seed", str(seed)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "all held" in done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_thirty_kills_over_build_judge_resolve_and_export() -> None:
    kill(30, seed=1)


@pytest.mark.slow
def test_a_thousand_kills() -> None:
    kill(1000, seed=2)
