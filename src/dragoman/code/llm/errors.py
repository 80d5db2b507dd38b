"""What can go wrong between a report and the language model's answer; costs the report at most, never the run."""

from __future__ import annotations

from dragoman.model import DragomanError


class LlmError(DragomanError):
    """There is no answer for a report, or none that can be read."""
