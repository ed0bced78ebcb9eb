"""The words of the policy table (``policy.yaml``) and how it is read. Deny by default."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml

from kentongan.access.labels import Label
from kentongan.accounts.roles import RoleKey

DEEDS, PURPOSES = "deeds", "purposes"  # the words of the file that are no role and no kind


class Reach(StrEnum):
    """How far a role's sight goes for one kind of record."""

    NONE = "none"
    OWN = "own"
    AREA = "area"
    OFFICE = "office"


class Kind(StrEnum):
    """The kinds of record the policy speaks of."""

    REPORT = "report"
    ALERT = "alert"
    ENTITY = "entity"
    PERSON = "person"  # a suspected party, as sources name him
    PROTECTED_PERSON = "protected_person"  # a possible victim, as sources name him
    IMPORT = "import"
    WEEKLY_SHEET = "weekly_sheet"
    CASE = "case"  # what stands behind an alert: evidence, history, names
    REPORTER = "reporter"  # who told it: sealed
    SHARE = "share"  # what was handed to another agency
    AUDIT = "audit"
    ACCOUNT = "account"  # who works here, and with which role
    PRIVACY = "privacy"  # retention, holds, answers to a data subject, breaches
    APPLICANT = "applicant"  # who applied at the passport desk, to be found again
    INTERVIEW = "interview"  # an application at the passport desk, and what is decided of it
    DESK_QUALITY = "desk_quality"  # figures on the desk: no single application
    REFERRAL = "referral"  # an applicant's need, told to who can help


class Purpose(StrEnum):
    """What a person reads for (security design, section 3; UU 27/2022 art. 16)."""

    PREVENT = "cegah"
    PASSPORT_CHECK = "periksa_paspor"
    INVESTIGATE = "penyelidikan"
    VICTIM_SERVICE = "layanan_korban"
    DATA_CHECK = "verifikasi_data"
    STATISTICS = "statistik"
    OVERSIGHT = "pengawasan"


@dataclass(frozen=True)
class Cell:
    """What one role may do with one kind of record; ``special``: also the special channel."""

    reach: Reach = Reach.NONE
    label: Label = Label.OPEN
    may: frozenset[str] = frozenset()
    special: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the role has nothing at all to do with this kind."""
        return self.reach is Reach.NONE and not self.may


NOTHING = Cell()


@dataclass(frozen=True)
class Policy:
    """The whole file."""

    cells: Mapping[RoleKey, dict[Kind, Cell]]
    purposes: Mapping[RoleKey, tuple[Purpose, ...]]
    deeds: Mapping[Kind, frozenset[str]]


def read_cell(raw: dict[str, Any]) -> Cell:
    """A cell from the table; raises ValueError for an unknown word, KeyError for a missing one."""
    if unknown := set(raw) - {"read", "label", "may", "special"}:
        raise ValueError(f"unknown words in the policy: {sorted(unknown)}")
    reach, label = Reach(raw["read"]), Label(raw["label"])
    return Cell(reach, label, frozenset(raw.get("may", ())), raw.get("special", False) is True)


def read_policy() -> Policy:
    """The file; raises ValueError for a role without a row and for every word it does not know."""
    raw = yaml.safe_load(files("kentongan.access").joinpath("policy.yaml").read_text("utf-8"))
    deeds = {Kind(kind): frozenset(words) for kind, words in raw.pop(DEEDS, {}).items()}
    purposes = {
        RoleKey(role): tuple(Purpose(word) for word in row.pop(PURPOSES, ()))
        for role, row in raw.items()
    }
    cells = {
        RoleKey(role): {Kind(kind): read_cell(cell) for kind, cell in row.items()}
        for role, row in raw.items()
    }
    if found := [*faults(cells, purposes, deeds)]:
        raise ValueError("; ".join(found))
    return Policy(cells, purposes, deeds)


def faults(
    cells: Mapping[RoleKey, dict[Kind, Cell]],
    purposes: Mapping[RoleKey, tuple[Purpose, ...]],
    deeds: Mapping[Kind, frozenset[str]],
) -> Iterable[str]:
    """What does not fit together in the file."""
    if missing := set(RoleKey) - set(cells):
        yield f"roles without a row in the policy: {sorted(missing)}"
    for role, row in cells.items():
        if row and not purposes[role]:
            yield f"{role} reads without a purpose"
        for kind, cell in row.items():
            if unknown := cell.may - deeds.get(kind, frozenset()):
                yield f"{role} may with {kind} what nobody knows: {sorted(unknown)}"
