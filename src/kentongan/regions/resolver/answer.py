"""The answer: areas ranked, and one of them alone only when nothing else fits nearly as well."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from kentongan.regions.resolver.evidence import (
    ANCESTORS,
    DISTRICT,
    HOME,
    REGENCY,
    VILLAGE,
    WRITTEN_CODE,
    Clue,
    Evidence,
    Weighed,
)
from kentongan.regions.resolver.index import EXACT, FOLDED, Hit, NameIndex, Place, Span, spans_of
from kentongan.regions.resolver.reading import Reading, read
from kentongan.regions.resolver.vocabulary import EVERYDAY

# Two areas closer than this are one question to the writer. Less than a written area above (7) or
# a level word against the wrong one (9); more than an exact name against a likely slip (1.5 to 2).
MARGIN = 3.0
MOST_CANDIDATES = 8
WORST_LISTED = 12.0  # points behind the first; further down is noise
MOST_FAR = 8  # bare names outside the home area that are weighed; more are not listed either
# A misspelt name decides with a written area above it, or alone when long and nearly right.
SURE_WITH_ABOVE, SURE_ALONE, LONG_NAME = 0.62, 0.8, 7
# Below these points the name itself is too doubtful for an answer without asking.
FOUND = 0.55
LEVELS = {2: 1, REGENCY: 2, DISTRICT: 3, VILLAGE: 4}


class Candidate(NamedTuple):
    """An area that may be meant. ``path`` is its names from itself up to the province."""

    code: str
    level: int  # 1 province … 4 village
    path: tuple[str, ...]
    score: float  # points; they rank within one answer and mean nothing across answers
    clues: tuple[Clue, ...]
    above: tuple[str, ...]  # names of the written areas that contain it

    @property
    def name(self) -> str:
        return self.path[0]

    @property
    def reason(self) -> str:
        """Why it is listed, in one Indonesian sentence without a full stop."""
        said = {
            Clue.EXACT: _("nama sama"),
            Clue.NEAR_SPELLING: _("ejaan mirip"),
            Clue.CODE: _("kode wilayah sama"),
            Clue.OLD_CODE: _("kode lama, kini kode baru"),
            Clue.PART_OF_CODE: _("kode tidak dikenal, wilayah di atasnya dikenal"),
            Clue.ABOVE: _("cocok dengan %(above)s") % {"above": ", ".join(self.above)},
            Clue.POSTAL: _("kode pos cocok"),
            Clue.RIGHT_LEVEL: _("tingkatnya cocok"),
            Clue.WRONG_LEVEL: _("tetapi tingkatnya ditulis lain"),
            Clue.CONTRADICTED: _("tetapi wilayah lain juga tertulis"),
            Clue.HOME: _("di wilayah kerja kantor"),
        }
        return "; ".join(str(said[clue]) for clue in self.clues)


@dataclass(frozen=True)
class Resolution:
    """Ranked areas; ``single`` is the first when it is the one clear answer, else None: ask."""

    candidates: tuple[Candidate, ...] = ()
    single: Candidate | None = None
    plausible: tuple[str, ...] = ()  # codes about as likely as the first, that one included

    @cached_property
    def holds_all(self) -> str:
        """The smallest area code that holds every plausible one; "" when they share none.

        The safe coarse answer where nobody can be asked: "Ngrayun" is the sub-district, whether
        the writer meant it or its village Ngrayun.
        """
        if not self.plausible:
            return ""
        parts = [code.split(".") for code in self.plausible]
        shared = 0
        for column in zip(*parts, strict=False):
            if len(set(column)) > 1:
                break
            shared += 1
        return ".".join(parts[0][:shared])


def same_code(code: str) -> str:
    """No history: an old code stays unknown."""
    return code


class PlaceIndex:
    """Answers written places against all areas of a catalogue."""

    def __init__(self, names: NameIndex, history: Callable[[str], str] = same_code) -> None:
        self.names = names
        self.history = history

    @classmethod
    def build(
        cls,
        places: Iterable[Place],
        home: Sequence[str],
        history: Callable[[str], str] = same_code,
    ) -> "PlaceIndex":
        """From (dotted code, name, postal code or "") of every area, provinces included.

        ``home``: codes of the regencies of the office. ``history``: old dotted code → new one.
        """
        return cls(NameIndex(places, home), history)

    def resolve(self, text: str, near: str | None = None) -> Resolution:
        """The areas ``text`` may mean, best first; never raises.

        ``near`` (a code of any level) ranks areas around it first among equals; it never decides.
        """
        reading = read(text)
        weighed = self.weigh(reading, near or "")
        weighed += self.weigh_codes(reading)
        ranked = rank(weighed)
        if not ranked:
            return Resolution()
        best = ranked[0]
        enough = max(one.firm for one in ranked) - MARGIN
        plausible = tuple(one.code for one in ranked if one.firm >= enough)
        listed = [one for one in ranked if one.points >= best.points - WORST_LISTED]
        candidates = tuple(self.candidate(one) for one in listed[:MOST_CANDIDATES])
        clear = len(plausible) == 1 and self.is_sure(best, reading)
        return Resolution(candidates, candidates[0] if clear else None, plausible)

    def weigh(self, reading: Reading, near: str) -> list[Weighed]:
        """Home and exact names first; the rest of the country only for what stays unexplained."""
        spans = list(spans_of(reading.words))
        exact = [hit for span in spans for hit in self.names.exact_hits(span)]
        explained = home_words(self.names, exact)
        open_spans = [span for span in spans if span.words & ~explained and not span.noise]
        hits = exact + self.names.near_hits(open_spans)
        evidence = Evidence(self.names, reading, hits, near)
        weighed = self.weigh_hits(evidence, explained)
        if self.needs_the_country(weighed, evidence):
            written = [span for span in open_spans if not known(span, exact)]
            hits += self.names.far_hits(written, far_regencies(self.names, evidence))
            evidence = Evidence(self.names, reading, hits, near)
            weighed = self.weigh_hits(evidence, explained)
        return weighed + self.postal_only(evidence)

    def weigh_hits(self, evidence: Evidence, explained: int) -> list[Weighed]:
        """Every home hit, every hit with a written area above it, and some of the rest where no
        home name explains the words."""
        near_by, far = [], []
        for hit in evidence.hits:
            code = hit.code
            if self.names.is_home(code) or len(code) < DISTRICT or evidence.known_above(code):
                near_by.append(hit)
            elif hit.words & ~explained:
                far.append(hit)
        if evidence.near:
            far.sort(key=lambda hit: -evidence.near_points(hit.code))
        return [evidence.weigh(hit) for hit in near_by + far[:MOST_FAR]]

    def needs_the_country(self, weighed: Sequence[Weighed], evidence: Evidence) -> bool:
        best = max(weighed, key=lambda one: one.points, default=None)
        if best is None or best.quality < FOUND:
            return True
        if not best.unexplained:
            return False
        return best.points < HOME + FOUND * 10 or bool(far_regencies(self.names, evidence))

    def postal_only(self, evidence: Evidence) -> list[Weighed]:
        """Without any name: the areas of the postal code, the sub-district before its villages."""
        if evidence.hits:
            return []
        return [
            Weighed(code, points, 1.0, (), (Clue.POSTAL,), 0, False)
            for code, points in evidence.postal_areas()
        ]

    def weigh_codes(self, reading: Reading) -> list[Weighed]:
        """A written code is its area, its successor, or at least the area above it."""
        found = []
        for code in reading.codes:
            now = self.history(code) if code not in self.names.names else code
            clue = Clue.CODE if now == code else Clue.OLD_CODE
            while now and now not in self.names.names:
                now, clue = now.rpartition(".")[0], Clue.PART_OF_CODE
            if now and len(now) > 2:
                quality = 1.0 if clue is not Clue.PART_OF_CODE else 0.5
                found.append(Weighed(now, WRITTEN_CODE * quality, quality, (), (clue,), 0, True))
        return found

    def is_sure(self, best: Weighed, reading: Reading) -> bool:
        """Whether the only plausible area may be answered without asking."""
        if Clue.CONTRADICTED in best.clues or Clue.WRONG_LEVEL in best.clues:
            return False
        if best.other_village or (len(best.code) < VILLAGE and best.unexplained):
            return False  # the unknown word may be its misspelt village
        supported = bool(best.above) and any(len(code) > 2 for code in best.above)
        if self.is_bare_and_far(best) and not supported:
            return False  # may be a slip for a village at home
        if best.quality >= FOLDED:
            return supported or best.marked or not self.is_everyday(best.code)
        if best.quality >= SURE_WITH_ABOVE and supported:
            return not best.unexplained
        long_name = len(self.names.key(best.code)) >= LONG_NAME
        return best.quality >= SURE_ALONE and long_name and not best.unexplained

    def is_bare_and_far(self, best: Weighed) -> bool:
        """A village outside the home area that is written by its name, not its number."""
        numbered = Clue.CODE in best.clues or Clue.OLD_CODE in best.clues
        return len(best.code) == VILLAGE and not numbered and not self.names.is_home(best.code)

    def is_everyday(self, code: str) -> bool:
        return len(code) == VILLAGE and self.names.key(code) in EVERYDAY

    def candidate(self, one: Weighed) -> Candidate:
        names = self.names.names
        path = [names[one.code], *(names[one.code[:n]] for n in ANCESTORS[len(one.code)])]
        above = tuple(names[code] for code in one.above)
        return Candidate(
            one.code, LEVELS[len(one.code)], tuple(path), round(one.points, 1), one.clues, above
        )


def rank(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Best first, one line per area; of equals the coarser, which holds the other."""
    best: dict[str, Weighed] = {}
    for one in weighed:
        known_one = best.get(one.code)
        if known_one is None or one.points > known_one.points:
            best[one.code] = one
    return sorted(best.values(), key=lambda one: (-round(one.points, 3), len(one.code), one.code))


def home_words(names: NameIndex, hits: Iterable[Hit]) -> int:
    """Bit mask of the words that are home names letter by letter."""
    explained = 0
    for hit in hits:
        if hit.quality >= EXACT and names.is_home(hit.code):
            explained |= hit.words
    return explained


def known(span: Span, hits: Iterable[Hit]) -> bool:
    return any(hit.words == span.words and hit.quality >= FOLDED for hit in hits)


def far_regencies(names: NameIndex, evidence: Evidence) -> set[str]:
    """Regencies outside the home area that are written, themselves or by a sub-district."""
    return {
        code[:REGENCY]
        for code, hits in evidence.chain.items()
        if len(code) >= REGENCY
        and not names.is_home(code)
        and (len(code) == REGENCY or evidence.known_above(code))
        and any(hit.quality >= FOLDED for hit in hits)
    }
