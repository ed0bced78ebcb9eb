"""What of a person the index knows: words of names, the birth date, the place."""

from collections.abc import Iterable
from dataclasses import dataclass

from kentongan.engine.linkage.names import PersonName, read_name
from kentongan.engine.linkage.people import Prepared


@dataclass(frozen=True, slots=True)
class Described:
    """A person in the words of the index; empty means not told.

    ``sounds`` and ``coarse`` are the k2 and k3 words of the name and of other names; ``parents``
    the k2 words of mother and father; ``day`` is written YYYYMMDD; ``beginning`` are the letters
    typed so far of a word that may go on.
    """

    sounds: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    day: str = ""
    year: str = ""
    district: str = ""
    regency: str = ""
    beginning: str = ""


def described(one: Prepared, beginning: str = "") -> Described:
    """A prepared person in the words of the index; what stands behind "alias" is a name too."""
    names = [one.name, *one.name.others, *map(read_name, one.person.others)]
    parents = [one.mother_name, read_name(one.person.father), *patronyms(names)]
    return Described(
        sounds=each_once(word for name in names for word in name.k2),
        coarse=each_once(word for name in names for word in name.k3),
        parents=each_once(word for name in parents for word in name.k2),
        day=one.born,
        year=str(one.year) if one.year else "",
        district=one.district,
        regency=one.regency,
        beginning=beginning,
    )


def patronyms(names: Iterable[PersonName]) -> list[PersonName]:
    """The fathers that bin and binti name."""
    return [read_name(" ".join(name.father)) for name in names if name.father]


def each_once(words: Iterable[str]) -> tuple[str, ...]:
    """Words in their order; a letter alone finds too many to be asked for."""
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))
