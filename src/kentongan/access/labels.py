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
