"""A fixed table of words before and after the reforms of 1947 and 1972."""

import pytest

from kentongan.engine.linkage.names import STRONG, compare_names, read_name
from kentongan.entities.name_rarity import name_rarity

REFORMS = (
    ("Abdoellah", "Abdullah"),
    ("Adjeng", "Ajeng"),
    ("Adjie", "Ajie"),
    ("Amidjojo", "Amijoyo"),
    ("Atmadja", "Atmaja"),
    ("Atmosoedirdjo", "Atmosudirjo"),
    ("Bambang Soetjipto", "Bambang Sucipto"),
    ("Basoeki", "Basuki"),
    ("Boedhi", "Budhi"),
    ("Boediman", "Budiman"),
    ("Boedihardjo", "Budiharjo"),
    ("Boenga", "Bunga"),
    ("Boerhan", "Burhan"),
    ("Chamim", "Khamim"),
    ("Cholifah", "Kholifah"),
    ("Chotimah", "Khotimah"),
    ("Chusnul", "Khusnul"),
    ("Darsoeki", "Darsuki"),
    ("Djaja", "Jaya"),
    ("Djaka", "Jaka"),
    ("Djamaludin", "Jamaludin"),
    ("Djarot", "Jarot"),
    ("Djati", "Jati"),
    ("Djatmiko", "Jatmiko"),
    ("Djodi", "Jodi"),
    ("Djojo", "Joyo"),
    ("Djono", "Jono"),
    ("Djoned", "Joned"),
    ("Djuwari", "Juwari"),
    ("Doellah", "Dullah"),
    ("Fachri", "Fakhri"),
    ("Goenadi", "Gunadi"),
    ("Goenawan", "Gunawan"),
    ("Hardjono", "Harjono"),
    ("Hardjosoemarto", "Harjosumarto"),
    ("Idroes", "Idrus"),
    ("Joesman", "Yusman"),
    ("Joewono", "Yuwono"),
    ("Kadarjoen", "Kadaryun"),
    ("Kartodihardjo", "Kartodiharjo"),
    ("Kartosoewirjo", "Kartosuwiryo"),
    ("Koesoema", "Kusuma"),
    ("Koesnan", "Kusnan"),
    ("Koesworo", "Kusworo"),
    ("Koentjoro", "Kuncoro"),
    ("Loekito", "Lukito"),
    ("Loekman", "Lukman"),
    ("Mangoensarkoro", "Mangunsarkoro"),
    ("Moedjiati", "Mujiati"),
    ("Moeljadi", "Mulyadi"),
    ("Moerdiono", "Murdiono"),
    ("Moersid", "Mursid"),
    ("Notosoedjono", "Notosujono"),
    ("Njoto", "Nyoto"),
    ("Noegroho", "Nugroho"),
    ("Pantjoro", "Pancoro"),
    ("Poedji", "Puji"),
    ("Poerbatjaraka", "Purbacaraka"),
    ("Poerwanto", "Purwanto"),
    ("Prawirodirdjo", "Prawirodirjo"),
    ("Roekmini", "Rukmini"),
    ("Roesdi", "Rusdi"),
    ("Sardjito", "Sarjito"),
    ("Sastrowidjojo", "Sastrowijoyo"),
    ("Sjahrir", "Syahrir"),
    ("Sjarif", "Syarif"),
    ("Soebagjo", "Subagyo"),
    ("Soebandrio", "Subandrio"),
    ("Soebroto", "Subroto"),
    ("Soedarso", "Sudarso"),
    ("Soedibjo", "Sudibyo"),
    ("Soedirman", "Sudirman"),
    ("Soegiri", "Sugiri"),
    ("Soehardjo", "Suharjo"),
    ("Soejoto", "Suyoto"),
    ("Soekardjo", "Sukarjo"),
    ("Soekirman", "Sukirman"),
    ("Soemantri", "Sumantri"),
    ("Soemitro", "Sumitro"),
    ("Soenarjo", "Sunaryo"),
    ("Soepadmo", "Supadmo"),
    ("Soepomo", "Supomo"),
    ("Soeprijadi", "Supriyadi"),
    ("Soerjo", "Suryo"),
    ("Soetan", "Sutan"),
    ("Soetardjo", "Sutarjo"),
    ("Soewardi", "Suwardi"),
    ("Soewarsih Djojopoespito", "Suwarsih Joyopuspito"),
    ("Tjandra", "Candra"),
    ("Tjiptomangoenkoesoemo", "Ciptomangunkusumo"),
    ("Tjoet", "Cut"),
    ("Tjokrowidjojo", "Cokrowijoyo"),
    ("Tjondro", "Condro"),
    ("Toekiman", "Tukiman"),
    ("Oemar", "Umar"),
    ("Oesman", "Usman"),
    ("Waloejo", "Waluyo"),
    ("Widjajakoesoema", "Wijayakusuma"),
    ("Wirjosandjojo", "Wiryosanjoyo"),
    ("Zoebaidah", "Zubaidah"),
)
BOTH_SPELLINGS_MODERN = (
    "Harjo",
    "Harjono",
    "Jaja",
    "Joko",
    "Juni",
    "Panji",
    "Rejo",
    "Sujono",
    "Wijaya",
)


@pytest.mark.parametrize(("old", "new"), REFORMS)
def test_an_old_word_has_the_modern_k1(old: str, new: str) -> None:
    assert read_name(old).k1 == tuple(new.lower().split())


@pytest.mark.parametrize(("old", "new"), REFORMS)
def test_an_old_writing_is_the_modern_name(old: str, new: str) -> None:
    found = compare_names(read_name(f"{old} Lestari"), read_name(f"{new} Lestari"), name_rarity())
    assert found.level >= STRONG


@pytest.mark.parametrize("name", BOTH_SPELLINGS_MODERN)
def test_a_modern_word_is_left_alone(name: str) -> None:
    assert read_name(name).k1 == (name.lower(),)
