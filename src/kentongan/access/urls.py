"""Addresses under /akses/."""

from django.urls import path

from kentongan.access import views

app_name = "access"

urlpatterns = [
    path("saya/", views.mine, name="mine"),
    path("pemberitahuan/<int:pk>/dibaca/", views.notice_read, name="notice_read"),
    path("benturan/", views.conflicts, name="conflicts"),
    path("benturan/<int:pk>/akhiri/", views.conflict_end, name="conflict_end"),
    path("darurat/", views.emergency, name="break_glass"),
    path("darurat/<int:pk>/izinkan/", views.emergency_allow, name="emergency_allow"),
    path("darurat/<int:pk>/tinjau/", views.emergency_review, name="emergency_review"),
    path("keputusan/", views.decisions, name="decisions"),
    path("tingkat/<int:pk>/", views.label_decide, name="label_decide"),
    path("catatan/<str:subject>/", views.record_page, name="record"),
    path("catatan/<str:subject>/tingkat/", views.record_label, name="record_label"),
    path("catatan/<str:subject>/tugaskan/", views.record_assign, name="record_assign"),
    path("catatan/<str:subject>/kecualikan/", views.record_exclude, name="record_exclude"),
    path("pengecualian/<int:pk>/akhiri/", views.exclusion_end, name="exclusion_end"),
]
