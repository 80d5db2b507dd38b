"""A coder that asks a language model behind an OpenAI-compatible endpoint, for users who have one. Off unless a configuration names it.

In: a Working with sentences and mentions. Out: the same with event and statement drafts, each of them made of spans of the text alone. Door: `coder.LlmCoder`.
"""
