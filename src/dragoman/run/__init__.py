"""Joins the rooms: the pipeline that reads a report, and the build that makes a record of many."""

from dragoman.run.configuration import Configuration
from dragoman.run.pipeline import Pipeline

__all__ = ["Configuration", "Pipeline"]
