"""Addresses under /hal/."""

from django.urls import include, path

from kentongan.entities import views
from kentongan.entities.people.urls import pages

app_name = "entities"

urlpatterns = [
    path("", views.listing, name="list"),
    path("jaringan/", include("kentongan.entities.network.urls")),
    path("cari/", include("kentongan.entities.search.urls")),
    path("orang/", include(pages("person"))),
    path("dilindungi/", include(pages("protected"))),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/nilai/", views.judge, name="judge"),
]
