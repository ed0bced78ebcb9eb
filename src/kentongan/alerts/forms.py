"""The forms of the alert pages. They check shape; whether a step is allowed stands in rules."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.accounts.models import User
from kentongan.alerts.budget import LEAST, MOST
from kentongan.alerts.models import Alert, Effect, Mode, Outcome, SignalKind, State
from kentongan.alerts.queries import Wish, area_choices, is_area_code, people_who_can_own
from kentongan.alerts.rules import Move, note_needed

LONGEST_NOTE = 4000
EARLIEST = date(2000, 1, 1)  # no office has records before
DECISIONS = {
    Mode.LIVE: _("Aturan ini memperingatkan petugas"),
    Mode.SHADOW: _("Aturan ini diuji diam-diam"),
    Mode.OFF: _("Aturan ini dihentikan"),
}


def any_of(words: Any, choices: Any) -> list[tuple[str, Any]]:
    """Choices with a first one that means all."""
    return [("", words), *choices]


class FilterForm(forms.Form):
    """What the inbox shows; nothing chosen means every open alert."""

    tahap = forms.ChoiceField(
        label=_("Tahap"), required=False, choices=any_of(_("Semua yang terbuka"), State.choices)
    )
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=any_of(_("Semua jenis"), SignalKind.choices)
    )
    milik = forms.BooleanField(label=_("Yang saya tangani"), required=False)
    lambat = forms.BooleanField(label=_("Yang terlambat"), required=False)

    def __init__(self, *arguments: Any, viewer: User, **words: Any) -> None:
        super().__init__(*arguments, **words)
        self.fields["wilayah"] = AreaField(
            label=_("Wilayah"),
            required=False,
            choices=any_of(_("Semua wilayah"), indented(viewer)),
        )
        self.order_fields(["tahap", "jenis", "wilayah"])

    def wish(self) -> Wish:
        """What was asked; a value nobody offers is an empty wish for that part."""
        self.full_clean()
        asked = getattr(self, "cleaned_data", {})
        return Wish(
            state=asked.get("tahap", ""),
            kind=asked.get("jenis", ""),
            area=asked.get("wilayah", ""),
            mine=bool(asked.get("milik")),
            overdue=bool(asked.get("lambat")),
        )


class AreaField(forms.ChoiceField):
    """A chosen area, or a village code that the map linked to."""

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) or is_area_code(str(value))


def indented(viewer: User) -> list[tuple[str, str]]:
    """The viewer's regencies with their sub-districts under them."""
    indent = {2: "", 3: "\u2003"}
    return [(area.code, indent[area.level] + area.name) for area in area_choices(viewer)]


class NoteForm(forms.Form):
    """A reason or a note."""

    catatan = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(NoteForm):
    """One arrow of the state table: the note, and the outcome where the arrow enters it."""

    def __init__(self, *arguments: Any, alert: Alert, to: State, move: Move, **words: Any) -> None:
        super().__init__(*arguments, **{"prefix": to.value, **words})
        self.move = move
        self.to = to
        self.fields["catatan"].label = str(move.question)
        self.fields["catatan"].widget.attrs["required"] = note_needed(State(alert.state))
        if to is State.OUTCOME:
            self.fields["hasil"] = outcome_field(move)
            self.fields["akibat"] = forms.ChoiceField(
                label=_("Apa akibatnya?"), choices=Effect.choices, widget=forms.RadioSelect
            )


def outcome_field(move: Move) -> forms.ChoiceField:
    """The outcomes this arrow may have; the only one is chosen already."""
    offered = [choice for choice in Outcome if not move.outcomes or choice in move.outcomes]
    return forms.ChoiceField(
        label=_("Apa hasilnya?"),
        choices=[(choice.value, choice.label) for choice in offered],
        initial=offered[0].value if len(offered) == 1 else None,
        widget=forms.RadioSelect,
    )


class AssignForm(NoteForm):
    """To whom a leader hands the alert, and why."""

    kepada = forms.ModelChoiceField(label=_("Serahkan kepada"), queryset=User.objects.none())

    def __init__(self, *arguments: Any, viewer: User, alert: Alert, **words: Any) -> None:
        super().__init__(*arguments, **{"prefix": "assign", **words})
        self.fields["catatan"].label = _("Mengapa?")
        self.fields["kepada"].queryset = people_who_can_own(viewer, alert)  # type: ignore[attr-defined]
        self.order_fields(["kepada", "catatan"])


class ReasonForm(forms.Form):
    """Why somebody decides so."""

    alasan = forms.CharField(
        label=_("Mengapa?"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(ReasonForm):
    """What becomes of a version of a rule; what it is already is not offered."""

    keadaan = forms.ChoiceField(label=_("Mulai sekarang"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, mode: Mode, **words: Any) -> None:
        super().__init__(*arguments, **words)
        offered = [(one.value, DECISIONS[one]) for one in Mode if one is not mode]
        self.fields["keadaan"].choices = offered  # type: ignore[attr-defined]
        self.order_fields(["keadaan", "alasan"])


class BudgetForm(ReasonForm):
    """How many alerts are wanted."""

    per_petugas = forms.DecimalField(
        label=_("Peringatan per petugas dan minggu"),
        max_digits=3,
        decimal_places=1,
        min_value=LEAST,
        max_value=MOST,
    )
    field_order = ("per_petugas", "alasan")


class WeekForm(forms.Form):
    """Which week the sheet is for: its last day."""

    sampai = forms.DateField(
        label=_("Minggu sampai tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def last_day(self, today: date) -> date:
        """The chosen day, else today; what is no date or cannot have records counts as today."""
        chosen = self.cleaned_data.get("sampai") if self.is_valid() else None
        return chosen if chosen and EARLIEST <= chosen <= today else today


class DayForm(forms.Form):
    """Which day to go back to."""

    tanggal = forms.DateField(
        label=_("Pada akhir tanggal"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean_tanggal(self) -> date:
        """A day that can have records; raises ValidationError for others."""
        day: date = self.cleaned_data["tanggal"]
        if not EARLIEST <= day <= timezone.localdate():
            raise forms.ValidationError(_("Pilih hari yang sudah lewat, atau hari ini."))
        return day
