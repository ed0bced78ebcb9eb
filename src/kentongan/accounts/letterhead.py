"""The lines above an office's own name on paper, by the edition in force."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def letterheads() -> list[dict[str, Any]]:
    """The editions of the ministry's lines, newest first."""
    text = files("kentongan.reference").joinpath("letterhead.yaml").read_text("utf-8")
    return sorted(yaml.safe_load(text), key=lambda edition: edition["valid_from"], reverse=True)


def letterhead_on(day: date) -> list[str]:
    """The lines above the office name in force on a day; none before the first edition."""
    for edition in letterheads():
        if edition["valid_from"] <= day and (
            edition["valid_to"] is None or day < edition["valid_to"]
        ):
            return list(edition["lines"])
    return []
