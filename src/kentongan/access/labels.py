"""How sensitive a record is (TLP 2.0 in Indonesian words). The stricter label wins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Label(models.IntegerChoices):
    """From published (0) to sealed (5)."""

    OPEN = 0, _("TERBUKA")
    INTERAGENCY = 1, _("TERBATAS ANTARINSTANSI")
    RESTRICTED = 2, _("TERBATAS")
    CONFIDENTIAL = 3, _("RAHASIA")
    PERSONAL = 4, _("RAHASIA PERORANGAN")
    SEALED = 5, _("TERSEGEL")


# From here on a clearance is not enough: only the author and whoever is assigned read it.
NAMED_READERS = Label.PERSONAL


def effective_label(*labels: int | None) -> Label:
    """The strictest of record, parent, field and file; where one is missing, closed."""
    known = [Label.SEALED if label is None else Label(label) for label in labels]
    return max(known, default=Label.SEALED)


def label_of_extract(label: int) -> Label:
    """The label of a row that says of a record only when, where and which agency.

    Without text and names that is a case summary (L2), unless the record has named readers.
    """
    return Label(label) if label >= NAMED_READERS else min(Label(label), Label.RESTRICTED)
