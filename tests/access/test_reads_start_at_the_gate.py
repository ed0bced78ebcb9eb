"""No page, query, presenter or template tag reads a guarded table past the gate."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kentongan.access.tables import tables
from tests.source import PACKAGE, expect_none, place, python_files, templates, text_of, tree_of

GATES = {"visible", "exportable", "behind", "unbarred", "to_hand_over"}
GUARDED = {name.partition(".")[2] for name in (*tables().guarded, *tables().through)}
# Writes, the worker and commands for the machine itself; none of them shows anything to a person.
WRITING = {"actions", "demo", "migrations", "management"}
# By name, with the reason why no person reads the rows themselves.
ALLOWED = {
    "unfinished_imports": "the worker's list of files to read",
    "recent_mentions": "for shared_things_for_detection",
    "things_of": "for shared_things_for_detection",
    "things_by_key": "for shared_things_for_detection",
    "for_detection": "for the worker",
    "alerts_in": "areas, as a condition on alerts that may be handed over",
    "closed_before": "a condition on alerts that are gated already",
    "known_on": "a condition on alerts that are gated already",
    "sentences": "words of alerts that are gated already",
    "first_signals": "rules of alerts that are gated already",
    "first_days": "the earliest day behind alerts that are gated already, never shown",
    "newest_figures": "figures of what is watched and gated already",
    "room_of": "how many alerts the office had in a week, a bare number",
    "inbox": "areas, as a condition on alerts that are gated already",
    "open_alerts_by_area": "areas of alerts that are gated already",
    "things_visible_to": "things of mentions that are gated already",
    "with_things": "things of counted mentions that are gated already",
    "searched": "things of mentions that are gated already",
    "matching": "texts of reports that are gated already",
    "things_of_sources": "for the retention of the software itself",
    "corroborated_for_retention": "for the retention of the software itself",
    "things_called": "the answer to a data subject: counts alone, withheld when small",
    "standing": "the answer to a data subject: counts alone, withheld when small",
    "closed_alerts": "the answer to a data subject: closed alerts without their words",
    "judgements_of": "judgements of a thing that is gated already",
    "entries_in_sight": "entries on applications that are gated already",
    "ending_soon": "how many entries of the office end soon, a bare number",
    "open_on_number": "a blind look-up: number, office and day of other applications, no row",
    "refused_before": "a blind look-up: decision, office, day and reason code, no row",
    "count_others": "a blind look-up: how many, no row",
    "applications_of": "the answer to a data subject: the own, by national id or name and number",
    "numbered": "a blind key, as a condition on applications that are gated already",
    "told_in": "names of sources that are gated already, by their own author",
    "told_of": "number, office and day of applications whose applicants are gated already",
    "standing_of": "rows of an application that is gated already, and a viewer's own standing",
}


def is_writing(file: Path) -> bool:
    parts = set(file.relative_to(PACKAGE).with_suffix("").parts)
    return bool(parts & WRITING) or "models" in parts


def reads(tree: ast.AST) -> Iterator[tuple[int, str, str, bool]]:
    """(line, function, model, gated) for every ``Model.objects`` of a guarded table."""

    def walk(node: ast.AST, function: str, gated: bool) -> Iterator[tuple[int, str, str, bool]]:
        if isinstance(node, ast.FunctionDef):
            function = node.name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GATES:
            gated = True
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            model = node.value.id if isinstance(node.value, ast.Name) else ""
            if model in GUARDED:
                yield node.lineno, function, model, gated
        for child in ast.iter_child_nodes(node):
            yield from walk(child, function, gated)

    yield from walk(tree, "", False)


def gated_by_name(tree: ast.AST, function: str) -> bool:
    """Whether the function hands its rows to a gate in a later line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            return bool(names & GATES)
    return False


def past_the_gate(file: Path) -> list[str]:
    tree = tree_of(file)
    return [
        f"{place(file, line)} {function} reads {model}"
        for line, function, model, gated in reads(tree)
        if not gated
        and not gated_by_name(tree, function)
        and not function.endswith("_for_detection")
        and function not in ALLOWED
    ]


def test_every_read_of_a_guarded_table_starts_at_the_gate() -> None:
    files = [file for file in python_files(PACKAGE) if not is_writing(file)]
    expect_none(offence for file in files for offence in past_the_gate(file))


def test_the_names_that_are_let_through_still_exist() -> None:
    text = "".join(text_of(file) for file in python_files(PACKAGE))
    expect_none(name for name in ALLOWED if f"def {name}(" not in text)


def test_no_folder_brings_its_own_template_tags() -> None:
    assert not list(PACKAGE.rglob("templatetags"))


def test_no_template_asks_a_table() -> None:
    expect_none(
        place(file)
        for file in templates()
        if ".objects" in text_of(file) or "_set.all" in text_of(file)
    )


@pytest.mark.parametrize(
    ("source", "is_let_through"),
    [
        ("def page(viewer):\n    return Report.objects.all()", False),
        ("def page(viewer):\n    return visible(Report.objects.all(), viewer, SIGHT)", True),
        ("def page_for_detection():\n    return Report.objects.all()", True),
        ("class View:\n    rows = Evidence.objects.filter(pk=1)", False),
    ],
)
def test_the_check_itself_sees_what_it_should(source: str, is_let_through: bool) -> None:
    tree = ast.parse(source)
    found = [
        one
        for one in reads(tree)
        if not one[3] and not one[1].endswith("_for_detection") and not gated_by_name(tree, one[1])
    ]
    assert (found == []) is is_let_through
