"""The addresses of sealing, for staff."""

from django.urls import path

from kentongan.access.sealing import views

app_name = "sealing"

urlpatterns = [
    path("", views.circle, name="circle"),
    path("kunci/", views.key, name="key"),
    path("mohon/<uuid:identity>/", views.ask, name="ask"),
    path("buka/<uuid:pk>/", views.opening, name="opening"),
]
