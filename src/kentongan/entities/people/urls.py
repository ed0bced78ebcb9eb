"""Addresses under /hal/orang/ and /hal/dilindungi/: the same pages for each sort of people."""

from django.urls import URLPattern, path

from kentongan.entities.people import views


def pages(word: str) -> list[URLPattern]:
    """The addresses of one sort."""
    more = {"word": word}
    return [
        path("antrean/", views.queue, more, name=f"{word}_queue"),
        path("<int:pk>/", views.person, more, name=f"{word}_page"),
        path("<int:pk>/banding/<int:other>/", views.match, more, name=f"{word}_match"),
        path("<int:pk>/pisah/", views.split, more, name=f"{word}_split"),
        path("<int:pk>/batal/<uuid:act>/", views.take_back, more, name=f"{word}_undo"),
    ]
