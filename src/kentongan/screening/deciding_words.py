"""Reasons and facts as a proposal form offers them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kentongan.screening.catalogues import Decision, reasons_for
from kentongan.screening.models import StoredFinding
from kentongan.screening.models.decisions import DECISIONS
from kentongan.screening.queries import sentence_of


def reasons_by_decision(on: date) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """Groups of a select: decision, and its coded reasons in force."""
    for decision in Decision:
        codes = [(one.code, f"{one.code} · {one.words}") for one in reasons_for(decision, on)]
        if codes:
            yield DECISIONS[decision], codes


def choices_of(findings: Iterable[StoredFinding], on: date) -> list[tuple[str, str]]:
    """Findings that can be read, with where they stand."""
    told = [(one, sentence_of(one, on)) for one in findings]
    return [(one.key, f"{words} ({one.source})") for one, words in told if words]
