"""The addresses under /akun/orang/."""

from django.urls import path

from kentongan.access.staff import views

urlpatterns = [
    path("", views.people, name="people"),
    path("undang/", views.invite, name="person_invite"),
    path("usulan/<int:pk>/", views.decide, name="person_decide"),
    path("penempatan/<int:pk>/akhiri/", views.end_posting, name="person_end_posting"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/peran/", views.change_role, name="person_role"),
    path("<int:pk>/pengaman/", views.reset_factor, name="person_factor"),
    path("<int:pk>/kode/", views.give_code, name="person_code"),
    path("<int:pk>/penempatan/", views.begin_posting, name="person_posting"),
    path("<int:pk>/nonaktif/", views.disable, name="person_disable"),
]
