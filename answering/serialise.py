"""An answer as the JSON document that other programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answering.answer import Answer, Citation, Sentence
from answering.messages import abstention_message
from retrieval.hit import Copy, copies_by_article
from retrieval.serialise import article_to_dict, hit_to_dict, understood_to_dict


def citation_to_dict(citation: Citation, copies: Sequence[Copy] = ()) -> dict[str, object]:
    """One citation; `quote` is what stands at `start:end` of the article's body.

    Args:
        citation: the citation.
        copies: who else published the article's text; together they are one source.
    """
    article = citation.article
    return {
        "number": citation.number,
        "article_id": article.id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": article.published,
        "language": article.language,
        "copies": [article_to_dict(copy.article) for copy in copies],
    }


def sentence_to_dict(sentence: Sentence, copies: Mapping[str, Sequence[Copy]]) -> dict[str, object]:
    """One sentence with its citations; `copies` are those of each article by its id."""
    return {
        "text": sentence.text,
        "support": round(sentence.support, 4),
        "citations": [
            citation_to_dict(citation, copies.get(citation.article.id, ())) for citation in sentence.citations
        ],
    }


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """The whole answer; `reason` is null unless it abstained."""
    question, copies = answer.question, copies_by_article(answer.hits)
    reason = None
    if answer.abstention is not None:
        reason = abstention_message(answer.abstention, question.language, filtered=question.restricted)
    return {
        "question": question.text,
        "language": question.language,
        "understood": understood_to_dict(question),
        "abstained": answer.abstention is not None,
        "reason": reason,
        "sentences": [sentence_to_dict(sentence, copies) for sentence in answer.sentences],
        "hits": [hit_to_dict(hit) for hit in answer.hits],
        "seconds": round(answer.seconds, 4),
    }
