"""S2ORC: the output of s2orc-doc2json, CORD-19, and the releases of the corpus with full text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.model import Author, Record, Where
from generator.readers.json import fields
from generator.readers.json.fields import first, inner, inners, named, people, person, text, texts
from generator.readers.json.values import Fields

FORMAT = "s2orc"

_PARSES = ("pdf_parse", "latex_parse", "grobid_parse", "jats_parse")
_KEYS = frozenset(
    (*_PARSES, "metadata", "body_text", "has_pdf_parse", "s2_pdf_hash", "bib_entries")
)
_CORPUS_ID = re.compile(r"\d{1,12}")
# In characters, of all that is marked as one thing; marks may lie over one another.
_LONGEST = 200_000
_ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")


def recognises(item: Fields) -> bool:
    """Whether an object is a paper with what its full text was parsed to."""
    if "paper_id" in item:
        return not _KEYS.isdisjoint(item)
    return "corpusid" in item and ("content" in item or "body" in item)


def record(item: Fields, where: Where) -> Record:
    """The record of a paper, its full text left aside."""
    return _parsed(item, where) if "paper_id" in item else _annotated(item, where)


def _parsed(item: Fields, where: Where) -> Record:
    """Of an object with a paper_id: in the corpus a number, else the name of the parsed file."""
    meta = {**item, **inner(item.get("metadata"))}
    ids = {**inner(meta.get("identifiers")), **meta}
    identifier = text(item.get("paper_id"))
    in_corpus = _CORPUS_ID.fullmatch(identifier) is not None
    arxiv = first(ids.get("arxiv_id"), ids.get("arxiv"))
    named_arxiv = identifier if _ARXIV_ID.fullmatch(identifier) else ""
    abstract = _paragraphs(meta.get("abstract")) or next(
        (
            found
            for name in _PARSES
            if (found := _paragraphs(inner(item.get(name)).get("abstract")))
        ),
        "",
    )
    return Record(
        where=where,
        format=FORMAT,
        title=text(meta.get("title")),
        abstract=abstract,
        authors=people(map(_name, inners(meta.get("authors")))),
        year=fields.year(meta.get("year")),
        venue=first(meta.get("venue"), meta.get("journal")),
        doi=first(ids.get("doi"), ids.get("DOI")),
        arxiv=arxiv or named_arxiv,
        pmid=first(ids.get("pubmed_id"), ids.get("pmid")),
        s2=f"CorpusId:{identifier}" if in_corpus else "",
        acl=first(ids.get("acl_id"), ids.get("acl")),
        url=text(ids.get("s2_url")),
        more=(
            *fields.prefixed("PMCID: ", ids.get("pmc_id")),
            *(() if in_corpus or arxiv or named_arxiv else texts(identifier)),
        ),
        markup="text",
    )


def _annotated(item: Fields, where: Where) -> Record:
    """Of an object with a corpusid, whose annotations say from where to where a field stands."""
    content = inner(item.get("content") or item.get("body"))
    ids = {name.lower(): value for name, value in inner(item.get("externalids")).items()}
    access = inner(item.get("openaccessinfo"))
    ids |= {name.lower(): value for name, value in inner(access.get("externalids")).items()}
    source = inner(content.get("source"))
    return Record(
        where=where,
        format=FORMAT,
        title=text(item.get("title")) or next(_stretches(content, "title"), ""),
        abstract="\n\n".join(_stretches(content, "abstract")),
        authors=named(item.get("authors")) or tuple(_stretches(content, "author")),
        year=fields.year(item.get("year")),
        venue=next(_stretches(content, "venue"), ""),
        doi=text(ids.get("doi")),
        arxiv=text(ids.get("arxiv")),
        pmid=text(ids.get("pubmed")),
        s2="".join(fields.prefixed("CorpusId:", item.get("corpusid"))),
        acl=text(ids.get("acl")),
        pdf=first(source.get("pdfurls")),
        more=(
            *fields.prefixed("PMCID: ", ids.get("pubmedcentral")),
            *texts([inner(source.get("oainfo")).get("openaccessurl"), access.get("url")]),
        ),
    )


def _stretches(content: Fields, name: str) -> Iterator[str]:
    """The stretches of a full text that are marked as something."""
    whole = content.get("text")
    marks = inner(content.get("annotations")).get(name)
    try:
        marks = json.loads(marks) if isinstance(marks, str) else marks
    except (ValueError, RecursionError):
        return
    length = 0
    for mark in inners(marks):
        start, end = _offset(mark.get("start")), _offset(mark.get("end"))
        length += end - start
        if isinstance(whole, str) and 0 <= start < end and length <= _LONGEST:
            yield text(whole[start:end])


def _paragraphs(value: object) -> str:
    """An abstract that is one text, or a list of paragraphs."""
    return text(value) or "\n\n".join(named(value, "text"))


def _name(value: Fields) -> Author | str | None:
    given = " ".join((*texts(value.get("first")), *texts(value.get("middle"))))
    return person(text(value.get("last")), given, text(value.get("suffix"))) or text(
        value.get("name")
    )


def _offset(value: object) -> int:
    """A position, which some releases write as text; -1 if it is none."""
    digits = text(value)
    return int(digits) if _CORPUS_ID.fullmatch(digits) else -1
