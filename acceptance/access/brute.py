"""T-BRUTE: after five wrong passwords the right one waits too, however it is written or sent."""

import json
import secrets
from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.test import Client

from acceptance.access import world
from acceptance.access.world import World
from acceptance.result import Part
from acceptance.site import PASSWORD
from kentongan.accounts.models import User

WRONG = "bukan kata sandi ini"
TOLERATED = 4
LOGIN = "/akun/login/"
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
Attack = Callable[[Client, str, str], object]


def post(client: Client, name: str, password: str) -> int:
    """As the form sends it."""
    return client.post(LOGIN, {"login": name, "password": password}).status_code


def by_json(client: Client, name: str, password: str) -> object:
    """As a program would send it."""
    said = json.dumps({"login": name, "password": password})
    return client.post(LOGIN, said, content_type="application/json")


def forwarded(client: Client, name: str, password: str) -> object:
    """With an address told by the sender, another one each time."""
    told = f"203.0.113.{secrets.randbelow(250)}"
    said = {"login": name, "password": password}
    return client.post(LOGIN, said, headers={"X-Forwarded-For": told})


ATTACKS: dict[str, Attack] = {
    "as the form sends it": post,
    "in capitals": lambda client, name, word: post(client, name.upper(), word),
    "with a space behind": lambda client, name, word: post(client, f"{name} ", word),
    "in full-width letters": lambda client, name, word: post(
        client, name.translate(FULL_WIDTH), word
    ),
    "with an invisible letter": lambda client, name, word: post(
        client, f"{name[:2]}\u200b{name[2:]}", word
    ),
    "with NUL behind": lambda client, name, word: post(client, f"{name}\0", word),
    "by PUT": lambda client, name, word: client.put(LOGIN, f"login={name}&password={word}"),
    "as JSON": by_json,
    "under forwarded addresses": forwarded,
}


def parts(seed: int) -> list[Part]:
    """Each attack against an account of its own, from an address of its own."""
    made = world.make_world(seed)
    found = [control(made)]
    for place, (how, attack) in enumerate(ATTACKS.items()):
        found.append(attacked(made, place, how, attack))
    return found


def account(made: World, name: str) -> str:
    """A new account with the known password."""
    user = world.make_person(name, "analyst", made.home)
    User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))
    return name


def browser(place: int) -> Client:
    """A browser with an address of its own."""
    return Client(
        SERVER_NAME="localhost", REMOTE_ADDR=f"10.9.0.{place}", raise_request_exception=False
    )


def control(made: World) -> Part:
    """Four slips are forgiven."""
    name, client = account(made, "lupa"), browser(200)
    for _slip in range(TOLERATED):
        post(client, name, WRONG)
    status = post(client, name, PASSWORD)
    return ("four wrong passwords, then the right one", str(status), "302, let in", status == 302)


def attacked(made: World, place: int, how: str, attack: Attack) -> Part:
    """Five failures in one way; then the right password, from another address.

    A way that does not open with the right password either is no try, and need not count.
    """
    name, other = account(made, f"korban{place}"), account(made, f"saksi{place}")
    opens = status_of(attack(browser(50 + place), other, PASSWORD)) == 302
    client = browser(place)
    answers = {status_of(attack(client, name, WRONG)) for _try in range(5)}
    status = post(browser(100 + place), name, PASSWORD)
    kept = (status != 302 or not opens) and max(answers) < 500
    figure = (
        f"answers {sorted(answers)}, then {status}{'' if opens else ' (so sent, nothing opens)'}"
    )
    return (f"five wrong passwords {how}, then the right one", figure, "not let in", kept)


def status_of(answer: object) -> int:
    """The status of an answer."""
    return int(getattr(answer, "status_code", answer))
