"""One person going through open pairs by keys. In: a record open for writing and the queue; out: judgements, each kept as soon as its key is pressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dragoman.cli.counting import counted
from dragoman.cli.keys import ESCAPE, Keys, keys
from dragoman.cli.render.review import render
from dragoman.cli.safe import SafeConsole
from dragoman.record import Record
from dragoman.views.review import Case

VERDICTS = {"s": "same", "d": "different", "u": "unsure"}
KEYS = "[s]ame  [d]ifferent  [u]nsure  [n]ext  [w]hy  [b]ack  [q]uit  [?]"
HELP = """s  they are one         d  they are two         u  nobody can tell
n  (or space, Enter) leave it open, go on
w  write down why, for the next answer
b  back to the pair before; an answer given there is taken back
q  quit; the record is resolved with your answers"""


class Session:
    """Pairs shown so far, where the person stands among them, and what was answered.

    Attributes:
        answered: judgement ids by the place of their pair.
    """

    def __init__(self, record: Record, cases: Iterator[Case], who: str, why: str) -> None:
        self._record, self._cases, self._who, self._why = record, cases, who, why
        self._console = SafeConsole(highlight=False, markup=False, emoji=False)
        self._shown: list[Case] = []
        self._at = 0
        self._verdicts: dict[int, str] = {}
        self.answered: dict[int, str] = {}

    def run(self) -> bool:
        """Asks until there is nothing more or the person quits; True if stopped by Ctrl-C."""
        try:
            with keys() as hand:
                while (case := self._case()) is not None:
                    self._console.print()
                    render(self._console, case, f"({self._at + 1})")
                    if not self._ask(case, hand):
                        return False
        except KeyboardInterrupt:
            return True
        return False

    def summary(self) -> str:
        """What was answered, in one line."""
        told = Counter(self._verdicts.values())
        parts = [f"{told[verdict]} {verdict}" for verdict in VERDICTS.values() if told[verdict]]
        more = "" if self._case() is not None else "; nothing more is open"
        return f"{counted(len(self.answered), 'pair')} judged by {self._who}" + (f": {', '.join(parts)}" if parts else "") + more

    def _case(self) -> Case | None:
        if self._at == len(self._shown):
            following = next(self._cases, None)
            if following is None:
                return None
            self._shown.append(following)
        return self._shown[self._at]

    def _ask(self, case: Case, hand: Keys) -> bool:
        """Waits for keys until one moves on; False to quit."""
        self._console.print()
        while True:
            self._console.print(KEYS, style="dim")
            try:
                key = hand.key()
            except EOFError:
                return False
            if key in VERDICTS:
                self._answer(case, VERDICTS[key])
                return True
            if key in ("n", " ", "\r", "\n"):
                self._at += 1
                return True
            if key == "b":
                self._back()
                return True
            if key in ("q", ESCAPE):
                return False
            if key == "w":
                self._why = hand.line("why: ").strip() or self._why
            else:
                self._console.print(HELP)

    def _answer(self, case: Case, verdict: str) -> None:
        made = self._record.add_judgement(kind=case.kind, left=case.left.id, right=case.right.id, verdict=verdict, why=self._why, by=self._who)
        self.answered[self._at], self._verdicts[self._at] = made.id, verdict
        self._console.print(f"{verdict}: kept")
        self._at += 1

    def _back(self) -> None:
        if self._at == 0:
            self._console.print("this is the first pair")
            return
        self._at -= 1
        taken = self.answered.pop(self._at, None)
        if taken is not None:
            self._verdicts.pop(self._at)
            self._record.withdraw_judgement(taken)
            self._console.print("answer taken back")
