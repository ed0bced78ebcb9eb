"""Made-up applications, facts of every kind, and the day on which their letters are printed."""

from datetime import date

from kentongan.regions.working_days import national_calendar
from kentongan.screening.catalogues import Decision, reasons_for
from kentongan.screening.facts.findings import Finding, finding
from kentongan.screening.letters.composing import Desk, Matter, Outcome, decision_letter
from kentongan.screening.letters.content import Head, Letter, spoken
from kentongan.screening.letters.routes import Journey

TODAY = date(2026, 11, 26)
HEAD = Head(
    above=("Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia",),
    office="Kantor Imigrasi Ponorogo",
    address="Jl. Ir. H. Juanda 1, Ponorogo",
    place_and_day="Ponorogo, 26 November 2026",
)
DESK = Desk(TODAY, HEAD, national_calendar())
# What a letter must not tell: the caution, its thing, the companion, how many others, their thing.
SECRET = ("AL-777", "0899-0000-777", "Pak Rahasia", "9173")
VALUES = {
    "document_mismatch": {
        "field": "Nama", "first_paper": "KTP", "first": "Siti", "second_paper": "KK",
        "second": "Sity",
    },
    "national_id_contradiction": {"field": "tanggal lahir", "paper": "KTP"},
    "duplicate_application": {"number": "P-2026-000007", "day": TODAY},
    "shared_contact": {"thing": "Nomor telepon", "count": "9173", "days": "30"},
    "agency_not_listed": {"name": "PT Maju Semu", "list": "SISKOP2MI", "day": TODAY},
    "operator_not_listed": {"name": "Biro Semu", "list": "PPIU", "day": TODAY},
    "destination_not_open": {"country": "Kamboja", "day": TODAY},
    "contradictory_dates": {
        "first_name": "Rencana berangkat", "first": TODAY, "second_name": "Rencana pulang",
        "second": TODAY,
    },
    "live_caution": {"number": "AL-777", "thing": "0899-0000-777"},
    "earlier_refusal": {
        "decision": "ditolak", "office": "Kantor Imigrasi Blitar", "day": TODAY, "reason": "T3",
    },
    "consent_missing": {},
    "companion_caution": {"number": "AL-777", "thing": "Pak Rahasia"},
    "confirmed_false_statement": {
        "examination": "BAP-3", "day": TODAY, "statement": "belum pernah berpaspor",
    },
    "file_not_completed": {"asked": TODAY, "until": TODAY},
}  # fmt: skip
FACTS = {
    kind: finding(kind, "pemeriksaan", TODAY, **values)  # type: ignore[arg-type]
    for kind, values in VALUES.items()
}


def matter(
    purpose: str = "work", *, child: bool = False, name: str = "Siti Contoh",
    area: str = "35.02.01.2001", interviewed_on: date = TODAY,
) -> Matter:  # fmt: skip
    """An application of somebody from Ponorogo for Taiwan, unless told otherwise."""
    journey = Journey(purpose, "agency", "TW", "Taiwan")
    return Matter("P-2026-000123", name, child, journey, area, interviewed_on)


def outcome(decision: Decision, *kinds: str, reason: str = "") -> Outcome:
    """A decision with its first reason and facts of some kinds."""
    code = reason or reasons_for(decision, TODAY)[0].code
    return Outcome(decision, code, tuple(FACTS[kind] for kind in kinds))


def letter(about: Matter, decided: Outcome, desk: Desk = DESK) -> Letter:
    """The letter of the day."""
    return decision_letter(about, decided, "S-2026-000045", desk)


def said_in(one: Letter) -> str:
    """Everything that a voice reads."""
    return "\n".join(spoken(one))


def facts_of(reason_facts: tuple[str, ...]) -> tuple[Finding, ...]:
    """Facts of the kinds that a reason names."""
    return tuple(FACTS[kind] for kind in reason_facts)
