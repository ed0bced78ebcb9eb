"""The application: its check runs with ``check --deploy``."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import import_string


class WebsiteConfig(AppConfig):
    """Settings, pages, worker, privacy work."""

    name = "kentongan.website"

    def ready(self) -> None:
        # By name: the check reads tables, and this module is loaded before them.
        register(import_string("kentongan.website.checks.live_is_ready"), deploy=True)
