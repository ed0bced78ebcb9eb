"""Names of many traditions and papers as they are written, and what is read out of them."""

import pytest

from kentongan.engine.linkage.names import read_name

# Written, words in modern spelling, words of the father, sex told.
READ = (
    ("Suminah", "suminah", "", ""),
    ("Suminah Kasan Rejo", "suminah kasan rejo", "", ""),
    ("SUMINAH BINTI KASAN REJO", "suminah", "kasan rejo", "P"),
    ("Sdri. Suminah", "suminah", "", "P"),
    ("Sdr Paidi bin Karto", "paidi", "karto", "L"),
    ("TN. SLAMET RIYADI", "slamet riyadi", "", "L"),
    ("NY. SLAMET RIYADI", "slamet riyadi", "", "P"),
    ("Bpk. Sugeng", "sugeng", "", "L"),
    ("Bapak Kiai Haji Mustofa", "mustofa", "", "L"),
    ("Nyai Hj. Khodijah", "khodijah", "", "P"),
    ("Ustadz Zainal Abidin, Lc.", "zainal abidin", "", "L"),
    ("Ust. H. M. Ridwan", "m ridwan", "", "L"),
    ("Gus Mus", "mus", "", "L"),
    ("Prof. Dr. Ir. Bambang Sutejo, M.Sc., Ph.D.", "bambang sutejo", "", ""),
    ("drh. Wiwik Lestari", "wiwik lestari", "", ""),
    ("dr. Endang Sulastri, Sp.OG", "endang sulastri", "", ""),
    ("Drg. Rina", "rina", "", ""),
    ("Pdt. Yohanes Seran", "yohanes seran", "", ""),
    ("Romo Mangun", "mangun", "", "L"),
    ("Letkol Inf. Sutopo", "sutopo", "", ""),
    ("AKP Hartono", "hartono", "", ""),
    ("Serda Dwi Cahyo", "dwi cahyo", "", ""),
    ("Bripka Agus Salim", "agus salim", "", ""),
    ("Kades Sumarno", "sumarno", "", ""),
    ("Mbah Marijan", "marijan", "", ""),
    ("Almh. Tukiyem", "tukiyem", "", "P"),
    ("Cak Nun", "nun", "", "L"),
    ("Kang Asep Sunandar", "asep sunandar", "", "L"),
    ("Teh Ninih", "ninih", "", "P"),
    ("Mas Bowo", "bowo", "", "L"),
    ("Mbak Yuni", "yuni", "", "P"),
    ("Koh Ahok", "ahok", "", "L"),
    ("Om Liem", "liem", "", "L"),
    ("R. Panji Sosrokartono", "panji sosrokartono", "", ""),
    ("RM. Suryo", "suryo", "", "L"),
    ("Rr. Ayu Wulan", "ayu wulan", "", "P"),
    ("K.R.T. Hardjonagoro", "harjonagoro", "", ""),
    ("I Made Mangku", "made mangku", "", "L"),
    ("Ni Luh Putu Sukerti", "luh putu sukerti", "", "P"),
    ("I Gst. Ngurah Rai", "gusti ngurah rai", "", "L"),
    ("Ni Md. Ayu Kadek", "made ayu kadek", "", "P"),
    ("I Kt. Rudana", "ketut rudana", "", "L"),
    ("Andi Mappanyukki", "andi mappanyukki", "", ""),
    ("Dg. Naba", "daeng naba", "", ""),
    ("Tb. Hasanuddin", "tubagus hasanuddin", "", ""),
    ("Teuku Umar", "teuku umar", "", ""),
    ("Tgk. Bukhari", "bukhari", "", "L"),
    ("Rumondang boru Siregar", "rumondang siregar", "", ""),
    ("Tiurma br Hutapea", "tiurma hutapea", "", ""),
    ("Muh. Nasir bin Dg. Rapi", "muhammad nasir", "daeng rapi", "L"),
    ("Mhd. Yusuf Siregar", "muhammad yusuf siregar", "", ""),
    ("Ach. Taufiq", "ahmad taufiq", "", ""),
    ("Moch. Djaelani", "muhammad jaelani", "", ""),
    ("Abd. Hamid b. Saleh", "abdul hamid", "saleh", "L"),
    ("Abdussomad", "abdul somad", "", ""),
    ("Abdurrohim", "abdul rohim", "", ""),
    ("Abdillah", "abdillah", "", ""),
    ("Abdi Negara", "abdi negara", "", ""),
    ("Siti Nur'aini", "siti nuraini", "", ""),
    ("St. Hajar", "siti hajar", "", ""),
    ("Sitti Nurbaya", "siti nurbaya", "", ""),
    ("Halimatus Sa'diyah", "halimatus sadiyah", "", ""),
    ("Ma'ruf", "maruf", "", ""),
    ("Nur-Hidayah", "nurhidayah", "", ""),
    ("Tan Tjeng Bok", "tan ceng bok", "", ""),
    ("Chen Kim Lan", "cen kim lan", "", ""),
    ("Oei Tiong Ham", "ui tiong ham", "", ""),
    ("Fx. Sutrisno", "fransiskus xaverius sutrisno", "", ""),
    ("Ign. Suharyo", "ignatius suharyo", "", ""),
    ("Th. Ngatinah", "theresia ngatinah", "", ""),
    ("Yoh. Klau", "yohanes klau", "", ""),
    ("Muthu a/l Rajan", "muthu", "rajan", "L"),
    ("Letchumi a/p Rajan", "letcumi", "rajan", "P"),
    ("José María Nahak", "jose maria nahak", "", ""),
    ("  SRI   WAHYUNI  ", "sri wahyuni", "", ""),
    ("sri\twahyuni\n", "sri wahyuni", "", ""),
    ("Sri Wahyuni.", "sri wahyuni", "", ""),
    ("SRI WAHYUN1", "sri wahyuni", "", ""),
    ("WAHYUNI, SRI", "sri wahyuni", "", ""),
    ("Sukarno, Ir.", "sukarno", "", ""),
    ("Sunarto S.H.", "sunarto", "", ""),
    ("Sunarto SPd", "sunarto", "", ""),
    ("H. H. Sunarto", "sunarto", "", "L"),
    ("Hj.Aminah", "aminah", "", "P"),
    ("H.Moh.Sholeh", "muhammad sholeh", "", "L"),
    ("Pak Haji", "haji", "", "L"),
    ("bin Umar", "bin umar", "", ""),
    ("Umar bin", "umar bin", "", ""),
)

# Written, and every other name that is told.
OTHERS = (
    ("Sutrisno alias Tris", ("tris",)),
    ("Sutrisno als. Tris", ("tris",)),
    ("Sutrisno al. Tris al. Pak Bendot", ("tris", "bendot")),
    ("Sutrisno a.k.a. Bendot", ("bendot",)),
    ("Sutrisno (Bendot)", ("bendot",)),
    ("Sutrisno (Pak Bendot / Gendut)", ("bendot", "gendut")),
    ("Sutrisno / Bendot / Gendut", ("bendot", "gendut")),
    ("Sutrisno; Bendot", ("bendot",)),
    ("Sutrisno dipanggil Tris", ("tris",)),
    ("Sutrisno", ()),
    ("Umar al Faruq", ()),
    ("Al Amin", ()),
)


@pytest.mark.parametrize(("written", "words", "father", "sex"), READ)
def test_a_name_is_read(written: str, words: str, father: str, sex: str) -> None:
    name = read_name(written)
    assert (" ".join(name.k1), " ".join(name.father), name.sex) == (words, father, sex)


@pytest.mark.parametrize(("written", "others"), OTHERS)
def test_other_names_are_read(written: str, others: tuple[str, ...]) -> None:
    assert tuple(" ".join(other.k1) for other in read_name(written).others) == others
