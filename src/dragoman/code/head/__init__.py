"""The trained scoring head: how surely a word of a sentence tells an act of each type, or none, and who acts and who suffers in it.

In: a sentence view, a predicate and its parties. Out: probabilities, with the features that made them. Linear weights in data/head.npz.
"""
