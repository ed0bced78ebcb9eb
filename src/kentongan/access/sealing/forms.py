"""The forms of the sealing pages. A passphrase is never shown again."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.access.sealing import passphrase
from kentongan.access.sealing.rules import Purpose, Stage, says_something

WORDS = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False)
NEW_WORDS = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)


class KeyForm(forms.Form):
    """A new passphrase, twice."""

    words = forms.CharField(
        label=gettext_lazy("Sandi segel"),
        min_length=passphrase.SHORTEST,
        max_length=passphrase.LONGEST,
        strip=False,
        widget=NEW_WORDS,
    )
    again = forms.CharField(label=gettext_lazy("Sekali lagi"), strip=False, widget=NEW_WORDS)

    def clean_again(self) -> str:
        """Typed the same twice."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("words", again):
            raise forms.ValidationError(_("Kedua isian tidak sama. Ketik lagi."))
        return again


class RequestForm(forms.Form):
    """Case, purpose and reason of a request."""

    case_number = forms.CharField(label=gettext_lazy("Nomor perkara"), max_length=60)
    purpose = forms.ChoiceField(
        label=gettext_lazy("Untuk apa"), choices=Purpose, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Mengapa identitas ini perlu dibuka"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_reason(self) -> str:
        """A sentence, not a row of dots."""
        reason: str = self.cleaned_data["reason"]
        if not says_something(reason):
            raise forms.ValidationError(
                _("Tulis alasannya dengan satu kalimat, paling sedikit 20 huruf.")
            )
        return reason


class StepForm(forms.Form):
    """A custodian's step: the case as the custodian knows it, and the own passphrase."""

    step = forms.ChoiceField(
        choices=[(Stage.FIRST.value, ""), (Stage.SECOND.value, "")], widget=forms.HiddenInput
    )
    case_number = forms.CharField(
        label=gettext_lazy("Ketik nomor perkaranya"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = forms.CharField(
        label=gettext_lazy("Sandi segel Anda"),
        max_length=passphrase.LONGEST,
        strip=False,
        widget=WORDS,
    )
