"""T-SEAL: the whole database, the server's secrets and one passphrase open nothing; two do.

The thief here knows the format and tries everything the tables hold: every private key with the
stolen passphrase, every share and waiting half with every key that opened, every pair of halves.
"""

from itertools import product

import pytest
from django.apps import apps
from django.db.models import Model

from kentongan.access.actions.sealing import make_key, open_first
from kentongan.access.models import Opening, SealedIdentity, SealingKey
from kentongan.access.sealing import boxes, envelope, passphrase, waiting
from kentongan.access.sealing.boxes import Broken
from kentongan.access.sealing.envelope import Identity
from kentongan.accounts.models import User
from tests.access.sealing.conftest import CASE, SOMEBODY, WORDS, Asked, Circle, Sealed

Private = boxes.EllipticCurvePrivateKey


def dump() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, as a thief reads them who has the key file too."""
    return {
        model._meta.label: [opened(row) for row in model._base_manager.all()]
        for model in apps.get_models()
    }


def opened(row: Model) -> dict[str, object]:
    """All columns; what the key file encrypts is opened with it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def privates(words: list[str]) -> list[Private]:
    """What the stolen passphrases unwrap."""
    found = []
    for row, word in product(dump()["access.SealingKey"], words):
        try:
            found.append(passphrase.unwrap(str(row["wrapped"]), word, str(row["fingerprint"])))
        except Broken:
            continue
    return found


def halves(keys: list[Private]) -> set[bytes]:
    """Every half that any of the keys opens: out of seals and out of waiting rows."""
    found = {bytes(32)}
    rows = dump()
    for key, row in product(keys, rows["access.SealedIdentity"]):
        sealed = envelope.read(str(row["blob"]))
        for share in sealed.shares:
            found |= tried(
                key, share.box, envelope.share_words(sealed.subject, share.key, share.other)
            )
    for key, row in product(keys, rows["access.Opening"]):
        found |= out_of_waiting(key, row, rows["access.SealedIdentity"])
    return found


def out_of_waiting(
    key: Private, row: dict[str, object], identities: list[dict[str, object]]
) -> set[bytes]:
    found: set[bytes] = set()
    if row["waiting"]:
        shares = envelope.unpacked(envelope.read_json(str(row["waiting"]), waiting.PREFIX))
        for share, identity in product(shares, identities):
            ticket, subject = f"{row['id']}|{row['case_number']}", str(identity["subject"])
            said = waiting.waiting_words(ticket, subject, share.key, share.other)
            found |= tried(key, share.box, said)
    return found


def tried(key: Private, box: bytes, said: str) -> set[bytes]:
    try:
        return {boxes.open_box(key, box, said)}
    except Broken:
        return set()


def stolen(words: list[str]) -> list[Identity]:
    """Every identity that falls out of the database with these passphrases."""
    found = halves(privates(words))
    opened = []
    for row in dump()["access.SealedIdentity"]:
        sealed = envelope.read(str(row["blob"]))
        for one, other in product(found, found):
            try:
                opened.append(envelope.open_text(sealed, one, other))
            except Broken:
                continue
    return opened


@pytest.mark.parametrize("name", WORDS)
def test_the_database_and_one_passphrase_open_nothing(name: str, sealed: Sealed) -> None:
    for _ in range(2):
        sealed()
    assert len(privates([WORDS[name]])) == 1
    assert len(halves(privates([WORDS[name]]))) == 1 + 2 * 2
    assert stolen([WORDS[name]]) == []


def test_the_database_and_two_passphrases_open_it(sealed: Sealed) -> None:
    """So the thief above does know how."""
    sealed()
    assert set(stolen([WORDS["ratna"], WORDS["agung"]])) == {SOMEBODY}


def test_no_passphrase_opens_nothing(sealed: Sealed) -> None:
    sealed()
    assert stolen([]) == []


def test_one_who_has_renewed_has_two_keys_and_still_opens_nothing(
    circle: Circle, sealed: Sealed, ratna: User
) -> None:
    sealed()
    make_key(by=ratna, words="jendela biru menghadap laut")
    sealed()
    words = [WORDS["ratna"], "jendela biru menghadap laut"]
    assert len(privates(words)) == 2
    assert stolen(words) == []


def test_while_a_half_waits_the_first_one_alone_still_opens_nothing(
    asked: Asked, ratna: User
) -> None:
    opening = asked()
    open_first(by=ratna, opening=opening.pk, case_number=CASE, words=WORDS["ratna"])
    assert stolen([WORDS["ratna"]]) == []


def test_while_a_half_waits_nothing_opens_without_the_second_passphrase(
    asked: Asked, ratna: User
) -> None:
    """What waits is boxed for the others: it needs one of them, as the page does."""
    opening = asked()
    open_first(by=ratna, opening=opening.pk, case_number=CASE, words=WORDS["ratna"])
    assert stolen([]) == []
    assert set(stolen([WORDS["hadi"]])) == {SOMEBODY}


def test_after_the_half_was_erased_the_second_passphrase_opens_nothing_again(
    asked: Asked, ratna: User
) -> None:
    opening = asked()
    open_first(by=ratna, opening=opening.pk, case_number=CASE, words=WORDS["ratna"])
    Opening.objects.update(waiting="")
    assert stolen([WORDS["hadi"]]) == []


def test_no_other_table_points_at_a_seal() -> None:
    """So no list, share or export reaches one by following a relation."""
    ours = {SealedIdentity, SealingKey, Opening}
    pointing = {
        field.model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model in ours and not field.auto_created
    }
    assert pointing <= ours
    assert [f.name for f in SealedIdentity._meta.related_objects if not f.hidden] == []
