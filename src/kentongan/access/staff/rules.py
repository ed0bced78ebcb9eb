"""When a new role gives rights that the old one did not have. Pure: reads the policy table only."""

import re

from kentongan.access.policy import NOTHING, Cell, Kind, Reach, table
from kentongan.accounts.roles import RoleKey

FARTHER = list(Reach)  # none, own, area, office
LOGIN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


def gives_more(old: Cell, new: Cell) -> bool:
    """Whether a cell lets its holder see farther, more sensitive things, or do more."""
    if new.reach is Reach.NONE:
        return bool(new.may - old.may)
    farther = FARTHER.index(new.reach) > FARTHER.index(old.reach)
    return farther or new.label > old.label or bool(new.may - old.may)


def gains_rights(old: str, new: str) -> bool:
    """Whether somebody with the role ``old`` could do or see more as ``new``."""
    before, after = table()[RoleKey(old)], table()[RoleKey(new)]
    return any(gives_more(before.get(kind, NOTHING), after.get(kind, NOTHING)) for kind in Kind)
