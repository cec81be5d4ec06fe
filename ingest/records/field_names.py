"""The names that newsrooms, feeds and exports give an article's fields, the best first, in ten languages.

They are written as they are compared: in small letters, without punctuation.
"""

from __future__ import annotations

BODY = (
    *("text", "body", "content", "articlebody", "articletext", "fulltext", "maintext", "article", "bodytext"),
    *("contents", "plaintext", "cleantext", "rawtext", "story", "storytext", "fullcontent", "contenttext"),
    *("textbody", "newstext", "newsbody", "paragraphs", "bodyhtml", "contenthtml", "contentencoded", "html"),
    *(
        "النص",
        "نص",
        "المحتوى",
        "المتن",
        "نصالخبر",
        "texte",
        "contenu",
        "corps",
        "texto",
        "cuerpo",
        "contenido",
    ),
    *(
        "inhalt",
        "artikel",
        "metin",
        "icerik",
        "içerik",
        "متن",
        "טקסט",
        "תוכן",
        "текст",
        "содержание",
        "متنخبر",
    ),
)
LAST_RESORT = (
    "description",
    "summary",
    "abstract",
    "excerpt",
    "lead",
    "snippet",
    "teaser",
    "الملخص",
    "résumé",
)
TITLE = (
    *("title", "headline", "heading", "head", "articletitle", "newstitle", "headlinetext", "name", "subject"),
    *("العنوان", "عنوان", "titre", "titulo", "título", "titel", "überschrift", "baslik", "başlık", "כותרת"),
    *("заголовок", "تیتر", "سرخی"),
)
PUBLISHED = (
    *(
        "published",
        "publishedat",
        "datepublished",
        "publisheddate",
        "pubdate",
        "publicationdate",
        "publishdate",
    ),
    *(
        "publishedon",
        "firstpublished",
        "date",
        "datetime",
        "articledate",
        "newsdate",
        "publishtime",
        "dategmt",
    ),
    *(
        "pubtime",
        "webpublicationdate",
        "issued",
        "dcdate",
        "datecreated",
        "created",
        "createdat",
        "creationdate",
    ),
    *("timestamp", "time", "day", "updated", "updatedat", "modified", "lastmodified", "crawldate"),
    *("التاريخ", "تاريخ", "تاريخالنشر", "fecha", "datum", "tarih", "תאריך", "дата", "تاریخ"),
)
UPDATED = ("updated", "updatedat", "updateddate", "modified", "datemodified", "modifiedat", "lastmodified")
SOURCE = (
    *(
        "source",
        "sourcename",
        "publisher",
        "outlet",
        "publication",
        "newspaper",
        "medium",
        "sitename",
        "site",
    ),
    *("website", "provider", "agency", "channel", "sourcedomain", "domain", "newssource", "feed"),
    *("المصدر", "مصدر", "الجريدة", "fuente", "medio", "quelle", "kaynak", "מקור", "источник", "منبع"),
)
LANGUAGE = (
    *(
        "lang",
        "language",
        "languagecode",
        "langcode",
        "locale",
        "inlanguage",
        "articlelanguage",
        "dclanguage",
    ),
    *("اللغة", "لغة", "langue", "idioma", "sprache", "dil", "שפה", "язык", "زبان"),
)
URL = (
    *("url", "link", "canonical", "canonicalurl", "permalink", "articleurl", "weburl", "sourceurl", "href"),
    *("uri", "webpage", "address", "الرابط", "رابط", "enlace", "adresse"),
)
AUTHOR = (
    *(
        "author",
        "authors",
        "byline",
        "creator",
        "dccreator",
        "writer",
        "journalist",
        "reporter",
        "authorname",
    ),
    *("writtenby", "الكاتب", "كاتب", "المؤلف", "auteur", "autor", "yazar", "כתב", "автор", "نویسنده"),
)
ID = (
    "id",
    "guid",
    "uuid",
    "_id",
    "articleid",
    "newsid",
    "docid",
    "documentid",
    "storyid",
    "identifier",
    "رقم",
)
