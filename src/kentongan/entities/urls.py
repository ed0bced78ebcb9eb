"""Placeholder until the pages land."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "entities"


def nothing(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse(status=404)


urlpatterns = [
    path("list/", nothing, name="list"),
    path("detail/<int:pk>/", nothing, name="detail"),
]
