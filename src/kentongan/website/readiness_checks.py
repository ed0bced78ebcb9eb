"""What the software can see for itself of its readiness. Each check: ``now`` → ``Finding``."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import WARNING, Tags, run_checks
from django.utils.translation import gettext as _

from kentongan.access.wall import is_bypassed
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.audit import privacy
from kentongan.audit.queries import chain_state
from kentongan.audit.verifying import Code
from kentongan.website.backups import shelf
from kentongan.website.models import Chore

RETENTION = "retention"  # the name of the chore
CUSTODIANS = 3
DAY = timedelta(days=1)
# Not the readiness check itself, which asks these functions.
LOOKED_AT = (Tags.security, Tags.models, Tags.urls, Tags.templates, Tags.caches, Tags.staticfiles)
MOST_NAMES = 5


@dataclass(frozen=True)
class Finding:
    """Whether something holds, and an Indonesian sentence about it."""

    holds: bool
    words: str


def found(problems: list[str]) -> Finding:
    """Nothing wrong, or what is."""
    return Finding(not problems, "; ".join(problems) or _("Sudah."))


def settings_have_no_warnings(now: datetime) -> Finding:
    """As ``check --deploy`` would say."""
    told = run_checks(tags=[str(tag) for tag in LOOKED_AT], include_deployment_checks=True)
    return found([str(one.id) for one in told if one.level >= WARNING])


def no_debug_and_no_admin_site(now: datetime) -> Finding:
    """Neither developer pages nor the admin site."""
    problems = ["DEBUG"] if settings.DEBUG else []
    return found(problems + ["django.contrib.admin"] * apps.is_installed("django.contrib.admin"))


def key_file_is_apart(now: datetime) -> Finding:
    """Exists, lies in another folder than database and backups, and only its owner reads it."""
    name = getattr(settings, "KEY_FILE", None)
    if not name or not Path(name).is_file():
        return Finding(False, _("Berkas kunci belum ada."))
    key = Path(name).resolve()
    problems = []
    if stat.S_IMODE(key.stat().st_mode) & 0o077:
        problems.append(_("orang lain di mesin ini dapat membacanya"))
    if any(folder == key.parent or folder in key.parents for folder in data_folders()):
        problems.append(_("terletak di folder data atau cadangan"))
    return found(problems)


def data_folders() -> list[Path]:
    """Where the database and its copies lie."""
    folders = [Path(settings.DATA_FOLDER)]
    if backups := settings.BACKUP_FOLDER:
        folders.append(Path(backups))
    if "sqlite" in str(settings.DATABASES["default"]["ENGINE"]):
        folders.append(Path(str(settings.DATABASES["default"]["NAME"])).parent)
    return [folder.resolve() for folder in folders]


def database_role_is_held_by_the_wall(now: datetime) -> Finding:
    """On PostgreSQL the role of the software bypasses no row-level security."""
    if is_bypassed():
        return Finding(False, _("Peran basis data melewati dinding baris."))
    return Finding(True, _("Sudah."))


def three_custodians_have_keys(now: datetime) -> Finding:
    """Three different people hold a sealing key in force."""
    if not has_model("access.SealingKey"):
        return Finding(False, _("Penyegelan identitas belum terpasang."))
    keys = apps.get_model("access", "SealingKey")._default_manager.filter(retired_at=None)
    people = keys.values("custodian").distinct().count()
    words = _("%(count)d dari 3 pemegang kunci") % {"count": people}
    return Finding(people >= CUSTODIANS, words)


def has_model(label: str) -> bool:
    """Whether a table of another part of the product is there."""
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True


def all_staff_have_a_second_factor(now: datetime) -> Finding:
    """Every active account but the public one; recovery codes alone do not count."""
    if not has_model("mfa.Authenticator"):
        return Finding(False, _("Faktor kedua belum terpasang."))
    factors = apps.get_model("mfa", "Authenticator")._default_manager
    having = factors.exclude(type="recovery_codes").values("user")
    staff = User.objects.filter(is_active=True).exclude(role=RoleKey.PUBLIC_REPORTER)
    lacking = list(staff.exclude(pk__in=having).order_by("username"))
    if not lacking:
        return Finding(staff.exists(), _("%(count)d petugas") % {"count": staff.count()})
    names = ", ".join(user.username for user in lacking[:MOST_NAMES])
    return Finding(
        False, _("%(count)d petugas belum: %(names)s") % {"count": len(lacking), "names": names}
    )


def anchor_is_fresh(now: datetime) -> Finding:
    """A signed head of the log left the office in the last two days."""
    anchored = chain_state().anchored
    return recent(anchored.at if anchored else None, now, 2 * DAY)


def chain_is_whole(now: datetime) -> Finding:
    """The log was verified in the last two days and nothing was wrong."""
    last = chain_state().finished
    if last is not None and last.code != Code.OK:
        return Finding(False, last.sentence)
    return recent(last.finished_at if last else None, now, 2 * DAY)


# Two machines that keep time by the network differ by less.
CLOCKS_APART = timedelta(minutes=5)


def recent(last: datetime | None, now: datetime, within: timedelta) -> Finding:
    """Whether a moment lies near enough; one in the future tells of a wrong clock."""
    if last is None:
        return Finding(False, _("Belum pernah."))
    if last - now > CLOCKS_APART:
        return Finding(False, _("Waktunya di masa depan. Periksa jam komputer."))
    hours = int((now - last).total_seconds() // 3600)
    return Finding(now - last <= within, _("%(hours)d jam yang lalu") % {"hours": hours})


def backup_is_fresh(now: datetime) -> Finding:
    """The newest copy of the data on the shelf."""
    folder = Path(settings.BACKUP_FOLDER) if settings.BACKUP_FOLDER else None
    if folder is None or not folder.is_dir():
        return Finding(False, _("Folder cadangan belum ada."))
    times = [shelf.made_at(path) for path in shelf.on_shelf(folder, shelf.DATA)]
    return recent(times[-1] if times else None, now, DAY)


def retention_ran(now: datetime) -> Finding:
    """The nightly chore went through."""
    chore = Chore.objects.filter(name=RETENTION).first()
    if chore is not None and chore.problem:
        return Finding(False, _("Malam terakhir gagal."))
    return recent(chore.done_at if chore else None, now, 2 * DAY)


def register_is_complete(now: datetime) -> Finding:
    """Every column of every table is declared."""
    faults = privacy.faults()
    return Finding(not faults, faults[0] if faults else _("Sudah."))


CHECKS: dict[str, Callable[[datetime], Finding]] = {
    check.__name__: check
    for check in (
        settings_have_no_warnings,
        no_debug_and_no_admin_site,
        key_file_is_apart,
        database_role_is_held_by_the_wall,
        three_custodians_have_keys,
        all_staff_have_a_second_factor,
        anchor_is_fresh,
        chain_is_whole,
        backup_is_fresh,
        retention_ran,
        register_is_complete,
    )
}
