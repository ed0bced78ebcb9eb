"""Every line of the product that writes the log: what it may put into a row."""

import ast
from pathlib import Path

import pytest

import kentongan
from kentongan.audit.queries import READING

PACKAGE = Path(kentongan.__file__).parent
# Ids, codes, counts and states. A new word here is a decision: can it hold a name or a text?
WORDS = {
    *("label", "area", "number", "reports", "size", "sha256", "rows", "code", "columns"),
    *("to", "outcome", "state", "door", "at", "is_hub", "mentions", "found", "alerts", "rule"),
    *("version", "folders", "mails", "first", "last", "page", "evidence", "depth"),
    # Sealing: which key, which request, which case number and purpose.
    *("key", "keys", "in_browser", "opening", "case", "purpose"),
    # Grants, emergencies, labels, conflicts: codes, keys of rows, days, login names.
    *("category", "row", "justified", "about", "shares", "profile", "days", "until", "was"),
    *("person", "agency"),
    # Accounts and logins: roles, kinds of proof, why a session ended, region codes.
    *("office", "change", "kind", "role", "accepted", "old", "new", "count", "region"),
    *("proofs", "new_device", "why", "failures", "proof"),
    # Rules on trial and the alert budget: live, shadow or off; tenths of an alert; how many.
    *("mode", "tenths", "findings"),
    # Judgements on people: same, different, unsure or undone; how many mentions changed groups.
    *("verdict", "moved"),
    # The passport desk: which decision, kinds of facts, which letter, whether papers came, and two
    # results that are yes or no.
    *("decision", "facts", "letter", "papers_came", "is_proven_false", "overturned"),
    # Keys and backups: how many rows were unreadable or erased.
    *("unreadable", "erased"),
}
DEFINED = "audit/actions/recording.py"
# Subjects that are no literal: the log itself, and what an address speaks of.
NAMES = {"CHAIN", "subject", "named"}
# Functions that make a subject of a person or a report.
MAKERS = {"source_of", "subject"}
# Helpers that hand on the detail or the deed of a caller in the same file.
HANDS_ON_DETAIL = ("access/actions/grants.py", "access/actions/standing.py")
HANDS_ON_DEED = ("accounts/actions.py",)


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Every ``record(…)`` or ``record_reading(…)`` in the package with its place."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                found.append((f"{path.relative_to(PACKAGE)}:{node.lineno}", node))
    return [(place, node) for place, node in found if not place.startswith(DEFINED)]


CALLS, READINGS = calls("record"), calls("record_reading")
every_call = pytest.mark.parametrize(("place", "call"), CALLS, ids=[place for place, _ in CALLS])
every_reading = pytest.mark.parametrize(
    "call", [c for _, c in READINGS], ids=[place for place, _ in READINGS]
)


def literal(node: ast.expr) -> str:
    """The written part of a string: of f"alert:{pk}" it is "alert:"; "" for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    if isinstance(node, ast.IfExp):
        return literal(node.body)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_the_calls_are_found() -> None:
    assert len(CALLS) >= 10


@every_call
def test_a_row_holds_ids_codes_and_counts_only(place: str, call: ast.Call) -> None:
    words = {word.arg for word in call.keywords}
    if place.startswith(HANDS_ON_DETAIL):
        words.discard(None)
    assert words <= WORDS


@every_call
def test_an_action_is_called_kind_dot_deed(place: str, call: ast.Call) -> None:
    if place.startswith(HANDS_ON_DEED) and isinstance(call.args[1], ast.Name):
        return
    kind, dot, _deed = literal(call.args[1]).partition(".")
    assert dot
    assert kind.replace("_", "").isalpha()


@every_call
def test_the_subject_is_a_kind_or_a_kind_with_an_id(place: str, call: ast.Call) -> None:
    subject = call.args[2]
    made = isinstance(subject, ast.Call) and ast.unparse(subject.func) in MAKERS
    # What speaks of any kind of record hands on the subject it was given.
    handed_on = ast.unparse(subject).rpartition(".")[2] in NAMES
    kind = literal(subject).removesuffix(":")
    assert made or handed_on or kind.replace("_", "").isalpha(), place


def page_of(call: ast.Call) -> str:
    return next(literal(word.value) for word in call.keywords if word.arg == "page")


@every_reading
def test_a_reading_names_its_page_and_holds_ids_codes_and_counts_only(call: ast.Call) -> None:
    assert {word.arg for word in call.keywords} <= WORDS
    kind, dot, deed = page_of(call).partition(".")
    assert dot
    assert kind.isidentifier()
    assert deed in READING


def test_the_pages_that_show_confidential_records_all_say_so() -> None:
    assert {page_of(call) for _, call in READINGS} >= {
        *("report.listed", "report.read", "alert.listed", "alert.read", "thing.listed"),
        *("thing.read", "import.listed", "import.read", "import.downloaded", "audit.read"),
    }
