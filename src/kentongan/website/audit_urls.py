"""The addresses of the log, below ``/jejak/``."""

from django.urls import path

from kentongan.website import audit_pages

urlpatterns = [
    path("", audit_pages.own_month, name="audit_own_month"),
    path("catatan/", audit_pages.subject, name="audit_subject"),
    path("cari/", audit_pages.search, name="audit_search"),
    path("cari.csv", audit_pages.export, name="audit_export"),
    path("rantai/", audit_pages.chain, name="audit_chain"),
    path("rantai/periksa/", audit_pages.inspect, name="audit_inspect"),
]
