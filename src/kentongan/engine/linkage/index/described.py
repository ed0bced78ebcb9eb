"""What of a person the index knows: words of names, the birth date, the place."""

from collections.abc import Iterable
from dataclasses import dataclass

from kentongan.engine.linkage.names import PersonName, read_name

# A village code such as 35.02.08.2005; its beginnings are district and regency.
DISTRICT, REGENCY = len("35.02.08"), len("35.02")
DAY, YEAR = len("1990-01-31"), len("1990")


@dataclass(frozen=True, slots=True)
class Described:
    """A person in the words of the index; empty means not told.

    ``sounds`` and ``coarse`` are the k2 and k3 words of the name and of other names; ``parents``
    the k2 words of mother and father; ``birth`` an ISO day, or a year; ``beginning`` the letters
    typed so far of a word that may go on.
    """

    sounds: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    birth: str = ""
    region_code: str = ""
    beginning: str = ""

    @property
    def day(self) -> str:
        """The birth date, where the whole of it is told."""
        return self.birth if len(self.birth) == DAY else ""

    @property
    def year(self) -> str:
        """The year of birth."""
        return self.birth[:YEAR]

    @property
    def district(self) -> str:
        """The code of the district, where it is told."""
        return self.region_code[:DISTRICT] if len(self.region_code) >= DISTRICT else ""

    @property
    def regency(self) -> str:
        """The code of the regency, where it is told."""
        return self.region_code[:REGENCY] if len(self.region_code) >= REGENCY else ""


def described(
    names: Iterable[PersonName],
    parents: Iterable[PersonName] = (),
    birth: str = "",
    region_code: str = "",
) -> Described:
    """A person out of read names; what stands behind "alias" counts as names too."""
    read = [one for name in names for one in (name, *name.others)]
    return Described(
        sounds=each_once(word for name in read for word in name.k2),
        coarse=each_once(word for name in read for word in name.k3),
        parents=each_once(word for name in (*parents, *patronyms(read)) for word in name.k2),
        birth=birth,
        region_code=region_code,
    )


def patronyms(names: Iterable[PersonName]) -> list[PersonName]:
    """The fathers that bin and binti name."""
    return [read_name(" ".join(name.father)) for name in names if name.father]


def each_once(words: Iterable[str]) -> tuple[str, ...]:
    """Words in their order; a letter alone finds too many to be asked for."""
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))
