"""Addresses under /hal/."""

from django.urls import path

from kentongan.entities import views

app_name = "entities"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/nilai/", views.judge, name="judge"),
]
