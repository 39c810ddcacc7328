"""Which papers are close to one another, and why."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.links import ADDRESS
from generator.model import Paper, Related

_TERMS = 4
_CANDIDATES = 24
_SHARE = 0.15  # of what the first term carries, the least that another must
_CJK = r"\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:-[^\W_{_CJK}]+)*")
_NUMBER = re.compile(r"\d+(?:[kmbx]|st|nd|rd|th|times)?", re.I)
_TITLE_CASE = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+)*")
_WITHIN_SENTENCE = re.compile(rf"(?<=[\w,;] ){_TITLE_CASE.pattern}\b")
# What papers say of themselves whatever they are about.
_FILLER = frozenset(
    """
    ability able ablation ablations according achieve achieved achieves achieving additional
    address addressed addresses addressing aim aims al allow allowing allows applied apply applying
    approach approaches art available avoid avoids based best better build capable certain challenge
    challenges challenging close code codes compare compared comparison comparable considerable
    consistently crucial current demonstrate demonstrated demonstrates demonstrating develop
    developed developing different difficult directly diverse easily effective effectively
    effectiveness efficient employ employed enable enables enabling enhance enhanced enhances
    enhancing ensure ensures especially et evaluate evaluated example existing experiment
    experimental experiments explore extensive extra facilitate finally finding findings focus
    follow following framework furthermore gain gains general github given goes good great help
    helps hence high higher hold holds idea identify ii iii impact important improve improved
    improvement improvements improves improving include includes including increase increased
    increasing insights intuitively introduce introduced introduces introducing investigate issue
    issues key large largely lead leading leads leverage leverages leveraging limit limitation
    limitations limited limits lower main mainly make makes making method methods motivated nature
    need needs new notably novel numerous observe obtain obtained outperform outperforming
    outperforms overall overcome paper papers particular past perform performance performs popular
    possible potential present presented presents previous previously primarily problem problems
    project promise promising proper properties propose proposed proposes proposing provide provided
    provides providing publicly quite recent recently reduce reduces reducing related rely remain
    remains remarkable report require required requires requiring research respectively result
    results reveal role scenarios set sets setting settings setup shown shows significant
    significantly similar simple simply single solution solve solving source specific specifically
    state state-of-the-art strategies strategy strong study successful suffer suggest suitable
    superior superiority surpass surpasses surpassing surprisingly technique techniques towards
    times truly typically underscoring use used useful uses using various vast vital way ways widely
    work works
    """.split()
)
# What is in no reason for being related, though it may count for how near two papers are.
_EMPTY = frozenset(
    """
    absolute accurately acquire acquired addition additionally admits adopt adopted advance advanced
    advances advancing advantage advantages aimed aiming alleviate alternative amount amounts
    amplified analyze analyzed appropriate approximately areas aside aspect aspects assess assessed
    associated assume assuming attempt attempts attractive augment automatically availability base
    basis benefit benefits billions boost boosts bridge bridging bring brings building calculate
    called capture captured captures capturing cast caused causes changing characteristic
    characteristics choose clearly collect collected collecting combine combines combining common
    commonly comparably comparing competitive complete complex comprehensive comprehensively
    compromising compute computed computes computing conduct conducted confident consider considered
    considering consist consists construct constructed constructing contain containing contains
    conventional core correspond corresponding corresponds costly counterpart counterparts counts
    coverage covers create creates creating critical crucially cs define defined delve demands
    depend depends derive derived designed designing desired despite detailed details determine
    development devise devised diminishing discover discovered discuss discussed does driven
    dynamically earlier effort efforts eliminate eliminating emerged emergence emerging emphasizes
    empirically employs encourage encourages end-to-end enforce enforcing ensuring essential
    establish established establishes evaluating ever exhibit exhibits exist expanding explicit
    explicitly exploit exploiting exploits explored explores exploring extend extended extends
    extensively extent facilitating fail fails fairly far faster feasibility fewer final finely
    fitting flexibility flexible followed formulate formulated formulation frameworks frequently
    fundamental future gained gaps generalizes generally generic guarantee guarantees hand handle
    harder heavily helping highlight highlights highly hope huge hundreds hypothesis hypothesize
    identical importance importantly inaccurate incorporate incorporated incorporates incorporating
    independently initial insight inspired integrate integrated integrates integrating interest
    interesting intermediate intriguing involve involved involves involving iteratively jointly kind
    kinds known lack larger largest learnable leveraged like likely lines literature little locally
    maintain maintaining maintains major manage manner manually margin margins massive matter
    matters meaning meaningful millions mined minimize minimizing mitigate mitigates motivation
    motivations naive namely naturally negligible nontrivial notion numbers observed obtaining offer
    offers ones opportunity option ordinary original outline paradigm paradigms particularly people
    performing permissive perspective phenomena phenomenon place poor portion potentially practice
    precise precisely presence preserve produce produced produces progress progressively proven
    proves purpose quantities ranging real-world realistic reasonable recognize reduced refine
    refined refines regarding relatively release relevant reliability reliable relies relying
    remaining researchers respect restricted resulting reveals revisit revisiting revisits richer
    robustly scalable scratch seek seen select selecting serve serves serving setups severe sharing
    shed sheds showing simultaneously situations slightly solely solved sota special specialized
    splits stable start strengths strive stronger strongly studied studies studying subject subset
    substantial substantially success successfully successive suffers suite summarize support
    supports susceptible systematic systematically tackle tackled take takes tend terms
    theoretically thorough thoroughly top-1 total trade-off traditional tremendous trivial turn
    typical understand understood unify unifying unique unlike usage usually utilize utilized
    utilizes utilizing validate validated validity valuable variety vary varying verify versatile
    version versions viable vulnerable weakness well-designed wide widespread worse years yield
    yields
    """.split()
)
# What is a reason only with another word: "time series", but neither "time" nor "long time".
_GENERAL = frozenset(
    """
    accuracies accuracy accurate adapt adapted aggregated ai algorithm algorithms analysis
    application applications architecture architectures artificial automated automatic average
    balance baseline baselines behavior benchmark benchmarking benchmarks billion boosting budget
    capabilities capability case cases chain change changes choice class classes classical
    collection combined community complexities component components concept concepts condition
    conditioned conditions connected context correct cost cover cue data dataset datasets deep
    design detail distribution domain domains downstream early effect effects empirical end error
    errors evaluation example examples expensive factor factors fast feature features field fields
    fit fixed form formal free full fully function functions gap general-purpose generate generated
    generates generating generation global goal goals ground hard high-quality human humans id
    implementation independent industry information initialization input inputs instance instances
    integration intelligence internal internet iteration iterations iterative joint knowledge
    large-scale layer layers learn learned learning learns length level levels light lightweight
    linear local long machine manual match mechanism mechanisms million model modeling models modern
    module modules multiple natural negative network networks noise number objective objectives
    online open optimal order output outputs pair pairs parallel parameter parameters parts phase
    pipeline plan play point points positive powerful practical pre-defined predict predicting
    predictions preferred preserving prior process processes processing quality random range rate
    raw real reference regime regimes regions rich sample samples scale scheme schemes score scores
    second selected self share shared size sizes small smaller soft source space stage stages
    standard step steps structure structures sufficient system systems target targets task tasks
    term test theoretical thought time train trained training trains truth type types understanding
    unified update updates v2 value values variable variables variant variants variation variations
    view vulnerability weak world
    """.split()
)
# Stop words of scikit-learn's that are subjects of research.
_MEANINGFUL = frozenset({"computer", "fire", "interest", "move", "system"})


def relate(papers: Mapping[str, Paper], count: int) -> dict[str, tuple[Related, ...]]:
    """The `count` nearest other papers of each, nearest first, equally near ones by id.

    Near is the cosine of TF-IDF vectors over the words and pairs of adjacent words of the title,
    counted double, and of the abstract. The score is rounded to four digits and always positive,
    so that a paper may have fewer neighbours than `count`, or none. The terms are those that the
    two share and that say something; there are none where they share only common words.
    """
    # Imported here because it takes longer than all else that a small library needs.
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    ids = sorted(papers)
    stop = (ENGLISH_STOP_WORDS - _MEANINGFUL) | _FILLER
    texts = [_content(papers[id], stop) for id in ids]
    # A term of a single paper relates it to none.
    vectorizer = TfidfVectorizer(analyzer=_terms, min_df=2, sublinear_tf=True)
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:  # no term is in two papers
        return dict.fromkeys(ids, ())
    # The terms by their columns, empty where they are no reason.
    names = [name if _telling(name) else "" for name in vectorizer.get_feature_names_out()]
    columns = weights.T.tocsr()
    # Two more than asked for: the paper itself, and one that shows whether the cut is a tie.
    nearest = sp_matmul_topn(weights, columns, top_n=count + 2)
    related = {}
    for index, id in enumerate(ids):
        mine = _row(weights, index)
        neighbours = _ranked(_row(nearest, index), index)
        if 0 < count < len(neighbours) and neighbours[count - 1][0] == neighbours[count][0]:
            neighbours = _ranked(_row(weights[[index]] @ columns, 0), index)
        related[id] = tuple(
            Related(
                ids[other],
                -score,
                _shared(_carried(mine, _row(weights, other), names), texts[index], texts[other]),
            )
            for score, other in neighbours[:count]
        )
    return related


def _row(matrix: Any, index: int) -> dict[int, float]:
    """The values of one row of a sparse matrix by their columns."""
    part = slice(*matrix.indptr[index : index + 2])
    return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))


def _ranked(scores: Mapping[int, float], index: int) -> list[tuple[float, int]]:
    """The negated scores of all but one paper, the nearest first, with the places of the papers."""
    rounded = ((-round(score, 4), other) for other, score in scores.items() if other != index)
    return sorted(pair for pair in rounded if pair[0] < 0)


def _carried(
    left: Mapping[int, float], right: Mapping[int, float], names: Sequence[str]
) -> list[str]:
    """The reasons why two papers are near, the term that carries most of it first."""
    products = {
        term: left[term] * weight for term, weight in right.items() if term in left and names[term]
    }
    ranked = sorted(products, key=lambda term: (-products[term], term))[:_CANDIDATES]
    return [names[term] for term in ranked if products[term] >= _SHARE * products[ranked[0]]]


def _telling(term: str) -> bool:
    """Whether a term is a reason for two papers to be related."""
    words = set(term.split())
    return not words & _EMPTY and not words <= _GENERAL


def _content(paper: Paper, stop: Container[str]) -> str:
    """The telling words of the title, twice, and of the abstract, with a full stop at each gap.

    Words are parted by single spaces, and phrases by " . ", wherever a stop word, a number or
    punctuation stood between. Capitals that only begin a sentence or adorn a title are lowered.
    """
    proper = set(_WITHIN_SENTENCE.findall(paper.abstract))
    words = ["."]
    for text in (paper.title, paper.title, paper.abstract):
        text = ADDRESS.sub(" . ", text).replace("İ", "I")  # the one letter that lowering lengthens
        end = 0
        for match in _WORD.finditer(text):
            word = match[0]
            if text[end : match.start()].strip() or end == 0:
                words.append(".")
            end = match.end()
            if (
                (len(word) == 1 and word.isascii())
                or word.lower() in stop
                or _NUMBER.fullmatch(word)
            ):
                words.append(".")
            elif _TITLE_CASE.fullmatch(word) and word not in proper:
                words.append(word.lower())
            else:
                words.append(word)
    return f" {' '.join(words)} . "


def _terms(content: str) -> list[str]:
    """The words and the pairs of adjacent words of a content, in lower case."""
    words = content.lower().split()
    single = [word for word in words if len(word) > 1]
    return single + [f"{a} {b}" for a, b in pairwise(words) if a != "." != b]


def _shared(ranked: Iterable[str], left: str, right: str) -> tuple[str, ...]:
    """The first few of the ranked terms of two contents, phrases in place of their fragments."""
    contents = (left.lower(), right.lower())
    chosen: dict[str, str] = {}  # by the same term without plurals
    for term in ranked:
        singular = _singular(term)
        if any(_holds(other, singular) for other in chosen):
            continue
        for phrase in chosen.values():
            run = _join(phrase, term) or _join(term, phrase)
            if run and all(_holds(content, run) for content in contents):
                term, singular = run, _singular(run)
                break
        covered = [other for other in chosen if _holds(singular, other)]
        if covered:  # the phrase takes the place of its first fragment
            places = {**chosen, covered[0]: term}
            chosen = {
                _singular(places[key]): places[key] for key in chosen if key not in covered[1:]
            }
        else:
            chosen[singular] = term
    return tuple(_wording(term, left, right) for term in list(chosen.values())[:_TERMS])


def _join(first: str, second: str) -> str:
    """The run of up to four words that two phrases make which overlap in a word, or nothing."""
    middle, _, tail = second.partition(" ")
    run = f"{first} {tail}"
    overlap = " " in first and tail and first.endswith(f" {middle}")
    return run if overlap and run.count(" ") < 4 else ""


def _holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text as whole words."""
    return f" {phrase} " in f" {text} "


def _singular(phrase: str) -> str:
    """A phrase without its plurals, roughly: enough to see that two phrases say the same."""
    return " ".join(
        word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
        for word in phrase.split()
    )


def _wording(term: str, *contents: str) -> str:
    """A term as the contents write it, in lower case where any of them does."""
    forms = set()
    for content in contents:
        lowered = content.lower()
        start = lowered.find(f" {term} ")
        while start >= 0:
            forms.add(content[start + 1 : start + 1 + len(term)])
            start = lowered.find(f" {term} ", start + 1)
    form = term if term in forms else min(forms)
    return re.sub(rf"(?<=[{_CJK}]) (?=[{_CJK}])", "", form)
