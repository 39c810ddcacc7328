"""The words of people for the fields of a record: headers, keys, kinds of paper, name lists.

Tables, front matter and Markdown tables all name their fields freely. What is here turns such
names and texts into those of a `Record`, and tells an identifier by the address that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from generator.model import Author, Record, Where
from generator.readers.namelists import keywords, names

# The names of each field, the better one first: the first that has a value is used. They are
# folded, see `fold`. "first" and "last" are pages; "more" is kept for the identifiers it may hold.
_NAMES = {
    "title": "title articletitle documenttitle papertitle titleofpaper ti primarytitle t1 paper "
    "papername name displayname titles originaltitle titel titre título titulo titolo "
    "标题 题名 论文标题 論文名 タイトル",
    "abstract": "abstract abstractnote ab abstracts abstracttext description summary tldr "
    "originalabstract zusammenfassung résumé resumen 摘要 要旨",
    "authors": "authorfullnames authorsfullnames authorsfull fullauthors fauauthors af authors "
    "author authornames authorname au a1 firstauthors creators creator authorlist "
    "authorshipsauthordisplayname by firstauthor autor autoren autores auteur auteurs autori 作者 "
    "著者",
    "editors": "editors editor secondaryauthors ed",
    "year": "year publicationyear pubyear yearpublished yearofpublication publishedyear py "
    "date publicationdate published datepublished pubdate issued coverdate issuedate y1 "
    "conferenceyear jahr año année anno 年份 年 出版年",
    "venue": "journal sourcetitle journalbook publicationtitle publicationname journaltitle "
    "journalname booktitle proceedingstitle conference conferencename containertitle so venue "
    "publication publishedin primarylocationsourcedisplayname jo jf t2 source secondarytitle "
    "zeitschrift revista revue rivista 期刊 会议 刊名 雑誌名",
    "type": "type itemtype documenttype publicationtype typeofreference dt referencetype "
    "entrytype bibtextype",
    "volume": "volume vol vl",
    "issue": "issue number issuenumber no is",
    "pages": "pages page pagerange pagenumbers pp",
    "first": "startpage pagestart firstpage beginningpage bp sp",
    "last": "endpage pageend lastpage endingpage ep",
    "publisher": "publisher publishername pu",
    "doi": "doi dois di digitalobjectidentifier doilink doiurl",
    "arxiv": "arxiv arxivid arxivnumber arxivlink arxivurl eprint",
    "pmid": "pmid pubmedid pubmed pm pmids",
    "openalex": "openalex openalexid",
    "s2": "s2 s2id semanticscholarid semanticscholar paperid corpusid",
    "acl": "aclid anthologyid aclanthology",
    "url": "url link urls links articleurl paperurl paperlink linktopaper ur website homepage "
    "projectpage project externallink urlproject 链接",
    "pdf": "pdf urlpdf pdflink pdfurl linktopdf fulltexturl fulltext openaccesspdf",
    "code": "code urlcode codeurl codelink repo repository github githuburl githublink 代码",
    "key": "citekey citationkey bibtexkey bibkey texkey",
    "added": "dateadded addeddate addedon addedat added",
    "tags": "keywords keyword authorkeywords tags tag manualtags automatictags topics topic "
    "categories category kw de subjects subject themes theme area labels schlagwörter 关键词",
    "more": "note notes extra comment comments annotation remarks id identifier identifiers "
    "fileattachments fileattachments2 linkattachments accessionnumber openurllink citation ut "
    "other otherids pmcid externalids stableurl",
}
_FIELD_OF = {
    name: (field, rank)
    for field, known in _NAMES.items()
    for rank, name in enumerate(known.split())
}
IDENTIFIERS = ("doi", "arxiv", "pmid", "openalex", "s2", "acl")

# What databases add that is known and has no place in a record. References and links to works
# that cite speak of other papers, so no identifier is looked for in them.
_UNUSED = frozenset(
    """
    abbreviatedsourcetitle accesstype accessdate accountnumber addresses affiliation affiliations
    afs age alternatetitle alternatetitle1 alternatetitle2 alternatetitle3 archive archivelocation
    articlecitationcount articlenumber artno asreviewlabel authoraddress authoraffiliations
    authorcount authoridentifiers authorids authors_id authorsaffiliations authorsid
    authorswithaffiliations ba be bn ca callnumber chemicalscas cited citedby
    citedreferencecount citedreferences citations citationcount citationurl cites citesperauthor
    citesperyear citesurl cl clinicaltrialnumbers coden conferencecode conferencedate
    conferencelocation conferencesponsor conferencetitle copyright copyrightyear correspondence
    correspondenceaddress country cr createdate ct cy database dateaddedtoxplore
    datemodified day devicemanufacturer devicetradenames documentidentifier drugmanufacturer
    drugtradenames ecc edition editoraddress ei eid eisbn eissn em exclude extent ff fundingdetails
    fundinginformation fundingtext fundingtexts fx ga gp gsrank hc ho hp ieeeterms importance
    included index indexkeywords influentialcitationcount isbn isbns issn issns isopenaccess j9 ji
    jsh key la language languageoforiginaldocument lens lensid librarycatalog licence license
    location manufacturers medium meetingdate meshdate meshterms molecularsequencenumbers month
    nihmsid notesabstract nr numberofvolumes numpages oa openaccess pa pagecount pd pg
    pi place placepublished pt pubmodel querydate rank rating read readingstatus
    references relatedurl researchareas ri rights rp sc score se section series serieseditor
    seriesnumber seriestext seriestitle shorttitle si sn sponsors stars status su tc tradenames
    translator u1 u2 updated volumeissue wc webofscienceindex wosid z9
    applicationnumber artworksize assignee attorneyagent bookauthor castmember codenumber commenter
    committee composer contributor cosponsor counsel court filingdate guest history interviewer
    issuingauthority journalabbreviation legalstatus legislativebody meetingname prioritynumbers
    producer programminglanguage recipient reporter reviewedauthor runningtime scale scriptwriter
    session system version wordsby
    """.split()
)
_UNUSED_START = re.compile(r"emtree|inspec|mesh|wos|webofscience")
_OF_OTHERS = re.compile(r"reference|cites|citing|citations|related|cr$")

# The words of databases for what a paper is, folded.
_TYPES = {
    "article-journal": "articlejournal journalarticle journal jour journalpaper magarticle review "
    "reviewarticle researcharticle articleinpress shortsurvey editorial letter article j "
    "earlyaccess",
    "paper-conference": "paperconference conferencepaper conference inproceedings proceedings "
    "proceedingsarticle proceedingspaper cpaper conf conferenceproceedings meetingabstract",
    "article": "preprint workingpaper unpublished postedcontent",
    "chapter": "chapter bookchapter booksection incollection inbook chap",
    "book": "book books b monograph editedbook",
    "thesis": "thesis phdthesis mastersthesis dissertation thes",
    "report": "report techreport technicalreport rprt",
    "dataset": "dataset data",
    "software": "software computerprogram code",
    "webpage": "webpage website elec",
    "patent": "patent p pat",
    "manuscript": "manuscript",
    "speech": "speech presentation talk",
    "standard": "standard",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}

_ADDRESSED = ("url", "pdf", "code")
_PLAIN = (
    *("year", "venue", "volume", "issue", "publisher", "key", "added"),
    *IDENTIFIERS,
    *_ADDRESSED,
)

_DOI = r"10\.\d{4,9}/[^\s\"<>]+"
_ARXIV = r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7}(?:v\d+)?"
_ADDRESSES = tuple(
    (field, re.compile(rf"(?i:https?://(?:[\w-]+\.)*{host})({value})"))
    for field, host, value in (
        ("arxiv", r"(?:arxiv\.org|ar5iv\.org|alphaxiv\.org)/(?:abs|pdf|html|ps)/", _ARXIV),
        ("arxiv", r"huggingface\.co/papers/", _ARXIV),
        ("doi", r"doi\.org/", _DOI),
        ("pmid", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/", r"\d+"),
        ("acl", r"aclanthology\.org/", r"(?:\d{4}\.[\w-]+\.\d+|[A-Z]\d{2}-\d{4})"),
        ("acl", r"aclweb\.org/anthology/(?:papers/\w/\w+/)?", r"[A-Z]\d{2}-\d{4}"),
        ("openalex", r"openalex\.org/(?:works/)?", r"W\d+"),
        ("s2", r"semanticscholar\.org/paper/(?:[^/\s]+/)?", r"[0-9a-f]{40}"),
    )
)
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_IDENTIFIER = re.compile(
    rf"(?i:{_WEB.pattern}|(?:doi:\s*)?{_DOI}|(?:arxiv:\s*)(?:{_ARXIV})|pmc\d+|\bpmid:?\s*\d+)"
)


def fold(name: str) -> str:
    """The letters and digits of a header or a key, in small letters."""
    return "".join(filter(str.isalnum, name.casefold()))


def field_of(name: str) -> tuple[str, int] | None:
    """The field that a header or key names, and its rank, 0 being the best name of the field.

    The field is "" if the name is known and its values are not used, and the answer is None if the
    name is not known.
    """
    folded = fold(name)
    if folded in _FIELD_OF:
        return _FIELD_OF[folded]
    return ("", 0) if folded in _UNUSED or _UNUSED_START.match(folded) else None


def gather(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of each field, the best one first, from names and their values.

    Of a name that has no field, a value is kept in "more" if it is an identifier or an address,
    and not that of another paper.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for name, value in pairs:
        value = value.strip()
        field, rank = field_of(name) or ("", 0)
        is_link = _IDENTIFIER.fullmatch(value) is not None
        if field in _ADDRESSED and not is_link and not _WEB.search(value):
            field = ""
        elif field == "title" and is_link:
            field = "url"
        elif is_link and not field and not _OF_OTHERS.match(fold(name)):
            field = "more"
        if field and value and (field != "more" or _IDENTIFIER.search(value)):
            found.setdefault(field, []).append((rank, value))
    return {
        field: [value for _, value in sorted(ranked, key=itemgetter(0))]
        for field, ranked in found.items()
    }


def identified(address: str) -> tuple[str, str] | None:
    """The field of an identifier and its value, as the address of a paper holds them."""
    for field, pattern in _ADDRESSES:
        if match := pattern.match(address):
            return field, match[1]
    return None


def record(
    where: Where,
    format: str,
    values: Mapping[str, Sequence[str]],
    authors: tuple[Author | str, ...] = (),
) -> Record | None:
    """A record of the values of each field, the best one first; None without title and identifier.

    The keys of `values` are those that `gather` makes. `authors` are names that are apart already.
    """
    one = {field: texts[0] for field, texts in values.items() if texts}
    more = list(values.get("more", ()))
    for field in _ADDRESSED:
        addresses = _WEB.findall(one.get(field, ""))
        if addresses:
            one[field] = addresses[0].rstrip(";,|")
            more += (address.rstrip(";,|") for address in addresses[1:])
        more += (text for text in values.get(field, ())[1:] if text != one[field])
    if not any(one.get(field) for field in ("title", *IDENTIFIERS)):
        for address in (one.get("url", ""), one.get("pdf", ""), *more):
            if found := identified(address):
                one[found[0]] = found[1]
                break
        else:
            return None
    first, last = one.get("first", ""), one.get("last", "")
    plain: Any = {field: one[field] for field in _PLAIN if field in one}
    return Record(
        where,
        format,
        one.get("title", ""),
        one.get("abstract", ""),
        authors or names(one.get("authors", "")),
        names(one.get("editors", "")),
        type=_TYPE_OF.get(fold(one.get("type", "")), ""),
        pages=one.get("pages") or (f"{first}-{last}" if first and last else first),
        tags=keywords(values.get("tags", ())),
        more=tuple(dict.fromkeys(more)),
        **plain,
    )
