"""Written places as scans and quick messages spoil them, by seed. Knows nothing of the resolver.

``python -m tests.regions.noise SEED`` prints rows for ``labelled_places.csv``. The names come from
the packaged list; what they may mean is decided here from the list alone.
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

from kentongan.regions.catalogue import Place, places

HOME = ("35.01", "35.02", "35.03")
# What a scanner or a thumb makes of a letter.
SCANNED = {"o": "0", "l": "1", "i": "1", "s": "5", "m": "rn", "e": "c", "u": "v", "g": "q"}
KEYS = {"a": "s", "e": "r", "i": "o", "n": "b", "r": "t", "t": "y", "g": "h", "k": "l", "d": "f"}
# {v} village, {k} sub-district, {r} regency, {h} hamlet, {z} postal code, {c} code.
FULL = (
    "Dusun {h} RT 0{n} RW 0{m} Desa {v} Kecamatan {k} Kabupaten {r}",
    "DSN {h} RT.00{n}/RW.00{m}, {v}, {k}, {r}",
    "{v}, Kec. {k}, Kab. {r} {z}",
    "{v} kc.{k}",
    "{r} > {k} > {v}",
    "{v} ({k})",
    "{v}/{k}/{r}",
    "alamat: {v} {k} {r} Jawa Timur",
    "asal {v} kec {k} kab {r}",
    "{k} - {v}",
    "{v}; {k}; {r}; Jatim",
    "RT {n}/{m} {v} kec. {k} {r} {z}",
)
BARE = ("{v}", "{v} {r}", "{v} kab. {r}", "{v}, {r}, Jatim", "dsn {h} {v} {r}")
HAMLETS = ("Krajan", "Ngasem Lor", "Tengah", "Jati", "Sambi", "Kebonan")


class Row(NamedTuple):
    """One line of the labelled file."""

    text: str
    near: str
    expected: str
    why: str


def scanned(name: str, chance: random.Random) -> str:
    """One letter that a scanner reads otherwise."""
    spots = [at for at, letter in enumerate(name.lower()) if letter in SCANNED and at]
    if not spots:
        return name
    at = chance.choice(spots)
    return name[:at] + SCANNED[name[at].lower()] + name[at + 1 :]


def thumbed(name: str, chance: random.Random) -> str:
    """One letter that a thumb hits beside, drops or swaps."""
    spots = [at for at, letter in enumerate(name) if 0 < at < len(name) - 1 and letter.isalpha()]
    at = chance.choice(spots)
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + KEYS.get(name[at], name[at] * 2) + name[at + 1 :],
        )
    )


def hurried(name: str, chance: random.Random) -> str:
    """Vowels inside left out, as in short messages; short names stay."""
    if len(name) < 7:
        return name
    spots = [at for at in range(2, len(name) - 1) if name[at] in "aiueo"]
    dropped = chance.choice(spots)
    return name[:dropped] + name[dropped + 1 :]


def spoiled(name: str, chance: random.Random) -> str:
    """The name as it stands or spoiled in one way, in one of three cases."""
    ways = (scanned, thumbed, hurried, lambda word, _: word.replace(" ", ""))
    written = chance.choice(ways)(name, chance) if chance.random() < 0.6 else name
    return chance.choice((written, written.lower(), written.upper()))


def is_alone(place: Place, names: Counter[str]) -> bool:
    """Whether the name is borne once here and no other one is within two slips."""
    if names[place.name] > 1 or len(place.name) < 7:
        return False
    others = (name for name in names if name != place.name)
    return all(
        OSA.distance(place.name.lower(), name.lower(), score_cutoff=2) > 2 for name in others
    )


def rows(seed: int) -> Iterator[Row]:
    """A row for every second village; bare forms only for names that stand alone."""
    chance = random.Random(seed)
    areas = places(HOME)
    name = {area.code: area.bare_name for area in areas}
    names = Counter(name.values())
    for village in (area for area in areas if area.level == 4):
        if chance.random() < 0.5:
            continue
        form = chance.choice(FULL + BARE if is_alone(village, names) else FULL)
        if name[village.code[:8]] == name[village.code[:5]]:
            form = FULL[0]  # elsewhere "Pacitan" alone may be the regency
        parts = {
            "v": spoiled(village.name, chance),
            "k": spoiled(name[village.code[:8]], chance) if chance.random() < 0.4 else "",
            "r": name[village.code[:5]],
            "h": chance.choice(HAMLETS),
            "z": village.postal_code,
            "n": str(chance.randrange(1, 9)),
            "m": str(chance.randrange(1, 6)),
        }
        parts["k"] = parts["k"] or name[village.code[:8]]
        yield Row(form.format(**parts), "", village.code, f"spoiled by seed {seed}: {form}")


if __name__ == "__main__":
    csv.writer(sys.stdout).writerows(rows(int(sys.argv[1])))
