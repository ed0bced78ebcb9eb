"""Names that look alike and are different: men and women, numbers, ranks of birth."""

import pytest

from kentongan.engine.linkage.names import guards_disagree, read_name

DIFFERENT = (
    ("Suharto", "Suharti"), ("Yanto", "Yanti"), ("Sumarno", "Sumarni"), ("Rini", "Rina"),
    ("Sugiyono", "Sugiyanto"), ("Supriyadi", "Supriyanto"), ("Suparman", "Supardi"),
    ("Setiawan", "Setiawati"), ("Dwi Lestari", "Tri Lestari"), ("Kartika", "Kartiko"),
    ("Ni Wayan Sari", "Ni Made Sari"), ("Hasan", "Husein"), ("Karim", "Karimah"),
    ("Latif", "Latifah"), ("Muslim", "Muslimah"), ("Novita", "Novito"), ("Dina", "Dino"),
    ("Muhammad", "Mahmud"), ("Mohamad", "Ahmad"), ("Hartini", "Hartono"),
)  # fmt: skip
NOT_TOLD_APART = (
    ("Suharto", "Suharta"), ("Prasetyo", "Prasetya"), ("Wagiman", "Wagimin"), ("Andri", "Andre"),
    ("Mujiati", "Mujiatun"), ("Mardi Yanto", "Mardiyanto"), ("Suharto", "Bambang"),
    ("Sutrisno", "Sutrisna"), ("Eko", "Eka"), ("Wijono", "Wiyono"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_the_guards_of_different_names_disagree(one: str, other: str) -> None:
    assert guards_disagree(read_name(one).guards, read_name(other).guards)
    assert guards_disagree(read_name(other).guards, read_name(one).guards)


@pytest.mark.parametrize(("one", "other"), NOT_TOLD_APART)
def test_the_guards_of_other_pairs_say_nothing(one: str, other: str) -> None:
    assert not guards_disagree(read_name(one).guards, read_name(other).guards)


def test_lists_alone_decide_whether_guards_disagree() -> None:
    assert guards_disagree((("suhart", "o"),), (("suhart", "i"),))
    assert not guards_disagree((("suhart", "o"), ("suhart", "i")), (("suhart", "i"),))
    assert not guards_disagree((("suhart", "o"),), (("sumart", "i"),))
    assert not guards_disagree((), (("suhart", "o"),))
