"""The commonest function and question words of the languages that share a script with another.

In small letters. A word that several of them write (Persian and Urdu «کے» no, Arabic and Persian «از» no)
is left out or stands with each, so that it decides nothing.
"""

from __future__ import annotations

from language.word_sets import word_set

FREQUENT_WORDS: dict[str, frozenset[str]] = {
    "en": word_set(
        "the of and a an i to in is was were are that for on with by from at as it his her its their "
        "what which who whom "
        "whose when where why how did does do done has have had been be not this these those "
        "there they he she "
        "we you after before about between into than then or but if many much will would could "
        "should can may "
        "all also an more most some any other said says over under during since until against out up "
        "first last new name many long far"
    ),
    "fr": word_set(
        "le la les l d de des du un une et en est sont était ont a au aux avec par pour dans sur "
        "que qui quoi quel "
        "quelle quels quelles quand où pourquoi comment combien ce cette ces il elle ils elles "
        "on nous vous se son "
        "sa ses leur leurs ne pas plus été être avoir fait après avant entre depuis selon sous "
        "sans mais ou donc "
        "qu'est s'est c'est qu'il n'est d'un d'une y quelqu'un lors dont aussi comme"
    ),
    "es": word_set(
        "el la los las un una unos unas y e o de del al en es son era fue fueron ha han con por "
        "para sobre que qué "
        "quién quiénes cuál cuáles cuándo dónde cómo cuánto cuántos cuántas porqué este esta "
        "estos estas ese esa "
        "se su sus lo le les no más pero como entre desde hasta según sin después antes también "
        "muy ser estar "
        "había hay está están tiene tuvo hizo donde cuando quien"
    ),
    "de": word_set(
        "der die das den dem des ein eine einen einem einer eines und oder in im ist sind war "
        "waren wurde wurden "
        "wird werden hat haben hatte hatten mit von vom zu zum zur für auf aus bei beim nach vor über unter "
        "zwischen durch gegen ohne um an am als wie was wer wen wem wessen wann wo warum wieso "
        "welche welcher "
        "welches welchen wieviel viele er sie es wir ihr ich nicht auch noch nur sich sein seine ihre dass "
        "daß wenn aber seit bis gibt worüber wofür woran"
    ),
    "tr": word_set(
        "ve bir bu şu o da de ile için ne nedir neden niçin nasıl kim kimdir kimin nerede nereye "
        "nereden hangi kaç "
        "mi mı mu mü gibi daha en çok olan olarak oldu olduğu olduğunu vardır var yok değil "
        "sonra önce kadar göre "
        "tarafından arasında hakkında üzerinde ki ya veya ama ancak her tüm bütün zaman hangisi "
        "ilk yıl yılında "
        "etti ediyor edildi dedi ise"
    ),
    "ar": word_set(
        "في من على إلى الى عن أن ان إن ما ماذا متى أين اين كيف لماذا كم هل أي اي التي الذي الذين "
        "هذا هذه ذلك تلك هو هي هم "
        "كان كانت مع بعد قبل بين منذ حتى خلال حول ضد عند لم لن لا قد ثم أو او و كل بعض غير بها "
        "به له لها لهم فيه فيها "
        "منه منها عليه عليها التى الذى هنا أول آخر عدد يوم عام سنة قال قالت تم يتم ومن وفي بما "
        "مما عندما ومتى وما"
    ),
    "fa": word_set(
        "در به از که این آن با را برای است بود شد شده شدند می می‌شود می‌کند کرد کرده کند کردند "
        "خود تا بر یا هم نیز هر چه چرا "
        "چگونه کجا کی چند آیا کدام چیست کیست بین پس پیش بعد ها های هایی ای اند هستند بودند داشت "
        "دارد دارند دارای درباره مورد "
        "چقدر چطور باید یک دو ما آنها شما او وی اما اگر نه ولی همه سال روز نام بیشتر توسط روی "
        "زیر چیزی کسی هفته گذشته اینکه گفت گفته"
    ),
    "ur": word_set(
        "میں کے کی کا کو سے ہے ہیں نے پر اور یہ وہ تھا تھی تھے کیا کب کہاں کیوں کیسے کون کس کتنے "
        "کتنی کتنا کہ جو ایک اس ان بھی ہو "
        "ہوا ہوئی ہوئے گیا گئی گئے کر کرنے کرتا کرتے کرتی ساتھ لیے لئے بعد نہیں ہی تو تک اپنے "
        "اپنی اپنا جس جب رہا رہی رہے کسی کچھ "
        "بارے درمیان دوران سال والے والی والا کونسا کونسی کونسے دیا دی طرح پہلے اسے انہوں ہوتا "
        "ہوتی ہوتے جاتا جاتی"
    ),
}
