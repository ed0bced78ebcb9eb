"""The addresses under /privasi/."""

from django.urls import path

from kentongan.website.privacy.views import (
    files,
    holds,
    incidents,
    readiness,
    register,
    requests,
    retention,
)

app_name = "privacy"
urlpatterns = [
    path("", register.index, name="index"),
    path("register/", register.register_page, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("penahanan/", holds.holds, name="holds"),
    path("penahanan/<int:pk>/benarkan/", holds.confirm, name="hold_confirm"),
    path("penahanan/<int:pk>/usul-lepas/", holds.ask_release, name="hold_ask_release"),
    path("penahanan/<int:pk>/lepas/", holds.release, name="hold_release"),
    path("retensi/", retention.page, name="retention"),
    path("retensi/<slug:rule>/setujui/", retention.approve, name="approve"),
    path("retensi/<int:pk>/musnahkan/", retention.destroy, name="destroy"),
    path("berita-acara/<int:number>/", retention.certificate, name="certificate"),
    path("berita-acara/<int:number>.pdf", retention.certificate_pdf, name="certificate_pdf"),
    path("permintaan/", requests.requests, name="requests"),
    path("permintaan/<int:pk>/", requests.detail, name="request"),
    path("permintaan/<int:pk>/siapkan/", requests.prepare, name="request_prepare"),
    path("permintaan/<int:pk>/setujui/", requests.approve, name="request_approve"),
    path("permintaan/<int:pk>/serahkan/", requests.close, name="request_close"),
    path("permintaan/<int:pk>/jawaban.pdf", requests.paper, name="request_paper"),
    path("berkas/", files.index, name="files"),
    path("berkas/<slug:name>/", files.page, name="file"),
    path("berkas/<slug:name>.pdf", files.file_pdf, name="file_pdf"),
    path("berkas/<slug:name>.md", files.file_text, name="file_text"),
    path("insiden/", incidents.incidents, name="incidents"),
    path("insiden/<int:pk>/", incidents.incident, name="incident"),
    path("insiden/<int:pk>/terdampak/", incidents.scope, name="incident_scope"),
    path("insiden/<int:pk>/catatan/", incidents.note, name="incident_note"),
    path("insiden/<int:pk>/langkah/<slug:step>/", incidents.tick_off, name="incident_step"),
    path("insiden/<int:pk>/surat/<slug:name>/", incidents.letter, name="incident_letter"),
    path("kesiapan/", readiness.page, name="readiness"),
    path("kesiapan/<slug:name>/", readiness.sign, name="readiness_sign"),
    path("kesiapan/<slug:name>/kedua/", readiness.countersign, name="readiness_countersign"),
    path("kesiapan/<slug:name>/cabut/", readiness.withdraw, name="readiness_withdraw"),
]
