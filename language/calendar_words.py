"""The words of each language for parts of the calendar: weekdays, seasons, decades, other calendars.

As in `time_words`, every entry is a pattern in the language's own spelling, folded before use. Templates hold
`{weekday}`, `{season}`, `{year}`, `{digits}` (1990), `{short}` (90), `{word}` (ninety) and `{ordinal}`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What one language calls parts of the calendar.

    Attributes:
        weekdays: Monday to Sunday.
        weekday: templates in which a weekday is the latest one before today.
        weekday_short: a template for a weekday that is a time only beside "since", "before" and the like.
        seasons: spring, summer, autumn, winter.
        season: templates for the season of a year.
        season_last: templates for the last one that is over.
        tens: thirty to ninety, as decades are named.
        decade: templates for a decade.
        ordinals: first to fourth.
        quarter: templates for a quarter of a year.
        half: templates for half a year.
        hijri: the months of the Islamic calendar.
        hijri_mark: what says that a year is of the Islamic calendar.
        hijri_last: templates with `{hijri}` for the last such month.
        jalali: the months of the Iranian calendar.
        vague: templates for some units up to now, the last ten years and the last weekend: (template, unit).
        hours: a template with `{n}` for hours up to now.
    """

    weekdays: tuple[str, ...]
    weekday: tuple[str, ...]
    weekday_short: str
    seasons: tuple[str, ...]
    season: tuple[str, ...]
    season_last: tuple[str, ...]
    tens: tuple[str, ...]
    decade: tuple[str, ...]
    ordinals: tuple[str, ...]
    quarter: tuple[str, ...]
    half: tuple[str, ...]
    hijri: tuple[str, ...]
    hijri_mark: str
    hijri_last: tuple[str, ...]
    jalali: tuple[str, ...]
    vague: tuple[tuple[str, str], ...]
    hours: str


_HIJRI_ARABIC = (
    "محرم الحرام|محرم|المحرم", "صفر", "ربيع ?الأول", "ربيع ?الآخر|ربيع ?الثاني", "جمادى ?الأولى|جمادى ?الأول",
    "جمادى ?الآخرة|جمادى ?الثانية|جمادى ?الآخر|جمادى ?الثاني", "رجب", "شعبان", "رمضان(?: المبارك)?", "شوال",
    "ذو ?القعدة|ذي ?القعدة|ذ[وي] ?قعد[ةه]", "ذو ?الحجة|ذي ?الحجة|ذ[وي] ?حج[ةه]",
)  # fmt: skip
_HIJRI_LATIN = (
    "m[uo]u?harr?am", "safar", "rabi'?a? ?(?:al|ul)?[- ]?aww?al|rabi i|rabi' i",
    "rabi'?a? ?(?:al|ath|ul)?[- ]?(?:thani|akhir)|rabi' ii|rabi ii",
               "jumada ?(?:al)?[- ]?(?:awwal|ula)|jumada i",
    "jumada ?(?:al|ath)?[- ]?(?:thani|akhira?)|jumada ii", "ra[jdy]?[jy]ab|radschab",
               "sc?h?a'?a?'?b[aá]ne?|chaabane?",
    "ramad[aá]n", "s?c?haww?[aâ]l|schawwal",
               "d[hz]?o?u?[- ]?(?:al|l|ul)?[- ]?(?:qi'?da|qa'?a?da|qadah|kaada)h?",
    "d[hz]?o?u?[- ]?(?:al|l|ul)?[- ]?hij+ah?",
)  # fmt: skip
_JALALI_ARABIC = (
    "فروردین", "اردیبهشت|أرديبهشت", "خرداد", "تیر", "مرداد|امرداد", "شهریور", "مهر", "آبان", "آذر", "دی",
               "بهمن",
    "اسفند",
)  # fmt: skip
_JALALI_LATIN = (
    "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey",
               "bahman",
    "esfand",
)  # fmt: skip

CALENDAR_WORDS: dict[str, CalendarWords] = {
    "en": CalendarWords(
        weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        weekday=(
            r"(?:on|last|this past|past)(?: the (?:morning|evening|night) of)? {weekday}"
            r"(?: (?:morning|evening|night|afternoon))?(?! (?:prayers?|times|sermon|of))",
            r"(?<!black )(?<!good )(?<!bloody )(?<!super )(?<!ash )(?<!palm )(?<!easter )(?<!sheffield )"
            r"(?<!next )"
            r"(?<!every )(?<!coming )(?<!each )(?<!for )(?<!by ){weekday}(?: (?:morning|evening|night"
            r"|afternoon))?(?=\s*(?:[?.!,]|$))",
        ),
        weekday_short="{weekday}",
        seasons=("spring", "summer", "autumn|fall", "winter"),
        season=(r"(?<!arab )(?<!prague ){season}(?: of)?(?: the year)? {year}",),
        season_last=(r"(?:last|this past) {season}",),
        tens=("thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"),
        decade=(r"(?:the )?{digits}'?s", r"the (?:early |mid-|late )?(?:'?{short}'?s|{word})",
                r"the decade of the {digits}'?s"),
        ordinals=("first|1st", "second|2nd", "third|3rd", "fourth|4th|last|final"),
        quarter=(r"(?:the )?{ordinal} quarter of (?:the year )?{year}",),
        half=(r"(?:the )?{ordinal} half of (?:the year )?{year}",),
        hijri=_HIJRI_LATIN,
        hijri_mark=r"a\.?h\.?|h|hijri",
        hijri_last=(r"(?:last|this past) {hijri}",),
        jalali=_JALALI_LATIN,
        vague=((r"(?:(?:in|over|during) )?(?:the )?(?:last|past) decade", "decade"),
             (r"(?:(?:last|over the|this past|at the) )weekend(?! of)", "weekend"),
             (r"(?:(?:in|over|during) )?(?:the )?(?:recent|last|past) days", "day"),
             (r"(?:(?:in|over|during) )?(?:the )?(?:recent|last|past) weeks", "week"),
             (r"(?:(?:in|over|during) )?(?:the )?(?:recent|last|past) months", "month"),
             (r"(?:(?:in|over|during) )?(?:the )?(?:recent|last|past) years", "year")),
        hours=r"(?:(?:in|over|during|within) )?(?:the )?(?:last|past) {n} hours",
    ),
    "ar": CalendarWords(
        weekdays=("الاثنين|الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
        weekday=(
            r"(?:(?:صباح|مساء|ليلة|ليل|فجر|ظهر|نهار) (?:يوم )?|يوم ){weekday}"
            r"(?: (?:الماضي|الماضية|الفائت|الفائتة|المنصرم|المنصرمة|الأخير))?"
            r"(?! (?:المقبل|القادم|التالي|الأسود|السوداء|الدامي|العظيمة|البيضاء))",
            r"{weekday} (?:الماضي|الماضية|الفائت|الفائتة|المنصرم|المنصرمة|الأخير)",
            r"(?<!صلاة )(?<!خطبة )(?<!سوق )(?<!صحيفة )(?<!كل )(?!الاثنين"
            r"|الإثنين){weekday}(?=\s*(?:[؟?.!،]|$))",
        ),
        weekday_short=r"{weekday}(?! (?:المقبل|القادم|التالي))",
        seasons=("ربيع", "صيف", "خريف", "شتاء"),
        season=(r"(?:ال)?{season} (?:(?:من )?(?:ال)?(?:عام|سنة) )?{year}",),
        season_last=(r"ال{season} (?:الماضي|الفائت|المنصرم)",),
        tens=tuple(f"{stem}(?:ات|يات)" for stem in
                   ("ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")),
        decade=(r"(?:عقد )?(?:ال)?{word}(?: (?:من )?القرن (?:الماضي|العشرين))?(?! (?:من )?(?:عمر|العمر))",
                r"عقد (?:ال)?{digits}"),
        ordinals=("الأول", "الثاني", "الثالث", "الرابع|الأخير"),
        quarter=(r"الربع {ordinal} (?:(?:من|في|ل) ?)?(?:(?:ال)?(?:عام|سنة) )?{year}",),
        half=(r"النصف {ordinal} (?:(?:من|في|ل) ?)?(?:(?:ال)?(?:عام|سنة) )?{year}",),
        hijri=_HIJRI_ARABIC,
        hijri_mark="هـ|هجري|هجرية|للهجرة|من الهجرة",
        hijri_last=(r"(?:شهر )?{hijri} (?:الماضي|الفائت|المنصرم)",),
        jalali=_JALALI_ARABIC,
        vague=((r"(?:(?:في|خلال) )?العقد (?:الماضي|الأخير)", "decade"),
             (r"(?:(?:في|خلال) )?الأيام (?:القليلة )?(?:الماضية|الأخيرة|المنصرمة|القليلة)", "day"),
             (r"(?:(?:في|خلال) )?الأسابيع (?:القليلة )?(?:الماضية|الأخيرة|المنصرمة)", "week"),
             (r"(?:(?:في|خلال) )?(?:الأشهر|الشهور) (?:القليلة )?(?:الماضية|الأخيرة|المنصرمة)", "month"),
             (r"(?:(?:في|خلال) )?(?:السنوات|الأعوام) (?:القليلة )?(?:الماضية|الأخيرة|المنصرمة)", "year")),
        hours=r"(?:(?:في|خلال) )?(?:آخر |ال ?|ال- ?)?{n} ساعة(?: (?:الماضية|الأخيرة)|(?<=اخر \d\d ساعه))",
    ),
    "fr": CalendarWords(
        weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        weekday=(r"(?<!chaque )(?<!prochain )(?:(?:le|ce) )?{weekday}(?: (?:dernier|passé|matin|soir"
        r"|après-midi))*"
                 r"(?! (?:prochain|saint|noir|gras|sanglant|de pâques|des cendres|des rameaux"
                 r"|soir prochain|matin prochain))",),
        weekday_short="{weekday}(?! (?:prochain|saint|noir))",
        seasons=("printemps", "été", "automne", "hiver"),
        season=(r"(?<!a )(?<!ont )(?:(?:l'|le |au |à l'|cet ))?{season} (?:de (?:l'année )?)?{year}",),
        season_last=(r"(?:l'|le |au )?{season} (?:dernier|passé)",),
        tens=("trente", "quarante", "cinquante", "soixante", "soixante-dix", "quatre-vingts?",
               "quatre-vingt-dix"),
        decade=(r"(?:(?:les|des) )?années (?:{digits}|{short}|{word})", r"(?:la )?décennie {digits}"),
        ordinals=("premi[eè]re?|1ere?", "deuxième|second|2e|2ème", "troisième|3e|3ème",
                  "quatrième|dernier|4e|4ème"),
        quarter=(r"(?:(?:le|au|du) )?{ordinal} trimestre (?:de |d')?(?:l'année )?{year}",),
        half=(r"(?:(?:le|au|du) )?{ordinal} semestre (?:de |d')?(?:l'année )?{year}",
              r"(?:(?:la) )?{ordinal} moitié (?:de |d')?(?:l'année )?{year}"),
        hijri=("m[uo]u?harr?am", "safar", "rabi(?:a|'|e)? ?al[- ]aww?al|rabi i",
               "rabi(?:a|')? ?(?:al|ath)[- ](?:thani|akhir)|rabi ii", "jo?umada ?al[- ](?:awwal|oula|ula)",
               "jo?umada ?(?:al|ath)[- ](?:thania?|akhira)", "rajab|radjab",
               "cha'?a?banes?|cha'?a?ban|shaaban",
               "ramadan", "cha[wou]+al|shawwal", "dhou?[- ]?(?:al|l)[- ]?qi'?da|dhou al[- ]qi'?da",
               "dhou?[- ]?(?:al|l)[- ]?hij+ah?"),
        hijri_mark=r"h|ah|de l'hégire|hégirien",
        hijri_last=(r"(?:(?:le|du) )?{hijri} (?:dernier|passé)",),
        jalali=_JALALI_LATIN,
        vague=((r"(?:(?:la|cette|dans la) )?(?:dernière décennie|décennie passée)", "decade"),
             (r"(?:(?:le|ce) )?week-?end (?:dernier|passé)", "weekend"),
             (r"(?:(?:ces|les|des|au cours des|dans les) )?(?:quelques )?derniers jours", "day"),
             (r"(?:(?:ces|les|des|au cours des|dans les) )?(?:quelques )?dernières semaines", "week"),
             (r"(?:(?:ces|les|des|au cours des|dans les) )?(?:quelques )?derniers mois", "month"),
             (r"(?:(?:ces|les|des|au cours des|dans les) )?(?:quelques )?dernières années", "year")),
        hours=r"(?:(?:ces|les|des|au cours des|dans les) )?{n} dernières heures",
    ),
    "es": CalendarWords(
        weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        weekday=(r"(?:el|este|del) (?:pasado )?{weekday}(?: (?:pasado|último|por la (?:mañana|noche|tarde)))*"
                 r"(?! (?:que viene|próximo|santo|negro|de (?:ramos|ceniza|resurrección)))",),
        weekday_short="{weekday}(?! (?:que viene|próximo|santo))",
        seasons=("primavera", "verano", "otoño", "invierno"),
        season=(r"(?:(?:el|la) )?{season} (?:del? )?(?:año )?{year}",),
        season_last=(r"(?:(?:el|la) )?{season} pasad[oa]", r"(?:el|la) (?:pasad[oa]|últim[oa]) {season}"),
        tens=("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"),
        decade=(r"(?:los )?años (?:{digits}|{short}|{word})",
               r"(?:la )?década de (?:los )?(?:años )?(?:{digits}|{short}|{word})"),
        ordinals=("primer[oa]?|1º|1er", "segund[oa]|2º", "tercer[oa]?|3er", "cuarto|último|4º"),
        quarter=(r"(?:(?:el|del) )?{ordinal} trimestre (?:del? )?(?:año )?{year}",),
        half=(r"(?:(?:el|del) )?{ordinal} semestre (?:del? )?(?:año )?{year}",
              r"(?:la )?{ordinal} mitad (?:del? )?(?:año )?{year}"),
        hijri=(*_HIJRI_LATIN[:6], "ra[jy]ab", "sha'?a?b[aá]n", "ramadán", "shaww[aá]l",
                                  "d[hu]+ ?al[- ](?:qi'?da|qaada|kaada)h?", "d[hu]+ ?al[- ]hi[jy]+ah?"),
        hijri_mark=r"h|ah|de la hégira",
        hijri_last=(r"(?:(?:el|del) )?{hijri} pasado", r"(?:el|del) (?:pasado|último) {hijri}"),
        jalali=_JALALI_LATIN,
        vague=((r"(?:(?:en|durante) )?(?:la )?última década", "decade"),
             (r"(?:(?:el|este) )?(?:pasado )?fin de semana(?: pasado)?", "weekend"),
             (r"(?:(?:en|durante) )?(?:(?:los|estos) )?últimos días", "day"),
             (r"(?:(?:en|durante) )?(?:(?:las|estas) )?últimas semanas", "week"),
             (r"(?:(?:en|durante) )?(?:(?:los|estos) )?últimos meses", "month"),
             (r"(?:(?:en|durante) )?(?:(?:los|estos) )?últimos años", "year")),
        hours=r"(?:(?:en|durante) )?(?:las )?últimas {n} horas",
    ),
    "de": CalendarWords(
        weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
        weekday=(r"(?:am|(?:am )?(?:letzten|vergangenen|vorigen)|diesen) {weekday}"
                 r"(?:abend|morgen|nachmittag|vormittag|nacht)?(?: (?:abend|morgen|nachmittag))?",),
        weekday_short="{weekday}(?:abend|morgen)?",
        seasons=("frühling|frühjahr", "sommer", "herbst", "winter"),
        season=(r"{season}s? (?:des jahres )?{year}",),
        season_last=(r"(?:im )?(?:letzte[nrs]|vergangene[nrs]|vorige[nrs]) {season}",),
        tens=("dreißiger", "vierziger", "fünfziger", "sechziger", "siebziger", "achtziger", "neunziger"),
        decade=(r"(?:(?:die|den|der) )?{digits}(?:er[ -]?jahren?|ern|er)",
                r"(?:die|den|der|seit den) {short}(?:er[ -]?jahren?|ern|er)",
                r"(?:(?:die|den|der) )?{word}[ -]?jahren?"),
        ordinals=(r"erste[ns]?|1\.", r"zweite[ns]?|2\.", r"dritte[ns]?|3\.", r"vierte[ns]?|letzte[ns]?|4\."),
        quarter=(r"(?:(?:im|das|dem|des) )?{ordinal} quartals? (?:des jahres )?{year}",),
        half=(r"(?:(?:im|das|dem|des) )?{ordinal} halbjahre?s? (?:des jahres )?{year}",
              r"(?:(?:in der|die|der) )?{ordinal} hälfte (?:des jahres |von )?{year}"),
        hijri=(*_HIJRI_LATIN[:6], "radschab|rajab", "scha'?a?ban|shaban", "ramadan", "schawwal|shawwal",
                                  "dh?u[- ]l[- ]qa'?da|dhu al[- ]qi?a?'?da",
                                  "dh?u[- ]l[- ]hid?d?scha|dhu al[- ]hijja"),
        hijri_mark=r"h|ah|n\. ?h\.|der hidschra",
        hijri_last=(r"(?:im )?(?:letzten|vergangenen|vorigen) {hijri}",),
        jalali=_JALALI_LATIN,
        vague=((r"(?:(?:im|in dem) )?(?:letzten|vergangenen) jahrzehnt", "decade"),
             (r"(?:am )?(?:(?:letzte[ns]|vergangene[ns]) )wochenende", "weekend"),
             (r"(?:in )?(?:(?:den|die|der) )?(?:letzten|vergangenen|jüngsten) tagen?", "day"),
             (r"(?:in )?(?:(?:den|die|der) )?(?:letzten|vergangenen|jüngsten) wochen", "week"),
             (r"(?:in )?(?:(?:den|die|der) )?(?:letzten|vergangenen|jüngsten) monaten?", "month"),
             (r"(?:in )?(?:(?:den|die|der) )?(?:letzten|vergangenen|jüngsten) jahren?", "year")),
        hours=r"(?:in )?(?:(?:den|die|der) )?(?:letzten|vergangenen) {n} stunden",
    ),
    "tr": CalendarWords(
        weekdays=("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"),
        weekday=(
            r"(?<!gelecek )(?<!önümüzdeki )(?<!her )(?:(?:geçen|geçtiğimiz) )?{weekday} (?:günü(?:nden"
            r"|ne)?|akşamı|sabahı|gecesi)",
            r"(?:geçen|geçtiğimiz) {weekday}(?:[dt][ae]n|y[ae])?",
        ),
        weekday_short="(?<!gelecek )(?<!önümüzdeki )(?<!her )(?!pazar(?!tesi)){weekday}",
        seasons=("ilkbahar|bahar", "yaz", "sonbahar|güz", r"kış(?=[ıi]nda|\s|$)"),
        season=(r"{year} (?:yılı(?:nın)? )?{season}(?:[ıi]n?|[dt]a|[ıi]n[dt]an?|[ıi]n[ıi]n)?",),
        season_last=(r"(?:geçen|geçtiğimiz) {season}(?:[ıi]n)?",),
        tens=("otuzlu", "kırklı", "ellili", "altmışlı", "yetmişli", "seksenli", "doksanlı"),
        decade=(r"{digits}'?l[ae]r(?:[dt][ae]n?|[ıi]n|[ıi]n[dt]a|[dt][ae]ki)?",
                r"(?:{digits}|{short})'?l[ıiuü] yıllar(?:[dt]an?|[ıi]n|[ıi]n[dt]a|[dt]aki)?",
                r"{word} yıllar(?:[dt]an?|[ıi]n|[ıi]n[dt]a|[dt]aki)?"),
        ordinals=(r"ilk|birinci|1\.", r"ikinci|2\.", r"üçüncü|3\.", r"dördüncü|son|4\."),
        quarter=(r"{year}(?:'?[ıiuün]{1,3}n?| yılı(?:nın)?)? {ordinal} çeyre(?:ği|k)(?:nde|nin|nden|te)?",),
        half=(r"{year}(?:'?[ıiuün]{1,3}n?| yılı(?:nın)?)? {ordinal} yarı(?:sı)?(?:nda|nın|ndan)?",),
        hijri=("muharrem", "safer", "rebiülevvel", "rebiülahir", "cemaziyelevvel", "cemaziyelahir",
               "recep", "şaban",
               "ramazan", "şevval", "zilkade", "zilhicce"),
        hijri_mark="hicri|h",
        hijri_last=(r"(?:geçen|geçtiğimiz) {hijri}(?: ayı(?:nda)?)?",),
        jalali=_JALALI_LATIN,
        vague=((r"geçen hafta sonu(?:nda)?", "weekend"),
             (r"(?:son|geçtiğimiz|geçen) günler(?:de|in)?", "day"),
             (r"(?:son|geçtiğimiz|geçen) haftalar(?:da)?", "week"),
             (r"(?:son|geçtiğimiz|geçen) aylar(?:da)?", "month"),
             (r"(?:son|geçtiğimiz|geçen) yıllar(?:da)?", "year")),
        hours=r"son {n} saat(?:te|in|lik)?",
    ),
    "ru": CalendarWords(
        weekdays=("понедельник(?:а|у|ом)?", "вторник(?:а|у|ом)?", "среду|среды", "четверг(?:а|у|ом)?",
                  "пятниц(?:у|ы|ей)", "суббот(?:у|ы|ой)", "воскресень(?:е|я|ем)"),
        weekday=(r"(?:в|во) (?:(?:прошл|минувш|эт)[а-я]{1,3} )?{weekday}(?: (?:утром|вечером|днём|ночью))?",
                 r"(?:прошл|минувш)[а-я]{1,3} {weekday}"),
        weekday_short="(?:(?:прошл|минувш)[а-я]{1,3} )?{weekday}",
        seasons=("весн(?:ой|а|ы|у|е)", "лет(?:ом|о|а)", "осень|осенью|осени", "зим(?:ой|а|ы|у|е)"),
        season=(r"{season} {year}",),
        season_last=(r"прошл[а-я]{1,3} {season}",),
        tens=("тридцатые|тридцатых", "сороковые|сороковых", "пятидесятые|пятидесятых",
               "шестидесятые|шестидесятых",
              "семидесятые|семидесятых", "восьмидесятые|восьмидесятых", "девяностые|девяностых"),
        decade=(r"{digits}-?(?:е|х|ые|ых|го)(?: (?:годы|годах|годов|гг))?",
                r"{short}-?(?:е|х|ые|ых)(?: (?:годы|годах|годов|гг))?", r"{word}(?: (?:годы|годах|годов))?"),
        ordinals=(r"перв[а-я]{2,3}|1-[а-я]{1,2}", r"втор[а-я]{2,3}|2-[а-я]{1,2}",
               r"треть?[а-я]{1,3}|3-[а-я]{1,2}",
                  r"четв[её]рт[а-я]{2,3}|последн[а-я]{2,3}|4-[а-я]{1,2}"),
        quarter=(r"{ordinal} квартал(?:е|а|у|ом)? {year}",),
        half=(r"{ordinal} (?:полугоди[еияю]|половин[аеуы]) {year}",),
        hijri=("мухаррам", "сафар", "раби ?(?:аль|уль)?-?авв?аль?", "раби ?(?:ас|аль)?-?(?:сани|ахир)",
               "джумада ?(?:аль)?-?(?:уля|ула|авваль)", "джумада ?(?:аль|ас)?-?(?:ахира|сани[яа]?)",
               "раджаб", "шаабан",
               "рамадан|рамазан", "шавваль?", "зу-?ль?-?каада", "зу-?ль?-?хидж?ж?а"),
        hijri_mark=r"хиджры|по хиджре|г\.? ?х\.?",
        hijri_last=(r"(?:прошл|минувш)[а-я]{1,3} {hijri}",),
        jalali=("фарвардин", "ордибехешт", "хордад", "тир", "мордад", "шахривар", "мехр", "абан", "азар",
               "дей",
                "бахман", "эсфанд"),
        vague=((r"(?:(?:за|в) )?последнее десятилетие", "decade"),
             (r"(?:(?:на|в) )?прошл[а-я]{1,3} выходн[а-я]{1,3}", "weekend"),
             (r"(?:(?:за|в) )?последни[ех] (?:несколько )?дн(?:и|ей)", "day"),
             (r"(?:(?:за|в) )?последни[ех] (?:несколько )?недел[ьи]", "week"),
             (r"(?:(?:за|в) )?последни[ех] (?:несколько )?месяц(?:ы|ев)", "month"),
             (r"(?:(?:за|в) )?последни[ех] (?:несколько )?(?:годы|лет)", "year")),
        hours=r"(?:(?:за|в) )?последни[ех] {n} час(?:а|ов)?",
    ),
    "fa": CalendarWords(
        weekdays=("دو ?شنبه", "سه ?شنبه", "چهار ?شنبه", "پنج ?شنبه", "جمعه", "شنبه", "یک ?شنبه"),
        weekday=(
            r"(?:(?:روز|شامگاه|صبح|عصر|شب) ){weekday}(?: (?:گذشته|هفته گذشته))?(?! (?:آینده|سوری|سیاه))",
            r"{weekday} (?:گذشته|پیش)",
            r"(?<!نماز )(?<!امام )(?<!هر )(?<!خطبه ){weekday}(?! (?:آینده|سوری|سیاه|بازار|گذشته))",
        ),
        weekday_short="{weekday}(?! (?:آینده|سوری))",
        seasons=("بهار", "تابستان", "پاییز", "زمستان"),
        season=(r"{season} (?:سال )?{year}",),
        season_last=(r"{season} (?:گذشته|پارسال|سال گذشته)",),
        tens=("سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"),
        decade=(r"دهه(?:ی| ی)? (?:سال )?(?:{digits}|{jalali_digits}|{short}|{word})(?P<common> میلادی)?",),
        ordinals=("اول|نخست|یکم", "دوم", "سوم", "چهارم|پایانی"),
        quarter=(r"سه ?ماهه?(?:ی)? {ordinal} (?:سال )?{year}",),
        half=(r"(?:نیمه|شش ?ماهه?)(?:ی)? {ordinal} (?:سال )?{year}",),
        hijri=_HIJRI_ARABIC,
        hijri_mark=r"هجری قمری|قمری|ه\.? ?ق\.?",
        hijri_last=(r"(?:ماه )?{hijri} گذشته",),
        jalali=_JALALI_ARABIC,
        vague=((r"(?:(?:در|طی) )?دهه گذشته", "decade"),
             (r"(?:(?:در|طی) )?روزهای (?:اخیر|گذشته)", "day"), (r"(?:(?:در|طی) )?هفته ?های (?:اخیر|گذشته)",
             "week"),
             (r"(?:(?:در|طی) )?ماه ?های (?:اخیر|گذشته)", "month"),
             (r"(?:(?:در|طی) )?سال ?های (?:اخیر|گذشته)", "year")),
        hours=r"(?:(?:در|طی) )?{n} ساعت (?:گذشته|اخیر)",
    ),
    "he": CalendarWords(
        weekdays=("שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון"),
        weekday=(r"(?:יום|ליל|ערב) {weekday}(?: (?:שעבר|האחרון|בבוקר|בערב|בלילה))*(?! (?:הבא|הקרוב))",
                 r"(?P<weekday>שבת) (?:שעברה|האחרונה)", r"(?<=ב)(?P<weekday>שבת)(?! (?:הבאה|הקרובה))"),
        weekday_short="יום {weekday}(?! (?:הבא|הקרוב))",
        seasons=("אביב", "קיץ", "סתיו", "חורף"),
        season=(r"ה?{season} (?:של )?(?:שנת )?{year}",),
        season_last=(r"ה?{season} (?:שעבר|האחרון|שחלף)",),
        tens=("שלושים", "ארבעים", "חמישים", "שישים", "שבעים", "שמונים", "תשעים"),
        decade=(r"שנות ה-?(?:{digits}|{short}|{word})",),
        ordinals=("הראשון|הראשונה|ראשון", "השנייה|השניה|השני|שני", "השלישית?|שלישי", "הרביעית?|האחרון|רביעי"),
        quarter=(r"ה?רבעון {ordinal} (?:של )?(?:שנת )?ל?-?{year}",),
        half=(r"ה?מחצית {ordinal} (?:של )?(?:שנת )?ל?-?{year}",),
        hijri=("מוחרם", "צפר|ספר", "רביע אל-?אוול", "רביע א(?:ל|ת)-?ת'?אני", "ג'ומאדא אל-?אוול(?:א)?",
               "ג'ומאדא א(?:ל|ת)-?ת'?אני(?:ה)?", "רג'ב", "שעבאן", "רמדאן|רמאדאן", "שוואל", "ד'ו אל-?קעדה",
               "ד'ו אל-?חיג'ה"),
        hijri_mark="להיג'רה|לפי ההיג'רה|היג'רי",
        hijri_last=(r"ה?{hijri} (?:שעבר|האחרון)",),
        jalali=("פרוורדין", "אורדיבהשת", "ח'ורדאד", "תיר", "מרדאד", "שהריוור", "מהר", "אבאן", "אד'ר|אזר",
               "דיי",
                "בהמן", "אספנד"),
        vague=((r"(?:ב|ה)?עשור האחרון", "decade"),
             (r"(?:ב|ה|בה)?ימים האחרונים", "day"), (r"(?:ב|ה|בה)?שבועות האחרונים", "week"),
             (r"(?:ב|ה|בה)?חודשים האחרונים", "month"), (r"(?:ב|ה|בה)?שנים האחרונות", "year")),
        hours=r"(?:ב|ב-|ה-?|בה-?)?{n} (?:ה)?שעות האחרונות",
    ),
    "ur": CalendarWords(
        weekdays=("پیر", "منگل", "بدھ", "جمعرات", "جمعہ|جمعے", "ہفتہ", "اتوار"),
        weekday=(
            r"(?<!اگلے )(?<!آئندہ )(?<!ہر )(?:(?:گزشتہ|پچھلے|گذشتہ) )?{weekday} (?:کے روز|کے دن|کی رات"
            r"|کی صبح|کی شام|کو)",
            r"(?:گزشتہ|پچھلے|گذشتہ) (?!ہفت){weekday}",
        ),
        weekday_short="(?<!اگلے )(?<!آئندہ )(?!ہفت){weekday}(?: کے روز| کے دن)?",
        seasons=("(?:موسم )?بہار", "گرمیوں|گرمی|موسم گرما|گرما", "(?:موسم )?خزاں",
               "سردیوں|سردی|موسم سرما|سرما"),
        season=(r"{year} (?:کے|کی) {season}", r"{season} {year}"),
        season_last=(r"(?:گزشتہ|پچھلے|پچھلی|گذشتہ) {season}",),
        tens=("تیس", "چالیس", "پچاس", "ساٹھ", "ستر", "اسی", "نوے"),
        decade=(r"(?:{digits}|{short}|{word}) کی دہائی",),
        ordinals=("پہلی|پہلے|پہلا", "دوسری|دوسرے", "تیسری|تیسرے", "چوتھی|چوتھے|آخری"),
        quarter=(r"{year} (?:کی|کے) {ordinal} سہ ?ماہی",),
        half=(r"{year} (?:کی|کے) {ordinal} (?:ششماہی|شش ماہی|نصف)",),
        hijri=_HIJRI_ARABIC,
        hijri_mark="ہجری|ھ",
        hijri_last=(r"(?:گزشتہ|پچھلے|گذشتہ) (?:ماہ )?{hijri}",),
        jalali=_JALALI_ARABIC,
        vague=((r"(?:گزشتہ|پچھلی|گذشتہ) دہائی", "decade"),
             (r"(?:گزشتہ|پچھلے|حالیہ|گذشتہ) (?:چند )?(?:دنوں|دن)", "day"),
             (r"(?:گزشتہ|پچھلے|حالیہ|گذشتہ) (?:چند )?ہفتوں", "week"),
             (r"(?:گزشتہ|پچھلے|حالیہ|گذشتہ) (?:چند )?مہینوں", "month"),
             (r"(?:گزشتہ|پچھلے|حالیہ|گذشتہ) (?:چند )?(?:سالوں|برسوں)", "year")),
        hours=r"(?:گزشتہ|پچھلے|گذشتہ) {n} (?:گھنٹوں|گھنٹے)",
    ),
}  # fmt: skip
