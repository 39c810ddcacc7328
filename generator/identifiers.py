"""Identifiers of papers: their normal forms, and where they stand in a text.

An identifier is a pair of a scheme and a value. The schemes are "doi" (lower case; of the
published version), "preprint" (the DOI of a preprint, without its version), "arxiv" (without
version, and of an old id without subject class), "pmid", "openalex" (W…), "s2" (40 hexadecimal
digits, or CorpusID:N) and "acl" (the id in the ACL Anthology).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, unquote

Identifier = tuple[str, str]

# The identifiers that a field of a record may state.
STATED = ("doi", "arxiv", "pmid", "openalex", "s2", "acl")
LONGEST_DOI = 300
LONGEST_NOTE = 300

# The archives of the old ids; none has been added since they ended in March 2007.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|"
    "cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|"
    "nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
# Since 2015 the number has five digits.
_ARXIV = (
    r"((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}"
    rf"|(?:{_ARCHIVES})(?:\.[a-z]{{2}})?/\d{{7}})(?:v\d+)?(?!\d)"
)
_ACL = r"([a-z]\d\d-\d{4}|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+)(?:v\d+)?(?![\w-])"
_DOI = r"10\.\d{4,9}(?:\.\d+)*/[^\s\"“”{}|\\^\x00-\x1f]+"
_HEX = r"([0-9a-f]{40})(?![0-9a-f])"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


# A field that is meant for one identifier may hold it alone, or with its label.
_WHOLE = {
    "arxiv": _pattern(rf"(?:arxiv:?\s*|(?:corr/?\s*)?abs/)?{_ARXIV}(?:\.pdf)?(?:\s*\[.*)?"),
    "pmid": _pattern(r"(?:pmid:?\s*)?0*([1-9]\d{0,7})(?:\.0)?(?:\s*\[pmid\])?"),
    "openalex": _pattern(r"(?:openalex:\s*)?(w[1-9]\d{3,})"),
    "s2": _pattern(rf"(?:s2:\s*)?(?:{_HEX}|(corpusid:\s*\d+))"),
    "acl": _pattern(rf"(?:acl:\s*)?{_ACL}(?:\.pdf)?"),
}
# In any text, a link leads to it or a label names it.
_ANYWHERE = {
    "arxiv": _pattern(
        r"(?:(?<![\w-])(?:(?:arxiv\.org|lanl\.gov)/(?:[a-z-]+/)?"
        r"|(?:alphaxiv\.org|ar5iv\.org|scirate\.com)/[a-z]+/"
        r"|(?:huggingface\.co|hf\.co|arxiv-vanity\.com)/papers/"
        r"|paperswithcode\.com/paper/(?:arxiv:)?|semanticscholar\.org/arxiv[/:])"
        rf"|\barxiv\s*(?:[:.]\s*)?|\bcorr,?\s*abs/|^abs/){_ARXIV}"
    ),
    "pmid": _pattern(
        r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/"
        r"|europepmc\.org/(?:abstract|article)/med/|list_uids=|\bpmid\s*(?:[:=]\s*)?|info:pmid/)"
        r"0*([1-9]\d{0,7})(?!\w|\.\d)"
    ),
    "openalex": _pattern(r"(?:openalex\.org/(?:works/)?|\bopenalex:\s*)(w[1-9]\d{3,})(?!\w)"),
    "s2": _pattern(
        rf"(?:semanticscholar\.org/(?:graph/v\d/)?(?:paper|reader)/(?:[^\s/]+/)?|\bs2:\s*){_HEX}"
        r"|\b(corpus_?id:\s*\d+)"
    ),
    "acl": _pattern(
        rf"(?:aclanthology\.(?:org|info)/(?:papers/)?|aclweb\.org/anthology/(?:papers/)?"
        rf"(?:[a-z]/[a-z]\d\d/)?|\bacl:\s*){_ACL}"
    ),
}
# Before a DOI in an address stands what part of the site shows it.
_DOI_ANYWHERE = _pattern(
    r"(?:\bdoi(?:\.org|\.wiley\.com)?(?:\s*[:/=]+\s*(?:[a-z][\w-]*/){0,2}|\s+)"
    r"|[/.](?:articles?|chapter|book|content|pdf|full|abs|abstract|protocol|referenceworkentry)/"
    rf"|[?&](?:id|doi)=)({_DOI})"
)
_HINT = _pattern(
    r"10\.\d{4}|xiv|ar5iv|lanl|scirate|/papers?/|\babs/|pubmed|pmid|med/|list_uids|openalex|"
    r"s2:|scholar|corpus|acl"
)
# In an address, a DOI may be followed by what of the paper is shown.
_VIEW = _pattern(
    r"(?:[?#&].*|;jsessionid.*|/(?:e?pdf|full|fulltext|abstract|references|citedby|html|meta|"
    r"summary|figures)(?:[./?].*)?|\.(?:full|pdf|html?|xml)(?:\W.*)?)$"
)
# What two identifiers that run into each other, or an HTML tag, begin with.
_NEXT = _pattern(r"[,;]\s*10\.\d{4}|https?:|<(?=/?[a-z]+\d?\s*/?>)|[,;]doi:")
_TEX = (
    (re.compile(r"\{?\\(?:textless|langle)\b\s*(?:\{\})?\}?|\$<\$"), "<"),
    (re.compile(r"\{?\\(?:textgreater|rangle)\b\s*(?:\{\})?\}?|\$>\$"), ">"),
    (re.compile(r"\{?\\(?:textunderscore|_)\s*(?:\{\})?\}?"), "_"),
    (re.compile(r"\\([%&#$])"), r"\1"),
    (re.compile(r"\}\s*\{"), " "),
    (re.compile(r"[\\{}]"), ""),
)
# Characters that copying from a page leaves in place of others or that nobody sees.
_MISTAKEN = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | dict.fromkeys(map(ord, "\u200b\u00ad\ufeff"))
_PAIRS = {")": "(", "]": "[", ">": "<"}

_PREPRINT = re.compile(
    r"10\.1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8}(?!\d)|10\.64898/\d|10\.21203/rs\.|10\.2139/ssrn\."
    r"|10\.(?!17605/)\d+/osf\.io/|10\.26434/chemrxiv|10\.20944/preprints|10\.36227/techrxiv\."
    r"|10\.22541/(?:au|essoar)\.|10\.1002/essoar\.|10\.7287/peerj\.preprints\."
    r"|10\.1590/scielopreprints\.|10\.5194/egusphere-\d|10\.(?:31223|31224|32942)/"
)
_VERSION = re.compile(r"(?<=\w)(?:[._/-]?v\d+)+(?:\.full.*)?$")
_ACL_DOI = _pattern(rf"10\.(?:18653|3115)/v1/{_ACL}")
# Of these registrants no DOI is registered without a version.
_VERSIONED = (
    (re.compile(r"10\.21203/|10\.36227/techrxiv\.\d+\.\d+"), "/v1"),
    (re.compile(r"10\.20944/"), ".v1"),
    (re.compile(r"10\.7287/"), "v1"),
)
# A note that lists references, and the words of a line that speaks of another work.
_REFERENCES = _pattern(r"\b(?:references|bibliography|works cited|literature cited)\b")
_OTHER_WORK = _pattern(
    r"\b(?:cit(?:e[sd]?|ing|ations?)|comment(?:ary)? (?:on|in)|errat\w+|corrigend\w+|retract\w+|"
    r"correct(?:ion|ed)\w*|addendum|repl(?:y|ies)|respon[sd]\w*|rejoinder|supplement\w*|companion|"
    r"reviews? of|related|see also|based on|exten(?:ds?|ded|sion)|expand\w+|translat\w+|earlier|"
    r"previous\w*|preliminary|follow-?up|sequel|part of|continu\w+|compare|data(?:sets?)?|code|"
    r"software|protocol|reprint\w*|abstract in|summary for|update (?:in|of))\b"
)


def stated(field: str, text: str) -> tuple[Identifier, ...]:
    """The identifiers in the field that is meant for one scheme of STATED, that scheme's first."""
    text = text.strip()
    if not text:
        return ()
    if field == "doi":
        match = re.search(_DOI, _plain(text))
        others = list(_elsewhere(text))
        return tuple([*(_of_doi(_doi(match[0], "//" in text)) if match else ()), *others])
    whole = _WHOLE[field].fullmatch(text)
    own = [(field, _NORMAL[field](whole[whole.lastindex or 1]))] if whole else []
    return tuple([*own, *found(text)])


def found(text: str) -> tuple[Identifier, ...]:
    """The identifiers that a text links to or names with their label, each scheme in its order."""
    if not _HINT.search(text):
        return ()
    plain = _plain(text)
    dois = (_of_doi(_doi(match[1], linked=True)) for match in _DOI_ANYWHERE.finditer(plain))
    return tuple(dict.fromkeys([*(one for some in dois for one in some), *_elsewhere(text)]))


# Words that a note has around the identifier of the paper itself. Any other may speak of another.
_OWN_WORDS = frozenset(
    "abs abstract acl also an and anthology arxiv article as at available cited corpusid cs doi "
    "eprint from full http https id identifier in is isbn issn link math no number of on online "
    "openalex paper pdf pmc pmcid pmid preprint print published publisher pubmed scholar semantic "
    "stat the this to url version via web".split()
)


def _words(line: str) -> set[str]:
    """The words of a line, but for what has a digit or a slash in it as identifiers have."""
    bare = re.sub(r"\S*[\d/\\]\S*|\[[\w. -]*\]", " ", line)
    return set(re.findall(r"[a-z]{2,}", bare.casefold()))


def noted(text: str) -> tuple[Identifier, ...]:
    """The identifiers in a note on a paper that are, beyond doubt, those of the paper itself.

    A note may speak of other works: lines that seem to, or that are long, are passed over, and
    so is a scheme of which it names two.
    """
    if not _HINT.search(text) or _REFERENCES.search(text):
        return ()
    lines = [line for line in text.split("\n") if len(line) <= LONGEST_NOTE]
    known: dict[Identifier, None] = {}
    for line in lines:
        if not _OTHER_WORK.search(line) and _OWN_WORDS.issuperset(_words(line)):
            alone = re.fullmatch(_DOI, _plain(line.strip()))
            known |= dict.fromkeys([*(stated("doi", line) if alone else ()), *found(line)])
    schemes = [scheme for scheme, _ in known]
    return tuple(one for one in known if schemes.count(one[0]) == 1)


def named(reference: str) -> tuple[Identifier, ...]:
    """The identifiers that a person's reference may mean: a link, a labelled id, or a bare one."""
    scheme, _, value = reference.partition(":")
    scheme = _ALIASES.get(scheme.strip().lower(), scheme.strip().lower())
    bare = [(scheme, value)] if scheme in STATED else [("arxiv", reference), ("doi", reference)]
    return tuple(dict.fromkeys(one for given in bare for one in stated(*given)))


def page(scheme: str, value: str) -> str:
    """The address of the page that an identifier leads to."""
    if scheme in ("doi", "preprint"):
        if scheme == "preprint" and "/osf.io/" in value:
            return f"https://osf.io/{quote(value.rpartition('/')[2])}"
        version = next((end for form, end in _VERSIONED if form.match(value)), "")
        value += version if scheme == "preprint" else ""
        return f"https://doi.org/{quote(value, safe='/:;,().-_~')}"
    path = "s2:hex" if scheme == "s2" and not value.startswith("CorpusID") else scheme
    return _PAGES[path] + quote(value, safe="/:.-_")


def repeats(url: str, known: frozenset[Identifier]) -> bool:
    """Whether an address says nothing but identifiers that are known anyway."""
    led = found(url) if _LANDING.match(url) else ()
    return bool(led) and known.issuperset(led)


_ALIASES = {"preprint": "doi", "pubmed": "pmid"}
_PAGES = {
    "arxiv": "https://arxiv.org/abs/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "openalex": "https://openalex.org/",
    "s2": "https://api.semanticscholar.org/",
    "s2:hex": "https://www.semanticscholar.org/paper/",
    "acl": "https://aclanthology.org/",
}
_LANDING = _pattern(
    r"https?://(?:(?:www\.|dx\.|export\.)?(?:doi\.org|arxiv\.org/abs|openalex\.org)/"
    r"|(?:www\.)?(?:pubmed\.ncbi|ncbi)\.nlm\.nih\.gov/|(?:www\.|api\.)semanticscholar\.org/)"
)


def _plain(text: str) -> str:
    """A text without what HTML, TeX, percent-escapes or copying did to the identifiers in it."""
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text or "{" in text:
        for pattern, meant in _TEX:
            text = pattern.sub(meant, text)
    if "%" in text:
        text = unquote(unquote(text))
    return text if text.isascii() else text.translate(_MISTAKEN)


def _doi(text: str, linked: bool) -> str:
    """A DOI in lower case without what follows it; `linked` says that it was in an address."""
    if len(text) > LONGEST_DOI:
        return ""
    if end := _NEXT.search(text, 8):
        text = text[: end.start()]
    if linked:
        text = _VIEW.sub("", text)
    while text and (text[-1] in ".,;:!?'’*/" or text.count(text[-1]) > _opened(text)):
        text = text[:-1]
    return text.lower() if re.fullmatch(_DOI, text) else ""


def _opened(text: str) -> int:
    """How many brackets the text opens of the kind that its last character closes."""
    return text.count(_PAIRS[text[-1]]) if text[-1] in _PAIRS else len(text)


def _of_doi(doi: str) -> Iterator[Identifier]:
    """What a DOI identifies: an arXiv paper, another preprint, or a publication."""
    if doi.startswith("10.48550/"):
        if arxiv := _WHOLE["arxiv"].fullmatch(doi.partition("/arxiv.")[2]):
            yield "arxiv", _arxiv(arxiv[1])
    elif _PREPRINT.match(doi):
        yield "preprint", _VERSION.sub("", doi)
    elif doi:
        yield "doi", doi
        if acl := _ACL_DOI.fullmatch(doi):
            yield "acl", _acl(acl[1])


def _elsewhere(text: str) -> Iterator[Identifier]:
    """The identifiers of every scheme but DOI that a text links to or names."""
    plain = _plain(text)
    for scheme, pattern in _ANYWHERE.items():
        for match in pattern.finditer(plain):
            yield scheme, _NORMAL[scheme](match[match.lastindex or 1])


def _arxiv(text: str) -> str:
    archive, slash, number = text.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else text


def _s2(text: str) -> str:
    return text.lower() if len(text) == 40 else f"CorpusID:{text.partition(':')[2].strip()}"


def _acl(text: str) -> str:
    return text.lower() if text[0].isdigit() else text.upper()


_NORMAL: Mapping[str, Callable[[str], str]] = {
    "arxiv": _arxiv,
    "pmid": str,
    "openalex": str.upper,
    "s2": _s2,
    "acl": _acl,
}
