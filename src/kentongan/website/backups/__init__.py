"""Copies of the database in two files: the rows without their keys, and the wrapped keys.

The rows are kept for 35 days, the keys for 7: what was erased has no key in the newest key copy, so
no older copy of its row can be read any more. Neither file opens anything without the key file.
"""

from kentongan.website.backups.restoring import Restored, restore
from kentongan.website.backups.saving import Saved, save
from kentongan.website.backups.shelf import NotABackup

__all__ = ["NotABackup", "Restored", "Saved", "restore", "save"]
