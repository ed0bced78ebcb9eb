"""Merges and splits in any order through the product's doors, checked against the log itself.

``python -m acceptance.identities.trial_office SEED STEPS`` walks in a database of its own and
prints the figures as one JSON line. The oracle shares no line with the product: it reads the rows
of the log and works out by walking who is one with whom.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from acceptance.result import Part
from acceptance.site import ROOT, environment

STEPS = 2000
DEFAULT_SEED = 20261126
REASON = "Alasan uji yang cukup panjang untuk dibaca kembali."


def parts() -> Sequence[Part]:
    """Runs the steps in a process of its own."""
    seed = os.environ.get("KENTONGAN_SEED", str(DEFAULT_SEED))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "acceptance.identities.trial_office", seed, str(STEPS)]
        surroundings = environment(Path(folder))
        ran = subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, check=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    steps, wrong = told["steps"], told["wrong"]
    return [
        ("steps through the doors", f"{steps} ({told['done']})", f">= {STEPS}", steps >= STEPS),
        ("groups as the log says", f"{wrong['groups']} wrong", "0", wrong["groups"] == 0),
        ("refused only and always where words contradict", f"{wrong['refused']} wrong", "0",
         wrong["refused"] == 0),
        ("undone and done again, both exactly as before",
         f"{told['tried']} tried, {wrong['undone']} wrong", "0",
         told["tried"] > 0 and wrong["undone"] == 0),
        ("rows of the log lost or changed", str(wrong["history"]), "0", wrong["history"] == 0),
        ("two called different in one group", str(wrong["quarrels"]), "0", wrong["quarrels"] == 0),
    ]  # fmt: skip


type Row = tuple[int, int, int, str, int | None]  # key, first, second, verdict, undone row


def holding(log: Sequence[Row], verdict: str) -> list[Row]:
    """The words of one sort that stand."""
    taken: dict[int, list[Row]] = {}
    for row in log:
        if row[4] is not None:
            taken.setdefault(row[4], []).append(row)

    def stands(row: Row) -> bool:
        return not any(stands(other) for other in taken.get(row[0], ()))

    return [row for row in log if row[3] == verdict and stands(row)]


def group(one: int, ties: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Walk along the ties until nobody new is met."""
    met, waiting = {one}, [one]
    while waiting:
        here = waiting.pop()
        for a, b in ties:
            if here in (a, b):
                other = b if here == a else a
                if other not in met:
                    met.add(other)
                    waiting.append(other)
    return frozenset(met)


@dataclass
class Trial:
    """One office, a dozen mentions, one analyst who judges at random."""

    by: Any
    doors: dict[str, Callable[..., UUID]]
    refused: type[Exception]
    mentions: list[Any]
    chance: random.Random
    rows: Callable[[], list[Row]]
    column: Callable[[], dict[int, int | None]]
    of_act: Callable[[UUID], list[int]]
    acts: list[UUID] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    tried: int = 0

    def state(self) -> frozenset[frozenset[int]]:
        """The groups as the column of the mentions has them."""
        held, groups = self.column(), {}
        for pk, root in held.items():
            groups.setdefault(root or pk, set()).add(pk)
        return frozenset(frozenset(some) for some in groups.values())

    def told(self, log: Sequence[Row]) -> frozenset[frozenset[int]]:
        """The groups as the log has them."""
        ties = [(row[1], row[2]) for row in holding(log, "same")]
        return frozenset(group(one.pk, ties) for one in self.mentions)

    def apart(self, log: Sequence[Row], groups: frozenset[frozenset[int]]) -> list[Row]:
        """Standing words "different" inside one group."""
        return [
            row
            for row in holding(log, "different")
            if any(row[1] in some and row[2] in some for some in groups)
        ]

    def step(self) -> None:
        """One deed, and everything that must hold after it."""
        before, log = self.state(), self.rows()
        deed = self.chance.choice(("same", "same", "same", "different", "unsure", "split", "undo"))
        act, expected = self.attempt(deed, log, before)
        after, longer = self.state(), self.rows()
        self.done[deed if act else f"{deed} refused"] += 1
        self.wrong["refused"] += (act is not None) is not expected
        self.wrong["groups"] += after != self.told(longer)
        self.wrong["history"] += longer[: len(log)] != log
        self.wrong["quarrels"] += len(self.apart(longer, after))
        if act is None:
            self.wrong["undone"] += after != before
        elif self.chance.random() < 0.15:
            self.there_and_back(act, before, after)
        self.acts += [act] if act else []

    def attempt(
        self, deed: str, log: Sequence[Row], groups: frozenset[frozenset[int]]
    ) -> tuple[UUID | None, bool]:
        """Try a deed; whether the oracle expects it to be taken."""
        one, other = self.chance.sample(self.mentions, 2)
        if deed == "undo":
            return self.try_undo(log)
        if deed == "split":
            alone = frozenset({one.pk}) in groups
            return self.tried_deed("split_off", mention=one, reason=REASON), not alone
        pair = {"first": one, "second": other, "verdict": deed, "reason": REASON}
        together = any({one.pk, other.pk} <= some for some in groups)
        ties = [some for some in groups if one.pk in some or other.pk in some]
        joined = frozenset(end for some in ties for end in some)
        quarrel = bool(self.apart(log, frozenset({joined})))
        expected = {"same": not together and not quarrel, "different": not together}
        return self.tried_deed("judge_people", **pair), expected.get(deed, True)

    def try_undo(self, log: Sequence[Row]) -> tuple[UUID | None, bool]:
        """Take one of the last acts back; the oracle looks at the log as it would be."""
        if not self.acts:
            return None, False
        act = self.chance.choice(self.acts[-40:])
        mine = set(self.of_act(act))
        standing = [row for v in ("same", "different", "unsure", "undone")
                    for row in holding(log, v) if row[0] in mine]  # fmt: skip
        then: list[Row] = [*log]
        for number, row in enumerate(sorted(standing, reverse=True), start=1):
            then.append((log[-1][0] + number, row[1], row[2], "undone", row[0]))
        fits = not self.apart(then, self.told(then))
        return self.tried_deed("undo", act=act, reason=REASON), bool(standing) and fits

    def tried_deed(self, door: str, **words: Any) -> UUID | None:
        """The act, or None where it was refused."""
        try:
            return self.doors[door](by=self.by, **words)
        except self.refused:
            return None

    def there_and_back(self, act: UUID, before: object, after: object) -> None:
        """Undo, look, undo the undoing, look."""
        self.tried += 1
        back = self.doors["undo"](by=self.by, act=act, reason=REASON)
        self.wrong["undone"] += self.state() != before
        self.doors["undo"](by=self.by, act=back, reason=REASON)
        self.wrong["undone"] += self.state() != after
