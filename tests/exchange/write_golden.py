"""Writes the golden files anew; to be read line by line before they are committed.

``python -m tests.exchange.write_golden``
"""

import django

if __name__ == "__main__":
    django.setup()
    from kentongan.access.models import Profile
    from kentongan.exchange.document import body_of
    from tests.exchange.test_documents import GOLDEN, TOLD, grant_of

    for profile in Profile:
        body = body_of(grant_of(profile), 2, TOLD)
        (GOLDEN / f"{profile.value}.html").write_bytes(body.page)
        (GOLDEN / f"{profile.value}.json").write_bytes(body.data)
