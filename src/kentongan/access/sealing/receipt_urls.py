"""The addresses of the receipt page, for anybody."""

from django.urls import path

from kentongan.access.sealing import receipt_views

app_name = "receipt"

urlpatterns = [
    path("", receipt_views.check, name="check"),
    path("hapus/", receipt_views.erase, name="erase"),
    path("tutup/", receipt_views.leave, name="leave"),
]
