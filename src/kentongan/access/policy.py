"""The policy table read once, and the questions asked of it. Deny by default."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey


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
    IMPORT = "import"
    WEEKLY_SHEET = "weekly_sheet"
    CASE = "case"  # what stands behind an alert: evidence, history, names
    REPORTER = "reporter"  # who told it: sealed
    SHARE = "share"  # what was handed to another agency
    AUDIT = "audit"
    ACCOUNT = "account"  # who works here, and with which role
    PRIVACY = "privacy"  # retention, holds, answers to a data subject, breaches


@dataclass(frozen=True)
class Cell:
    """What one role may do with one kind of record."""

    reach: Reach = Reach.NONE
    label: Label = Label.OPEN
    may: frozenset[str] = frozenset()


NOTHING = Cell()


def read_cell(raw: dict[str, Any]) -> Cell:
    """A cell from the table; raises ValueError for an unknown word, KeyError for a missing one."""
    if unknown := set(raw) - {"read", "label", "may"}:
        raise ValueError(f"unknown words in the policy: {sorted(unknown)}")
    return Cell(Reach(raw["read"]), Label(raw["label"]), frozenset(raw.get("may", ())))


@cache
def table() -> dict[RoleKey, dict[Kind, Cell]]:
    """The whole policy; every role has a row, or this raises ValueError at start-up."""
    raw = yaml.safe_load(files("kentongan.access").joinpath("policy.yaml").read_text("utf-8"))
    rows = {
        RoleKey(role): {Kind(kind): read_cell(cell) for kind, cell in cells.items()}
        for role, cells in raw.items()
    }
    if missing := set(RoleKey) - set(rows):
        raise ValueError(f"roles without a row in the policy: {sorted(missing)}")
    return rows


def cell(viewer: User, kind: Kind) -> Cell:
    """What ``viewer`` may do with ``kind``; nothing when inactive, unknown or without a role."""
    if not viewer.is_active or viewer.role not in RoleKey.values:
        return NOTHING
    return table()[RoleKey(viewer.role)].get(kind, NOTHING)


def may(viewer: User, kind: Kind, deed: str) -> bool:
    """Whether the policy lets ``viewer`` do ``deed`` with ``kind`` at all."""
    return deed in cell(viewer, kind).may


def abilities(viewer: User) -> frozenset[str]:
    """``kind_deed`` words for templates: ``report_create``, ``alert_read``, …"""
    cells = {kind: cell(viewer, kind) for kind in Kind}
    deeds = {f"{kind}_{deed}" for kind, found in cells.items() for deed in found.may}
    reads = {f"{kind}_read" for kind, found in cells.items() if found.reach is not Reach.NONE}
    return frozenset(deeds | reads)
