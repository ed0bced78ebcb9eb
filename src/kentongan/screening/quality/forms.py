"""What the auditor writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 2000


class RuleForm(forms.Form):
    """Which rule is suspended or resumed, and why."""

    aturan = forms.CharField(max_length=40, widget=forms.HiddenInput)
    alasan = forms.CharField(
        label=_("Mengapa?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
