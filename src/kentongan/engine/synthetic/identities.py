"""Invented registers of people in which some stand several times, written otherwise each time.

Planted with their truth: copies with changed names, lost numbers and wrong dates; twins, siblings,
father and son; a telephone that a village shares; falsified ages; recruiters under three names. The
national ids lie in kecamatan 61 to 99, which no kabupaten has: they belong to nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.linkage.people import Person
from kentongan.engine.synthetic.miswriting import Writer
from kentongan.engine.synthetic.people_words import Vocabulary

OLDEST, DAYS_OF_BIRTHS = date(1945, 1, 1), 22_600
NICKNAMES = ("Gendon", "Kenthung", "Cemplon", "Brewok", "Gepeng", "Ambon", "Kriwil", "Tembong")


class KinKind(StrEnum):
    """Different people who look alike on paper."""

    TWINS = "twins"
    SIBLINGS = "siblings"
    FATHER_AND_SON = "father and son"


@dataclass(frozen=True, slots=True)
class Kin:
    """Two persons (numbers as in ``IdentityWorld.person_of``) who are related."""

    a: int
    b: int
    kind: KinKind


@dataclass(frozen=True)
class IdentitySettings:
    """``copies``: share of records that repeat somebody. The others: how often each thing happens.

    ``no_…`` are of copies; a register's own record lacks a field a fifth as often. Raises
    ValueError without records or for a share outside 0 to 1.
    """

    records: int
    copies: float = 0.25
    twins: float = 0.008
    siblings: float = 0.10
    fathers: float = 0.05
    recruiters: float = 0.0005
    no_number: float = 0.55
    no_phone: float = 0.40
    no_birth_date: float = 0.25
    no_mother: float = 0.30
    no_father: float = 0.60
    changed_name: float = 0.55
    wrong_number: float = 0.06
    wrong_date: float = 0.11
    moved: float = 0.10

    def __post_init__(self) -> None:
        shares = [value for name, value in vars(self).items() if name != "records"]
        if self.records < 1 or not all(0 <= share <= 1 for share in shares):
            raise ValueError("records are at least 1 and every share lies between 0 and 1")


@dataclass(frozen=True)
class IdentityWorld:
    """``records`` in random order; ``person_of``: who stands behind each; ``kin`` by person."""

    records: tuple[Person, ...]
    person_of: NDArray[np.int64]
    kin: tuple[Kin, ...]

    def true_pairs(self) -> set[tuple[int, int]]:
        """Every two records (smaller first) of one person."""
        groups: dict[int, list[int]] = {}
        for record, person in enumerate(self.person_of.tolist()):
            groups.setdefault(person, []).append(record)
        return {pair for group in groups.values() for pair in combinations(group, 2)}


def build_identities(
    settings: IdentitySettings, villages: Sequence[str], seed: int
) -> IdentityWorld:
    """The register of a seed. ``villages``: codes such as ``35.02.01.2001``, drawn evenly.

    Raises ValueError without villages.
    """
    if not villages:
        raise ValueError("people live somewhere: at least one village")
    return _Builder(settings, villages, seed).world()


class _Builder:
    """One run: persons first, then what registers hold of them."""

    def __init__(self, settings: IdentitySettings, villages: Sequence[str], seed: int) -> None:
        self.settings, self.villages = settings, villages
        self.rng = np.random.default_rng(seed)
        self.writer = Writer(self.rng)
        self.kin: list[Kin] = []
        self.serials: dict[str, int] = {}
        self.near: dict[str, list[str]] = {}
        for village in villages:
            self.near.setdefault(village[:5], []).append(village)

    def world(self) -> IdentityWorld:
        """All records in random order."""
        copies = round(self.settings.records * self.settings.copies)
        count = self.settings.records - copies
        persons = self._persons(count)
        numbers = np.arange(self.settings.records)
        numbers[count:] = self.rng.integers(count, size=copies)
        self._recruiters(numbers, count)
        records = [self._base(one) for one in persons]
        records += [self._copy(persons[at]) for at in numbers[count:].tolist()]
        order = self.rng.permutation(self.settings.records)
        shuffled = tuple(records[at] for at in order.tolist())
        return IdentityWorld(shuffled, numbers[order].astype(np.int64), tuple(self.kin))

    def _recruiters(self, numbers: NDArray[np.int64], count: int) -> None:
        """Some persons stand in three copies one after another."""
        copies = len(numbers) - count
        for _ in range(min(round(self.settings.recruiters * count), copies // 3)):
            at = count + int(self.rng.integers(max(1, copies - 2)))
            numbers[at : at + 3] = numbers[at]

    # --- persons ---------------------------------------------------------------

    def _persons(self, count: int) -> list[Person]:
        persons = list(self._strangers(count))
        self._relate(persons)
        return [replace(one, national_id=self._number(one)) for one in persons]

    def _strangers(self, count: int) -> Iterator[Person]:
        """People without relation to each other, all fields known but the national id."""
        women = self.rng.random(count) < 0.5
        names = {sex: Vocabulary(self.rng, sex) for sex in ("L", "P")}
        own = {sex: iter(names[sex].draw(self.rng, count)) for sex in ("L", "P")}
        mothers, fathers = names["P"].draw(self.rng, count), names["L"].draw(self.rng, count)
        days = self.rng.integers(DAYS_OF_BIRTHS, size=count).tolist()
        homes = self.rng.integers(len(self.villages), size=count).tolist()
        phones = self.rng.integers(10**8, size=count).tolist()
        for at, is_woman in enumerate(women.tolist()):
            sex = "P" if is_woman else "L"
            home = self.villages[homes[at]]
            shared = self.writer.chance() < 0.02  # the telephone of the village shop
            phone = f"+62850{homes[at] if shared else phones[at]:08d}"
            yield Person(
                name=next(own[sex]),
                father=fathers[at],
                mother=mothers[at],
                birth_date=OLDEST + timedelta(days=days[at]),
                sex=sex,
                birth_area=home[:5] if self.writer.chance() < 0.85 else self._village()[:5],
                region_code=home,
                phones=(phone,),
            )

    def _village(self) -> str:
        return self.villages[self.writer.below(len(self.villages))]

    def _relate(self, persons: list[Person]) -> None:
        """Make neighbours in the list twins, siblings, or father and son."""
        shares = self.settings
        for a in range(0, len(persons) - 1, 2):
            left = self.writer.chance() / 2  # a pair has two people
            for kind, share in (
                (KinKind.TWINS, shares.twins),
                (KinKind.SIBLINGS, shares.siblings),
                (KinKind.FATHER_AND_SON, shares.fathers),
            ):
                left -= share / 2
                if left < 0:
                    persons[a + 1] = self._relative(persons[a], persons[a + 1], kind)
                    self.kin.append(Kin(a, a + 1, kind))
                    break

    def _relative(self, one: Person, other: Person, kind: KinKind) -> Person:
        if kind is KinKind.FATHER_AND_SON:
            return self._child(one, other)
        home = replace(
            other, mother=one.mother, father=one.father, region_code=one.region_code,
            birth_area=one.birth_area,
            phones=one.phones if self.writer.chance() < 0.4 else other.phones,
        )  # fmt: skip
        if kind is KinKind.SIBLINGS:
            return replace(home, name=self._family_name(one, other, 0.3))
        sex = one.sex if self.writer.chance() < 0.7 else other.sex
        twin = self._twin_name(one) if sex == one.sex else self._family_name(one, other, 0.4)
        return replace(home, name=twin, sex=sex, birth_date=one.birth_date)

    def _child(self, one: Person, other: Person) -> Person:
        born = (one.birth_date or OLDEST) + timedelta(days=9000 + self.writer.below(3000))
        return replace(
            other, name=self._family_name(one, other, 0.6), father=one.name, birth_date=born,
            region_code=one.region_code, birth_area=one.birth_area,
            phones=one.phones if self.writer.chance() < 0.5 else other.phones,
        )  # fmt: skip

    def _family_name(self, one: Person, other: Person, chance: float) -> str:
        """The other's name, sometimes with the last word of the first."""
        if self.writer.chance() > chance:
            return other.name
        own, last = other.name.split()[0], one.name.split()[-1]
        return f"{own} {last}" if own != last else other.name

    def _twin_name(self, one: Person) -> str:
        """Dwi and Tri, or another first word before the same last one."""
        words = one.name.split()
        stranger = Vocabulary.any_word(self.rng, one.sex)
        if len(words) == 1:
            return stranger
        if words[0] == "Dwi":
            return " ".join(["Tri", *words[1:]])
        return " ".join(
            [*words[:-1], stranger] if self.writer.chance() < 0.5 else [stranger, words[-1]]
        )

    def _number(self, one: Person) -> str:
        """A national id in an area that does not exist, with the next free serial of that day."""
        born = one.birth_date or OLDEST
        area = one.birth_area.replace(".", "") + str(61 + (born.toordinal() * 7) % 39)
        day = born.day + (40 if one.sex == "P" else 0)
        head = f"{area}{day:02}{born.month:02}{born.year % 100:02}"
        self.serials[head] = serial = self.serials.get(head, 0) + 1
        return f"{head}{serial:04}"

    # --- records ---------------------------------------------------------------

    def _base(self, one: Person) -> Person:
        """What a register holds of somebody who stands there himself."""
        return self._thinned(one, 0.2)

    def _copy(self, one: Person) -> Person:
        """What another source says of the same person."""
        shares, chance = self.settings, self.writer.chance
        return self._thinned(
            replace(
                one,
                name=self._name(one),
                mother=self.writer.rewritten(one.mother, "P", "") if chance() < 0.3 else one.mother,
                national_id=self._miscopied(one.national_id),
                birth_date=self._other_date(one)
                if chance() < shares.wrong_date
                else one.birth_date,
                region_code=self._moved(one.region_code)
                if chance() < shares.moved
                else one.region_code,
                phones=(f"+62850{self.writer.below(10**8):08d}",)
                if chance() < 0.25
                else one.phones,
            ),
            1.0,
        )

    def _thinned(self, one: Person, times: float) -> Person:
        """The person without the fields that this source lacks."""
        shares, chance = self.settings, self.writer.chance
        return replace(
            one,
            national_id="" if chance() < shares.no_number * times else one.national_id,
            phones=() if chance() < shares.no_phone * times else one.phones,
            birth_date=None if chance() < shares.no_birth_date * times else one.birth_date,
            mother="" if chance() < shares.no_mother * times else one.mother,
            father="" if chance() < shares.no_father * times else one.father,
            birth_area="" if chance() < 0.5 * times else one.birth_area,
            region_code=self._coarser(one.region_code)
            if chance() < 0.15 * times
            else one.region_code,
        )

    def _name(self, one: Person) -> str:
        if self.writer.chance() < 0.02:
            return f"{one.name} alias {self.writer.one_of(NICKNAMES)}"
        if self.writer.chance() < self.settings.changed_name:
            return self.writer.rewritten(one.name, one.sex, one.father)
        return one.name.upper() if self.writer.chance() < 0.3 else one.name

    def _miscopied(self, number: str) -> str:
        """A digit wrong, a digit lost, or the letter O for a zero."""
        left = self.writer.chance()
        if left > self.settings.wrong_number:
            return number
        at = self.writer.below(16)
        if left < self.settings.wrong_number * 0.7:
            digit = (int(number[at]) + 1 + self.writer.below(9)) % 10
            return f"{number[:at]}{digit}{number[at + 1 :]}"
        if left < self.settings.wrong_number * 0.85:
            return number[:at] + number[at + 1 :]
        return number.replace("0", "O", 1)

    def _other_date(self, one: Person) -> date:
        """Only the year known, day and month changed over, a slip, or an age made older."""
        born, way = one.birth_date or OLDEST, self.writer.below(11)
        if way < 3:
            return date(born.year, 1, 1)
        if way < 5:
            return date(born.year, born.day, born.month) if born.day <= 12 else born
        if way < 8:
            return self._in_year(born, born.year + (1 if way == 5 else -1))
        if way < 9:
            return date(born.year, born.month, 1 + self.writer.below(28))
        return self._in_year(born, born.year - 2 - self.writer.below(5))  # a minor made a woman

    @staticmethod
    def _in_year(born: date, year: int) -> date:
        return date(year, born.month, min(born.day, 28))

    def _moved(self, home: str) -> str:
        """Half of the moves stay in the kabupaten."""
        if self.writer.chance() < 0.5:
            return self._village()
        return self.writer.one_of(self.near[home[:5]])

    def _coarser(self, home: str) -> str:
        """Only the kecamatan, or only the kabupaten."""
        return home[:8] if self.writer.chance() < 0.6 else home[:5]
