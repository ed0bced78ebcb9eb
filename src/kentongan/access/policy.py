"""The policy table read once, and the questions asked of it. Deny by default."""

from functools import cache

from kentongan.access.table import (
    NOTHING,
    Cell,
    Kind,
    Policy,
    Purpose,
    Reach,
    read_cell,
    read_policy,
)
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey

__all__ = ["NOTHING", "Cell", "Kind", "Policy", "Purpose", "Reach", "read_cell"]


@cache
def policy() -> Policy:
    """The whole policy; a word it does not know raises ValueError at start-up."""
    return read_policy()


def table() -> dict[RoleKey, dict[Kind, Cell]]:
    """The cells: role × kind of record."""
    return dict(policy().cells)


def cell(viewer: User, kind: Kind) -> Cell:
    """What ``viewer`` may do with ``kind``; nothing when inactive, unknown or without a role."""
    if not viewer.is_active or viewer.role not in RoleKey.values:
        return NOTHING
    return policy().cells[RoleKey(viewer.role)].get(kind, NOTHING)


def purposes_of(viewer: User) -> tuple[Purpose, ...]:
    """What the viewer's role reads for, the usual purpose first; none for nobody."""
    if not viewer.is_active or viewer.role not in RoleKey.values:
        return ()
    return policy().purposes[RoleKey(viewer.role)]


def may(viewer: User, kind: Kind, deed: str) -> bool:
    """Whether the policy lets ``viewer`` do ``deed`` with ``kind`` at all."""
    return deed in cell(viewer, kind).may


def abilities(viewer: User) -> frozenset[str]:
    """``kind_deed`` words for templates: ``report_create``, ``alert_read``, …"""
    cells = {kind: cell(viewer, kind) for kind in Kind}
    deeds = {f"{kind}_{deed}" for kind, found in cells.items() for deed in found.may}
    reads = {f"{kind}_read" for kind, found in cells.items() if found.reach is not Reach.NONE}
    return frozenset(deeds | reads)
