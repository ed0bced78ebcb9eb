"""The folder as Django starts it: with its checks."""

from django.apps import AppConfig
from django.core.checks import register

from kentongan.access.checks import key_file_is_safe


class AccessConfig(AppConfig):
    """Who may see and do what."""

    name = "kentongan.access"

    def ready(self) -> None:
        register(key_file_is_safe)
