"""What must hold before the product starts: a policy without unknown words, no address and no table
that nobody put under it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import URLPattern

from kentongan.access.doors import PUBLIC, Door, addresses, read_doors
from kentongan.access.table import Policy, read_policy
from kentongan.access.tables import Sight, Tables, read_tables

POLICY, DOORS, TABLES = "kentongan.policy", "kentongan.doors", "kentongan.tables"
UNREADABLE = (KeyError, TypeError, ValueError)
OURS = "kentongan."


def policy_is_understood(**_options: Any) -> list[CheckMessage]:
    """One error when ``policy.yaml`` says what nobody knows."""
    return errors(POLICY, policy_faults)


def doors_are_known(**_options: Any) -> list[CheckMessage]:
    """One error for each address without a door, and each door without an address."""
    return errors(DOORS, door_faults)


def tables_are_known(**_options: Any) -> list[CheckMessage]:
    """One error for each table that ``tables.yaml`` does not name or names wrongly."""
    return errors(TABLES, table_faults)


def errors(name: str, faults: Callable[[], Iterator[str]]) -> list[CheckMessage]:
    """The faults as messages; a file that cannot be understood is one too."""
    hint = f"See src/kentongan/access/{name.partition('.')[2]}.yaml."
    try:
        return [Error(fault, hint=hint, id=name) for fault in faults()]
    except UNREADABLE as problem:
        return [Error(f"{type(problem).__name__}: {problem}", hint=hint, id=name)]


def policy_faults() -> Iterator[str]:
    """None: reading raises."""
    read_policy()
    yield from ()


def door_faults() -> Iterator[str]:
    """What does not fit between addresses and doors."""
    doors, known, policy = read_doors(), dict(addresses()), read_policy()
    yield from (f"the address {name} has no door" for name in sorted(set(known) - set(doors)))
    yield from (f"the door {name} has no address" for name in sorted(set(doors) - set(known)))
    for name in sorted(set(doors) & set(known)):
        yield from (f"{name}: {fault}" for fault in faults_of(doors[name], known[name], policy))


def faults_of(door: Door, pattern: URLPattern, policy: Policy) -> Iterator[str]:
    """What is wrong with one door."""
    if door.kind and door.deed and door.deed not in policy.deeds.get(door.kind, frozenset()):
        yield f"nobody knows the deed {door.deed}"
    part = door.subject.partition("/")[2]
    if door.subject and part not in pattern.pattern.converters:
        yield f"the address has no part {part!r}"
    needs_login = getattr(pattern.callback, "login_required", True)
    if not needs_login and door.open != PUBLIC and not door.stranger:
        yield "the view asks for no login, the door does not say why"


def table_faults() -> Iterator[str]:
    """What does not fit between models and the table of tables."""
    found = read_tables()
    ours = {m._meta.label: m for m in apps.get_models() if m.__module__.startswith(OURS)}
    named = [*found.guarded, *found.through, *found.system]
    yield from (f"{name} is named twice" for name in sorted(set(named)) if named.count(name) > 1)
    yield from (f"nobody said how {name} is guarded" for name in sorted(set(ours) - set(named)))
    yield from (f"there is no table {name}" for name in sorted(set(named) - set(ours)))
    for name in sorted(set(named) & set(ours)):
        paths = paths_of(name, found)
        yield from (f"{name} has no {path}" for path in paths if not leads(ours[name], path))


def paths_of(name: str, found: Tables) -> list[str]:
    """The lookups that the file names for a table."""
    if name in found.through:
        return [found.through[name]]
    sight = found.guarded.get(name)
    return [] if sight is None else sight_paths(sight)


def sight_paths(sight: Sight) -> list[str]:
    """The lookups of a sight."""
    columns = [column for _kind, column in sight.subjects]
    single = (sight.region_code, sight.author, sight.office, sight.label, sight.hidden_from)
    return [path for path in (*single, sight.group, *columns) if path is not None]


def leads(model: type[Model], path: str) -> bool:
    """Whether a lookup path exists; nothing lies behind a plain column."""
    here: type[Model] | None = model
    for part in path.split("__"):
        if here is None:
            return False
        try:
            field = here._meta.pk if part == "pk" else here._meta.get_field(part)
        except FieldDoesNotExist:
            return False
        here = getattr(field, "related_model", None)
    return True
