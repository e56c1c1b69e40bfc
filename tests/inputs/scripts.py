"""Text in the scripts of the world, as readers write it."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# The name of each language and of its seven days, by the identifier of the language: facts from the Unicode CLDR
# (version 47, Unicode License v3).
DAYS: dict[str, str] = json.loads(Path(__file__).with_suffix(".json").read_text())

# What a filter by category, or a low limit of marks, would misspell.
DELICATE = {
    "Persian, non-joiners": "می\u200cخواهم کتاب\u200cها را به خانه\u200cمان ببرم.",
    "Urdu": "میں آپ کی بات سے متفق نہیں ہوں۔",
    "Arabic, vowels": "الْعِلْمُ نُورٌ وَالْجَهْلُ ظَلَامٌ",
    "Arabic, Quranic signs": "ٱللَّهِۖ ۝١ وَقَالُوا۟ سَلَـٰمًۭا",
    "Arabic, number sign": "السنة \u0601٢٠٢٦",
    "Kurdish": "ئه\u200cوه زۆر باشه",
    "Hebrew, points": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם",
    "Hebrew, marks of direction": "שלום (C++\u200e) עולם\u200f!",
    "Yiddish": "ייִדיש איז אַ שיינע שפּראַך",
    "Syriac": "ܫܠܵܡܵܐ ܥܲܠܘܿܟ݂",
    "Devanagari": "मैं इससे सहमत नहीं हूँ। क्षत्रिय, श्रीमान्",
    "Devanagari, joiners": "क्\u200dष र्\u200dय क्\u200cष",
    "Bengali": "আমি তোমাকে ভালোবাসি, ত্\u200dর",
    "Malayalam, chillus": "അവന്\u200d പാല്\u200d കുടിച്ചു",
    "Sinhala, joiners": "ශ්\u200dරී ලංකාව, ක්\u200dෂ",
    "Tamil": "யாமறிந்த மொழிகளிலே தமிழ்மொழி போல்",
    "Kannada": "ಕನ್ನಡ ನಾಡು, ರ್\u200dಯ",
    "Thai": "น้ำใจที่นี่ ไม่รู้ ปี๊ด",
    "Lao, word breaks": "ພາສາ\u200bລາວ\u200bແມ່ນ\u200bງາມ",
    "Khmer, word breaks": "ខ្ញុំ\u200bចង់\u200bទៅ\u200bស្រុក\u200bស្ត្រី",
    "Burmese": "မြန်မာဘာသာ ကျွန်ုပ်တို့၏ ဩဂုတ္တိ င်္ဂြိုဟ်",
    "Tai Tham": "ᨠᩣ᩠ᩅᨾᩮᩬᩥᨦ ᨻᩕᩡ",
    "Tibetan": "བཀྲ་ཤིས་བདེ་ལེགས། རྒྱལ་པོ",
    "Tibetan, eight marks": "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f83",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌ ᠠᠮᠠᠷᠠᠯ\u180eᠠ\u202fᠪᠠᠷ",
    "Hangul": "나는 그렇게 생각하지 않습니다.",
    "Hangul, old": "나랏〮말〯ᄊᆞ미〮 듀ᇰ귁〮에〮달아〮",
    "Japanese": "がんばって！　ドキドキ、辻\U000e0100さん",
    "Chinese": "我不同意。「龍」與「龙」𠮷野家",
    "Vietnamese": "Tôi không đồng ý với ý kiến này, ngữ pháp.",
    "Greek": "ᾄδω τὴν ᾠδήν· οὐκ ἔσθ᾽ ὅπως",
    "Church Slavonic": "Бл҃гослове́нъ є҆сѝ, гдⷭ҇и",
    "Amharic": "ሰላም፣ እንዴት ነህ?",
    "N'Ko": "ߒߞߏ ߞߊ߲߫ ߠߋ߬",
    "Adlam": "𞤆𞤵𞤤𞤢𞤪 𞤬𞤵𞤤𞤬𞤵𞤤𞤣𞤫",
    "Cherokee": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
    "Lithuanian": "Jau\u0307\u0301 i\u0307\u0303 ė̃",
    "Phonetic": "t͡ʃã̤̰̞̃ː ǁʰ k̚",
    "Cuneiform": "𒀭𒂗𒍪",
    "Hieroglyphs": "𓁹\U00013430𓊨\U00013431𓏏",
    "Newer than Python": "\U0001fae8 \U0001fa77 \U00010d4a\U00010d69 \U0001e4d0",
    "Private": "\uf8ff \ue000 \U000f1234",
    "Flags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🇩🇪 🏳️\u200d🌈 🏴\u200d☠️",
    "Families": "👩\u200d👩\u200d👧\u200d👦 👩🏽\u200d🚀 ❤️\u200d🔥 1️⃣ ☝🏿",
    "French spaces": "Vraiment\u202f? Dr.\u00a0Meier, 10\u2009%",
    "Hyphens": "Donau\u00addampf\u2011schiff\u2060fahrt",
    "Closed isolates": "Von \u2067שלום\u2069 und \u2066a \u2068b\u2069\u2069",
    "Closed embedding": "\u202bשלום abc\u202c ja",
    "Marks before words": "\u061cنعم \u200eja",
}

# (typed, kept): everything that is changed, by its name.
CHANGED = {
    "line breaks": ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
    "blank lines": ("a\n\n\n \n\u3000\nb\nc", "a\n\nb\nc"),
    "edges": ("\ufeff \u00a0\u3000Ja\u2003\n", "Ja"),
    "controls": ("a\x01b\x1bc\x7fd\x9fe\tf", "abcde\tf"),
    "surrogates": ("a\ud83db", "ab"),
    "override": ("\u202egpj.exe\u202c ja", "gpj.exe ja"),
    "override that does not close": ("a\u202dbc", "abc"),
    "isolate that does not close": ("a\u2067b\nc\u2069d", "ab\ncd"),
    "isolate that was not opened": ("a\u2069b", "ab"),
    "embedding that does not close": ("a\u202ab \u2066c\u202bd\u2069", "ab \u2066cd\u2069"),
    "override within an isolate": ("\u2066a\u202eb\u202cc\u2069", "\u2066abc\u2069"),
    "embedding that an isolate crosses": ("\u202aa\u2067b\u202cc\u2069", "a\u2067bc\u2069"),
    "decomposed": ("Scho\u0308n", "Schön"),
    "Zalgo": ("Z" + "\u030d\u0317\u0489" * 40, "Z" + "\u0317\u030d\u0489" * 2),
    "Zalgo with joiners": ("o" + "\u030d\u200d" * 50, "o" + "\u030d\u200d" * 6),
    "Zalgo in Thai": ("ก" + "\u0e47" * 50, "ก" + "\u0e47" * 12),
    "Zalgo of selectors": ("a" + "\U000e0100" * 200, "a" + "\U000e0100" * 12),
}
_CHANGED_ALONE = frozenset(
    [*map(chr, (*range(9), *range(11, 32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)))]
)


def every_character() -> Iterator[str]:
    """Yield texts that together have every character that is kept, each behind a letter.

    Of large ranges whose characters are all alike (Chinese, Hangul, private, unassigned) only some are used.
    """
    chosen = [
        char
        for code in range(9, sys.maxunicode + 1)
        if (char := chr(code)) not in _CHANGED_ALONE
        and not 0xD800 <= code <= 0xDFFF
        and (code % 97 == 0 or unicodedata.name(char, "CJK")[:3] not in ("CJK", "HAN"))
    ]
    for start in range(0, len(chosen), 2000):
        yield "".join(f"a{char}" for char in chosen[start : start + 2000]) + "z"
