"""The months' names in the ten languages and in three calendars.

Each table has twelve entries, January (or the calendar's first month) first; an entry holds the names of one
month with spaces between them, an underscore standing for a space within a name.
"""

from __future__ import annotations

from collections.abc import Iterable

from language.folding import fold

_GREGORIAN: dict[str, tuple[str, ...]] = {
    # Egyptian and Gulf, Levantine and Iraqi, Algerian and Tunisian, Moroccan names.
    "ar": (
        "يناير كانون_الثاني جانفي ينّاير",
        "فبراير شباط فيفري فبراير",
        "مارس آذار مارس",
        "أبريل نيسان أفريل إبريل ابريل",
        "مايو أيار ماي ماية",
        "يونيو حزيران جوان يونية يونيه",
        "يوليو تموز جويلية يوليوز يولية يوليه",
        "أغسطس آب أوت غشت اغسطس",
        "سبتمبر أيلول شتنبر سبتمبر",
        "أكتوبر تشرين_الأول اكتوبر",
        "نوفمبر تشرين_الثاني نونبر",
        "ديسمبر كانون_الأول دجنبر",
    ),
    "en": (
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sep sept",
        "october oct",
        "november nov",
        "december dec",
    ),
    "fr": (
        "janvier janv",
        "février févr fév",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août",
        "septembre sept",
        "octobre oct",
        "novembre nov",
        "décembre déc",
    ),
    "es": (
        "enero ene",
        "febrero feb",
        "marzo mar",
        "abril abr",
        "mayo may",
        "junio jun",
        "julio jul",
        "agosto ago",
        "septiembre setiembre sep set",
        "octubre oct",
        "noviembre nov",
        "diciembre dic",
    ),
    "de": (
        "januar jänner jän jan",
        "februar feber feb",
        "märz maerz mrz",
        "april apr",
        "mai",
        "juni jun",
        "juli jul",
        "august aug",
        "september sept sep",
        "oktober okt",
        "november nov",
        "dezember dez",
    ),
    "tr": (
        "ocak oca",
        "şubat şub",
        "mart",
        "nisan nis",
        "mayıs",
        "haziran haz",
        "temmuz tem",
        "ağustos ağu",
        "eylül eyl",
        "ekim eki",
        "kasım kas",
        "aralık ara",
    ),
    # Iran's names come from French, Afghanistan's from English.
    "fa": (
        "ژانویه ژانویهٔ جنوری",
        "فوریه فبروری",
        "مارس مارچ",
        "آوریل آپریل اپریل",
        "مه می",
        "ژوئن جون",
        "ژوئیه جولای ژوییه",
        "اوت آگست آگوست",
        "سپتامبر سپتمبر",
        "اکتبر اکتوبر",
        "نوامبر نومبر",
        "دسامبر دسمبر",
    ),
    "he": (
        "ינואר ינו",
        "פברואר פבר",
        "מרץ מרס",
        "אפריל אפר",
        "מאי",
        "יוני",
        "יולי",
        "אוגוסט אוג",
        "ספטמבר ספט",
        "אוקטובר אוק",
        "נובמבר נוב",
        "דצמבר דצמ",
    ),
    "ru": (
        "января январь январе январю январём янв",
        "февраля февраль феврале февралю февралём фев февр",
        "марта март марте марту мартом мар",
        "апреля апрель апреле апрелю апрелем апр",
        "мая май мае маю маем",
        "июня июнь июне июню июнем июн",
        "июля июль июле июлю июлем июл",
        "августа август августе августу августом авг",
        "сентября сентябрь сентябре сентябрю сентябрём сен сент",
        "октября октябрь октябре октябрю октябрём окт",
        "ноября ноябрь ноябре ноябрю ноябрём ноя нояб",
        "декабря декабрь декабре декабрю декабрём дек",
    ),
    "ur": (
        "جنوری",
        "فروری",
        "مارچ",
        "اپریل",
        "مئی",
        "جون",
        "جولائی",
        "اگست",
        "ستمبر",
        "اکتوبر",
        "نومبر",
        "دسمبر",
    ),
}

_JALALI = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد امرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)

_HIJRI = (
    "محرم المحرم محرم_الحرام",
    "صفر صفر_المظفر",
    "ربيع_الأول ربیع‌الاول",
    "ربيع_الآخر ربيع_الثاني ربیع‌الثانی",
    "جمادى_الأولى جمادى_الاول جمادی‌الاول",
    "جمادى_الآخرة جمادى_الثانية جمادى_الآخر جمادی‌الثانی",
    "رجب رجب_المرجب",
    "شعبان شعبان_المعظم",
    "رمضان رمضان_المبارك",
    "شوال شوال_المكرم",
    "ذو_القعدة ذي_القعدة ذوالقعدة ذی‌القعده ذیقعده",
    "ذو_الحجة ذي_الحجة ذوالحجة ذی‌الحجه ذیحجه",
)


def _numbered(table: Iterable[str]) -> dict[str, int]:
    """Each folded name with its month's number."""
    return {
        fold(name.replace("_", " ")): number
        for number, names in enumerate(table, 1)
        for name in names.split()
    }


MONTHS_OF: dict[str, dict[str, int]] = {language: _numbered(table) for language, table in _GREGORIAN.items()}
"""For each language its Gregorian months: folded name to number."""

MONTHS: dict[str, int] = {name: number for table in MONTHS_OF.values() for name, number in table.items()}
"""All of them together; no name means two months."""

JALALI_MONTHS: dict[str, int] = _numbered(_JALALI)
"""The months of the Iranian solar calendar."""

HIJRI_MONTHS: dict[str, int] = _numbered(_HIJRI)
"""The months of the Islamic lunar calendar."""
