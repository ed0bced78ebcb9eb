"""The folder as Django starts it."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """The passport interview desk."""

    name = "kentongan.screening"
