"""What the assistant says when it does not answer, in the language of the question."""

from __future__ import annotations

from typing import Final

from answering.answer import Abstention

NOTHING_FOUND: Final = {
    "ar": "لم أجد في الأرشيف ما يتصل بهذا السؤال.",
    "en": "I found nothing in the archive about this question.",
    "fr": "Je n’ai rien trouvé dans les archives sur cette question.",
    "es": "No he encontrado nada en el archivo sobre esta pregunta.",
    "de": "Im Archiv habe ich zu dieser Frage nichts gefunden.",
    "tr": "Arşivde bu soruyla ilgili bir şey bulamadım.",
    "fa": "در آرشیو چیزی دربارهٔ این پرسش نیافتم.",
    "he": "לא מצאתי בארכיון דבר בנוגע לשאלה הזאת.",
    "ru": "В архиве ничего не нашлось по этому вопросу.",
    "ur": "مجھے آرکائیو میں اس سوال سے متعلق کچھ نہیں ملا۔",
}
NOTHING_FOUND_WITHIN_FILTERS: Final = {
    "ar": "لم أجد في الأرشيف ما يتصل بهذا السؤال ضمن المرشّحات المحددة؛ جرّب توسيع المدة أو اللغات أو المصادر.",
    "en": "I found nothing within these filters; try wider dates, or more languages and sources.",
    "fr": "Je n’ai rien trouvé avec ces filtres ; essayez d’élargir les dates, les langues ou les sources.",
    "es": "No he encontrado nada con estos filtros; pruebe a ampliar las fechas, los idiomas o las fuentes.",
    "de": "Mit diesen Filtern habe ich nichts gefunden; erweitern Sie Zeitraum, Sprachen oder Quellen.",
    "tr": "Bu filtrelerle bir şey bulamadım; tarihleri, dilleri veya kaynakları genişletmeyi deneyin.",
    "fa": "با این پالایه‌ها چیزی نیافتم؛ بازهٔ زمانی، زبان‌ها یا منابع را گسترده‌تر کنید.",
    "he": "לא מצאתי דבר במסגרת המסננים האלה; נסו להרחיב את התאריכים, השפות או המקורות.",
    "ru": "С этими фильтрами ничего не нашлось; расширьте период, языки или список источников.",
    "ur": "ان فلٹروں کے ساتھ کچھ نہیں ملا؛ تاریخوں، زبانوں یا ذرائع کا دائرہ بڑھا کر دیکھیں۔",
}
TOO_WEAK: Final = {
    "ar": "لا أجد في الأرشيف ما يجيب عن هذا السؤال، وفيما يلي أقرب ما وجدت.",
    "en": "The archive does not seem to answer this question; here is the nearest I found.",
    "fr": "Les archives ne semblent pas répondre à cette question ; voici ce qui s’en rapproche le plus.",
    "es": "El archivo no parece responder a esta pregunta; esto es lo más cercano que he encontrado.",
    "de": "Das Archiv scheint diese Frage nicht zu beantworten; das hier kommt ihr am nächsten.",
    "tr": "Arşivde bu sorunun yanıtı yok gibi görünüyor; bulabildiğim en yakın haberler şunlar.",
    "fa": "به نظر می‌رسد آرشیو پاسخی برای این پرسش ندارد؛ نزدیک‌ترین یافته‌ها این‌هاست.",
    "he": "נראה שאין בארכיון תשובה לשאלה הזאת; להלן הממצאים הקרובים ביותר.",
    "ru": "Похоже, в архиве нет ответа на этот вопрос; вот самое близкое из найденного.",
    "ur": "لگتا ہے آرکائیو میں اس سوال کا جواب موجود نہیں؛ قریب ترین نتائج یہ ہیں۔",
}
UNSUPPORTED: Final = {
    "ar": "تعذّرت كتابة إجابة تسندها المقالات، لذلك لم أكتب شيئًا. وفيما يلي ما وجدت.",
    "en": "No answer could be written that the articles bear out, so I wrote none; here is what I found.",
    "fr": "Aucune réponse étayée par les articles n’a pu être rédigée ; voici ce que j’ai trouvé.",
    "es": "No se ha podido redactar una respuesta que los artículos respalden; esto es lo que he encontrado.",
    "de": "Es ließ sich keine Antwort schreiben, die die Artikel belegen; das hier habe ich gefunden.",
    "tr": "Haberlerin doğruladığı bir yanıt yazılamadı; bulduklarım şunlar.",
    "fa": "پاسخی که مقاله‌ها آن را تأیید کنند به دست نیامد؛ آنچه یافتم این است.",
    "he": "לא ניתן היה לכתוב תשובה שהכתבות תומכות בה; להלן מה שמצאתי.",
    "ru": "Не удалось написать ответ, который подтверждали бы статьи; вот что нашлось.",
    "ur": "ایسا جواب نہیں لکھا جا سکا جس کی مضامین تائید کریں؛ جو ملا وہ یہ ہے۔",
}
SOURCES: Final = {
    "ar": "المصادر",
    "en": "Sources",
    "fr": "Sources",
    "es": "Fuentes",
    "de": "Quellen",
    "tr": "Kaynaklar",
    "fa": "منابع",
    "he": "מקורות",
    "ru": "Источники",
    "ur": "ذرائع",
}

_MESSAGES: Final = {
    Abstention.NOTHING_FOUND: NOTHING_FOUND,
    Abstention.TOO_WEAK: TOO_WEAK,
    Abstention.UNSUPPORTED: UNSUPPORTED,
}


def abstention_message(abstention: Abstention, language: str, *, filtered: bool = False) -> str:
    """Why nothing was answered, in the question's language; in English where that has no message.

    Args:
        abstention: the reason.
        language: ISO 639-1 code of the question.
        filtered: whether the question was restricted, so that wider filters may help.
    """
    table = _MESSAGES[abstention]
    if filtered and abstention is Abstention.NOTHING_FOUND:
        table = NOTHING_FOUND_WITHIN_FILTERS
    return table.get(language, table["en"])


def sources_heading(language: str) -> str:
    """What the list of cited articles is called."""
    return SOURCES.get(language, SOURCES["en"])
