"""What boilerplate says, in the ten languages: the data of `ingest.preparing.boilerplate`.

Spelling variants (hamzas, vowel marks, accents, capitals) need no entry: everything is compared folded.
"""

from __future__ import annotations

from collections.abc import Mapping

Phrases = Mapping[str, tuple[str, ...]]
"""Language -> phrases."""

POINTERS: Phrases = {
    "ar": (
        *(
            "اقرأ أيضا",
            "اقرأ أيضا من هنا",
            "اقرأوا أيضا",
            "اقرأ المزيد",
            "اقرأ كذلك",
            "طالع أيضا",
            "طالع المزيد",
        ),
        *("شاهد أيضا", "شاهدوا أيضا", "شاهد المزيد", "انظر أيضا", "قد يهمك", "قد يهمك أيضا", "قد يعجبك أيضا"),
        *("أخبار ذات صلة", "مواضيع ذات صلة", "مقالات ذات صلة", "موضوعات متعلقة"),
    ),
    "en": (
        *("read also", "also read", "read more", "read next", "see also", "related", "related articles"),
        *(
            "related stories",
            "related story",
            "more on this story",
            "you may also like",
            "recommended for you",
        ),
    ),
    "fr": ("lire aussi", "à lire aussi", "lisez aussi", "voir aussi", "lire la suite", "sur le même sujet"),
    "es": (
        "lea también",
        "lee también",
        "leer más",
        "le puede interesar",
        "te puede interesar",
        "ver también",
    ),
    "de": (
        "lesen sie auch",
        "lesen sie mehr",
        "lesen sie dazu",
        "mehr zum thema",
        "das könnte sie auch interessieren",
    ),
    "tr": ("ayrıca okuyun", "bunları da okuyun", "bunu da okuyun", "ilgili haber", "ilgili haberler"),
    "fa": ("بیشتر بخوانید", "همچنین بخوانید", "مطالب مرتبط", "اخبار مرتبط"),
    "he": ("קראו גם", "קרא גם", "קראו עוד", "קרא עוד", "כתבות נוספות"),
    "ru": ("читайте также", "читать также", "читать далее", "смотрите также", "материалы по теме"),
    "ur": ("یہ بھی پڑھیں", "یہ بھی پڑھیے", "مزید پڑھیں", "مزید پڑھیے"),
}
"""They lead to another article; a headline may follow behind a colon, a bar or a dash."""

CREDITS: Phrases = {
    "ar": ("تصوير", "عدسة", "مصدر الصورة", "صورة من"),
    "en": ("photo", "photos", "photo credit", "picture credit", "image credit", "photograph"),
    "fr": ("photo", "photos", "crédit photo", "crédits photo"),
    "es": ("foto", "fotos", "fotografía", "crédito de la foto"),
    "de": ("foto", "fotos", "bildquelle", "bildnachweis"),
    "tr": ("fotoğraf", "fotoğraflar", "fotoğraf kaynağı"),
    "fa": ("عکس", "منبع عکس"),
    "he": ("צילום", "צילומים", "קרדיט צילום"),
    "ru": ("фото", "источник фото"),
    "ur": ("تصویر بشکریہ", "فوٹو"),
}
"""Who took a picture; a name follows behind a colon."""

ALONE: Phrases = {
    "ar": (
        *(
            "صورة أرشيفية",
            "صورة من الأرشيف",
            "الصورة من الأرشيف",
            "لمشاهدة الصور",
            "شاهد الفيديو",
            "شاهد الصور",
        ),
        *("شارك المقال", "شارك الخبر", "إعلان", "من مراسلنا", "من مراسلنا الخاص", "جميع الحقوق محفوظة"),
    ),
    "en": (
        *("file photo", "archive photo", "advertisement", "share this article", "share this story"),
        *("by our correspondent", "by our own correspondent", "by our staff reporter", "by staff reporter"),
        *(
            "by a staff reporter",
            "by staff writer",
            "by staff writers",
            "accept all cookies",
            "print this article",
        ),
    ),
    "fr": (
        "photo d'archives",
        "image d'archives",
        "partager cet article",
        "publicité",
        "de notre correspondant",
    ),
    "es": (
        "foto de archivo",
        "imagen de archivo",
        "comparte este artículo",
        "publicidad",
        "de nuestro corresponsal",
    ),
    "de": (
        "archivbild",
        "archivfoto",
        "symbolbild",
        "artikel teilen",
        "anzeige",
        "von unserem korrespondenten",
    ),
    "tr": ("arşiv fotoğrafı", "haberi paylaş", "reklam"),
    "fa": ("عکس آرشیوی", "عکس تزئینی", "اشتراک گذاری"),
    "he": ("תמונת ארכיון", "צילום ארכיון", "שתפו את הכתבה", "פרסומת", "מאת כתבנו"),
    "ru": ("архивное фото", "фото из архива", "поделиться", "реклама", "от нашего корреспондента"),
    "ur": ("فائل فوٹو", "نمائندہ خصوصی", "اشتہار"),
}
"""They are boilerplate where the line says nothing else."""

CALLS: Phrases = {
    "ar": (
        *(
            "اشترك في النشرة البريدية",
            "اشترك في نشرتنا البريدية",
            "اشتركوا في النشرة البريدية",
            "تابعونا على",
        ),
        *("تابعنا على", "تابعوا صفحتنا على", "حمل تطبيقنا", "حملوا تطبيقنا", "حمل التطبيق", "شارك على"),
    ),
    "en": (
        *("subscribe to our newsletter", "sign up for our newsletter", "sign up to our newsletter"),
        *(
            "subscribe to our channel",
            "follow us on",
            "like us on",
            "join us on",
            "share on",
            "share this on",
        ),
        *("download our app", "get our app", "get the app", "click here to subscribe", "subscribe now"),
    ),
    "fr": (
        *("abonnez-vous à notre newsletter", "inscrivez-vous à notre newsletter", "suivez-nous sur"),
        *("partager sur", "téléchargez notre application"),
    ),
    "es": (
        *("suscríbete a nuestro boletín", "suscríbase a nuestro boletín", "suscríbete a nuestra newsletter"),
        *("síguenos en", "síganos en", "compartir en", "descarga nuestra app"),
    ),
    "de": (
        *(
            "newsletter abonnieren",
            "abonnieren sie unseren newsletter",
            "folgen sie uns auf",
            "folgen sie uns bei",
        ),
        *("teilen auf", "laden sie unsere app"),
    ),
    "tr": ("bültenimize abone olun", "bizi … takip edin", "uygulamamızı indirin"),
    "fa": ("در خبرنامه ما عضو شوید", "ما را در … دنبال کنید"),
    "he": ("עקבו אחרינו", "הירשמו לניוזלטר", "הצטרפו לניוזלטר", "שתפו"),
    "ru": (
        *("подпишитесь на нашу рассылку", "подписывайтесь на нашу рассылку", "подписывайтесь на наш"),
        *("подпишитесь на наш", "следите за нами в", "читайте нас в", "скачайте наше приложение"),
    ),
    "ur": ("ہمیں … پر فالو کریں", "ہمارے نیوز لیٹر کو سبسکرائب کریں"),
}
"""What readers are asked to do; only `CALL_WORDS` may stand beside, at the end or in place of the "…"."""

CALL_WORDS: Phrases = {
    "": (
        *(
            "facebook",
            "twitter",
            "x",
            "instagram",
            "telegram",
            "whatsapp",
            "youtube",
            "linkedin",
            "tiktok",
            "threads",
        ),
        *("google", "play", "store", "app", "apple", "news", "email", "vk", "ok"),
    ),
    "ar": (
        "فيسبوك",
        "فيس",
        "بوك",
        "تويتر",
        "إكس",
        "إنستغرام",
        "انستجرام",
        "تيليغرام",
        "تلغرام",
        "واتساب",
        "يوتيوب",
    ),
    "ar, joining": ("و", "الآن", "مجانا", "هنا", "على", "قناتنا", "صفحتنا", "منصة", "منصات"),
    "en": ("and", "or", "now", "today", "here", "free", "for", "on", "the"),
    "fr": ("et", "ou", "maintenant", "ici", "sur"),
    "es": ("y", "o", "ahora", "aquí", "en"),
    "de": ("und", "oder", "jetzt", "hier", "auf"),
    "tr": ("ve", "hemen", "şimdi"),
    "fa": ("تلگرام", "اینستاگرام", "توییتر", "و"),
    "he": ("פייסבוק", "טוויטר", "אינסטגרם", "טלגרם", "וואטסאפ", "עכשיו"),
    "ru": ("канал", "и", "в", "фейсбуке", "твиттере", "телеграме", "телеграм", "вконтакте", "одноклассниках"),
    "ur": ("فیس", "بک", "ٹوئٹر", "انسٹاگرام", "یوٹیوب", "اور"),
}

RIGHTS: Phrases = {
    "ar": ("جميع الحقوق محفوظة", "كل الحقوق محفوظة", "حقوق النشر محفوظة"),
    "en": ("all rights reserved",),
    "fr": ("tous droits réservés",),
    "es": ("todos los derechos reservados",),
    "de": ("alle rechte vorbehalten",),
    "tr": ("tüm hakları saklıdır", "her hakkı saklıdır"),
    "fa": ("تمامی حقوق محفوظ است", "کلیه حقوق محفوظ است"),
    "he": ("כל הזכויות שמורות",),
    "ru": ("все права защищены",),
    "ur": ("جملہ حقوق محفوظ ہیں",),
}
"""Whole lines, or beside a © and a year."""

CONSENT: Phrases = {
    "ar": ("نستخدم ملفات تعريف الارتباط", "يستخدم هذا الموقع ملفات تعريف الارتباط"),
    "en": (
        "we use cookies",
        "this site uses cookies",
        "this website uses cookies",
        "by continuing to use this site",
    ),
    "fr": ("nous utilisons des cookies", "ce site utilise des cookies"),
    "es": ("utilizamos cookies", "este sitio utiliza cookies", "este sitio web utiliza cookies"),
    "de": ("wir verwenden cookies", "diese website verwendet cookies"),
    "tr": ("bu site çerez kullanır", "sitemizde çerezler kullanılmaktadır"),
    "fa": ("این سایت از کوکی استفاده می‌کند",),
    "he": ("אתר זה משתמש בעוגיות", "אנו משתמשים בעוגיות"),
    "ru": ("мы используем файлы cookie", "этот сайт использует файлы cookie"),
    "ur": ("یہ ویب سائٹ کوکیز استعمال کرتی ہے",),
}
"""How cookie banners begin."""

CONSENT_WORDS: Phrases = {
    "ar": ("الموقع", "تجربتك", "موقعنا"),
    "en": ("website", "site", "browsing", "privacy policy", "consent", "your experience"),
    "fr": ("site", "navigation", "votre expérience"),
    "es": ("sitio", "navegación", "su experiencia"),
    "de": ("website", "datenschutz", "ihr erlebnis"),
    "tr": ("site",),
    "fa": ("سایت",),
    "he": ("אתר", "באתר"),
    "ru": ("сайт", "сайте"),
    "ur": ("ویب سائٹ",),
}
"""One of them must stand in a cookie banner too."""

AGENCIES: Phrases = {
    "ar": (
        "رويترز",
        "وات",
        "وام",
        "واس",
        "سانا",
        "وفا",
        "أ ف ب",
        "أ.ف.ب",
        "فرانس برس",
        "د ب أ",
        "أ ش أ",
        "وكالات",
        "الأناضول",
    ),
    "en": (
        "reuters",
        "reuter",
        "afp",
        "ap",
        "associated press",
        "upi",
        "pa",
        "getty",
        "getty images",
        "xinhua",
    ),
    "fr": ("afp", "agence france-presse", "tap", "aps"),
    "es": ("efe", "europa press"),
    "de": ("dpa", "epd", "kna", "apa"),
    "tr": ("aa", "iha", "dha"),
    "fa": ("ایرنا", "ایسنا"),
    "he": ("רויטרס", "סוכנויות הידיעות"),
    "ru": ("тасс", "риа новости", "интерфакс"),
    "ur": ("اے پی پی", "رائٹرز"),
}
"""News agencies as they sign: in brackets or between dashes on a line of their own, or as the last line."""

STAFF: Phrases = {
    "ar": ("تغطية صحفية", "إعداد … للنشرة العربية"),
    "en": ("reporting by", "editing by", "writing by", "additional reporting by", "compiled by"),
    "fr": ("reportage de", "édité par", "rédigé par"),
    "es": ("reporte de", "editado por"),
    "de": ("bericht von", "redigiert von"),
}
"""How a line in brackets begins that names who reported and edited; the "…" is any name."""
