"""``check --deploy`` says what keeps an office from going live."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from kentongan.website.readiness import reasons_not_to_start


def live_is_ready(app_configs: Sequence[AppConfig] | None, **options: object) -> list[CheckMessage]:
    """One error for each missing item while the mode is "live"; else nothing."""
    hint = "See /privasi/kesiapan/, or set KENTONGAN_MODE=training."
    return [Error(why, hint=hint, id="kentongan.readiness") for why in reasons_not_to_start()]
