"""What is written for an interest entry."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.screening.interest.rules import MOST_MONTHS

LONGEST_REASON = 2000


class EntryForm(forms.Form):
    """How long the entry runs, and why."""

    lama = forms.TypedChoiceField(
        label=_("Berapa bulan?"),
        choices=[(months, str(months)) for months in range(1, MOST_MONTHS + 1)],
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
    )
    alasan = forms.CharField(
        label=_("Mengapa? Tulis apa yang dapat diperiksa."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
