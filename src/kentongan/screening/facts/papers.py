"""What the papers of one applicant tell differently."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from types import MappingProxyType

from kentongan.screening.facts.evidence import PaperDifference

# The fields that papers must tell alike (Permenkumham 8/2014 Ps 4), and how they are called.
FIELDS = MappingProxyType(
    {
        "national_id": "NIK",
        "name": "Nama",
        "birth_place": "Tempat lahir",
        "birth_date": "Tanggal lahir",
        "sex": "Jenis kelamin",
        "father": "Nama ayah",
        "mother": "Nama ibu",
    }
)


@dataclass(frozen=True)
class Paper:
    """One paper: what it is called, its date, and what stands in the fields that it has."""

    name: str
    on: date
    fields: Mapping[str, str]


def differences(papers: Sequence[Paper]) -> Iterator[PaperDifference]:
    """Every field that two papers tell differently, in the order of ``FIELDS``.

    Capitals, accents, punctuation and spaces do not count; a field that is empty differs from none.
    Exchanging two papers exchanges the sides of a difference and changes nothing else.
    """
    for name, words in FIELDS.items():
        for one, other in combinations(papers, 2):
            first, second = one.fields.get(name, ""), other.fields.get(name, "")
            if plain(first) and plain(second) and plain(first) != plain(second):
                yield PaperDifference(
                    source=f"{one.name}, {other.name}", on=max(one.on, other.on), field=words,
                    first_paper=one.name, first=first, second_paper=other.name, second=second,
                )  # fmt: skip


def plain(text: str) -> str:
    """Letters and digits alone, small, without accents; spaces between words kept single."""
    unaccented = unicodedata.normalize("NFKD", text).lower()
    kept = "".join(one for one in unaccented if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", kept.replace("'", "").replace("’", "").replace("_", " ")))
