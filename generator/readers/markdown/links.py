"""Links in a list of papers: which lead to a paper, to its code, or to something else.

A link says what it is by its address and by its words: "pdf" and "code" are labels, not titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.readers.fields import identified
from generator.readers.markdown.outline import Span

# Where papers are kept, by a piece of the address after "https://".
_PAPERS = re.compile(
    r"""https?://(?:[\w-]+\.)*(?:
    arxiv\.org/(?:abs|pdf|html|ps)/ | (?:ar5iv|alphaxiv)\.org/ | huggingface\.co/papers/\d
    | doi\.org/10\. | openreview\.net/(?:forum|pdf|attachment|references)
    | aclanthology\.org/[\w.] | aclweb\.org/anthology/ | papers\.n(?:eur)?ips\.cc/
    | proceedings\.(?:neurips\.cc|mlr\.press|com|iclr\.cc)/ | openaccess\.thecvf\.com/
    | cv-foundation\.org/openaccess | ecva\.net/papers | ieeexplore\.ieee\.org/
    | computer\.org/csdl/ | link\.springer\.com/ | sciencedirect\.com/science/
    | nature\.com/articles
    | mdpi\.com/\d | frontiersin\.org/(?:journals|articles) | academic\.oup\.com/ | jmlr\.org/
    | ncbi\.nlm\.nih\.gov/(?:pmc/articles|pubmed) | (?:pubmed|pmc)\.ncbi\.nlm\.nih\.gov/\w
    | europepmc\.org/ | journals\.[\w-]+\.\w+/ | jair\.org/ | ijcai\.org/ | ojs\.aaai\.org/
    | aaai\.org/(?:ocs|papers|library) | isca-(?:speech|archive)\.org/ | interspeech
    | vldb\.org/pvldb | cidrdb\.org/ | usenix\.org/ | eprint\.iacr\.org/\d | ssrn\.com/
    | semanticscholar\.org/(?:paper|reader)/ | openalex\.org/ | paperswithcode\.com/paper/
    | researchgate\.net/publication/ | hal\.science/ | osf\.io/preprints | techrxiv\.org/
    | (?:bio|med|chem)rxiv\.org/ | citeseerx | dblp\.org/rec | psyarxiv\.com/
    | transformer-circuits\.pub/\d | dspace\.
    ) | https?://[^\s?#]+(?:/doi/|\.pdf\b|/pdf\b|/papers?/)""",
    re.IGNORECASE | re.VERBOSE,
)
_OWN = re.compile(r"[^:#?]+\.pdf", re.IGNORECASE)
_PDF = re.compile(r"https?://[^\s#]+(?:\.pdf\b|/pdf\b)", re.IGNORECASE)
_CODE = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab|bitbucket|codeberg|gitee)\.(?:com|org)/[\w.-]+/[\w.-]",
    re.IGNORECASE,
)
_OF_PAPER = frozenset(
    "paper papers pdf arxiv abs abstract doi preprint openreview biorxiv acl anthology ieee acm "
    "springer springerlink cvf thecvf "
    "openaccess article publication manuscript fulltext html 论文 原文 論文".split()
)
_OF_OTHER = frozenset(
    "code codes github gitlab repo repository project projects page pages website web webpage site "
    "homepage demo demos video videos slides slide dataset datasets data blog blogs post model "
    "models weights checkpoint checkpoints hf huggingface hugging face colab notebook poster supp "
    "supplement supplementary material materials appendix tweet twitter x talk talks note notes "
    "bibtex cite citation review reviews youtube presentation leaderboard docs documentation "
    "implementation implementations tensorflow pytorch jax keras caffe matlab torch benchmark "
    "summary thread podcast media news interview api app space twitter zhihu wechat bilibili star "
    "stars badge license tool toolkit tutorial workshop explanation interactive reading reference "
    "google scholar scholars semantic cited 代码 项目 主页 博客 解读 数据集 视频".split()
)
_FILLING = frozenset(
    "official unofficial author authors author's short long low high resolution full version "
    "coming soon not yet available link links url here the our on and in of for to read download "
    "original extended see more main new old my click this is v1 v2 v3 1 2 3 tba tbd n a "
    "neurips nips cvpr iccv eccv iclr icml emnlp naacl aaai kdd siggraph 链接".split()
)


def words(text: str) -> list[str]:
    """The words of a text in small letters, without marks and pictures."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold())


def is_label(text: str) -> bool:
    """Whether a text only says what a link leads to, as "pdf" or "Project Page" do."""
    found = [word.rstrip("0123456789") for word in words(text)]
    return all(
        not word or word in _OF_PAPER or word in _OF_OTHER or word in _FILLING for word in found
    )


def is_web(span: Span) -> bool:
    """Whether a span is a link to a place on the web."""
    return span.href.lower().startswith(("http://", "https://"))


def is_of_paper(span: Span) -> bool:
    """Whether a span is a link to a paper: by its address, or by its label."""
    if not is_web(span):
        return _OWN.fullmatch(span.href) is not None
    if _CODE.match(span.href) and not _PDF.match(span.href):
        return False
    return _PAPERS.match(span.href) is not None or is_labelled(span)


def is_labelled(span: Span) -> bool:
    """Whether the words of a link are a label that calls it a paper."""
    found = words(span.text)
    return (
        is_web(span)
        and not _OF_OTHER.intersection(found)
        and not _OF_PAPER.isdisjoint(found)
        and is_label(span.text)
    )


def sorted_out(links: Iterable[Span]) -> dict[str, list[str]]:
    """The addresses by field; those without a field of their own under "more"."""
    found: dict[str, list[str]] = {}
    more: list[str] = []
    for link in filter(is_web, links):
        known = identified(link.href) if is_of_paper(link) else None
        if known:
            field, value = known
        elif is_of_paper(link):
            field, value = ("pdf" if _PDF.match(link.href) else "url"), link.href
        else:
            field, value = ("code" if _CODE.match(link.href) else "more"), link.href
        if field == "more" or found.get(field, [value]) != [value]:
            more.append(link.href)
        else:
            found[field] = [value]
    if more and found.keys() <= {"code"}:
        found["url"] = [more.pop(0)]
    return found | {"more": more}
