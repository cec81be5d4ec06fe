"""Words that carry a full stop without ending a sentence, and words that begin one.

All in small letters and without their last full stop. `TITLES` stand before a name, so that a capital after
them says nothing; `ABBREVIATIONS` may also end a sentence, which a word of `STARTERS` after them shows.
"""

from __future__ import annotations

from language.word_sets import word_set

TITLES = word_set(
    # English
    "mr mrs ms messrs dr prof sen rep gov gen lt col maj capt cmdr sgt adm rev hon st mt ft vs no nos fig "
    "pres supt det cpl pvt "
    # French, Spanish
    "m mm mme mlle mgr me sr sra srta dña dn ud uds vd pág págs núm av avda art "
    # German
    "hr fr frl dipl ing bzw ca vgl evtl ggf sog str nr mio mrd "
    # Russian
    "г-н г-жа им ул пл просп стр рис тел гл акад проф чл "
    # Turkish
    "sn doç yrd öğr av alb "
    # Arabic, Persian, Urdu, Hebrew
    "أ.د د أ.م.د"
)

ABBREVIATIONS = word_set(
    # English
    "inc ltd co corp llc plc bros etc jr sr e.g i.e a.m p.m u.s u.k u.n u.s.a d.c jan feb mar "
    "apr jun jul aug "
    "sep sept oct nov dec mln bln dlrs pct dept est approx ave blvd cf al "
    # French, Spanish
    "p.ex p.-ex env éd vol chap ej p.ej ee.uu ee uu a.c d.c apdo c.f.c av.j.-c apr.j.-c cie "
    # German
    "z.b d.h u.a u.ä o.ä i.d.r s.o s.u usw z d.i v.a v.chr n.chr bsp etw "
    # Russian
    "т.е т.д т.п т.к т.н т.ч т др пр гг вв руб коп тыс млн млрд н.э до.н.э см ср напр "
    # Turkish
    "vb vd vs örn bkz a.ş t.c ltd.şti m.ö m.s yy "
    # Arabic and Persian eras
    "ق.م ه.ش ه.ق"
)

STARTERS = word_set(
    "the a an he she it they we i you this that these those in on at but and however meanwhile when while "
    "after before if as for there his her its their our my what who where why how "
    "le la les il elle ils elles un une des ce cette ces nous dans mais et en pour "
    "el los las ella ellos una este esta estos pero y no por según también "
    "der die das er sie es wir ein eine dies diese im am aber und doch auch "
    "он она они оно это в на но и а по как так мы "
    "bu o şu bir ancak ve ama"
)
