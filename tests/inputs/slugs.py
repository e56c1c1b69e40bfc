"""Titles in the scripts of the world, and the slugs that they should get."""

import unicodedata

from hypothesis import strategies as st

# Title and slug. Each also comes decomposed, as files and programs of a Mac send it.
TITLES = {
    "Übergröße für Łódź": "uebergroesse-fuer-lodz",
    "ÄRGER ÜBER ÖLGRÖẞE": "aerger-ueber-oelgroesse",
    "Café, crème brûlée und Piñata": "cafe-creme-brulee-und-pinata",
    "Smørrebrød på Ærø, Þingvellir": "smorrebrod-pa-aero-thingvellir",
    "Đà Nẵng, Dvořák, Ňouma": "da-nang-dvorak-nouma",
    "ISPARTA’DA ıhlamur, İstanbul, ĳs, œuvre": "ispartada-ihlamur-istanbul-ijs-oeuvre",
    "Ənənə, ƀ, ŋ, ħ, ð, ʼn": "enene-b-ng-h-d-n",
    "Выборы в Йошкар-Оле": "выборы-в-йошкар-оле",
    "Η Αθήνα ΟΔΟΣ": "η-αθήνα-οδος",
    "東京オリンピック・ガイド": "東京オリンピック-ガイド",
    "서울 지하철": "서울-지하철",
    "هذا خبر مُهِمّ": "هذا-خبر-مهم",
    "שָׁלוֹם עולם": "שלום-עולם",
    "Ցեղասպանություն": "ցեղասպանություն",
    "Գ, თბილისი, አዲስ": "գ-თბილისი-አዲስ",
    "1,5-Grad-Ziel – „Wir schaffen’s“": "1-5-grad-ziel-wir-schaffens",
    "Bürger*innen / Leser:innen": "buerger-innen-leser-innen",
    "🌳 Stadt 🏳️‍🌈 Land 👍🏽": "stadt-land",
    "snake_case & C++": "snake_case-c",
    "  -–— viele   Lücken _ ": "viele-luecken",
    "Ọlọ́run àti Ọbáfẹ́mi, Ǻ": "olorun-ati-obafemi-a",
    "CO₂-Ausstoß sinkt, 1.500 m² für ½ 1ª ①": "co2-ausstoss-sinkt-1-500-m2-fuer-1-2-1a-1",
    "Ⅷ µ ＡＢＣ１ 𝐁𝐨𝐥𝐝 𝟘 ﷺ ﬓ և": "viii-μ-abc1-bold-0-صلى-الله-عليه-وسلم-մն-եւ",
    "ｶﾞｲﾄﾞ ﾊﾟﾝ": "ガイド-パン",
    "Im Jahr ٢٠٢٦": "im-jahr-٢٠٢٦",
    "<script>alert(1)</script>": "script-alert-1-script",
    "../../etc/passwd?x=1#y": "etc-passwd-x-1-y",
    "wort " * 40: "-".join(["wort"] * 20),
    "Donaudampfschiff" * 12: ("donaudampfschiff" * 12)[:100],
}
# These scripts write vowels with marks, which no slug may have; the letters have to stay.
MARKED = {
    "हिन्दी समाचार": "हनद-समचर",
    "ภาษาไทย": "ภาษาไทย",
    "தமிழ் செய்தி": "தமழ-சயத",
    "ខ្មែរ": "ខមរ",
    "বাংলা": "বল",
}
# Nothing of these is a letter or a digit.
WORDLESS = ("🌳🌳", "…", "„“", "–", "?!", "★★★", "\u200b\u200d", "\u0301", "👨‍👩‍👧", "𝄞")


def decomposed(title: str) -> str:
    return unicodedata.normalize("NFD", title)


def spellings() -> list[tuple[str, str]]:
    """Return every title, composed and decomposed, with its slug."""
    titles = TITLES | MARKED
    return [(form(title), slug) for title, slug in titles.items() for form in (str, decomposed)]


# Any text that a title may be. Half of the letters are such as editors really write.
any_title = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from(sorted({letter for title in TITLES | MARKED for letter in decomposed(title)})),
    ),
    min_size=1,
    max_size=255,
)
