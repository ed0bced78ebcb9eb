"""What must hold before the product starts."""

import stat
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 Django's names

from kentongan.encryption.errors import KeyFileTrouble
from kentongan.encryption.keyring import keyring

MISSING = "access.E001"
OPEN_TO_OTHERS = "access.W001"


def key_file_is_safe(**_options: Any) -> list[CheckMessage]:
    """The key file can be read, and nobody but its owner reads it."""
    try:
        keyring()
    except KeyFileTrouble as trouble:
        hint = (
            f"`kentongan new_key_file` makes {settings.KEY_FILE}; an older one comes from its copy."
        )
        return [Error(trouble.reason, hint=hint, id=MISSING)]
    if settings.KEY_FILE.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        hint = f"chmod 600 {settings.KEY_FILE}"
        return [Warning("Others may read the key file.", hint=hint, id=OPEN_TO_OTHERS)]
    return []
