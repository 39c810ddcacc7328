"""How well related papers and automatic themes agree with labels that people gave to papers.

Run `python bench/relations.py FILE.jsonl…` (or `python -m bench.relations`) from the project's
root; each line of a file is an object with title, abstract and label. For libraries of 200, of 500
and of all papers it prints, as means over six fixed samples:

- the share of the five and of the ten nearest papers that have the same label, where a paper
  without neighbours counts as if it had wrong ones;
- the agreement of groups with labels, by normalised mutual information (NMI) and by the adjusted
  Rand index (ARI), where unsorted papers are one more group, and the share that is unsorted;

and for both the seconds a library takes and the peak of memory. Plain TF-IDF is scikit-learn's
TfidfVectorizer over the title and the abstract, with English stop words, words and pairs of words,
and the logarithm of frequencies; its groups are those of k-means. Chance is what follows from the
number of papers with each label, and groups drawn by lot. Both make as many groups as the project.

With `--model MODEL`, a folder or a name at Hugging Face, papers are also related with its sentence
vectors: all of them, and as if seven in ten papers had one, drawn by lot. The vectors of a file
are made once, which its own line tells, and no figure of the table includes that.

`python bench/relations.py --recall FILE.bib.gz` compares for a large library the approximate
search with the exact one: the share of the six nearest papers that it finds.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for `python bench/relations.py`

from generator.clean import clean
from generator.grouping import suggest
from generator.model import Paper, Vectors
from generator.readers import read
from generator.related import EXACT, nearest
from generator.terms import space
from generator.themes import assign
from generator.vectors import by_paper, load, refresh

SIZES = (200, 500)
SAMPLES = 6
FIRST, MORE = 5, 10
SHOWN = 6  # related papers on a page
PART = 0.7  # of the papers, that have a vector when some have none

Rows = Sequence[Mapping[str, str]]
Papers = Mapping[str, Paper]
Nearest = Mapping[str, Sequence[str]]
Groups = Mapping[str, str]
Relating = Mapping[str, Callable[[Papers], Nearest]]


@dataclass(frozen=True, slots=True)
class Library:
    """Papers and their labels, both by the id of the paper."""

    papers: Papers
    labels: Mapping[str, str]


# Ways to find the ten nearest papers of each, the nearest first.
def by_tfidf(papers: Papers) -> Nearest:
    """The nearest by the cosine of plain TF-IDF."""
    ids = list(papers)
    vectors = _tfidf(papers)
    found = {}
    for start in range(0, len(ids), 500):
        scores = (vectors[start : start + 500] @ vectors.T).toarray()
        for place, row in enumerate(scores, start):
            row[place] = 0
            ranked = np.argsort(-row, kind="stable")[:MORE]
            found[ids[place]] = [ids[other] for other in ranked if row[other] > 0]
    return found


def by_project(papers: Papers, vectors: Mapping[str, bytes] | None = None) -> Nearest:
    """The nearest from which the project chooses what a page shows, with the vectors of the papers
    that have one."""
    found = nearest(space(papers), MORE, vectors)
    return {id: [near.id for near in some] for id, some in found.items()}


def by_model(papers: Papers, vectors: Vectors, share: float = 1.0) -> Nearest:
    """The nearest to the project when a share of the papers, drawn by lot, has one of these
    vectors."""
    known = by_paper(papers, vectors)
    drawn = random.Random(0).sample(sorted(known), round(share * len(known)))
    return by_project(papers, {id: known[id] for id in drawn})


RELATING: Relating = {"plain TF-IDF": by_tfidf, "related": by_project}


def with_model(vectors: Vectors) -> Relating:
    """The ways that need the vectors of a model."""
    return {
        "related, with the model": partial(by_model, vectors=vectors),
        f"with the model for {PART:.0%}": partial(by_model, vectors=vectors, share=PART),
    }


# Ways to part papers into groups, about as many as told; an unsorted paper is in none.
def by_lot(papers: Papers, count: int) -> Groups:
    """Groups without any reason."""
    chance = random.Random(0)
    return {id: str(chance.randrange(count)) for id in papers}


def by_kmeans(papers: Papers, count: int) -> Groups:
    """The groups of k-means over plain TF-IDF."""
    found = KMeans(count, n_init=4, random_state=0).fit_predict(_tfidf(papers))
    return dict(zip(papers, map(str, found), strict=True))


def by_themes(papers: Papers) -> Groups:
    """The main themes of papers, of the themes that the project suggests for them."""
    return {id: some[0].theme for id, some in assign(papers, suggest(papers), {}).items()}


GROUPING: Mapping[str, Callable[[Papers, int], Groups]] = {
    "chance": by_lot,
    "plain TF-IDF": by_kmeans,
}


def main() -> int:
    """Parse the arguments and measure one file after another."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--model", help="relate with its sentence vectors too")
    parser.add_argument("--recall", action="store_true", help="of the approximate search")
    options = parser.parse_args()
    for path in options.files:
        if options.recall:
            print(f"{path.name}\n{_recall(_entries(path))}\n", flush=True)
            continue
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        labels = len({row["label"] for row in rows})
        print(f"{path.name}: {len(rows):,} papers, {labels} labels")
        modelled = with_model(_vectors(rows, options.model)) if options.model else {}
        _print_relating(rows, {**RELATING, **modelled})
        _print_grouping(rows)
    return 0


def _print_relating(rows: Rows, relating: Relating) -> None:
    print(f"\n{'papers':>6}  {'nearest':24}{FIRST:>7}{MORE:>8}{'seconds':>9}{'MB':>7}")
    for libraries in _libraries(rows):
        chance = f"{fmean(map(_chance, libraries)):.3f}"
        size = len(libraries[0].papers)
        print(f"{size:6}  {'chance':24}{chance:>7}{chance:>8}")
        for name, method in relating.items():
            shares = []
            clock = _Clock()
            for library in libraries:
                with clock:
                    found = method(library.papers)
                shares.append([same(found, library.labels, first) for first in (FIRST, MORE)])
            five, ten = map(fmean, zip(*shares, strict=True))
            print(f"{size:6}  {name:24}{five:7.3f}{ten:8.3f}{clock}", flush=True)


def _print_grouping(rows: Rows) -> None:
    head = f"{'groups':>7}{'NMI':>7}{'ARI':>7}{'unsorted':>9}{'seconds':>9}{'MB':>7}"
    print(f"\n{'papers':>6}  {'grouped by':14}{head}")
    for libraries in _libraries(rows):
        size = len(libraries[0].papers)
        clock = _Clock()
        themes = []
        for library in libraries:
            with clock:
                themes.append(by_themes(library.papers))
        counts = [max(1, len(set(groups.values()))) for groups in themes]
        for name, method in GROUPING.items():
            other = _Clock()
            found = []
            for library, count in zip(libraries, counts, strict=True):
                with other:
                    found.append(method(library.papers, count))
            print(f"{size:6}  {name:14}{_agreement(libraries, found)}{other}")
        print(
            f"{size:6}  {'themes suggest':14}{_agreement(libraries, themes)}{clock}\n", flush=True
        )


def _libraries(rows: Rows) -> Iterator[list[Library]]:
    """Six samples of each size that there are papers for, and last the library of all."""
    numbered = list(enumerate(rows))
    for size in SIZES:
        if size < len(rows):
            yield [_library(random.Random(seed).sample(numbered, size)) for seed in range(SAMPLES)]
    yield [_library(numbered)]


def _library(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Library:
    named = {f"{number:06}": row for number, row in rows}
    return Library(
        {id: Paper(id, title=row["title"], abstract=row["abstract"]) for id, row in named.items()},
        {id: row["label"] for id, row in named.items()},
    )


def _chance(library: Library) -> float:
    """The share of all other papers that have the same label, on average."""
    sizes = Counter(library.labels.values()).values()
    pairs = len(library.labels) * (len(library.labels) - 1)
    return sum(size * (size - 1) for size in sizes) / pairs


def same(found: Nearest, labels: Mapping[str, str], first: int) -> float:
    """The share of the first nearest papers with the same label."""
    same = sum(labels[near] == label for id, label in labels.items() for near in found[id][:first])
    return same / (first * len(labels))


def _agreement(libraries: Sequence[Library], found: Sequence[Groups]) -> str:
    """The columns of a table on how groups agree with labels."""
    measures = []
    for library, groups in zip(libraries, found, strict=True):
        labels = list(library.labels.values())
        given = [groups.get(id, "") for id in library.labels]
        measures.append(
            (
                len(set(groups.values())),
                normalized_mutual_info_score(labels, given),
                adjusted_rand_score(labels, given),
                given.count("") / len(given),
            )
        )
    count, information, rand, unsorted = map(fmean, zip(*measures, strict=True))
    return f"{count:7.1f}{information:7.3f}{rand:7.3f}{unsorted:9.2f}"


def _tfidf(papers: Papers):  # type: ignore[no-untyped-def] # SciPy has no types
    """The papers as plain TF-IDF, a row each."""
    vectorizer = TfidfVectorizer(stop_words="english", ngram_range=(1, 2), sublinear_tf=True)
    return vectorizer.fit_transform(f"{one.title}. {one.abstract}" for one in papers.values())


def _vectors(rows: Rows, model: str) -> Vectors:
    """The vectors of all papers of a file."""
    papers = _library(list(enumerate(rows))).papers
    clock = _Clock()
    name, embed = load(model)
    with clock:
        vectors = refresh(papers.values(), Vectors(), name, embed).vectors
    print(f"vectors of {name} for {len(vectors.by_text):,} texts: seconds and MB{clock}")
    return vectors


def _entries(path: Path) -> Papers:
    """The papers of a file in a format that the project reads, each entry as one."""
    entries = map(clean, read(path.read_bytes(), path.name).records)
    return {
        id: Paper(id, title=entry.title, abstract=entry.abstract)
        for id, entry in ((f"{number:06}", entry) for number, entry in enumerate(entries))
    }


def _recall(papers: Papers) -> str:
    """How many of the nearest papers the approximate search finds, and what either takes."""
    if len(papers) > EXACT:
        papers = dict(list(papers.items())[:EXACT])
    exact, approximate = _Clock(), _Clock()
    with exact:
        right = nearest(space(papers), SHOWN)
    with approximate:
        found = nearest(space(papers), SHOWN, exact=0)
    pairs = {(id, near.id) for id, some in right.items() for near in some}
    seen = {(id, near.id) for id, some in found.items() for near in some}
    recall = len(pairs & seen) / len(pairs)
    return (
        f"{len(papers):,} papers, the {SHOWN} nearest: recall {recall:.3f}\n"
        f"{'':12}{'seconds':>9}{'MB':>7}\n{'exact':12}{exact}\n{'approximate':12}{approximate}"
    )


class _Clock:
    """The mean seconds of some runs, and the most memory (MB) that was resident meanwhile."""

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._peak = 0.0

    def __enter__(self) -> None:
        # Linux forgets the peak so far on request.
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._seconds.append(time.perf_counter() - self._began)
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        peak = next(line for line in status if line.startswith("VmHWM"))
        self._peak = max(self._peak, int(peak.split()[1]) / 1024)

    def __str__(self) -> str:
        return f"{fmean(self._seconds):9.2f}{self._peak:7.0f}"


if __name__ == "__main__":
    sys.exit(main())
