"""Pairs of names labelled by rule: same, other or unclear, with the kind of difference.

Every kind of difference has one label, so that the labels need no reader. Seeded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kentongan.engine.synthetic import name_errors as errors
from kentongan.engine.synthetic.name_errors import Maker

MATCH, NON_MATCH, UNCLEAR = "match", "non_match", "unclear"
STRONG, WEAK = "strong", "weak"


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names, what is known about them by rule, and the kind of difference."""

    name_a: str
    name_b: str
    label: str
    strength: str
    error: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of difference."""

    label: str
    strength: str
    make: Maker


KINDS: Mapping[str, Kind] = MappingProxyType({
    "old oe": Kind(MATCH, STRONG, errors.replaced(
        (r"(?<=[bdghjklmnprst])u(?=[dgjkmnprst])", "oe"),
    )),
    "old dj": Kind(MATCH, STRONG, errors.replaced((r"J", "Dj"), (r"(?<=[aiueorn])j", "dj"))),
    "old tj": Kind(MATCH, STRONG, errors.replaced((r"C(?!h)", "Tj"), (r"c(?!h)", "tj"))),
    "old j for y": Kind(MATCH, STRONG, errors.replaced(
        (r"(?<=[hl])y(?=[aou])", "j"), (r"(?<=Sur)y", "j"), (r"(?<=[a-z])u(?=[dgjkmnprst])", "oe"),
    )),
    "old ch, sj, nj": Kind(MATCH, STRONG, errors.one_rule(
        (r"Kh", "Ch"), (r"kh", "ch"), (r"Sy", "Sj"), (r"ah(?=m[aiu])", "ach"),
    )),
    "Muhammad written": Kind(MATCH, STRONG, errors.first_words(
        ("Muhammad", "Moh."), ("Muhammad", "Mohamad"), ("Mochamad", "Muhamad"), ("Muh.", "Moch."),
        ("Mochammad", "Mokhamad"), ("Muhammad", "Mhd."), ("Mohammad", "Muchamad"),
    )),
    "Ahmad written": Kind(MATCH, STRONG, errors.first_words(
        ("Ahmad", "Achmad"), ("Akhmad", "Achmad"), ("Ach.", "Ahmad"), ("Ahmad", "Akh."),
    )),
    "Abdul written": Kind(MATCH, STRONG, errors.one_of(
        errors.assimilated, errors.first_words(("Abdul", "Abd."), ("Abdul", "Abdl.")),
    )),
    "Siti, Nur written": Kind(MATCH, STRONG, errors.first_words(
        ("Siti", "Sitti"), ("Siti", "St."), ("Nur", "Noer"), ("Nur", "Noor"), ("Siti", "Sity"),
    )),
    "title": Kind(MATCH, STRONG, errors.before(
        "H.", "Hj.", "Pak", "Bu", "KH.", "Drs.", "R.", "Rr.", "Mbah", "Alm.", "Ir.", "Sdr.", "Ny.",
        "Bapak", "Ibu", "Mbak", "Mas", "Haji", "Drs. H.", "Bpk. H.", "Ust.", "K.H.", "Cak", "Dr.",
    )),
    "degree": Kind(MATCH, STRONG, errors.behind(
        "S.Pd", "S.E.", "S.H., M.H.", "S.Ag", "M.Si", "A.Md.", "S.Kom", "S.Pd.I", "S.T.", "M.Pd.",
    )),
    "joined or split": Kind(MATCH, STRONG, errors.joined),
    "doubled letter": Kind(MATCH, STRONG, errors.doubled),
    "iy and i": Kind(MATCH, STRONG, errors.replaced((r"iy(?=[aeou])", "i"))),
    "q, th, dh, sh, gh": Kind(MATCH, STRONG, errors.one_rule(
        (r"K(?=om)", "Q"), (r"t(?=[aiou]f|f)", "th"), (r"d(?=ar|i)", "dh"), (r"Sh|sh", "S"),
        (r"Gh", "G"), (r"Sy", "S"), (r"z(?=k)", "zz"),
    )),
    "Arabic a and o": Kind(MATCH, STRONG, errors.one_rule(
        (r"(?<=R)o(?=h[mi])", "a"), (r"roh\b", "rah"), (r"Ghof", "Ghaf"), (r"Musto", "Musta"),
        (r"Kho(?=t)", "Kha"), (r"brah", "broh"), (r"Ramadh", "Romadh"), (r"Khoir", "Khair"),
    )),
    "ai and ae": Kind(MATCH, STRONG, errors.replaced((r"ai", "ae"))),
    "capitals and signs": Kind(MATCH, STRONG, errors.typed),
    "binti written": Kind(MATCH, STRONG, errors.child_of),
    "alias told": Kind(MATCH, STRONG, errors.also_called),
    "Balinese rank written": Kind(MATCH, STRONG, errors.balinese),
    "clan marker written": Kind(MATCH, STRONG, errors.of_clan),
    "Javanese a and o": Kind(MATCH, WEAK, errors.a_and_o),
    "z and j": Kind(MATCH, WEAK, errors.replaced((r"Z", "J"))),
    "f and p": Kind(MATCH, WEAK, errors.replaced(
        (r"F", "P"), (r"(?<=[aiueo])f(?=[aiueo]|\b)", "p"),
    )),
    "h and kh": Kind(MATCH, WEAK, errors.one_rule((r"Kh(?=[ao])", "H"), (r"H(?=an|al|as)", "Kh"))),
    "slip of the pen": Kind(MATCH, WEAK, errors.slip),
    "two words turned round": Kind(MATCH, WEAK, errors.turned_round),
    "last word left out": Kind(MATCH, WEAK, errors.last_left_out),
    "saint with J or Y": Kind(MATCH, WEAK, errors.saint),
    "initial": Kind(UNCLEAR, "", errors.initial),
    "M. or Muhammad": Kind(UNCLEAR, "", errors.maybe_muhammad),
    "middle word left out": Kind(UNCLEAR, "", errors.middle_left_out),
    "father behind one word": Kind(UNCLEAR, "", errors.with_father),
    "short form": Kind(UNCLEAR, "", errors.short_form),
    "father differs a little": Kind(UNCLEAR, "", errors.father_unclear),
    "man and woman": Kind(NON_MATCH, "", errors.couple),
    "two names of one stem": Kind(NON_MATCH, "", errors.brothers),
    "other place of birth order": Kind(NON_MATCH, "", errors.other_number),
    "other second word": Kind(NON_MATCH, "", errors.other_second),
    "other word after Abdul": Kind(NON_MATCH, "", errors.other_servant),
    "other father": Kind(NON_MATCH, "", errors.other_father),
    "other Balinese rank": Kind(NON_MATCH, "", errors.other_rank),
    "other clan": Kind(NON_MATCH, "", errors.other_clan),
    "other word after a title": Kind(NON_MATCH, "", errors.other_title),
})  # fmt: skip


def labelled_pairs(seed: int, of_each_kind: int = 60) -> tuple[NamePair, ...]:
    """``of_each_kind`` pairs of each of the 45 kinds; the same for the same seed."""
    return tuple(_pairs(np.random.default_rng(seed), of_each_kind))


def _pairs(rng: np.random.Generator, of_each_kind: int) -> Iterator[NamePair]:
    """The pairs, kind by kind; sometimes the two names change places."""
    for error, kind in KINDS.items():
        for _ in range(of_each_kind):
            one, other = kind.make(rng)
            first, second = (one, other) if rng.random() < 0.5 else (other, one)
            yield NamePair(str(first), str(second), kind.label, kind.strength, error)
