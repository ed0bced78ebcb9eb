"""Sealed identities that have served: when the alerts from their report are closed.

The sealing part of the product is asked by name, so that an office may run without it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.apps import apps
from django.utils.module_loading import import_string

from kentongan.alerts.actions.retention import alerts_citing, closings
from kentongan.audit.retention import Due

MODEL = ("access", "sealedidentity")
ERASE = "kentongan.access.actions.sealing.erasing.erase_identity"
# A tip that never became an alert keeps its identity as long as the tip itself: 180 days in all.
UNUSED = timedelta(days=90)
REPORTER, REPORT = "reporter:", "report:"


def identities_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Identities whose report's alerts were all closed before a moment, or that led to none."""
    if MODEL[1] not in apps.all_models[MODEL[0]]:
        return []
    sealed = apps.get_model(*MODEL)._default_manager.filter(erased_at=None)
    if only is not None:
        sealed = sealed.filter(subject__in=[report_of(one) for one in only])
    rows = list(sealed.values_list("subject", "sealed_at"))
    return sorted(found(rows, before), key=lambda due: (due.since, due.subject))


def found(rows: list[tuple[str, datetime]], before: datetime) -> list[Due]:
    """Those of the identities (subject, moment) whose time is over."""
    sources = [subject for subject, _at in rows]
    ended, citing = closings(sources), alerts_citing(sources)
    dues = []
    for subject, sealed_at in rows:
        since = ended.get(subject, sealed_at + UNUSED)
        if since is not None and since < before:
            name = REPORTER + subject.removeprefix(REPORT)
            dues.append(Due(name, since, (subject, *citing.get(subject, ()))))
    return dues


def report_of(subject: str) -> str:
    """``reporter:<uuid>`` → ``report:<uuid>``."""
    return REPORT + subject.removeprefix(REPORTER)


def erase_identities(subjects: Sequence[str]) -> int:
    """The ciphertext and all shares of these identities; returns how many there still were."""
    erase_identity = import_string(ERASE)
    return sum(bool(erase_identity(by=None, subject=report_of(subject))) for subject in subjects)
