"""Words that carry a full stop without ending a sentence, and words that begin one.

All in small letters and without their last full stop.
"""

from __future__ import annotations

from language.word_sets import word_set

TITLES = word_set(
    # English, French, Spanish
    "mr mrs ms messrs dr prof sen rep gov gen lt col maj capt cmdr sgt adm rev hon st ste mt ft vs pres supt",
    "cpl pvt mm mme mlle mgr sr sra srta dña dn ud uds vd avda",
    # German, Turkish, Russian
    "hr fr frl dipl dipl.-ing bzw ca vgl evtl ggf sog doç yrd öğr sn г-н г-жа им ул пл просп акад проф чл дж",
    # Arabic
    "أ.د أ.م.د",
)
"""They stand before a name or in mid-sentence: a capital after them says nothing."""

ABBREVIATIONS = word_set(
    # English
    "inc ltd co corp llc plc bros etc jr e.g i.e a.m p.m u.s u.k u.n u.s.a d.c dept approx ave "
    "blvd cf al v c p",
    # French, Spanish
    "p.ex env éd p.ej ej ee.uu ee uu a.c d.c apdo av.j.-c apr.j.-c cie",
    # German
    "z.b d.h u.a u.ä o.ä i.d.r s.o s.u usw d.i v.a v.chr n.chr bsp etw n chr",
    # Russian
    "т.е т.д т.п т.к т.н т.ч др пр н.э до.н.э см ср напр тыс ум",
    # Turkish
    "vb vd örn bkz a.ş t.c ltd.şti m.ö m.s yy ö",
    # Arabic and Persian eras
    "ق.م ه.ش ه.ق",
)
"""They may also end a sentence, which a word of `STARTERS` after them shows."""

BEFORE_NUMBERS = word_set(
    "no nos nr fig art vol chap ch p pp s núm pág págs núms jan feb mar apr jun jul aug sep sept oct nov dec",
    "рис стр ст гл тел с п ص م b bd kap abs md madde",
)
"""Words in their own right too: abbreviations only where a number follows ("No. 5", "Jan. 14")."""

ORDINAL_NOUNS = word_set(
    "januar jänner februar märz april mai juni juli august september oktober november dezember",
    "jahrhundert jahrhunderts bundesliga jahrestag weltkrieg weltkriegs platz klasse stock spieltag",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık dünya yüzyıl",
)
"""After a number with a full stop they are what it counts ("14. Januar", "2. Dünya Savaşı")."""

BEFORE_ORDINALS = word_set(
    "am der die das dem den des im vom zum zur beim bis seit ab jeder jede jedes jeden sein "
    "seine seinen seinem",
    "ihr ihre ihren ihrem unser unsere unserem",
)
"""German words after which a number with a full stop is an ordinal."""

STARTERS = word_set(
    "the a an he she it they we i you this that these those in on at but and however meanwhile when while",
    "after before if as for there his her its their our my what who where why how both neither nor",
    "le la les il elle ils elles un une des ce cette ces nous dans mais et en pour",
    "el los las ella ellos una este esta estos pero y no por según también",
    "der die das er sie es wir ein eine dies diese im am aber und doch auch",
    "он она они оно это в на но и а по как так мы при",
    "bu o şu bir ancak ve ama",
)
