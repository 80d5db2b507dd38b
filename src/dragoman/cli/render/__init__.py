"""Answers of `views` for a person at a terminal: one module a kind of answer. Out: lines on a rich console, plain where it is no terminal."""
