"""The words that ask for what is newest: "latest", «أحدث», "dernières nouvelles".

A word that only sometimes says so counts only beside words that settle it: «آخر» means "last" before its noun
and "another" behind it, «أحدث» is "newest" and "brought about", "at the latest" is no wish for news.
"""

from __future__ import annotations

import re
from functools import cache

from language.time_patterns import edge, folded_pattern

_NEWS_AR = "أخبار|الأخبار|خبر|أنباء|الأنباء|تطورات|التطورات|مستجدات|المستجدات|تصريح|تصريحات|التصريحات|بيان|ما"
_OPENING_AR = "ما|هي|هو|ماهي|ماهو|عن|حول|على|في|من|كان|كانت|متى|بشأن|أعطني|هات|اذكر|لخص|أريد|وما|لنا|لي"

NEWEST_WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        r"(?<!at the )(?<!at the very )latest",
        r"newest|most recent(?:ly)?|recent(?:ly)?|lately",
        r"what(?:'s| is) new|any news",
    ),
    "ar": (
        rf"(?:^|(?:{_OPENING_AR})\s+)(?:آخر|أحدث)\s+(?!(?:تغيير|ضجة|ضررا|أضرارا))[^\d\s؟?.!]+",
        rf"(?:آخر|أحدث)\s+(?:{_NEWS_AR})",
        r"(?:الأخبار|التطورات|التصريحات|الأحداث|الأنباء|المستجدات) الأخيرة|المستجدات|مستجدات",
        r"ما (?:ال)?جديد|مؤخرا|في الآونة الأخيرة",
    ),
    "fr": (
        r"(?:le|la|les|des|du|aux?|l'état des) derni(?:er|ère|ers|ères)(?= [a-z])(?! (?:mot|guerre|fois))",
        r"derni(?:er|ère|ers|ères) (?:nouvelle|info|information|développement|actualité|déclaration)s?",
        r"(?:plus )?récent(?:e|s|es)?|récemment|dernièrement|quoi de neuf",
    ),
    "es": (
        r"(?:el|la|los|las|lo) últim[oa]s?(?= [a-z])(?! (?:vez|palabra|cena|guerra))|lo último",
        r"últim[oa]s? (?:noticias?|novedad(?:es)?|hora|información|declaraci(?:ón|ones))",
        r"(?:más )?recientes?|recientemente|últimamente|qué hay de nuevo",
    ),
    "de": (
        r"neu(?:e)?ste[nrms]?|jüngste[nrms]?|aktuellste[nrms]?|kürzlich|neulich|zuletzt|in letzter zeit",
        r"letzte[nrms]? (?:meldung(?:en)?|nachricht(?:en)?|entwicklung(?:en)?|stand|äußerung(?:en)?)",
        r"was gibt es neues",
    ),
    "tr": (
        r"en (?:son|yeni|güncel)|son zamanlarda|yakın zamanda|geçenlerde|yeni ne var",
        r"son (?:haber|gelişme|durum|dakika|açıklama|veri|rapor|bilgi)[a-z]*",
    ),
    "ru": (
        r"последн[а-я]{1,3} (?:новост|событи|заявлени|сообщени|данн|известн|извести|сведени)[а-я]*",
        r"новейш[а-я]{1,3}|сам[а-я]{2} (?:свеж|последн|нов)[а-я]+",
        r"свеж[а-я]{1,3} (?:новост|данн|сообщени)[а-я]*",
        r"недавно|в последнее время|что нового",
    ),
    "fa": (r"آخرین|جدیدترین|تازه ?ترین|اخیرا|اخیر|به ?تازگی|چه خبر",),
    "he": (
        r"ה(?:חדשות|ידיעות|התפתחויות|תפתחויות|עדכונים|עדכון|הצהרות|הצהרה|הודעה|דיווחים|דיווח)"
        r" האחרונ(?:ות|ים|ה)|העדכון האחרון|הדיווח האחרון",
        r"לאחרונה|מה חדש|הכי (?:חדש|עדכני)[א-ת]*|ה?(?:עדכני|חדש)(?:ה|ים|ות)? ביותר",
    ),
    "ur": (r"تازہ(?: ترین)?|جدید ترین|حالیہ|حال ہی میں|آخری (?:خبر|خبریں|بیان|اطلاعات)|کیا نیا ہے",),
}
"""For each language the patterns that ask for the newest, in its own spelling."""


def wants_newest(folded: str, language: str) -> bool:
    """Whether a folded question asks for what is newest.

    Args:
        folded: the question, without the words of a window of time that was read in it ("the last 6 months").
        language: its ISO 639-1 code; for any but the ten languages each of them is tried.
    """
    languages = (language,) if language in NEWEST_WORDS else tuple(NEWEST_WORDS)
    return any(_pattern(code).search(folded.strip()) for code in languages)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    patterns = "|".join(f"(?:{folded_pattern(pattern)})" for pattern in NEWEST_WORDS[language])
    return re.compile(rf"{edge(language)}(?:{patterns})(?![^\W_])")
