"""The fifteen role classes (design: security, access model) and the agencies they belong to."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    """What sort of agency: the unit in which independence of reports is counted."""

    IMMIGRATION = "immigration", _("Imigrasi")
    POLICE = "police", _("Polri")
    ARMY = "army", _("TNI")
    LABOUR = "labour", _("Dinas Tenaga Kerja")
    CIVIL_REGISTRY = "civil_registry", _("Dukcapil")
    RELIGIOUS_AFFAIRS = "religious_affairs", _("Kementerian Agama")
    LOCAL_GOVERNMENT = "local_government", _("Kecamatan dan desa")
    OVERSIGHT = "oversight", _("Pengawas")
    PUBLIC = "public", _("Masyarakat")


class RoleKey(models.TextChoices):
    """The stored value of a role."""

    VILLAGE_OFFICER = "village_officer", _("PIMPASA")
    ANALYST = "analyst", _("Analis Inteldakim")
    SECTION_HEAD = "section_head", _("Kepala Seksi Inteldakim")
    PASSPORT_OFFICER = "passport_officer", _("Petugas wawancara paspor")
    OFFICE_HEAD = "office_head", _("Kepala Kantor")
    POLICE_VILLAGE_OFFICER = "police_village_officer", _("Bhabinkamtibmas")
    ARMY_VILLAGE_OFFICER = "army_village_officer", _("Babinsa")
    LABOUR_OFFICER = "labour_officer", _("Petugas Disnaker")
    CIVIL_REGISTRY_OFFICER = "civil_registry_officer", _("Petugas Dukcapil")
    RELIGIOUS_AFFAIRS_OFFICER = "religious_affairs_officer", _("Petugas Kemenag")
    DISTRICT_HEAD = "district_head", _("Camat atau kepala desa")
    INFORMATION_OFFICER = "information_officer", _("Petugas PPID")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM_ADMIN = "system_admin", _("Admin sistem")
    PUBLIC_REPORTER = "public_reporter", _("Pelapor masyarakat")


@dataclass(frozen=True)
class Role:
    """A role, the kind of agency its holders work for, and one sentence on what it is for."""

    key: RoleKey
    agency: AgencyKind
    purpose: str


ROLES = {
    role.key: role
    for role in (
        Role(RoleKey.VILLAGE_OFFICER, AgencyKind.IMMIGRATION, "Membawa kabar dari dan ke desa."),
        Role(RoleKey.ANALYST, AgencyKind.IMMIGRATION, "Memilah laporan dan memeriksa peringatan."),
        Role(RoleKey.SECTION_HEAD, AgencyKind.IMMIGRATION, "Memimpin tindak lanjut peringatan."),
        Role(RoleKey.PASSPORT_OFFICER, AgencyKind.IMMIGRATION, "Mewawancarai pemohon paspor."),
        Role(RoleKey.OFFICE_HEAD, AgencyKind.IMMIGRATION, "Memutuskan dan bertanggung jawab."),
        Role(RoleKey.POLICE_VILLAGE_OFFICER, AgencyKind.POLICE, "Mencatat kabar di desa binaan."),
        Role(RoleKey.ARMY_VILLAGE_OFFICER, AgencyKind.ARMY, "Mencatat kabar di desa binaan."),
        Role(RoleKey.LABOUR_OFFICER, AgencyKind.LABOUR, "Menjaga jalur kerja yang resmi."),
        Role(RoleKey.CIVIL_REGISTRY_OFFICER, AgencyKind.CIVIL_REGISTRY, "Mencocokkan data warga."),
        Role(RoleKey.RELIGIOUS_AFFAIRS_OFFICER, AgencyKind.RELIGIOUS_AFFAIRS, "Umrah dan KUA."),
        Role(RoleKey.DISTRICT_HEAD, AgencyKind.LOCAL_GOVERNMENT, "Mengetahui wilayahnya."),
        Role(RoleKey.INFORMATION_OFFICER, AgencyKind.IMMIGRATION, "Melayani informasi publik."),
        Role(RoleKey.AUDITOR, AgencyKind.OVERSIGHT, "Mengawasi pemakaian data."),
        Role(RoleKey.SYSTEM_ADMIN, AgencyKind.IMMIGRATION, "Merawat sistem tanpa membaca isi."),
        Role(RoleKey.PUBLIC_REPORTER, AgencyKind.PUBLIC, "Memberi kabar tanpa akun."),
    )
}
