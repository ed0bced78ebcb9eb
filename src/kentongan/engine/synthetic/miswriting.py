"""How the name of one person is written elsewhere: old spelling, by ear, shortened, mistyped."""

import re
from collections.abc import Callable

import numpy as np

type Draw = Callable[[tuple[str, ...]], str]

SHORT_FORMS = {
    "Muhammad": ("Moh.", "Moch.", "M.", "Muh.", "Mohamad", "Muhamad", "Mochamad", "Mohammad"),
    "Abdul": ("Abd.", "Abdoel", "Abd"),
    "Ahmad": ("Achmad", "Akhmad", "Ach."),
    "Siti": ("St.", "Sitti", "Siti"),
    "Nur": ("Noer", "Nur"),
}
OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"))
HEARD = (
    ("f", "p"), ("v", "f"), ("z", "s"), ("z", "j"), ("kh", "h"), ("kh", "k"), ("sy", "s"),
    ("sh", "s"), ("dh", "d"), ("th", "t"), ("q", "k"), ("ny", "ni"), ("ai", "ae"), ("d$", "t"),
    ("(?<=[aiou])h$", ""), ("(?<=[aeiou])y(?=[aeiou])", ""), ("ti$", "tie"), ("i$", "ie"),
    ("s", "ss"), ("m", "mm"), ("n(?=[aiou])", "nn"), ("l", "ll"), ("o(?=[hm])", "a"),
    ("a(?=h)", "o"),
)  # fmt: skip
TITLES = {
    "L": ("H.", "Pak", "Bpk.", "Drs.", "KH.", "R.", "Sdr."),
    "P": ("Hj.", "Bu", "Ibu", "Ny.", "Sdri."),
}
DEGREES = ("S.Pd.", "S.H.", "S.E.", "S.Ag.", "M.Si.", "A.Md.")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How often each slip happens among the slips.
SLIPS = (
    ("old", 0.16), ("heard", 0.24), ("short", 0.14), ("dropped", 0.12), ("initial", 0.07),
    ("joined", 0.06), ("shuffled", 0.05), ("title", 0.08), ("father", 0.03), ("typing", 0.05),
)  # fmt: skip
NAMES_OF_SLIPS = tuple(name for name, _ in SLIPS)
SHARES = np.array([share for _, share in SLIPS]) / sum(share for _, share in SLIPS)


class Writer:
    """Writes names as people do; all chance comes from one generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self._buffer: list[float] = []

    def chance(self) -> float:
        """A number below 1; drawn in thousands, since single draws cost most of the time."""
        if not self._buffer:
            self._buffer = self.rng.random(4096).tolist()
        return self._buffer.pop()

    def below(self, count: int) -> int:
        """A whole number below ``count``."""
        return int(self.chance() * count)

    def one_of[T](self, options: tuple[T, ...] | list[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def rewritten(self, name: str, sex: str, father: str) -> str:
        """The name with one slip or two; a slip that cannot happen to it leaves it as it is."""
        times = 1 + (self.chance() < 0.25)
        for _ in range(times):
            slip = self.slip()
            name = getattr(self, slip)(name, sex, father)
        return name

    def slip(self) -> str:
        """The kind of the next slip."""
        left = self.chance()
        for name, share in zip(NAMES_OF_SLIPS, SHARES.tolist(), strict=True):
            left -= share
            if left < 0:
                return name
        return NAMES_OF_SLIPS[0]

    def old(self, name: str, sex: str, father: str) -> str:
        """Spelling before 1972: oe, dj, tj, j; in the whole name."""
        words = [self._old_word(word) for word in name.split()]
        return " ".join(words)

    def _old_word(self, word: str) -> str:
        small = word.lower()
        marks = [(new, old) for new, old in OLD if new in small]
        for new, old in marks[: 1 + self.below(2)]:
            small = small.replace(new, old)
        return small.capitalize()

    def heard(self, name: str, sex: str, father: str) -> str:
        """One word as it sounds."""
        fitting = [(at, was, now) for at, was, now in self._by_ear(name)]
        if not fitting:
            return name
        at, was, now = self.one_of(fitting)
        words = name.split()
        words[at] = re.sub(was, now, words[at].lower(), count=1).capitalize()
        return " ".join(words)

    def _by_ear(self, name: str) -> list[tuple[int, str, str]]:
        words = name.lower().split()
        return [
            (at, was, now)
            for at, word in enumerate(words)
            for was, now in HEARD
            if re.search(was, word[1:] if len(was) == 1 else word)
        ]

    def short(self, name: str, sex: str, father: str) -> str:
        """Muhammad as Moh., Siti as St."""
        return " ".join(self.one_of(SHORT_FORMS.get(word, (word,))) for word in name.split())

    def dropped(self, name: str, sex: str, father: str) -> str:
        """A word left out."""
        words = name.split()
        if len(words) > 1:
            del words[self.below(len(words))]
        return " ".join(words)

    def initial(self, name: str, sex: str, father: str) -> str:
        """A word by its first letter."""
        words = name.split()
        if len(words) > 1:
            at = self.below(len(words))
            words[at] = words[at][0] + "."
        return " ".join(words)

    def joined(self, name: str, sex: str, father: str) -> str:
        """Two words written together."""
        first, *rest = name.split()
        return " ".join([first + rest[0].lower(), *rest[1:]]) if rest else name

    def shuffled(self, name: str, sex: str, father: str) -> str:
        """The last word first."""
        words = name.split()
        return " ".join([words[-1], *words[:-1]])

    def title(self, name: str, sex: str, father: str) -> str:
        """A title before it, or a degree behind it."""
        if self.chance() < 0.25:
            return f"{name}, {self.one_of(DEGREES)}"
        return f"{self.one_of(TITLES[sex])} {name}"

    def father(self, name: str, sex: str, father: str) -> str:
        """Bin or binti with the father, or the father's name behind a single one."""
        if not father:
            return name
        if " " not in name and self.chance() < 0.5:
            return f"{name} {father}"
        return f"{name} {'bin' if sex == 'L' else 'binti'} {father}"

    def typing(self, name: str, sex: str, father: str) -> str:
        """One letter wrong, doubled, left out or changed over with the next."""
        at = 1 + self.below(max(1, len(name) - 1))
        letter = LETTERS[self.below(26)]
        ways = (
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at - 1 : at] + name[at:],
            name[: at - 1] + name[at : at + 1] + name[at - 1 : at] + name[at + 1 :],
        )
        return self.one_of(ways)
