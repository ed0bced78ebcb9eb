"""The sentences of letters and the papers that can be asked for, from ``reference/screening``."""

from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from kentongan.screening.applicants import Applicant
from kentongan.screening.catalogues import CODE, FactKind, Purpose, Reason, fact_kinds, purposes
from kentongan.screening.catalogues import reasons as every_reason
from kentongan.screening.dated import Dated, in_force, read
from kentongan.screening.deadlines import Period, Unit
from kentongan.screening.facts.findings import Finding

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
UNITS = {Unit.WORKING_DAYS: "hari kerja", Unit.DAYS: "hari", Unit.MONTHS: "bulan"}


class LetterWords(Dated):
    """One part of letters; no words for adults: those of the other catalogues stand."""

    part: str = Field(pattern=r"^[a-z]+\.[A-Za-z0-9_]+$")
    adult: str | None
    child: str

    @property
    def key(self) -> str:
        return self.part

    def told(self, *, child: bool) -> str | None:
        """What stands in a letter about a child, or to an adult."""
        return self.child if child else self.adult


class AskedPaper(Dated):
    """A paper that an officer may ask for."""

    id: str = Field(pattern=CODE)
    label: str
    who: Literal["everyone", "adult", "child"] = Field(alias="for")

    @property
    def key(self) -> str:
        return self.id


@cache
def letter_words() -> tuple[LetterWords, ...]:
    """Every edition of every part."""
    return read("letters.yaml", LetterWords)


@cache
def asked_papers() -> tuple[AskedPaper, ...]:
    """Every edition of every paper."""
    return read("asked_papers.yaml", AskedPaper)


def said(part: str, on: date, *, child: bool, **blanks: str) -> str:
    """A part with its blanks filled; raises KeyError for a part or a blank that is missing."""
    text = in_force(letter_words(), on)[part].told(child=child)
    if text is None:
        raise KeyError(part)
    return text.format(**blanks)


def said_or(part: str, on: date, otherwise: str, *, child: bool, **blanks: str) -> str:
    """The same, or other words where the letters have none of their own."""
    found = in_force(letter_words(), on).get(part)
    text = found.told(child=child) if found else None
    return otherwise if text is None else text.format(**blanks)


def reason_words(code: str, on: date, *, child: bool) -> str:
    """Why, by the coded reason in force; raises KeyError for one that is not."""
    reason: Reason = in_force(every_reason(), on)[code]
    return said_or(f"reason.{code}", on, reason.letter, child=child)


def fact_words(found: Finding, on: date, *, child: bool) -> str:
    """A fact as the applicant is told it; empty where nothing of it may be told."""
    return said_or(f"fact.{found.kind}", on, "", child=child, **dict(found.values))


def mend_words(kind: FactKind, on: date, *, child: bool) -> str:
    """What helps against a fact."""
    return said_or(f"mend.{kind.id}", on, kind.mend, child=child)


def kinds_of(facts: tuple[Finding, ...], on: date) -> list[FactKind]:
    """The kinds in force of some facts, each once, in their order."""
    known = in_force(fact_kinds(), on)
    return [known[kind] for kind in dict.fromkeys(one.kind for one in facts) if kind in known]


def papers_to_ask(purpose: str, on: date, *, child: bool) -> dict[str, str]:
    """What can be asked for: id → label, those of the purpose last."""
    who = {"everyone", "child" if child else "adult"}
    general = {
        key: one.label for key, one in in_force(asked_papers(), on).items() if one.who in who
    }
    stated: Purpose | None = in_force(purposes(), on).get(purpose)
    own = stated.papers if stated else ()
    return general | {f"{purpose}_{number}": label for number, label in enumerate(own, start=1)}


def purpose_words(purpose: str) -> str:
    """How a purpose is called; one of an edition that is gone keeps its code."""
    return next((one.label for one in purposes() if one.id == purpose), purpose)


def told_of_self(told: Applicant) -> dict[str, str]:
    """What an applicant told of himself, line by line; "" where nothing was."""
    born = told.person.birth_date
    return {
        "Nama": told.person.name,
        "NIK": told.person.national_id,
        "Tempat lahir": told.birth_place,
        "Tanggal lahir": day_words(born) if born else "",
        "Alamat": told.address,
        "Telepon": ", ".join(told.person.phones),
    }


def day_words(day: date) -> str:
    """``26 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period_words(period: Period) -> str:
    """``21 hari kerja``."""
    return f"{period.count} {UNITS[period.unit]}"
