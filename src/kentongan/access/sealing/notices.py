"""The notice outside the database: somebody else hears that an identity was opened."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey


def addresses(office_id: int) -> list[str]:
    """The auditors of the office with an address, and the one the settings name."""
    auditors = User.objects.filter(office_id=office_id, role=RoleKey.AUDITOR, is_active=True)
    found = auditors.exclude(email="").values_list("email", flat=True)
    return sorted({*found, *settings.SEALING_NOTICE_TO})


def check_somebody_is_told(office_id: int) -> None:
    """Raises Refused where no notice could go: then nothing is opened."""
    if not addresses(office_id):
        raise Refused(
            _("Belum ada alamat pemberitahuan untuk pengawas. Hubungi admin sistem, lalu ulangi.")
        )


def tell_of_opening(office_id: int, opening: str) -> None:
    """One mail, without names, places or counts. Raises OSError when it cannot leave."""
    send_mail(
        subject=_("Kentongan: sebuah segel dibuka"),
        message=_(
            "Dua pemegang kunci telah membuka sebuah segel. Nomor permohonan: %(opening)s.\n"
            "Bila Anda tidak mengetahuinya, periksa catatan pemakaian data hari ini."
        )
        % {"opening": opening},
        from_email=None,
        recipient_list=addresses(office_id),
    )
