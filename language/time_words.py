"""The words for time of each language, in one table a language.

Every entry is a pattern in the language's own spelling (it is folded before use). A preposition is followed
by white space and then its date; one that ends in "+" is written together with the date. Of a pair of strings
the first stands before the date, the second behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SATURDAY, SUNDAY, MONDAY = 5, 6, 0


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What one language says about time.

    Attributes:
        inside: words that put something into a date ("in", "on").
        lead: words that may stand between a preposition and its date ("the", "year").
        tail: what may hang on a date's end ("года", "'da").
        since: words for an open end ("since").
        after: the same for "after".
        before: the same for "before".
        until: the same for "until".
        joins: pairs that enclose two dates: (before the first, between them, behind the second).
        days: expressions for a single day, with its distance from today.
        day: forms of the word day; `week`, `month`, `year` likewise.
        previous: templates with `{unit}` for the calendar unit before this one.
        current: templates for the unit that runs now.
        span: templates with `{n}` and `{unit}` for the time up to now.
        ago: templates with `{n}` and `{unit}` for a point in the past.
        numbers: number words, 0 for "a few"; a name "a|an" is a pattern too.
        first_weekday: the day on which a week begins (CLDR's for most speakers), 0 for Monday.
    """

    inside: tuple[str, str]
    lead: str
    tail: str
    since: tuple[str, str]
    after: tuple[str, str]
    before: tuple[str, str]
    until: tuple[str, str]
    joins: tuple[tuple[str, str, str], ...]
    days: dict[str, int]
    day: str
    week: str
    month: str
    year: str
    previous: tuple[str, ...]
    current: tuple[str, ...]
    span: tuple[str, ...]
    ago: tuple[str, ...]
    numbers: dict[str, int] = field(default_factory=dict)
    first_weekday: int = MONDAY


TIME_WORDS: dict[str, TimeWords] = {
    "en": TimeWords(
        inside=("in|on|during|of|from|for|by|early|late|mid-+|mid|last|at the end of|throughout", ""),
        lead="the|year|month of|month|of|early|late|mid|start of|end of|beginning of",
        tail="",
        since=("since|ever since|starting|starting in|starting from", "onwards?"),
        after=("after|following", ""),
        before=("before|prior to|earlier than", ""),
        until=("until|till|up to|by the end of", ""),
        joins=(("between", "and", ""), ("from", "to|until|till|through", ""), ("", "to|through", "")),
        days={"the day before yesterday": -2, "yesterday": -1,
        "(?<!usa )(?<!even )(?<!still )today": 0, "last night": -1, "tonight": 0, "this morning": 0,
        "this afternoon": 0, "this evening": 0},
        day="days?",
        week="weeks?",
        month="months?",
        year="years?",
        previous=(r"(?:the )?(?:last|previous|past) {unit}",),
        current=(r"this {unit}", r"the current {unit}"),
        span=(
            r"(?:(?:in|over|during|within|for) )?(?:the )?(?:last|past|previous) {n} {unit}",
            r"since {n} {unit}(?: ago)?",
        ),
        ago=(r"{n} {unit} (?:ago|earlier)",),
        numbers={
            "an?": 1, "one": 1, "two": 2, "(?:a )?couple of": 2, "three": 3, "(?:a )?few": 0, "four": 4,
            "five": 5,
            "six": 6,
            "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
        },
    ),
    "ar": TimeWords(
        inside=("في|خلال|أثناء|بتاريخ|يوم|أوائل|أواخر|منتصف|مطلع|نهاية|بداية", "الماضي|المنصرم|الفائت"),
        lead="شهر|شهري|عام|عامي|سنة|سنتي|العام|السنة|يوم|تاريخ|بداية|مطلع|نهاية|أوائل|أواخر|منتصف|من",
        tail="م|ميلادي|ميلادية",
        since=("منذ|ابتداء من|اعتبارا من|بدءا من", "فصاعدا"),
        after=("بعد|عقب", ""),
        before=("قبل", ""),
        until=("حتى|لغاية|إلى غاية", ""),
        joins=(("بين|ما بين", "و+", ""), ("من|منذ", "إلى|حتى", ""), ("", "إلى|حتى", "")),
        days={"أول (?:من )?أمس": -2, "أول البارحة": -2, "أمس الأول": -2, "أمس": -1, "البارحة": -1,
        "اليوم(?! السابع)": 0, "هذا الصباح": 0, "هذا المساء": 0},
        day="الأيام|اليوم|أيام|يومين|يوما|يوم",
        week="الأسبوع|الأسابيع|أسابيع|أسبوعين|أسبوعا|أسبوع",
        month="الشهر|الأشهر|الشهور|أشهر|شهور|شهرين|شهرا|شهر",
        year="العام|السنة|الأعوام|السنوات|سنوات|أعوام|سنتين|عامين|سنة|عاما|عام",
        previous=(r"{unit} (?:الماضي|الماضية|المنصرم|المنصرمة|الفائت|الفائتة|السابق|السابقة)",),
        current=(r"(?:هذا|هذه) {unit}", r"{unit} (?:الحالي|الحالية|الجاري|الجارية)"),
        span=(
            r"(?:(?:في|خلال) )?(?:ال)?{n} {unit} (?:ال)?(?:ماضية|أخيرة|ماضي|أخير|منصرمة)",
            r"(?:(?:في|خلال) )?(?:آخر|اخر) {n} {unit}",
            r"(?:(?:في|خلال) )?{unit} (?:ال)?{n} (?:ال)?(?:ماضية|أخيرة|ماضي|منصرمة)",
            r"(?:(?:في|خلال) )?(?P<two>اليومين|الأسبوعين|الشهرين|العامين|السنتين) (?:الماضيين|الأخيرين)",
            r"منذ {n} {unit}",
            r"منذ (?:نحو |حوالي )?(?P<two>يومين|أسبوعين|شهرين|عامين|سنتين)",
            r"منذ (?:نحو |حوالي )?(?P<one>يوم|أسبوع|شهر|عام|سنة)(?! (?:[0-9]|يناير|كانون))",
        ),
        ago=(
            r"قبل (?:نحو |حوالي )?{n} {unit}",
            r"قبل (?:نحو |حوالي )?(?P<two>يومين|أسبوعين|شهرين|عامين|سنتين)",
            r"قبل (?:نحو |حوالي )?(?P<one>يوم|أسبوع|شهر|عام|سنة)(?! (?:[0-9]|من|{months}))",
        ),
        numbers={
            "ثلاثة?": 3, "أربعة?": 4, "خمسة?": 5, "ستة?": 6, "سبعة?": 7, "ثماني": 8, "ثمانية": 8, "تسعة?": 9,
            "عشرة?": 10, "بضعة?|عدة": 0,
        },
        first_weekday=SATURDAY,
    ),
    "fr": TimeWords(
        inside=("en|le|au|du|pendant|durant|au cours de|fin|début|mi+|d'+|de|lors de|dans", "derniers?|"
            "passé"),
        lead="l'+|le|la|les|mois de|mois d'+|l'année|année|an|an+|début|fin|de",
        tail="",
        since=("depuis|à partir de|à partir du|dès|à compter du", ""),
        after=("après", ""),
        before=("avant", ""),
        until=("jusqu'en|jusqu'au|jusqu'à", ""),
        joins=(
            ("entre", "et", ""), ("de|du|d'+", "à|au|jusqu'en|jusqu'à|jusqu'au", ""), ("", "à|au", ""),
        ),
        days={"avant-hier": -2, "hier": -1, "(?<!encore )aujourd'hui": 0, "ce matin": 0, "ce soir": 0},
        day="jours?",
        week="semaines?",
        month="mois",
        year="ans?|années?",
        previous=(r"(?:(?:la|le|l'|l’) ?)?{unit} (?:dernière?|passée?|précédente?)",),
        current=(r"(?:cette|ce|cet) {unit}", r"(?:le|la|l') ?{unit} en cours"),
        span=(
            r"(?:(?:ces|les|des|au cours des|durant les|dans les|pendant les) )?{n} (?:derniers|"
                r"dernières) {unit}",
            r"depuis {n} {unit}",
        ),
        ago=(r"il y a {n} {unit}",),
        numbers={
            "une?": 1, "deux": 2, "trois": 3, "quelques": 0, "quatre": 4, "cinq": 5, "six": 6,
            "sept": 7, "huit": 8,
            "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
        },
    ),
    "es": TimeWords(
        inside=("en|el|durante|del|de|al|a principios de|a finales de|a mediados de", "pasado|último"),
        lead="el|la|los|año|mes de|mes|de|del|principios de|finales de",
        tail="",
        since=("desde|a partir de|a partir del", ""),
        after=("después de|después del|tras", ""),
        before=("antes de|antes del", ""),
        until=("hasta", ""),
        joins=(("entre", "y", ""), ("de|desde|del", "a|al|hasta", ""), ("", "a|al|hasta", "")),
        days={"anteayer": -2, "antes de ayer": -2, "ayer": -1, "anoche": -1,
        "(?<!aun )(?<!incluso )hoy(?! en día)": 0, "esta (?:mañana|noche|tarde)": 0},
        day="días?",
        week="semanas?",
        month="meses|mes",
        year="años?",
        previous=(r"(?:(?:la|el) )?{unit} (?:pasad[oa]|anterior)", r"(?:(?:la|el) )?(?:pasad[oa]|"
            r"últim[oa]) {unit}"),
        current=(r"(?:esta|este) {unit}", r"(?:la|el) {unit} (?:actual|en curso)"),
        span=(
            r"(?:(?:en|durante) )?(?:(?:los|las) )?(?:últim[oa]s|pasad[oa]s) {n} {unit}",
            r"(?:(?:en|durante) )?(?:(?:los|las) )?{n} (?:últim[oa]s) {unit}",
            r"desde hace {n} {unit}",
        ),
        ago=(r"hace {n} {unit}",),
        numbers={
            "una?": 1, "un": 1, "un[oa]s(?: poc[oa]s)?|poc[oa]s|algun[oa]s|vari[oa]s": 0,
             "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
            "ocho": 8,
            "nueve": 9, "diez": 10, "once": 11, "doce": 12,
        },
    ),
    "de": TimeWords(
        inside=("im|in|am|während|vom|von|anfang|ende|mitte|um|letzten|vergangenen", ""),
        lead="dem|der|den|das|jahr|jahre|jahres|monat|anfang|ende|mitte|im|am",
        tail="",
        since=("seit|ab", ""),
        after=("nach", ""),
        before=("vor", ""),
        until=("bis|bis zum|bis ende", ""),
        joins=(("zwischen", "und", ""), ("von|vom", "bis|bis zum", ""), ("", "bis|bis zum", "")),
        days={"vorgestern": -2, "gestern": -1, "(?<!noch )heute(?! noch| als)": 0},
        day="tage?n?",
        week="wochen?",
        month="monate?n?|monats",
        year="jahre?n?|jahres",
        previous=(r"(?:(?:im|in|am|der|die|das|den|dem) )?(?:letzte[nrms]?|vorige[nrms]?|"
            r"vergangene[nrms]?) {unit}",),
        current=(r"(?:in )?(?:diese[rnsm]?|der laufenden) {unit}",),
        span=(
            r"(?:(?:in|während) )?(?:(?:den|die|der) )?(?:letzten|vergangenen) {n} {unit}",
            r"seit {n} {unit}",
        ),
        ago=(r"vor {n} {unit}",),
        numbers={
            "eine[mrn]?": 1, "zwei": 2, "drei": 3, "einigen|(?:ein )?paar|wenigen": 0,
            "vier": 4, "fünf": 5, "sechs": 6,
            "sieben": 7,
            "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
        },
    ),
    "tr": TimeWords(
        inside=("geçen", r"'?[dt][ae]+|'?n[dt]a+|yılında|senesinde|ayında|ayı|tarihinde|boyunca|başında|"
            r"sonunda"),
        lead="",
        tail=r"'?(?:[dt][ae]n|[dt][ae]ki|n?[iu]n|y?[ae])|(?:yılı|ayı)(?:n[dt]an|na)?|tarihin[dt]en|"
            r"yılının|yılları",
        since=("", r"beri|bu yana|itibaren|sonrası"),
        after=("", "sonra"),
        before=("", "önce|öncesi|öncesinde"),
        until=("", "kadar|değin"),
        joins=(("", "ile|ve", "arasında|arası|arasındaki"), ("", "ile", "")),
        days={"evvelsi gün|önceki gün": -2, "dün": -1, "bugün(?! bile| hala)": 0},
        day="günler|günde|gün",
        week="haftalar|haftada|hafta",
        month="ayda|ay",
        year="yılda|yıl|sene",
        previous=(r"(?:geçen|geçtiğimiz|önceki) {unit}",),
        current=(r"bu {unit}",),
        span=(r"son {n} {unit}", r"{n} {unit}(?:dan|den|dır|dir) beri"),
        ago=(r"{n} {unit} önce",),
        numbers={
            "bir": 1, "iki": 2, "üç": 3, "birkaç": 0, "dört": 4, "beş": 5, "altı": 6, "yedi": 7, "sekiz": 8,
            "dokuz": 9, "on": 10,
        },
    ),
    "ru": TimeWords(
        inside=("в|во|за|на|начале|конце|середине", "прошлого года"),
        lead="начала|конца|начале|конце|середине|месяца|года",
        tail="года|году|годом|год|годах|г",
        since=("с|со|начиная с", ""),
        after=("после", ""),
        before=("до|перед", ""),
        until=("по|вплоть до", ""),
        joins=(("между", "и", ""), ("с|со|от", "по|до", "")),
        days={"позавчера": -2, "вчера": -1, "(?<!даже )(?<!еще )сегодня": 0},
        day="день|дня|дней|сутки|суток",
        week="недел[яюеиь]|недель",
        month="месяц[ае]?|месяцев",
        year="год[ау]?|лет",
        previous=(r"(?:(?:на|в|за) )?(?:прошл|предыдущ|минувш)[а-я]{1,3} {unit}",),
        current=(r"(?:(?:на|в) )?(?:эт|текущ)[а-я]{1,3} {unit}",),
        span=(r"(?:(?:за|в течение) )?последни[ехм] {n} {unit}", r"за {n} последних {unit}"),
        ago=(r"{n} {unit} назад",),
        numbers={
            "один|одну": 1, "два|две|двух": 2, "три|трёх": 3, "четыре|четырёх": 4, "пять|пяти": 5,
            "шесть|шести": 6,
            "семь|семи": 7, "восемь": 8, "девять": 9, "десять|десяти": 10, "несколько": 0,
        },
    ),
    "fa": TimeWords(
        inside=("در|طی|اوایل|اواخر|اواسط|از|تاریخ|روز|برای", ""),
        lead="سال|ماه|تاریخ|روز|اول|آغاز|اوایل|پایان|اواخر|از",
        tail="میلادی|هجری شمسی|هجری خورشیدی|خورشیدی|شمسی|ه\\.ش",
        since=("از|از زمان", "به بعد|تاکنون|تا کنون"),
        after=("بعد از|پس از", ""),
        before=("قبل از|پیش از", ""),
        until=("تا", ""),
        joins=(("بین|میان", "و", ""), ("از", "تا", ""), ("", "تا", "")),
        days={"پریروز": -2, "دیروز": -1, "دیشب": -1, "امروز": 0},
        day="روزهای|روز",
        week="هفته‌های|هفته",
        month="ماه‌های|ماه",
        year="سال‌های|سال",
        previous=(r"{unit}(?:\s?ی)? (?:گذشته|پیش|قبل)(?! از)",),
        current=(r"این {unit}", r"{unit} جاری", r"(?P<year_word>امسال)"),
        span=(r"(?:(?:در|طی) )?{n} {unit} (?:گذشته|اخیر)", r"(?:(?:در|طی) )?{unit} {n} گذشته"),
        ago=(r"{n} {unit} (?:پیش|قبل)(?! از)",),
        numbers={
            "یک": 1, "دو": 2, "سه": 3, "چند": 0, "چهار": 4, "پنج": 5, "شش": 6, "هفت": 7, "هشت": 8,
            "نه": 9, "ده": 10,
        },
        first_weekday=SATURDAY,
    ),
    "he": TimeWords(
        inside=("ב+|ב-+|ב־+|בשנת|בחודש|במהלך|בתאריך|ביום|מ+|מ-+|של", ""),
        lead="ה+|ה-+|ה־+|שנת|חודש|תאריך|ב+|ב-+|תחילת|סוף",
        tail="",
        since=("מאז|החל מ+|החל מ-+|משנת|מ-+|מ+", "ואילך"),
        after=("אחרי|לאחר", ""),
        before=("לפני|טרם", ""),
        until=("עד", ""),
        joins=(("בין", "ל+|ל-+|ובין|לבין", ""), ("מ+|מ-+", "עד|ועד|ל+|ל-+", ""), ("", "עד|ועד", "")),
        days={"שלשום": -2, "אתמול": -1, "אמש": -1, "היום(?! ה)": 0, "הבוקר": 0, "הערב": 0},
        day="ימים|יומיים|יום|הימים|היום",
        week="השבועות|שבועות|שבועיים|השבוע|שבוע",
        month="החודשים|חודשים|חודשיים|החודש|חודש",
        year="השנים|שנים|שנתיים|השנה|שנה",
        previous=(r"(?:ב|ה)?{unit} (?:שעבר|שעברה|הקודם|הקודמת|החולף|החולפת)",),
        current=(r"(?:ב|ה)?{unit} (?:הזה|הזאת|הנוכחי|"
            r"הנוכחית)", r"(?P<week_word>השבוע)", r"(?P<year_word>השנה)"),
        span=(
            r"(?:ב|ב-)?{n} {unit} (?:האחרונים|האחרונות)",
            r"(?:ב|ה|בה)?(?P<two>יומיים|שבועיים|חודשיים|שנתיים) (?:האחרונים|האחרונות)",
        ),
        ago=(
            r"לפני {n} {unit}",
            r"לפני (?P<two>יומיים|שבועיים|חודשיים|שנתיים)",
            r"לפני (?P<one>יום|שבוע|חודש|שנה)",
        ),
        numbers={
            "שני|שתי|שניים|שתיים": 2, "שלושה|שלושת|שלוש": 3, "כמה|מספר": 0, "ארבעה|ארבעת|ארבע": 4,
            "חמישה|חמשת|חמש": 5, "שישה|ששת|שש": 6, "שבעה|שבעת|שבע": 7, "שמונה": 8, "תשעה|תשע": 9,
            "עשרה|עשר": 10,
        },
        first_weekday=SUNDAY,
    ),
    "ur": TimeWords(
        inside=("سن|سال|ماہ", "میں|کو|کے|کی|کا|کے دوران|کے آغاز میں|کے آخر میں"),
        lead="سن|سال|ماہ",
        tail="ء",
        since=("", "سے|سے لے کر|سے اب تک"),
        after=("", "کے بعد|کے بعد سے"),
        before=("", "سے پہلے|سے قبل|کے قبل"),
        until=("", "تک"),
        joins=(("", "اور", "کے درمیان|کے بیچ"), ("", "سے", "تک")),
        days={"پرسوں": -2, "(?:گزشتہ )?کل": -1, "گزشتہ روز": -1, "گزشتہ رات": -1, "آج": 0},
        day="دنوں|دن|روز",
        week="ہفتوں|ہفتے|ہفتہ",
        month="مہینوں|مہینے|مہینہ|ماہ",
        year="سالوں|سال|برس|برسوں",
        previous=(r"(?:گزشتہ|پچھلے|پچھلا|گذشتہ) {unit}",),
        current=(r"(?:اس|رواں|موجودہ) {unit}",),
        span=(r"(?:گزشتہ|پچھلے|گذشتہ|آخری) {n} {unit}", r"{n} {unit} سے"),
        ago=(r"{n} {unit} (?:پہلے|قبل)",),
        numbers={
            "ایک": 1, "دو": 2, "تین": 3, "چند": 0, "چار": 4, "پانچ": 5, "چھ|چھے": 6, "سات": 7,
            "آٹھ": 8, "نو": 9, "دس": 10,
        },
        first_weekday=SUNDAY,
    ),
}  # fmt: skip
