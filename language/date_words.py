"""Words that stand around a date without changing it, and the names of time zones."""

from __future__ import annotations

from language.folding import fold
from language.word_sets import word_set

_BESIDE = word_set(
    # English
    "mon tue wed thu fri sat sun tues thur thurs monday tuesday wednesday thursday friday "
    "saturday sunday the on",
    "at of in date published posted updated time o'clock",
    # French, Spanish, German
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim le la à publié date",
    "lunes martes miércoles jueves viernes sábado domingo el a las publicado de del y",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "den der am um uhr",
    "veröffentlicht",
    # Turkish, Russian
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar saat tarih tarihi yayınlanma",
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс в г года "
    "год опубликовано",
    "дата",
    # Arabic
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم في بتاريخ تاريخ الموافق نشر "
    "النشر الساعة ه م",
    "ميلادي ميلادية هجري هجرية توقيت غرينتش",
    # Persian, Hebrew, Urdu
    "دوشنبه سه‌شنبه سه چهارشنبه چهار پنجشنبه پنج جمعه شنبه یکشنبه یک روز ساعت ش ق هجری شمسی قمری "
    "میلادی برابر با",
    "יום שני שלישי רביעי חמישי שישי שבת ראשון ב ה בשעה תאריך",
    "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار بروز بوقت بجے تاریخ سال ء",
)

BESIDE_DATES = frozenset(map(fold, _BESIDE))
"""Folded: weekdays, "published on", eras. Beside any other word a date is part of a sentence, not a field."""

ZONES = {
    "z": 0,
    "utc": 0,
    "ut": 0,
    "gmt": 0,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "trt": 180,
    "irst": 210,
    "pkt": 300,
}
"""Zones by name, in minutes east of Greenwich: those of RFC 822 and of the ten languages' countries."""
