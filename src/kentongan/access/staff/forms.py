"""Forms on the people pages; every field is named, none comes from the model by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.access.staff.queries import offices_managed_by
from kentongan.access.staff.rules import LOGIN_NAME
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.regions.models import Region

ROLES_OF_STAFF = [(key.value, key.label) for key in RoleKey if key != RoleKey.PUBLIC_REPORTER]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), min_length=10, max_length=200)


class RoleForm(ReasonForm):
    """Another role."""

    role = forms.ChoiceField(label=_("Peran"), choices=ROLES_OF_STAFF)


class InviteForm(RoleForm):
    """A new person."""

    username = forms.RegexField(
        label=_("Nama pengguna"),
        regex=rf"^{LOGIN_NAME.pattern}$",
        max_length=30,
        error_messages={
            "invalid": _("Pakai 3 sampai 30 huruf kecil, angka, titik atau garis, tanpa spasi.")
        },
    )
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    office = forms.ModelChoiceField(label=_("Kantor"), queryset=Office.objects.none())

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_managed_by(viewer)  # type: ignore[attr-defined]


class PostingForm(forms.Form):
    """A village by its code."""

    region = forms.ModelChoiceField(
        label=_("Kode wilayah"),
        queryset=Region.objects.filter(valid_to=None),
        to_field_name="code",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("Kode wilayah itu tidak ada, contoh: 35.03.08.2001.")},
    )
    decree = forms.CharField(label=_("Nomor SK"), max_length=120)
