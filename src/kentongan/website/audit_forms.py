"""What the pages of the log are asked: fixed names, in the address."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.audit.queries import Wish, actions_known
from kentongan.website.audit_words import action_words

DAY = timedelta(days=1)
LAST_YEAR = 9999  # after its December there is no month


def midnight(day: date) -> datetime:
    """The beginning of a day at the office."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


class SearchForm(forms.Form):
    """The filters of the auditor's search."""

    pelaku = forms.CharField(label=_("Pelaku (nama masuk)"), required=False, max_length=150)
    catatan = forms.CharField(label=_("Catatan, misalnya alert:12"), required=False, max_length=120)
    perbuatan = forms.ChoiceField(label=_("Perbuatan"), required=False)
    dari = forms.DateField(
        label=_("Dari tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sampai = forms.DateField(
        label=_("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = [(action, action_words(action)) for action in actions_known()]
        field = self.fields["perbuatan"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", _("semua")), *named]

    def wish(self) -> Wish:
        """What was asked; a filter that cannot be read asks for nothing."""
        self.is_valid()
        asked = self.cleaned_data
        since, until = asked.get("dari"), asked.get("sampai")
        return Wish(
            actor=asked.get("pelaku", ""),
            subject=asked.get("catatan", ""),
            action=asked.get("perbuatan", ""),
            since=midnight(since) if since else None,
            until=midnight(until + DAY) if until else None,
        )


class MonthForm(forms.Form):
    """The month of somebody's own report, as ``2026-11``."""

    bulan = forms.DateField(
        label=_("Bulan"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )

    def month(self, today: date) -> tuple[datetime, datetime]:
        """Its first moment and the first one after it; the present month without a good answer."""
        self.is_valid()
        asked = self.cleaned_data.get("bulan") or today
        first = (asked if asked.year < LAST_YEAR else today).replace(day=1)
        return midnight(first), midnight((first + 31 * DAY).replace(day=1))
