"""Words about a paper: which of them are names, a venue, a year, or may be a title.

Knows the habits of people who write lists. What is in doubt is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.readers import namelists
from generator.readers.markdown.links import is_label, words

YEAR = re.compile(r"(?<![\w.:/-])(?:1[6-9]\d|20[0-4])\d(?!\w)(?:[-/.]\d{1,2}(?!\d))*")
_JOINED_YEAR = re.compile(r"(?<=[A-Za-z])(?:1[6-9]\d|20[0-4])\d(?!\w)")
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?['‘’](\d\d)\b")
BRACKETS = re.compile(r"[\[(（【]\s*([^\[\]()（）【】\n]{2,80}?)\s*[\])）】]")
_SENTENCE = re.compile(r"(?<=[^\W_][^\W_])[.?!]\s+(?=[^\W\d_]|$)|(?<=\))\.\s+|[|·•;\n]|\s[-–—]\s")
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?|\b\d{1,2}(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
# How the names of venues begin, and the short names that are known without a year.
_VENUE = re.compile(
    r"(?:in )?(?:the |\d{4} |\w+ )?(?:proceedings|proc|conference|conf|journal|transactions|trans"
    r"|advances|workshops?|symposium|letters|annals|international|annual|meeting|north american"
    r"|ieee|acm|association|european)\b",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(?:computation|computing|learning|intelligence|medicine|systems|networks|research|sciences?"
    r"|letters|reports|communications|vision|processing|psychology|biology|physics|chemistry"
    r"|statistics|software|robotics|surveys|reviews?|linguistics|press|springer|publishing|report"
    r"|technical|computer)\b",
    re.IGNORECASE,
)
_KNOWN_VENUE = re.compile(
    r"(?:in )?(?:arxiv(?: preprint)?|corr|preprint|\w+rxiv|neurips|nips|icml|iclr|cvprw?|iccvw?"
    r"|eccvw?|wacv|bmvc|acl|emnlp|naacl|eacl|aacl|coling|conll|tacl|findings|aaai|ijcai|uai"
    r"|aistats|colt|kdd|www|the web conference|sigir|wsdm|cikm|recsys|ecir|icra|iros|corl|rss"
    r"|interspeech|icassp|siggraph(?: asia)?|3dv|miccai|isbi|vldb|pvldb|sigmod|icde|icdcs|osdi"
    r"|sosp|nsdi|asplos|usenix|fast|eurosys|chi|uist|cscw|focs|stoc|soda|crypto|ccs|ndss|t?pami"
    r"|tip|tog|tmm|tnnls|tkde|tmlr|jmlr|jair|ijcv|ral|nature|science|pnas|plos \w+|cell|mlsys"
    r"|blog(?: post)?|openreview|ssrn)"
    r"(?: \d{4}| workshops?| oral| spotlight| poster| findings|[.,:;]|$)|nature \w+$",
    re.IGNORECASE,
)
FIELD_LABEL = re.compile(
    r"\W*(?P<label>authors?|by|abstract|tl;?dr|venue|conference|journal|published(?: in)?|"
    r"publication|year|date|keywords?|tags|title|作者|摘要|发表时间|会议)\W{0,4}[:：]\W*",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"\b(?:universit\w+|institut\w*|college|school|labs?|laborator\w+|research|google|microsoft|"
    r"meta|openai|deepmind|nvidia|department|academy|center|centre|inc|corp\w*|team|group)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "de da di do dos del della der den van von la le el al bin ibn ter y e".split()
)
NUMBERED = re.compile(r"\A[\s>•*+-]*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+)?")
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_QUOTES = "\"'“”„«»‘’"
EDGES = " \n\t.,;:|·*_~-–—"
_PAIRS = frozenset((("[", "]"), ("“", "”"), ('"', '"'), ("「", "」")))
_PART = re.compile(r"(?:and |& )?([^,\n]{3,60}?)(?:,? and (?=[A-Z])|, |\. (?=[A-Z])|\.?$)")
_MARKS = dict.fromkeys(map(ord, "*†‡§¹²³⁴⁵⁶⁷⁸⁹✉"))
ET_AL = re.compile(r"\bet\.? al\b\.?|等", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+$|www\.\S+$", re.IGNORECASE)
_EMOJI = re.compile(
    r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+|:[a-z][a-z0-9_+-]+:"
)
_MOST_WORDS = 16
_LONGEST_VENUE = 120
_LONGEST_TITLE = 400


def bare(text: str) -> str:
    """A text without marks at its ends, and without brackets there that have no other half."""
    text = text.strip(EDGES + _QUOTES)
    for opens, closes in ("()", "[]", "{}", "（）"):
        if text.startswith((opens, closes)) and text.count(opens) != text.count(closes):
            text = text.lstrip(opens + closes)
        if text.endswith((opens, closes)) and text.count(opens) != text.count(closes):
            text = text.rstrip(opens + closes)
        if text.startswith(opens) and text.endswith(closes):
            text = text[1:-1]
    return text.strip(EDGES + _QUOTES)


def clean_title(text: str) -> str:
    """A title without number, pictures, marks at its ends, and the full stop of a sentence."""
    text = _EMOJI.sub("", NUMBERED.sub("", " ".join(text.split()), count=1))
    text = text.lstrip(EDGES + ")]）】").rstrip(EDGES)
    if len(text) > 2 and (text[0], text[-1]) in _PAIRS:
        text = text[1:-1].strip(EDGES)
    return text


def is_title(text: str) -> bool:
    """Whether a text may be a title: neither a label nor a date nor the name of a venue."""
    letters = sum(map(str.isalpha, text))
    if (
        letters < 2
        or _ADDRESS.match(text)
        or len(text) > _LONGEST_TITLE
        or is_label(text)
        or FIELD_LABEL.match(text + ":")
    ):
        return False
    undated = _SHORT_YEAR.sub(" ", YEAR.sub(" ", text))
    return len(words(_MONTH.sub(" ", undated))) > (0 if undated == text else 3)


def is_long(text: str) -> bool:
    """Whether a text is long enough to be a title wherever it stands."""
    return len(words(text)) >= 3 or sum(map(str.isalpha, text)) >= 12 or bool(DENSE.search(text))


def leading_names(text: str) -> int:
    """Where the names end that a text begins with; 0 if it begins with fewer than two."""
    at = count = 0
    while (part := _PART.match(text, at)) and is_name(part[1]):
        at, count = part.end(), count + 1
    return at if count > 1 else 0


def sentences(text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end, or what stands in for sentences."""
    for mark in _SENTENCE.finditer(text, begin):
        if text[begin : mark.start()].strip(EDGES):
            yield begin, mark.start()
        begin = mark.end()
    if text[begin:].strip(EDGES):
        yield begin, len(text)


def dated(text: str, joined: bool = False) -> tuple[str, str]:
    """What stands before the year in a text, or after it, and the year; "" if there is none.

    In brackets the year may be `joined` with a venue, as in CVPR2024; elsewhere it is that of data.
    """
    if match := YEAR.search(text) or (_JOINED_YEAR.search(text) if joined else None):
        year = match[0][:4]
    elif match := _SHORT_YEAR.search(text):
        year = f"{19 if int(match[1]) > 50 else 20}{match[1]}"
    else:
        return text.strip(EDGES), ""
    before, after = text[: match.start()], text[match.end() :]
    sides = (bare(_MONTH.sub(" ", side)) for side in (before, after))
    return next(filter(None, sides), ""), year


def is_venue(text: str, is_dated: bool) -> bool:
    """Whether a text may name a venue; one that stands by a year is less in doubt."""
    count = len(text.split())
    if not 2 <= len(text) <= _LONGEST_VENUE or count > _MOST_WORDS:
        return False
    if (_KNOWN_VENUE if count <= 4 else _VENUE).match(text):
        return True
    # Ada Lovelace, 1843, is no venue.
    is_short = count <= 4 and text[0].isupper() and not is_name(text)
    return is_dated and (is_short or bool(_VENUE.match(text) or _JOURNAL.search(text)))


def clear_names(text: str, set_off: bool) -> tuple[str, ...]:
    """The names that a text consists of; none unless it is clear that they are names.

    A single name is clear only where it is set off.
    """
    text = BRACKETS.sub("", text).translate(_MARKS)
    if unnamed := ET_AL.search(text):
        text = text[: unnamed.end()]
    found = namelists.names(text.strip(EDGES))
    named = [name.strip(EDGES) for name in found if name != "others"]
    if not all(map(is_name, named)):
        alone = len(named) == 1 and unnamed and is_name(f"A. {named[0]}")
        return (named[0], "others") if alone else ()
    return found if len(found) > 1 or (named and set_off and not is_venue(text, False)) else ()


def is_lone_name(text: str) -> bool:
    """Whether a text is so surely a name that it need not stand among others."""
    capitals = any(len(word) > 1 and word.isalpha() and word.isupper() for word in text.split())
    return is_name(text) and not capitals and not _JOURNAL.search(text) and ":" not in text


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name."""
    parts = text.replace(",", " ").split()
    if DENSE.search(text):
        return len(parts) <= 2 and len(text) <= 6
    if not 2 <= len(parts) <= 5 or _AFFILIATION.search(text) or any(map(str.isdigit, text)):
        return False
    return len(text) <= 50 and all(
        part[0].isupper() or part.lower().strip("'’") in _PARTICLES for part in parts
    )
