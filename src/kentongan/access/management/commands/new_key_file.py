"""``kentongan new_key_file``: the keys of a new office."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kentongan.encryption.keyring import keyring, write_new


class Command(BaseCommand):
    """Makes the file that KENTONGAN_KEY_FILE names; never touches one that is there."""

    help = "Membuat berkas kunci baru di tempat yang disebut KENTONGAN_KEY_FILE."
    requires_system_checks = []  # one of them asks for the file

    def handle(self, *args: Any, **options: Any) -> None:
        if not write_new(settings.KEY_FILE):
            raise CommandError(
                f"{settings.KEY_FILE} sudah ada. Berkas kunci tidak pernah ditimpa: "
                "tanpa kunci lama, data lama tidak dapat dibuka lagi."
            )
        self.stdout.write(
            f"Berkas kunci {settings.KEY_FILE} dibuat; kunci {keyring().current}. Simpan "
            "salinannya di dua amplop di dua tempat, terpisah dari cadangan basis data."
        )
