"""Invented phone numbers, national ids and account numbers that cannot belong to anyone.

No operator has ever been given the mobile prefix 0850, no province has the code 00,
and no bank issues accounts that begin with eight nines.
"""


def fake_phone(index: int) -> str:
    """The ``index``-th invented mobile number in E.164 form, ``+6285000xxxxxx``.

    Raises ValueError outside 0..999_999.
    """
    if not 0 <= index <= 999_999:
        raise ValueError(f"index {index} is outside 0..999999")
    return f"+6285000{index:06d}"


def fake_account(index: int) -> str:
    """The ``index``-th invented bank account number, sixteen digits from 99999999.

    Raises ValueError outside 0..99_999_999.
    """
    if not 0 <= index <= 99_999_999:
        raise ValueError(f"index {index} is outside 0..99999999")
    return f"99999999{index:08d}"


def fake_national_id(index: int) -> str:
    """The ``index``-th invented NIK: province 00 does not exist.

    Raises ValueError outside 0..9_999.
    """
    if not 0 <= index <= 9_999:
        raise ValueError(f"index {index} is outside 0..9999")
    return f"000000010190{index:04d}"
