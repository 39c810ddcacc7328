"""A paper in the formats of reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any, ClassVar

import rispy

from generator.cite import abstract_page, typed
from generator.mathematics import atoms
from generator.model import Author, Paper

# A brace that is merely escaped still counts as one to BibTeX, and leaves the field unclosed.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&$#_"},
    }
)
# For each type, the type of a BibTeX entry and the field that holds where it appeared.
_ENTRIES = {
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "review": ("article", "journal"),
    "paper-conference": ("inproceedings", "booktitle"),
    "chapter": ("incollection", "booktitle"),
    "entry-encyclopedia": ("incollection", "booktitle"),
    "book": ("book", "booktitle"),
    "thesis": ("phdthesis", "booktitle"),
    "report": ("techreport", "booktitle"),
    "manuscript": ("unpublished", "booktitle"),
}
# Between two of these TeX would make another sign of them.
_LIGATURE = re.compile("(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_RIS_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "manuscript": "UNPB",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}


def bibtex(paper: Paper, key: str, full: bool = False) -> str:
    """A BibTeX entry of what is known of the paper; what is not known is left out.

    Only a full one has the abstract and the keywords.
    """
    kind, where = _ENTRIES.get(typed(paper), ("misc", "booktitle"))
    fields = {
        "title": f"{{{_tex(paper.title)}}}",
        "author": " and ".join(_bibtex_names(paper.authors, paper.others)),
        "editor": " and ".join(_bibtex_names(paper.editors)),
        "year": str(paper.year or ""),
        where: _tex(paper.venue),
        "volume": _tex(paper.volume),
        "number": _tex(paper.issue),
        "pages": _tex(paper.pages).replace("–", "--"),
        _PUBLISHERS.get(kind, "publisher"): _tex(paper.publisher),
        "doi": paper.doi,
        "eprint": paper.arxiv,
        "archiveprefix": "arXiv" if paper.arxiv else "",
        "pmid": paper.pmid,
        "url": paper.url,
        "note": f"Preprint: doi:{paper.preprint}" if paper.preprint else "",
        "keywords": ", ".join(map(_tex, paper.tags)) if full else "",
        "abstract": _tex(paper.abstract) if full else "",
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    """Text as BibTeX: mathematics and addresses as they are, all else escaped."""
    pieces, position = [], 0
    for start, end, mathematics in atoms(text):
        if mathematics is not None and _balanced(text[start:end]):
            pieces += [_escaped(text[position:start]), text[start:end]]
            position = end
    return "".join([*pieces, _escaped(text[position:])])


def _balanced(tex: str) -> bool:
    """Whether braces pair off, with those that are escaped, which count for some, and without."""
    for braces in (re.findall(r"[{}]", tex), re.findall(r"(?<!\\)[{}]", tex)):
        depths = list(accumulate(1 if brace == "{" else -1 for brace in braces))
        if depths and (min(depths) < 0 or depths[-1]):
            return False
    return True


def _escaped(text: str) -> str:
    return _LIGATURE.sub("{}", text.translate(_TEX))


def _bibtex_names(people: Iterable[Author], others: bool = False) -> list[str]:
    names = [_bibtex_name(person) for person in people]
    return [*names, "others"] if others and names else names


def _bibtex_name(author: Author) -> str:
    if not author.given:
        return f"{{{_tex(author.family)}}}"
    # Within braces, "and" is part of a name.
    parts = (_tex(part) for part in (author.family, author.given))
    return ", ".join(f"{{{part}}}" if " and " in f" {part.lower()} " else part for part in parts)


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """Writes entries without numbers between them, and editors as Zotero does."""

    DEFAULT_MAPPING: ClassVar[dict[str, str]] = {**rispy.TAG_KEY_MAPPING, "ED": "editors"}
    DEFAULT_LIST_TAGS: ClassVar[list[str]] = [*rispy.LIST_TYPE_TAGS, "ED"]

    def set_header(self, count: int) -> str:
        return ""


def ris(papers: Iterable[tuple[Paper, str]]) -> str:
    """The RIS of papers with their citation keys; what is not known is left out."""
    entries = [
        {name: value for name, value in _ris(paper, key).items() if value} for paper, key in papers
    ]
    return rispy.dumps(entries, implementation=_Writer) if entries else ""


def _ris(paper: Paper, key: str) -> Mapping[str, Any]:
    first, _, last = paper.pages.partition("–")
    return {
        "type_of_reference": _RIS_TYPES.get(typed(paper), "GEN"),
        "id": key,
        "title": paper.title,
        "authors": [person.inverted for person in paper.authors]
        + (["others"] if paper.others and paper.authors else []),
        "editors": [person.inverted for person in paper.editors],
        "year": str(paper.year or ""),
        "secondary_title": paper.venue,
        "volume": paper.volume,
        "number": paper.issue,
        "start_page": first,
        "end_page": last,
        "publisher": paper.publisher,
        "doi": paper.doi,
        "urls": [url for url in (paper.url or abstract_page(paper),) if url],
        "file_attachments1": paper.pdf,
        "keywords": list(paper.tags),
        "notes": list(_notes(paper)),
        "abstract": paper.abstract,
    }


def _notes(paper: Paper) -> Iterator[str]:
    """The identifiers that a format has no field for, as its notes are known to hold them."""
    if paper.arxiv:
        yield f"arXiv:{paper.arxiv}"
    if paper.pmid:
        yield f"PMID: {paper.pmid}"
    if paper.preprint:
        yield f"Preprint: https://doi.org/{paper.preprint}"
    if paper.openalex:
        yield f"https://openalex.org/{paper.openalex}"
    if paper.s2:
        yield f"https://www.semanticscholar.org/paper/{paper.s2}"
    if paper.acl:
        yield f"https://aclanthology.org/{paper.acl}"


def csl_json(papers: Iterable[tuple[Paper, str]]) -> str:
    """The CSL-JSON of papers with their citation keys; what is not known is left out."""
    items = ",\n".join(json.dumps(csl(paper, key), ensure_ascii=False) for paper, key in papers)
    return f"[\n{items}\n]\n" if items else "[]\n"


def csl(paper: Paper, key: str) -> dict[str, Any]:
    """A paper with its citation key as an item of CSL-JSON; what is not known is left out."""
    others = [Author("others")] if paper.others and paper.authors else []
    fields = {
        "id": key,
        "citation-key": key,
        "type": typed(paper),
        "title": paper.title,
        "author": [_csl_name(person) for person in (*paper.authors, *others)],
        "editor": [_csl_name(person) for person in paper.editors],
        "issued": {"date-parts": [[paper.year]]} if paper.year else None,
        "container-title": paper.venue,
        "volume": paper.volume,
        "issue": paper.issue,
        "page": paper.pages,
        "publisher": paper.publisher,
        "DOI": paper.doi,
        "PMID": paper.pmid,
        "URL": paper.url or abstract_page(paper),
        "keyword": ", ".join(paper.tags),
        "note": "\n".join(_notes(paper)),
        "abstract": paper.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_name(person: Author) -> Mapping[str, str]:
    if not person.given:
        return {"literal": person.family}
    return {"family": person.family, "given": person.given}
