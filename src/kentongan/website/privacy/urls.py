"""The addresses under /privasi/."""

from django.urls import path

from kentongan.website.privacy.views import holds, register

app_name = "privacy"
urlpatterns = [
    path("", register.index, name="index"),
    path("register/", register.register_page, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("penahanan/", holds.holds, name="holds"),
    path("penahanan/<int:pk>/benarkan/", holds.confirm, name="hold_confirm"),
    path("penahanan/<int:pk>/usul-lepas/", holds.ask_release, name="hold_ask_release"),
    path("penahanan/<int:pk>/lepas/", holds.release, name="hold_release"),
]
