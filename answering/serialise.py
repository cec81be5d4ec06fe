"""An answer as the JSON document that other programs read."""

from __future__ import annotations

from answering.answer import Answer, Citation, Sentence
from answering.messages import abstention_message
from retrieval.serialise import hit_to_dict, understood_to_dict


def citation_to_dict(citation: Citation) -> dict[str, object]:
    """One citation; `quote` is what stands at `start:end` of the article's body."""
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
    }


def sentence_to_dict(sentence: Sentence) -> dict[str, object]:
    """One sentence with its citations."""
    return {
        "text": sentence.text,
        "support": round(sentence.support, 4),
        "citations": [citation_to_dict(citation) for citation in sentence.citations],
    }


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """The whole answer; `reason` is null unless it abstained."""
    question = answer.question
    reason = None
    if answer.abstention is not None:
        reason = abstention_message(answer.abstention, question.language, filtered=question.restricted)
    return {
        "question": question.text,
        "language": question.language,
        "understood": understood_to_dict(question),
        "abstained": answer.abstention is not None,
        "reason": reason,
        "sentences": [sentence_to_dict(sentence) for sentence in answer.sentences],
        "hits": [hit_to_dict(hit) for hit in answer.hits],
        "seconds": round(answer.seconds, 4),
    }
