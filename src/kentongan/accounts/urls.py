"""The addresses under /akun/: in, out, the own password, sessions and second factor.

The rest of allauth stays closed. Nothing here sends a mail: who forgot a password asks the office.
The names that begin with ``account_`` and ``mfa_`` are those the library looks for.
"""

from allauth.account import views as library
from django.urls import path

from kentongan.accounts.views import factors, login, sessions

urlpatterns = [
    path("login/", login.OfficeLoginView.as_view(), name="account_login"),
    path("logout/", library.logout, name="account_logout"),
    path("inactive/", library.account_inactive, name="account_inactive"),
    path("signup/", library.signup, name="account_signup"),  # says that it is closed
    path("kode/", login.use_code, name="account_use_code"),
    path(
        "reauthenticate/", login.OfficeReauthenticateView.as_view(), name="account_reauthenticate"
    ),
    path(
        "password/change/", login.OfficePasswordChangeView.as_view(), name="account_change_password"
    ),
    path("password/set/", library.password_set, name="account_set_password"),
    path("perangkat/", sessions.sessions, name="account_sessions"),
    path("perangkat/akhiri/", sessions.end_sessions, name="account_end_sessions"),
    path("pengaman/", factors.index, name="mfa_index"),
    path("pengaman/langkah-kedua/", factors.authenticate, name="mfa_authenticate"),
    path("pengaman/ulangi/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("pengaman/aplikasi/pasang/", factors.activate_totp, name="mfa_activate_totp"),
    path("pengaman/aplikasi/gambar/", factors.totp_picture, name="mfa_totp_picture"),
    path("pengaman/aplikasi/lepas/", factors.deactivate_totp, name="mfa_deactivate_totp"),
    path("pengaman/cadangan/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "pengaman/cadangan/baru/", factors.make_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("pengaman/kunci/pasang/", factors.add_key, name="mfa_add_webauthn"),
    path(
        "pengaman/kunci/ulangi/", factors.reauthenticate_by_key, name="mfa_reauthenticate_webauthn"
    ),
    path("pengaman/kunci/", factors.index, name="mfa_list_webauthn"),
    path("pengaman/kunci/<int:pk>/lepas/", factors.remove_key, name="mfa_remove_webauthn"),
]
