"""What a password must be, and what hashing it costs."""

import subprocess
import sys
from threading import Thread

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from kentongan.accounts import hashers
from kentongan.accounts.models import User
from kentongan.regions.models import Region

# Not ru_maxrss: a child begins with the peak of the process that started it.
FIFTY_LOGINS = """
import re, django
from concurrent.futures import ThreadPoolExecutor
django.setup()
from django.contrib.auth.hashers import check_password, make_password
kept = make_password("kentongan dipukul tiga kali")
with ThreadPoolExecutor(50) as pool:
    assert all(pool.map(lambda _n: check_password("kentongan dipukul tiga kali", kept), range(50)))
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def is_fine(password: str) -> bool:
    try:
        validate_password(password, User(username="sari", full_name="Sari Wulandari"))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        "sebelas sin",  # eleven
        "x" * 129,
        "qwertyuiop123",
        "imigrasi2026!",
        "Imigrasi-Ponorogo-1",
        "pimpasapimpasa",
        "kentongan trenggalek",
        "admin kantor imigrasi",
        "sari wulandari",
        "123456789012",
    ],
)
def test_a_weak_password_is_refused(password: str, areas: dict[str, Region]) -> None:
    assert not is_fine(password)


@pytest.mark.parametrize(
    "password",
    [
        "kentongan dipukul tiga kali",
        "hujan turun di sawah sore",
        "tujuhbelasangsa",
        "ꦲꦤꦕꦫꦏ ꦢꦠꦱꦮꦭ ꦥꦝꦗꦪꦚ",
        "😀 gajah naik becak 😀",
        "y1kd nqp7 zzrm" + "x" * 114,  # 128
    ],
)
def test_length_is_enough_whatever_it_is_made_of(password: str, areas: dict[str, Region]) -> None:
    assert is_fine(password)


def test_more_than_ten_thousand_common_passwords_are_known() -> None:
    assert len(CommonPasswordValidator().passwords) >= 10_000


def test_the_refusal_says_what_to_do(areas: dict[str, Region]) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password("imigrasi2026!")
    assert "kalimat sendiri dari empat kata" in " ".join(refusal.value.messages)


def test_two_hashes_run_at_once_and_the_third_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = hashers.OfficeArgon2PasswordHasher()
    with hashers.ROOM, hashers.ROOM:
        third = Thread(target=hasher.encode, args=("kata", "garam123"))
        third.start()
        third.join(0.3)
        assert third.is_alive()
    third.join(5)
    assert not third.is_alive()


@pytest.mark.slow
def test_fifty_logins_at_once_take_less_than_600_mib() -> None:
    command = [sys.executable, "-c", FIFTY_LOGINS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 600
