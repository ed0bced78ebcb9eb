"""What is asked of the network."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.entities.network.queries import VILLAGE, Key, Wish

NODE = re.compile(r"(?:(?:hal|orang):[1-9]\d{0,17}|desa:\d{2}(?:\.\d{2,4}){0,3})\Z")
STEPS = [("1", _("1 langkah")), ("2", _("2 langkah")), ("3", _("3 langkah"))]


def key_of(word: str) -> Key | None:
    """The node of ``hal:12``, ``orang:7`` or ``desa:35.03.05.2001``; None for any other word."""
    if not NODE.match(word):
        return None
    sort, _colon, number = word.partition(":")
    return (sort, number if sort == VILLAGE else int(number))


def day_input() -> forms.DateInput:
    """The calendar of the browser."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NetworkForm(forms.Form):
    """Centre, goal and days; a field that cannot be read asks for nothing."""

    pusat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    ke = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    langkah = forms.ChoiceField(label=_("Sejauh"), choices=STEPS, required=False)
    sejak = forms.DateField(label=_("Sejak"), required=False, widget=day_input())
    sampai = forms.DateField(label=_("Sampai"), required=False, widget=day_input())
    umum = forms.BooleanField(label=_("Sertakan hal umum"), required=False)

    def wish(self) -> Wish:
        """What is asked for."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Wish(
            centre=key_of(asked.get("pusat", "")),
            goal=key_of(asked.get("ke", "")),
            steps=int(asked.get("langkah") or 2),
            since=asked.get("sejak"),
            until=asked.get("sampai"),
            hubs=asked.get("umum", False),
        )
