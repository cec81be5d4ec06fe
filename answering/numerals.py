"""The numbers that a text states, so that those of two texts can be compared."""

from __future__ import annotations

import re
from typing import Final

from language.folding import fold

_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,'٬]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_DECIMAL = re.compile(r"^(\d+)[.,٫](\d{1,2}|\d{4,})$")

WORDS: Final[dict[str, str]] = {
    "2": (
        "اثنان اثنين اثنتان اثنتين اثنا اثني two both second deux dos zwei beide iki دو שני שתי שניים שתיים "
        "два две двух двое دونوں ثاني ثانيه الثاني الثانيه"
    ),
    "3": "ثلاثه ثلاث الثالث الثالثه three third trois tres drei üç سه שלושה שלוש три трех трое تین",
    "4": "اربعه اربع four quatre cuatro vier dört چهار ארבעה ארבע четыре четырех چار",
    "5": "خمسه خمس five cinq cinco fünf beş پنج חמישה חמש пять пяти پانچ",
    "6": "سته ست six seis sechs altı شش שישה שש шесть шести چھ",
    "7": "سبعه سبع seven sept siete sieben yedi هفت שבעה שבע семь семи سات",
    "8": "ثمانيه ثماني ثمان eight huit ocho acht sekiz هشت שמונה восемь восьми آٹھ",
    "9": "تسعه تسع nine neuf nueve neun dokuz نه תשעה תשע девять девяти نو",
    "10": "عشره عشر ten dix diez zehn on ده עשרה עשר десять десяти دس",
    "11": "eleven onze once elf onbir یازده одиннадцать گیارہ",
    "12": "twelve douze doce zwölf oniki دوازده двенадцать بارہ",
    "20": "عشرون عشرين twenty vingt veinte zwanzig yirmi بیست עשרים двадцать بیس",
    "30": "ثلاثون ثلاثين thirty trente treinta dreißig otuz سی שלושים тридцать تیس",
    "100": "مئه مائه hundred cent cien ciento hundert yüz صد מאה сто سو",
    "1000": "الف thousand mille mil tausend bin هزار אלף тысяча тысячи ہزار",
}
"""Number words that news uses for digits, in the ten languages."""

_VALUES: Final = {fold(word): value for value, words in WORDS.items() for word in words.split()}


def numbers_in(text: str) -> set[str]:
    """The numbers written in digits, each in one form: `1,500` is `1500`, `٣٫٥` is `3.5`."""
    return {_one_form(match.group()) for match in _NUMBER.finditer(fold(text).replace("٫", "."))}


def numbers_meant(text: str) -> set[str]:
    """The numbers written in digits or in a common word, for what a claim may be measured against."""
    spelled = {_VALUES[word] for word in _WORD.findall(fold(text)) if word in _VALUES}
    return numbers_in(text) | spelled


def _one_form(number: str) -> str:
    decimal = _DECIMAL.match(number)
    if decimal:
        fraction = decimal[2].rstrip("0")
        return f"{int(decimal[1])}.{fraction}" if fraction else str(int(decimal[1]))
    return str(int(re.sub(r"\D", "", number)))
