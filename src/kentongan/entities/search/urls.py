"""Addresses under /hal/cari/."""

from django.urls import path

from kentongan.entities.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("sementara/", views.typed, name="search_typed"),
]
