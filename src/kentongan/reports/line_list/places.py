"""The written place of a row, resolved once per different writing; never a guessed village."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.access.visibility import within_areas
from kentongan.regions.models import Level, Region
from kentongan.regions.queries import (
    ResolvedRegions,
    in_force,
    resolved_regions,
    rows_with_parents,
)
from kentongan.reports.models import PlacePrecision
from kentongan.reports.places import PRECISION_OF_LEVEL, precision_of

# A column that is headed "Kecamatan" holds "Watulimo": the word says which level was meant.
LEVEL_WORDS = (
    ("Desa", re.compile(r"^(?:ds|desa|kel|kelurahan)\b", re.IGNORECASE)),
    ("Kec.", re.compile(r"^(?:kec|kecamatan)\b", re.IGNORECASE)),
    ("Kab.", re.compile(r"^(?:kab|kabupaten|kota|kodya)\b", re.IGNORECASE)),
)
MOST_NAMED = 5
COARSE = (Level.REGENCY, Level.DISTRICT)


@dataclass(frozen=True)
class Place:
    """Where a row speaks of; ``text`` is as written, ``note`` what a person should look at."""

    text: str
    region_id: int | None = None
    region_code: str = ""
    precision: str = PlacePrecision.UNSURE
    note: str = ""


@dataclass
class PlaceFinder:
    """Places of one line list; ``home`` are the codes of the office's working areas.

    A list of 10,000 rows writes 3,000 places in 700 areas: rows of areas are kept, those of the
    home areas read at once.
    """

    home: tuple[str, ...] = ()
    known: dict[tuple[str, str, str, str], Place] = field(default_factory=dict)
    rows: dict[str, Region | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows |= rows_around(self.home)

    def find(self, village: str, district: str, regency: str, place: str) -> Place:
        """The area of a row, coarser with a note where the words do not single one out."""
        key = village, district, regency, place
        if key not in self.known:
            self.known[key] = self.looked_up(key)
        return self.known[key]

    def looked_up(self, words: tuple[str, str, str, str]) -> Place:
        """``find`` without its memory: the finest writing first, then coarser ones."""
        written = ", ".join(filter(None, words))
        if not written:
            return Place("", note=_("Tempatnya kosong. Isi desa atau kecamatannya bila diketahui."))
        for number, attempt in enumerate(attempts(words)):
            found = self.resolved(attempt)
            if found.single is not None and found.single.level in PRECISION_OF_LEVEL:
                note = "" if number == 0 else not_found_note(words, found.single)
                return at(written, found.single, note)
            if found.candidates:
                return self.common(written, list(found.candidates))
        return Place(
            written,
            note=_("Tempat “%(text)s” tidak ditemukan. Tulis nama desa dan kecamatannya.")
            % {"text": written[:60]},
        )

    def resolved(self, text: str) -> ResolvedRegions:
        """``resolved_regions`` with the rows that are kept."""
        return resolved_regions(text, rows_of=self.rows_of)

    def rows_of(self, codes: Sequence[str]) -> list[Region]:
        """The rows of some codes; missing ones are read with one question."""
        if missing := [code for code in codes if code not in self.rows]:
            self.rows |= dict.fromkeys(missing) | {
                row.code: row for row in rows_with_parents(missing)
            }
        return [row for code in codes if (row := self.rows[code]) is not None]

    def common(self, written: str, candidates: Sequence[Region]) -> Place:
        """What several places of one name have in common, those of the own office first."""
        near = self.home_of_one_name(candidates) or list(candidates)
        if len(near) == 1 < len(candidates):
            note = _("Ada tempat lain bernama sama; dipilih %(name)s di wilayah kantor ini.")
            return at(written, near[0], note % {"name": full_name(near[0])})
        if len(near) == 1 and near[0].level in COARSE:
            note = _("“%(text)s” tidak dikenal seluruhnya; dicatat %(name)s. Perbaiki bila perlu.")
            return at(written, near[0], note % {"text": written[:60], "name": full_name(near[0])})
        names = "; ".join(full_name(one) for one in near[:MOST_NAMED])
        more = " …" if len(near) > MOST_NAMED else ""
        note = _("“%(text)s” bisa berarti: %(names)s. Tulis juga kecamatannya.") % {
            "text": written[:60],
            "names": names + more,
        }
        shared = common_area(near)
        return at(written, shared, note) if shared else Place(written, note=note)

    def home_of_one_name(self, candidates: Sequence[Region]) -> list[Region]:
        """Those of the own office, when all candidates bear one name; a likely slip is no name."""
        same = len({one.name for one in candidates}) == 1
        return [one for one in candidates if self.is_home(one)] if same else []

    def is_home(self, region: Region) -> bool:
        """Whether a region lies in the office's working areas."""
        return any(region.code == code or region.code.startswith(f"{code}.") for code in self.home)


def rows_around(home: Sequence[str]) -> dict[str, Region]:
    """The areas inside the home areas and above them by code, each with its parent at hand."""
    parts = [code.split(".") for code in home]
    above = {".".join(part[:length]) for part in parts for length in range(1, len(part))}
    wanted = within_areas("code", (*home,)) | Q(code__in=above)
    rows = {row.code: row for row in in_force().filter(wanted)}
    for code, row in rows.items():
        if parent := rows.get(code.rpartition(".")[0]):
            row.parent = parent
    return rows


def at(written: str, region: Region, note: str) -> Place:
    """A place in a region of a level that reports may speak of."""
    return Place(written, region.pk, region.code, precision_of(region), note)


def attempts(words: tuple[str, str, str, str]) -> list[str]:
    """The writings to look up: everything, then without the single-column place, then coarser."""
    village, district, regency, place = words
    levels = [
        with_word(text, *pair)
        for text, pair in zip((village, district, regency), LEVEL_WORDS, strict=True)
    ]
    tries = [[place, *levels[1:]] if place and not village else levels]
    tries += [levels, levels[1:], levels[2:]]
    texts = (", ".join(filter(None, parts)) for parts in tries)
    return list(dict.fromkeys(text for text in texts if text))


def with_word(text: str, word: str, known: re.Pattern[str]) -> str:
    """``Watulimo`` in the column "Kecamatan" is "Kec. Watulimo"."""
    return text if not text or known.match(text) else f"{word} {text}"


def full_name(region: Region) -> str:
    """``Prigi, Kec. Watulimo, Trenggalek``: enough to tell two of one name apart."""
    names = [region.name]
    above = region.parent
    while above is not None and above.level > Level.PROVINCE:
        names.append(f"Kec. {above.name}" if above.level == Level.DISTRICT else above.name)
        above = above.parent
    return ", ".join(names)


def not_found_note(words: tuple[str, str, str, str], region: Region) -> str:
    """The fine word was not found; the coarser one was."""
    finest = words[0] or words[3] or words[1]
    return _("“%(text)s” tidak ditemukan; dicatat %(name)s. Perbaiki nama desanya bila perlu.") % {
        "text": finest[:60],
        "name": full_name(region),
    }


def common_area(regions: Sequence[Region]) -> Region | None:
    """The smallest area around all of them, regency at most; None when they lie further apart."""
    above = regions[0].parent
    while above is not None and above.level >= Level.REGENCY:
        if all(one.code.startswith(f"{above.code}.") for one in regions):
            return above
        above = above.parent
    return None
