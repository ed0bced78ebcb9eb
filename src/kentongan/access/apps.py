"""The folder as Django starts it: with its checks."""

from django.apps import AppConfig
from django.core.checks import register

from kentongan.access.checks import key_file_is_safe
from kentongan.access.gate_checks import doors_are_known, policy_is_understood, tables_are_known

TAG = "access"  # those that the web application itself runs before its first page
CHECKS = (key_file_is_safe, policy_is_understood, doors_are_known, tables_are_known)


class AccessConfig(AppConfig):
    """Who may see and do what."""

    name = "kentongan.access"

    def ready(self) -> None:
        for check in CHECKS:
            register(check, TAG)
