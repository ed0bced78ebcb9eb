"""The one settings file. Production is the default; ``KENTONGAN_DEMO=1`` opts into a demo.

Every value comes from the environment through a typed reader that fails loudly and says
what to set. The demo uses SQLite, synthetic people and a secret key kept in the data folder.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured


def read_text(name: str, default: str | None = None, hint: str = "") -> str:
    """The text of a variable; raises ImproperlyConfigured when it is missing without a default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}. {hint} To try the product, run `make demo`.")
    return value


def read_flag(name: str, default: bool = False) -> bool:
    """``1``/``0``, ``true``/``false``, ``yes``/``no``; else raises ImproperlyConfigured."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def read_number(name: str, default: int) -> int:
    """A whole number; raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def read_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of the words; raises ImproperlyConfigured for any other."""
    value = os.environ.get(name, default).strip().lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def read_list(name: str, default: str = "") -> list[str]:
    """Comma-separated words, spaces trimmed, empty ones dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def read_secret(name: str, folder: Path, demo: bool) -> str:
    """A secret from ``NAME``, from the file ``NAME_FILE`` names, or kept in ``folder`` (demo)."""
    if file_name := os.environ.get(f"{name}_FILE"):
        return Path(file_name).read_text(encoding="utf-8").strip()
    if not demo:
        return read_text(name, hint="A long random text, or name a file in " + name + "_FILE.")
    kept = folder / "demo-secret"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        kept.chmod(0o600)
    return kept.read_text(encoding="utf-8")


def read_database(url: str) -> dict[str, object]:
    """Django's database dictionary from ``sqlite:///FILE`` or ``postgresql://user:pw@host:port/name``."""
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return sqlite_database(url.removeprefix("sqlite:///"))
    if parts.scheme == "postgresql":
        return postgresql_database(
            parts.hostname, parts.port, parts.username, parts.password, parts.path
        )
    raise ImproperlyConfigured(
        "KENTONGAN_DATABASE_URL must begin with sqlite:/// or postgresql://, not "
        + repr(parts.scheme)
    )


def sqlite_database(file_name: str) -> dict[str, object]:
    # IMMEDIATE: with SQLite's default 423 of 480 concurrent read-then-write transactions failed
    # "database is locked"; with it none (docs/decisions/0002). FULL: no acknowledged commit is lost
    # at a power cut.
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        # Not trusted_schema=OFF: SQLite 3.40 then refuses the JSON_VALID checks of JSON columns.
        "PRAGMA secure_delete=ON;"
        # KiB. With the 2 MB of the default 5,000 alerts (5 MB) are read anew by each list; by key,
        # as the gate reads them, that cost a third more than in one go.
        "PRAGMA cache_size=-32000;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file_name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        "TEST": {"NAME": read_text("KENTONGAN_TEST_DATABASE", "") or None},
    }


def postgresql_database(
    host: str | None, port: int | None, user: str | None, password: str | None, path: str
) -> dict[str, object]:
    return {
        "ENGINE": "kentongan.access.postgresql",
        "NAME": unquote(path.lstrip("/")),
        "HOST": unquote(host or ""),
        "PORT": str(port or 5432),
        "USER": unquote(user or ""),
        "PASSWORD": unquote(password or ""),
        # Whoever waits longer for a lock than SQLite waits for its file is told to try again.
        "OPTIONS": {"pool": True, "options": "-c lock_timeout=20s"},
    }


# How a mail travels: open, with STARTTLS, or in TLS from the first byte.
MAIL_SCHEMES = {"smtp": {}, "smtp+tls": {"use_tls": True}, "smtps": {"use_ssl": True}}
MAIL_WAIT = 20  # seconds; an opening waits for its notice to leave


def read_mailer(url: str) -> dict[str, object]:
    """Django's mailer from ``smtp[+tls|s]://user:pw@host:port``; raises ImproperlyConfigured."""
    parts = urlparse(url)
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(
            "KENTONGAN_SMTP_URL must be smtp://host, smtp+tls://user:password@host or "
            "smtps://user:password@host, each with or without :port."
        )
    options = {"host": parts.hostname, "port": parts.port, "timeout": MAIL_WAIT}
    account = {"username": unquote(parts.username or ""), "password": unquote(parts.password or "")}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"BACKEND": backend, "OPTIONS": options | account | MAIL_SCHEMES[parts.scheme]}


PACKAGE = Path(__file__).resolve().parent.parent
DEMO = read_flag("KENTONGAN_DEMO")
DATA_FOLDER = Path(read_text("KENTONGAN_DATA", ".data" if DEMO else "/var/lib/kentongan")).resolve()
if DEMO:
    DATA_FOLDER.mkdir(parents=True, exist_ok=True)
# demo: synthetic people; training: the office practises; live: data of real people, which does not
# start before every item of /privasi/kesiapan/ holds.
MODES = ("demo", "training", "live")
MODE = read_text("KENTONGAN_MODE", "demo" if DEMO else "training").strip().lower()
if MODE not in MODES or (MODE == "live" and DEMO):
    raise ImproperlyConfigured(
        f"KENTONGAN_MODE must be one of {', '.join(MODES)}, and never live with KENTONGAN_DEMO=1."
    )
# Every erasing is noted here too, ids only; `kentongan retention --replay` repeats it after a
# database was put back from an old copy.
ERASURE_JOURNAL = read_text("KENTONGAN_ERASURE_JOURNAL", str(DATA_FOLDER / "erasures.jsonl"))
# Where backups are written, apart from the data; empty: nowhere.
BACKUP_FOLDER = read_text("KENTONGAN_BACKUPS", "")

# The index by which people are found: keyed marks, made from the database, in no backup. Best on a
# file system in memory such as /run (src/kentongan/entities/search/README.md).
SEARCH_FOLDER = Path(read_text("KENTONGAN_SEARCH_FOLDER", str(DATA_FOLDER / "cari"))).resolve()
# How many processes read the register when the index is made anew; 1: none beside the worker. More
# than six make entries faster than one can write them down.
SEARCH_PROCESSES = read_number("KENTONGAN_SEARCH_PROCESSES", min(os.process_cpu_count() or 1, 6))
# Who tells the network of things where people are sent: entities knows no reports.
NETWORK_DESTINATIONS = "kentongan.reports.queries.destinations_told"

SECRET_KEY = read_secret("KENTONGAN_SECRET_KEY", DATA_FOLDER, DEMO)
# Apart from the database and its backups: both together read everything (encryption/keyring.py).
KEY_FILE = Path(
    read_text(
        "KENTONGAN_KEY_FILE",
        str(DATA_FOLDER / "keys" / "keyring.json") if DEMO else None,
        hint="The file of the office's keys; `kentongan new_key_file` makes it there.",
    )
).resolve()
DEBUG = False
ALLOWED_HOSTS = read_list("KENTONGAN_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else "")

# The office: its name on paper, its working area, its time zone.
OFFICE_NAME = read_text("KENTONGAN_OFFICE", "Kantor Imigrasi Kelas II Non TPI Ponorogo")
OFFICE_TOWN = read_text("KENTONGAN_OFFICE_TOWN", "Ponorogo")
OFFICE_ADDRESS = read_text("KENTONGAN_OFFICE_ADDRESS", "Ponorogo, Jawa Timur")
HOME_REGENCIES = tuple(read_list("KENTONGAN_HOME_REGENCIES", "35.01,35.02,35.03"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "kentongan.audit",
    "kentongan.regions",
    "kentongan.accounts",
    "kentongan.access",
    "kentongan.entities",
    "kentongan.reports",
    "kentongan.screening",
    "kentongan.alerts",
    "kentongan.exchange",
    "kentongan.website",
]

MIDDLEWARE = [
    # First, so that every answer carries the headers, also those of the middlewares below.
    "kentongan.website.middleware.NoStoreMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kentongan.accounts.middleware.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kentongan.website.wall.WallMiddleware",
    "kentongan.accounts.middleware.SessionEndMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kentongan.website.middleware.AttemptMiddleware",
    "kentongan.website.middleware.SecondFactorMiddleware",
    "kentongan.website.middleware.RefusalMiddleware",
    "kentongan.website.doorkeeper.DoorMiddleware",
]

ROOT_URLCONF = "kentongan.website.urls"
WSGI_APPLICATION = "kentongan.website.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "website" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kentongan.website.context.office",
            ],
        },
    }
]

DATABASES = {
    "default": read_database(
        read_text(
            "KENTONGAN_DATABASE_URL",
            f"sqlite:///{DATA_FOLDER / 'kentongan.sqlite3'}" if DEMO else None,
            hint="For example postgresql://kentongan@localhost/kentongan.",
        )
    )
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Spent login codes stand here: with Django's 300 entries a busy hour would forget them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["kentongan.accounts.hashers.OfficeArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "kentongan.accounts.passwords.LongestPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},  # 20,000 of them
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "kentongan.accounts.passwords.ContextWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "kentongan.accounts.adapters.ClosedAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {"login": "kentongan.accounts.forms.LoginForm"}
# Passwords are counted in accounts.limits; allauth counts the codes of the second factor. Never by
# address alone: an office or a village sits behind one.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/15m/user",  # the old password is asked there
}

# A second factor for everybody who works here; the demo's made-up people do without.
SECOND_FACTOR = {"on": True, "off": False}[
    read_choice("KENTONGAN_SECOND_FACTOR", "off" if DEMO else "on", ("on", "off"))
]
MFA_ADAPTER = "kentongan.access.second_factor.SealedMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "kentongan.accounts.forms.CodeForm",
    "reauthenticate": "kentongan.accounts.forms.RenewedCodeForm",
}
MFA_TOTP_TOLERANCE = 1  # steps of 30 s before and after
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # http://localhost is no secure origin for the library

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = read_text("KENTONGAN_TIME_ZONE", "Asia/Jakarta")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["kentongan.website.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO
if DEMO:
    STATIC_ROOT.mkdir(exist_ok=True)  # nothing is collected there, but its absence is a warning

SECURE = not DEMO
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
# Not no-referrer: browsers then send "Origin: null" and every form fails the CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Strict: nothing sends links into the site. Once mails do, Lax lets such a link open at once.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_ENGINE = "kentongan.accounts.sessions"
DEVICE_COOKIE_NAME = "__Host-device" if SECURE else "device"
SESSION_SAVE_EVERY_REQUEST = False
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# Who names the header of a proxy has one; unless told otherwise it runs on this machine.
proxy_header = os.environ.get("KENTONGAN_PROXY_HTTPS_HEADER")
PROXIES = read_list("KENTONGAN_PROXIES", "127.0.0.1,::1" if proxy_header else "")
if proxy_header:
    SECURE_PROXY_SSL_HEADER = (proxy_header, "https")

# Imports of line lists (docs/security.md: uploads).
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# In the demo no mail could leave.
MAILER = (
    {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    if DEMO
    else read_mailer(read_text("KENTONGAN_SMTP_URL", "smtp://localhost"))
)
MAILERS = {"default": MAILER}
DEFAULT_FROM_EMAIL = read_text("KENTONGAN_MAIL_FROM", "kentongan@localhost")
# Who hears, besides the auditors of an office, that a sealed identity was opened.
SEALING_NOTICE_TO = read_list(
    "KENTONGAN_SEALING_NOTICE_TO", "pengawas@kentongan.invalid" if DEMO else ""
)

# The log of deeds: what signs its end, and the folders outside the database that keep it. Keys that
# signed before the present one are named by their public half (docs/audit.md).
AUDIT_SIGNING_KEY_FILE = Path(
    read_text("KENTONGAN_AUDIT_SIGNING_KEY_FILE", str(DATA_FOLDER / "audit-signing-key"))
)
AUDIT_TRUSTED_KEYS = read_list("KENTONGAN_AUDIT_TRUSTED_KEYS")
AUDIT_ANCHOR_FOLDERS = [
    Path(name)
    for name in read_list(
        "KENTONGAN_AUDIT_ANCHOR_FOLDERS", str(DATA_FOLDER / "jangkar") if DEMO else ""
    )
]
AUDIT_ANCHOR_MAIL = read_list("KENTONGAN_AUDIT_ANCHOR_MAIL")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": read_text("KENTONGAN_LOG_LEVEL", "WARNING")},
}
