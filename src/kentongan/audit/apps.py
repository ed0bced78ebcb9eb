"""The application: its checks run with ``check`` and before every start."""

from django.apps import AppConfig
from django.core.checks import register

from kentongan.audit.checks import columns_are_declared


class AuditConfig(AppConfig):
    """Log, privacy register, retention."""

    name = "kentongan.audit"

    def ready(self) -> None:
        register(columns_are_declared)
