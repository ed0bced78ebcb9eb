"""The settings of an office: read in a process of their own, since they are read once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kentongan.encryption.keyring import write_new

DUMP = """
import json
from kentongan.website import settings
wanted = [name for name in vars(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in wanted}, default=str))
"""
Environment = dict[str, str]


@pytest.fixture(scope="module")
def office_environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What an administrator sets, and nothing of the demo."""
    folder = tmp_path_factory.mktemp("kantor")
    key_file = folder / "kunci" / "keyring.json"
    write_new(key_file)
    outer = {name: text for name, text in os.environ.items() if not name.startswith("KENTONGAN_")}
    return outer | {
        "KENTONGAN_SECRET_KEY": "uji-" + "0123456789abcdefghij" * 3,
        "KENTONGAN_HOSTS": "kentongan.example",
        "KENTONGAN_DATA": str(folder),
        "KENTONGAN_KEY_FILE": str(key_file),
        "KENTONGAN_DATABASE_URL": f"sqlite:///{folder / 'uji.sqlite3'}",
    }


def run(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def production(office_environment: Environment) -> dict[str, object]:
    """Every setting of an office."""
    return json.loads(run(office_environment, "-c", DUMP).stdout)


def test_the_deployment_check_has_no_warning(office_environment: Environment) -> None:
    checked = ("-m", "kentongan.cli", "check", "--deploy", "--fail-level", "WARNING")
    done = run(office_environment, *checked)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


def test_production_is_the_default_and_debug_is_never_on(production: dict[str, object]) -> None:
    assert (production["DEMO"], production["DEBUG"]) == (False, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SESSION_COOKIE_SECURE", True),
        ("CSRF_COOKIE_SECURE", True),
        ("SESSION_COOKIE_HTTPONLY", True),
        ("CSRF_COOKIE_HTTPONLY", True),
        ("SESSION_COOKIE_NAME", "__Host-sessionid"),
        ("CSRF_COOKIE_NAME", "__Host-csrftoken"),
        ("SESSION_COOKIE_SAMESITE", "Strict"),
        ("CSRF_COOKIE_SAMESITE", "Strict"),
        ("DEVICE_COOKIE_NAME", "__Host-device"),
        ("SESSION_ENGINE", "kentongan.accounts.sessions"),
        ("SECOND_FACTOR", True),
        ("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False),
        ("PROXIES", []),
        ("SECURE_SSL_REDIRECT", True),
        ("SECURE_HSTS_SECONDS", 31_536_000),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
        ("ALLOWED_HOSTS", ["kentongan.example"]),
        ("WHITENOISE_USE_FINDERS", False),
        ("LANGUAGE_CODE", "id"),
    ],
)
def test_an_office_is_closed_to_the_outside(
    name: str, value: object, production: dict[str, object]
) -> None:
    assert production[name] == value


def test_nothing_of_the_admin_site_is_installed(production: dict[str, object]) -> None:
    apps = production["INSTALLED_APPS"]
    assert isinstance(apps, list)
    assert not [app for app in apps if "admin" in app or "debug" in app]


def test_no_secret_is_invented_and_no_folder_made(
    office_environment: Environment, production: dict[str, object]
) -> None:
    assert not (Path(office_environment["KENTONGAN_DATA"]) / "demo-secret").exists()


@pytest.mark.parametrize(
    "name", ["KENTONGAN_SECRET_KEY", "KENTONGAN_DATABASE_URL", "KENTONGAN_KEY_FILE"]
)
def test_a_forgotten_setting_stops_the_start_and_names_itself(
    name: str, office_environment: Environment
) -> None:
    rest = {key: text for key, text in office_environment.items() if key != name}
    done = run(rest, "-c", DUMP)
    assert done.returncode != 0
    assert f"Set {name}." in done.stderr
    assert "make demo" in done.stderr


def test_a_forwarded_protocol_counts_only_when_the_office_names_the_header(
    office_environment: Environment, production: dict[str, object]
) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in production
    told = office_environment | {"KENTONGAN_PROXY_HTTPS_HEADER": "HTTP_X_FORWARDED_PROTO"}
    found = json.loads(run(told, "-c", DUMP).stdout)
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["PROXIES"] == ["127.0.0.1", "::1"]


@pytest.mark.parametrize("word", ["maybe", "1", ""])
def test_a_second_factor_is_on_or_off_and_nothing_between(
    word: str, office_environment: Environment
) -> None:
    done = run(office_environment | {"KENTONGAN_SECOND_FACTOR": word}, "-c", DUMP)
    assert "KENTONGAN_SECOND_FACTOR must be one of on, off" in done.stderr
