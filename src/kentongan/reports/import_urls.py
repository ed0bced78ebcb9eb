"""The addresses of imports, below ``/laporan/impor/``; included by ``reports.urls``."""

from django.urls import path

from kentongan.reports.views import imports

urlpatterns = [
    path("", imports.import_list, name="import_list"),
    path("<int:pk>/", imports.import_detail, name="import_detail"),
    path("<int:pk>/kolom/", imports.import_columns, name="import_columns"),
    path("<int:pk>/masukkan/", imports.import_commit, name="import_commit"),
    path("<int:pk>/batalkan/", imports.import_undo, name="import_undo"),
    path("<int:pk>/laporan-baris.xlsx", imports.import_report, name="import_report"),
]
