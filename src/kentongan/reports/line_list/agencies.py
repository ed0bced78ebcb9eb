"""Institutions as people write them, turned into the agencies of this installation."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml
from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from kentongan.accounts.models import Agency
from kentongan.accounts.roles import AgencyKind
from kentongan.reports.line_list.headings import cleaned


@cache
def kind_words() -> dict[str, str]:
    """Word → kind of agency; raises ValueError for an unknown kind."""
    text = files("kentongan.reference").joinpath("agency_words.yaml").read_text("utf-8")
    table = yaml.safe_load(text)
    return {cleaned(word): str(AgencyKind(kind)) for kind, words in table.items() for word in words}


@cache
def kind_of_agency(text: str) -> str | None:
    """The kind of agency in cleaned words; the longest known word wins, then a slip of the pen."""
    words = kind_words()
    held = [word for word in words if f" {word} " in f" {text} "]
    if held:
        return words[max(held, key=len)]
    for part in text.split():
        near = process.extractOne(
            part, long_words(), scorer=DamerauLevenshtein.distance, score_cutoff=1
        )
        if len(part) >= 6 and near:
            return words[near[0]]
    return None


@cache
def long_words() -> tuple[str, ...]:
    """Single words long enough to be recognised with one wrong letter."""
    return tuple(word for word in kind_words() if len(word) >= 6 and " " not in word)


@dataclass
class AgencyFinder:
    """The agencies of this installation, read once a batch; ``own`` is the importing office's."""

    own: Agency
    agencies: list[Agency]
    known: dict[tuple[str, str], tuple[Agency, str]] = field(default_factory=dict)

    def find(self, text: str, reporter: str = "") -> tuple[Agency, str]:
        """The agency and a note when it is only a guess; an empty cell is looked up by reporter."""
        key = (text, "" if text else reporter)
        if key not in self.known:
            self.known[key] = self.looked_up(*key)
        return self.known[key]

    def looked_up(self, text: str, reporter: str) -> tuple[Agency, str]:
        """``find`` without its memory."""
        plain = cleaned(text)
        if not plain:
            kind = kind_of_agency(cleaned(reporter)) if reporter else None
            return (self.of_kind(kind) if kind else None) or self.own, ""
        found = self.named(plain) or self.of_kind(kind_of_agency(plain))
        if found:
            return found, ""
        return self.own, _(
            "Instansi “%(text)s” tidak dikenal, jadi dicatat sebagai %(own)s. "
            "Tulis misalnya Polsek, Koramil, Disnaker, Kecamatan, Desa atau Warga."
        ) % {"text": re.sub(r"\s+", " ", text)[:60], "own": self.own.name}

    def named(self, plain: str) -> Agency | None:
        """The agency with this very name or code."""
        for agency in self.agencies:
            if plain in {cleaned(agency.name), cleaned(agency.code.replace("-", " "))}:
                return agency
        return None

    def of_kind(self, kind: str | None) -> Agency | None:
        """The first agency of a kind."""
        return next((agency for agency in self.agencies if agency.kind == kind), None)
