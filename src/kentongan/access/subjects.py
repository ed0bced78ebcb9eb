"""Subjects: the words by which records are named across folders, such as ``report:<uuid>``."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.access.tables import Sight, sight_of, tables

AREA = "area"  # "area:35.03.05.2001": a village, in conflicts alone
LONGEST = 60


def parts_of(subject: str) -> tuple[str, str]:
    """Kind and key; raises ValueError for what cannot be a subject."""
    kind, colon, key = subject.partition(":")
    if not colon or not key or len(subject) > LONGEST or "\0" in subject:
        raise ValueError("no subject")
    if kind in {"report", "application"}:
        return kind, str(UUID(key))
    if kind == AREA:
        return kind, key
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        raise ValueError("no subject")
    return kind, str(int(key))


def tidy_subject(subject: str) -> str:
    """The one way to write it; raises ValueError for what cannot be a subject."""
    return ":".join(parts_of(subject.strip()))


def home_sight(subject: str) -> Sight:
    """How the gate stands before the table of a subject; raises ValueError when it has none."""
    home = tables().home_of(parts_of(subject)[0])
    if home is None:
        raise ValueError("no subject")
    return sight_of(home)


def rows_of(subject: str) -> QuerySet[Any]:
    """The rows that a subject names, ungated; raises ValueError when it has no table."""
    kind, key = parts_of(subject)
    home = tables().home_of(kind)
    if home is None:
        raise ValueError("no subject")
    column = dict(sight_of(home).subjects)[kind]
    return manager_of(home).filter(**{column: key})


def manager_of(name: str) -> QuerySet[Any]:
    """All rows of a table by its name in ``tables.yaml``."""
    model: type[Model] = apps.get_model(name)
    return model._default_manager.order_by()


def page_of(subject: str) -> str:
    """The address of the page that shows the subject; "" where there is none."""
    kind, key = parts_of(subject)
    name = tables().pages.get(tables().home_of(kind) or "")
    return reverse(name, args=[key]) if name else ""


def words_of(subject: str) -> str:
    """What a list calls the subject: its kind and number, nothing of what it says."""
    kind, _colon, key = subject.partition(":")
    names = {
        "report": _("Laporan"),
        "alert": _("Peringatan"),
        "thing": _("Hal"),
        "person": _("Orang"),
        "protected": _("Orang yang dilindungi"),
        "import": _("Impor"),
        "share": _("Berbagi"),
        "application": _("Permohonan paspor"),
        "applicant": _("Pemohon paspor"),
        "referral": _("Rujukan pemohon"),
        AREA: _("Wilayah"),
    }
    return f"{names.get(kind, kind)} {key[:13]}"
