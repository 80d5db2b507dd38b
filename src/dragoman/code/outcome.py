"""The status of an act while it is being read, and how a governing word works on it. In: effects with their cues. Out: status, negation, tense."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.code.words import load_words

# Which of two statuses wins when both govern: what is asked for is not done, whoever planned it.
STRENGTH = {
    "happened": 0,
    "ongoing": 1,
    "planned": 2,
    "resumed": 3,
    "suspended": 3,
    "cancelled": 3,
    "possible": 4,
    "threatened": 5,
    "called-for": 6,
    "denied": 7,
}
REVERSALS = frozenset({"cancelled", "suspended"})
UNREALISED = frozenset({"planned", "possible", "called-for", "threatened"})


@dataclass(slots=True)
class Status:
    """What was read. `status` None: nothing says so yet."""

    status: str | None = None
    negated: bool = False
    tense: str | None = None
    talked: bool = False
    meeting: bool = False  # the act is a meeting or visit
    outreach: bool = False  # the act is itself a request: trying to make it is making it
    conditional: bool = False
    cues: list[str] = field(default_factory=list)
    governors: list[int] = field(default_factory=list)  # token indices of words that govern the act
    borrowed: int | None = None  # number of governors before the act took on its verb's status, as a mere object of it

    def settle_borrowed(self) -> None:
        """ "Will fund a search", "may answer an attack": an act spoken of in general is as far from done as its verb, and else stands for itself."""
        if self.borrowed is None:
            return
        if self.status in UNREALISED and not self.negated:
            self.status = "planned" if self.status == "planned" else "possible"
        else:
            self.status, self.negated, self.tense = None, False, None
            del self.governors[self.borrowed :]

    def apply(self, effect: str, cue: str, *, realised: str | None, negated: bool) -> None:
        """Let a governing word work on what stands so far.

        Args:
            effect: one of governors.EFFECTS.
            realised: status of the governing word's own clause, None where it has none of its own.
            negated: the governing word is negated.
        """
        self.cues.append(f"{cue}: {effect}" + (", negated" if negated else ""))
        if effect == "talked":
            self.talked = self.status is None
            return
        if effect == "announced":
            effect = "planned" if self.meeting else "real"
        if effect == "possible" and self.outreach and cue in load_words().trying:
            effect = "real"
        if effect == "denied" and negated:
            self._raise("possible")
        elif negated:
            if effect != "undone":
                self.status, self.negated = "denied", True
        elif effect == "undone":
            if realised in (None, "happened", "ongoing", "resumed"):
                self.status, self.negated = "denied", True
            else:
                self._raise("possible")
        elif effect in ("real", "ongoing"):
            self._real(effect, realised)
        elif effect in ("cancelled", "suspended", "resumed"):
            self._aspect(effect, realised)
        else:
            self._raise(effect)

    def _real(self, effect: str, realised: str | None) -> None:
        if self.status is None:
            self.status = "ongoing" if effect == "ongoing" and realised in (None, "happened") else realised or "happened"

    def _aspect(self, effect: str, realised: str | None) -> None:
        if realised in UNREALISED and effect == "resumed":
            self.status = realised
        elif realised in ("possible", "called-for", "threatened"):
            self.status = "planned"  # "may call off the visit": it is still on
        elif self.status not in ("denied",):
            self.status = effect

    def _raise(self, effect: str) -> None:
        if self.status in REVERSALS:
            if effect in ("possible", "called-for", "threatened"):
                self.status = "planned"
            return
        if self.status == "resumed" or (self.status == "denied" and self.negated and effect in ("called-for", "threatened")):
            self.status = effect  # "urged him not to attack": nobody says that he did not
            return
        if STRENGTH.get(self.status or "happened", 0) < STRENGTH[effect]:
            self.status = effect
