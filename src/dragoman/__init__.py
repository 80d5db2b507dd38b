"""Dragoman: one sourced, dated, de-duplicated record out of messy news reports."""

__version__ = "0.1.0"
