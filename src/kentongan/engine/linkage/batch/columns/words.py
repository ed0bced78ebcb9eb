"""Words of names, numbered as they are met: what follows from a word is found out once."""

from dataclasses import dataclass, fields
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from kentongan.engine.linkage.batch.columns.lists import (
    Lists,
    Mask,
    Whole,
    lists_of,
    stacked,
)
from kentongan.engine.linkage.batch.columns.texts import ranks_of
from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.names.guards import guards_of
from kentongan.engine.linkage.names.reading import usual_word
from kentongan.engine.linkage.names.sound import coarse, sound_of
from kentongan.engine.linkage.people import RARE, TELLING, ascii_of, bits_of_word, number_of

UNUSUAL = -1


@dataclass(frozen=True)
class Known:
    """All words of a book by their number; ``…_number``: hashes, ``is_…_word``: not an initial.

    ``texts``: k1, ``sounds``: k2, ``plain``: k2 in ASCII. ``rare``, ``telling``: the k1 word is
    carried by few, is not among the commonest.
    """

    texts: Any
    sounds: Any
    plain: Any
    sound_number: Whole
    coarse_number: Whole
    is_text_word: Mask
    is_sound_word: Mask
    is_coarse_word: Mask
    stems: Lists
    guards: Lists
    bits: Whole
    rare: Mask
    telling: Mask

    @cached_property
    def text_ranks(self) -> Whole:
        """The place of each k1 word in the alphabet."""
        return ranks_of(self.texts)

    @cached_property
    def sound_ranks(self) -> Whole:
        """The place of each k2 word in the alphabet."""
        return ranks_of(self.sounds)


class Book:
    """The words met so far in k1; a word keeps its number."""

    def __init__(self, rarity: Rarity) -> None:
        self.rarity = rarity
        self.numbers: dict[str, int] = {}
        self.usual: dict[str, int] = {}
        self.read: list[Known] = []

    def number(self, word: str) -> int:
        """The number of a k1 word."""
        return self.numbers.setdefault(word, len(self.numbers))

    def usual_number(self, written: str) -> int:
        """The number of a written word that is always a word of a name, else ``UNUSUAL``."""
        found = self.usual.get(written)
        if found is None:
            read = usual_word(written)
            found = self.usual[written] = self.number(read[1]) if read else UNUSUAL
        return found

    def known(self) -> Known:
        """What follows from every word; only those not met before are looked into."""
        before = sum(len(one.texts) for one in self.read)
        fresh = known_of(list(islice(self.numbers, before, None)), self.rarity)
        self.read = [together([*self.read, fresh])]
        return self.read[0]


def known_of(texts: list[str], rarity: Rarity) -> Known:
    """What follows from some k1 words."""
    sounds = [sound_of(text) for text in texts]
    guards = [guards_of(sound) for sound in sounds]
    rough = [coarse(sound) for sound in sounds]
    shares = np.array([rarity.share(text) for text in texts], dtype=np.float64)
    return Known(
        texts=pa.array(texts, pa.string()),
        sounds=pa.array(sounds, pa.string()),
        plain=pa.array(map(ascii_of, sounds), pa.string()),
        sound_number=numbered(sounds),
        coarse_number=numbered(rough),
        is_text_word=longer(texts),
        is_sound_word=longer(sounds),
        is_coarse_word=longer(rough),
        stems=lists_of([[number_of(stem) for stem, _ in one] for one in guards]),
        guards=lists_of([[number_of(f"{stem}:{kind}") for stem, kind in one] for one in guards]),
        bits=np.array(list(map(bits_of_word, shares.tolist())), dtype=np.int64),
        rare=shares <= RARE,
        telling=shares <= TELLING,
    )


def together(parts: list[Known]) -> Known:
    """The words of all parts in their order."""
    found = {
        one.name: joined_up([getattr(part, one.name) for part in parts]) for one in fields(Known)
    }
    return Known(**found)


def joined_up(parts: list[Any]) -> Any:
    """Arrays or lists one behind the other."""
    if isinstance(parts[0], Lists):
        return stacked(*parts)
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts)
    return pa.concat_arrays(parts)


def numbered(texts: list[str]) -> Whole:
    """The hashes of the texts."""
    return np.array([number_of(text) for text in texts], dtype=np.int64)


def longer(texts: list[str]) -> Mask:
    """Which are words and no initials."""
    return np.array([len(text) > 1 for text in texts], dtype=bool)
