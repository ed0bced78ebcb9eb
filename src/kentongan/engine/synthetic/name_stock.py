"""Made-up people's names: Javanese words from roots and endings, Arabic, Sundanese and other words.

Invented from general knowledge of Indonesian naming; no list of people was used.
"""

# Each root with an ending gives a word; all such words are in use or could be.
ROOTS = (
    "Suhar", "Sumar", "Sunar", "Supar", "Sukar", "Sutar", "Suwar", "Sudar", "Mulyar", "Har", "War",
    "Kar", "Par", "Dar", "Mar", "Kas", "Wag", "Tuk", "Pon", "Leg", "Ngat", "Sam", "Sar", "Jum",
    "Rus", "Kus", "Mis", "Sul", "Pai", "Sai",
)  # fmt: skip
MEN_ENDINGS = ("no", "to", "di", "man", "yono", "yanto", "yadi")
WOMEN_ENDINGS = ("ni", "ti", "mi", "yem", "inah", "sih", "yati", "wati")
# Men's and women's words with one stem.
COUPLES = (
    ("Suharto", "Suharti"), ("Sumarno", "Sumarni"), ("Sunarto", "Sunarti"), ("Yanto", "Yanti"),
    ("Sutarno", "Sutarni"), ("Hartono", "Hartini"), ("Suwarno", "Suwarni"), ("Karno", "Karni"),
    ("Susanto", "Susanti"), ("Setiawan", "Setiawati"), ("Hermawan", "Hermawati"),
    ("Kurniawan", "Kurniawati"), ("Riyanto", "Riyanti"), ("Wagiman", "Wagiyem"),
    ("Tukiman", "Tukiyem"), ("Karim", "Karimah"), ("Salim", "Salimah"), ("Latif", "Latifah"),
    ("Rahmat", "Rahmawati"), ("Andriano", "Andriani"), ("Dwiyanto", "Dwiyanti"),
    ("Supriyanto", "Supriyanti"), ("Haryanto", "Haryanti"), ("Kusmanto", "Kusmanti"),
    ("Mulyono", "Mulyani"), ("Suryanto", "Suryanti"), ("Sudarno", "Sudarni"), ("Partono",
    "Partini"),
    ("Warsito", "Warsiti"), ("Kasno", "Kasni"), ("Jumadi", "Jumiati"), ("Sutrisno", "Sutrisni"),
)  # fmt: skip
# Words of one stem that are different names of one sex.
BROTHERS = (
    ("Sugiyono", "Sugiyanto"), ("Supriyadi", "Supriyanto"), ("Suparman", "Supardi"),
    ("Mulyono", "Mulyadi"), ("Suryadi", "Suryono"), ("Hartono", "Hartoyo"), ("Sukarno", "Sukardi"),
    ("Sumarno", "Sumarto"), ("Sutarno", "Sutarto"), ("Haryono", "Haryadi"), ("Budiono", "Budianto"),
    ("Purwanto", "Purwadi"), ("Priyono", "Priyanto"), ("Setiyono", "Setiyadi"),
    ("Rusmanto", "Rusmadi"), ("Sudarmo", "Sudarto"), ("Widiyanto", "Widiyono"),
    ("Sulastri", "Sulasih"), ("Suminah", "Suminten"), ("Sumarni", "Sumarmi"), ("Partini",
    "Partinah"),
    ("Jumiyem", "Juminten"), ("Kasmini", "Kasminah"), ("Sarinem", "Sarinah"), ("Wartini",
    "Warsini"),
    ("Rohman", "Rohim"), ("Hamid", "Hamdan"), ("Fauzi", "Fauzan"), ("Ridwan", "Ridho"),
    ("Fatimah", "Fatonah"), ("Khasanah", "Khotimah"), ("Nurjanah", "Nurhasanah"),
    ("Hidayati", "Hidayah"), ("Komariah", "Komala"), ("Aminah", "Amalia"), ("Rohani", "Rohmah"),
)  # fmt: skip
MEN = (
    "Agus", "Bambang", "Budi", "Eko", "Joko", "Slamet", "Heri", "Hadi", "Teguh", "Sigit", "Sugeng",
    "Kuncoro", "Wahyu", "Bagus", "Gatot", "Imam", "Yusuf", "Ali", "Umar", "Usman", "Ibrahim",
    "Sulaiman", "Fauzan", "Ridwan", "Mustofa", "Syaiful", "Khoirul", "Zainal", "Zainuddin",
    "Sholeh", "Rohman", "Ghofur", "Lutfi", "Rizki", "Hanafi", "Arifin", "Syarif", "Latif",
    "Mukhlis", "Fahrudin", "Rahmat", "Mahmud", "Syukur", "Khamim", "Syamsul", "Asep", "Ujang",
    "Cecep", "Dadang", "Nugroho", "Prasetyo",
    "Wibowo", "Purnomo", "Utomo", "Wijaya", "Kusuma", "Santoso", "Setiawan", "Kurniawan",
    "Cahyono", "Suryadi", "Mulyono", "Sucipto", "Sudarsono", "Supriyanto", "Sugiyono", "Triyono",
    "Mardiyanto", "Suwito", "Waluyo", "Hidayat", "Anwar", "Firmansyah", "Ramadhan", "Maulana",
)  # fmt: skip
WOMEN = (
    "Sri", "Siti", "Dewi", "Endang", "Yuli", "Wiwik", "Tutik", "Puji", "Indah", "Ratna", "Lestari",
    "Rahayu", "Astuti", "Wulandari", "Handayani", "Wahyuni", "Suryani", "Kartika", "Fatimah",
    "Aminah", "Khadijah", "Aisyah", "Zulaikha", "Zubaidah", "Munawaroh", "Khotimah", "Hidayah",
    "Nurhayati", "Nurjanah", "Hidayati", "Rohmah", "Sholihah", "Fitriani", "Fitriyah", "Novianti",
    "Kusumawati", "Setyowati", "Sulistyowati", "Yulianti", "Purwanti", "Hartini", "Sumiati",
    "Juminten", "Tukiyem", "Suminah", "Painem", "Ngatinah", "Komariyah", "Mutmainah", "Masruroh",
    "Istiqomah", "Maimunah", "Rukmini", "Pratiwi", "Anggraini", "Permatasari", "Kristiani",
)  # fmt: skip
# Words that few people bear: two of them together say a lot.
RARE = (
    "Ngatinah", "Kristiani", "Yustina", "Sasongko", "Wirawan", "Danardono", "Kumalasari", "Tyas",
    "Handoko", "Wicaksono", "Suprihatin", "Widyaningrum", "Nawangsari", "Prabandari", "Hapsari",
    "Sayekti", "Wardoyo", "Martoyo", "Kiswanto", "Sundari", "Palupi", "Sulistyo", "Margono",
)  # fmt: skip
AFTER_ABDUL = (
    "Rahman", "Rohim", "Aziz", "Karim", "Hamid", "Ghofur", "Wahid", "Majid", "Kadir", "Salam",
    "Rosyid", "Halim", "Latif", "Jalil", "Muin", "Basir", "Syakur", "Mukti", "Fatah", "Hadi",
)  # fmt: skip
A_AND_O = (
    "Prasetya", "Sutrisna", "Nugraha", "Suharta", "Wibawa", "Purnama", "Widada", "Sasmita",
    "Wiranata", "Santosa", "Raharja", "Utama", "Kusuma", "Wardaya", "Hardjasumarta", "Sumarta",
    "Waluya", "Kuncara", "Sudarsana", "Suryanata", "Hadinata", "Wicaksana", "Prakosa", "Saputra",
)  # fmt: skip
CLANS = (
    "Siregar", "Nasution", "Harahap", "Simanjuntak", "Sihombing", "Hutapea", "Manurung",
    "Panjaitan", "Tarigan", "Sembiring", "Ginting", "Lubis", "Sitompul", "Pasaribu",
)  # fmt: skip
BATAK = ("Rumondang", "Togar", "Poltak", "Tiurma", "Sahat", "Maruli", "Hotma", "Binsar")
BALI = ("Sudana", "Suardana", "Sudiarta", "Artini", "Suartini", "Widana", "Parwata", "Sukerti")
SAINTS = (
    ("Yohanes", "Johanis"), ("Yosef", "Josef"), ("Yosep", "Joseph"), ("Yakobus", "Jakobus"),
    ("Yuliana", "Juliana"), ("Yohana", "Johana"), ("Yustinus", "Justinus"), ("Yasinta", "Jasinta"),
)  # fmt: skip
TIMOR = ("Ndun", "Lamawuran", "Nenobais", "Klau", "Fallo", "Bria", "Nahak", "Tnunay", "Seran")
