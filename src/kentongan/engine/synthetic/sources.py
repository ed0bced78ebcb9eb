"""Who tells: made-up people with a post, each of whom is one voice however often he speaks."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kentongan.engine.synthetic.names import COMMON_NICKNAMES, HONORIFICS
from kentongan.engine.synthetic.spelling import choice
from kentongan.engine.synthetic.supply import Supply
from kentongan.engine.synthetic.world import Agency, Channel, Place

# How an agency is called in running text.
AGENCY_NAMES: Mapping[Agency, str] = {
    Agency.IMMIGRATION: "PIMPASA",
    Agency.POLICE: "Polsek",
    Agency.ARMY: "Koramil",
    Agency.LABOUR: "Disnaker",
    Agency.CIVIL_REGISTRY: "Dukcapil",
    Agency.RELIGIOUS_AFFAIRS: "Kemenag",
    Agency.LOCAL_GOVERNMENT: "kecamatan",
    Agency.PUBLIC: "warga",
}

# Posts of those who tell. {nick}: the same nickname for the same post in the same place.
POSTS: Mapping[Agency, tuple[str, ...]] = {
    Agency.POLICE: (
        "Bhabinkamtibmas {village}, Bripka {nick}",
        "Bhabinkamtibmas {village}, Aipda {nick}",
        "Kanit Intelkam Polsek {district}",
    ),
    Agency.ARMY: ("Babinsa {village}, Serda {nick}", "Babinsa {village}, Koptu {nick}"),
    Agency.LABOUR: ("Disnaker {regency}, {nick}", "Pengantar kerja {nick}, Kec. {district}"),
    Agency.CIVIL_REGISTRY: ("Dukcapil {regency}, loket {digit}", "Operator Dukcapil {district}"),
    Agency.RELIGIOUS_AFFAIRS: ("Kemenag {regency}, seksi umrah", "Penyuluh KUA {district}, {nick}"),
    Agency.LOCAL_GOVERNMENT: (
        "Kasi Trantib {district}",
        "Kades {village}",
        "Sekdes {village}, {nick}",
        "Kasi Pelayanan {district}",
    ),
    Agency.PUBLIC: ("{title} {nick}, warga {village}",),
}
# Those whom a village officer speaks with; the agency that hands it in is immigration.
MET_ON_VISITS = (
    "Kepala Dusun Krajan, {village}",
    "Ketua RT 0{digit}, {village}",
    "Kader PKK {nick}, {village}",
    "Karang Taruna {village}, {nick}",
    "Perangkat {village}, {nick}",
)

PARTNER_SHARES: Mapping[Agency, float] = {
    Agency.POLICE: 0.28,
    Agency.ARMY: 0.20,
    Agency.LABOUR: 0.16,
    Agency.CIVIL_REGISTRY: 0.08,
    Agency.RELIGIOUS_AFFAIRS: 0.06,
    Agency.LOCAL_GOVERNMENT: 0.22,
}


class Teller(NamedTuple):
    """Who handed a notice in: the agency, the person as an office writes him, and his voice."""

    agency: Agency
    source: str
    voice: str


class Sources:
    """The people who tell, kept so that the same post in the same place is the same person."""

    def __init__(self, rng: np.random.Generator, supply: Supply) -> None:
        self._rng = rng
        self._supply = supply
        self._nicknames: dict[str, str] = {}
        self._voices: dict[tuple[Agency, str], str] = {}
        self._applicants = 0

    def draw(self, channel: Channel, place: Place, agencies: tuple[Agency, ...] = ()) -> Teller:
        """Somebody who tells through `channel` about `place`; partners only out of `agencies`."""
        if channel is Channel.COUNTER:
            self._applicants += 1
            return self._teller(Agency.IMMIGRATION, f"Pemohon paspor no. {self._applicants:04d}")
        if channel is Channel.VISIT:
            return self._at_post(Agency.IMMIGRATION, MET_ON_VISITS, place)
        agency = Agency.PUBLIC if channel is Channel.PUBLIC else self._partner(agencies)
        return self._at_post(agency, POSTS[agency], place)

    def _partner(self, agencies: tuple[Agency, ...]) -> Agency:
        allowed = tuple(agency for agency in PARTNER_SHARES if not agencies or agency in agencies)
        shares = np.array([PARTNER_SHARES[agency] for agency in allowed])
        return allowed[int(self._rng.choice(len(allowed), p=shares / shares.sum()))]

    def _at_post(self, agency: Agency, posts: tuple[str, ...], place: Place) -> Teller:
        filled = choice(self._rng, posts).format(
            village=place.name,
            district=place.district,
            regency=place.regency,
            digit=int(self._rng.integers(1, 6)),
            title=choice(self._rng, HONORIFICS),
            nick="{nick}",
        )
        new = choice(self._rng, COMMON_NICKNAMES)
        nick = new if agency is Agency.PUBLIC else self._nicknames.setdefault(filled, new)
        return self._teller(agency, filled.replace("{nick}", nick))

    def _teller(self, agency: Agency, source: str) -> Teller:
        who = (agency, source)
        if who not in self._voices:
            self._voices[who] = self._supply.voice()
        return Teller(agency, source, self._voices[who])
