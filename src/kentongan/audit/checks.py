"""What must hold before the product starts: no column without a word on privacy."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from kentongan.audit import privacy


def columns_are_declared(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    """One error for each column nobody said anything about."""
    hint = "Add it to the inner class Privacy of its model (audit/privacy.py says how)."
    return [Error(fault, hint=hint, id="kentongan.privacy") for fault in privacy.faults()]
