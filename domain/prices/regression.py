"""Ridge logistic regression in the standard library, for some hundred thousand rows.

Each row has numbers and belongs to one cell (a category with its own intercept). Sums run over
whole columns, cell by cell, where Python is fast.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from operator import mul

# A row's category: a kind, and a bucket of lead times.
Cell = tuple[str, int]
ROUNDS = 12
CLOSE_ENOUGH = 1e-5
# Beyond this a probability is practically 0 or 1.
FARTHEST = 30.0
# Intercepts are computed over scores rounded to this.
GRAIN = 0.01
# A column that varies less counts as constant.
LEAST_SPREAD = 1e-12


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights by column, for unscaled numbers, and each cell's intercept."""

    level: float
    weights: tuple[float, ...]
    cells: dict[Cell, float]

    def score(self, numbers: Sequence[float], cell: Cell) -> float:
        """Return the log odds; an unknown cell has the common intercept."""
        weighed: float = sum(map(mul, self.weights, numbers))
        return self.level + self.cells.get(cell, 0.0) + weighed


def probability(score: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + exp(-max(-FARTHEST, min(FARTHEST, score))))


def regress(
    rows: Sequence[Sequence[float]], cells: Sequence[Cell], hits: Sequence[bool], ridge: float
) -> Regression:
    """Fit by Newton's method. The ridge shrinks all weights except the common intercept.

    It applies to standardised columns; a cell's indicator column is 1 in it and 0 elsewhere.
    """
    means, scales = _spread(rows)
    groups: dict[Cell, list[int]] = defaultdict(list)
    for at, cell in enumerate(cells):
        groups[cell].append(at)
    names = list(groups)
    blocks = [_Block(rows, hits, groups[name], means, scales) for name in names]
    width, size = len(means) + 1, len(means) + 1 + len(names)
    shares = [len(groups[name]) / len(rows) for name in names]
    ridges = [
        1e-3,
        *[ridge] * (width - 1),
        *[ridge * share * (1 - share) + 1e-3 for share in shares],
    ]
    rate = (sum(hits) + 0.5) / (len(rows) + 1)
    weights = [log(rate / (1 - rate)), *[0.0] * (size - 1)]
    for _ in range(ROUNDS):
        slope = [-r * w for r, w in zip(ridges, weights, strict=True)]
        curve = [[ridges[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for at, block in enumerate(blocks, width):
            block.add(weights, at, slope, curve)
        step = _solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < CLOSE_ENOUGH:
            break
    bare = tuple(w / s for w, s in zip(weights[1:width], scales, strict=True))
    level = weights[0] - sum(map(mul, bare, means))
    return Regression(level, bare, dict(zip(names, weights[width:], strict=True)))


class _Block:
    """One cell's rows as standardised columns, with a column of ones first."""

    def __init__(
        self,
        rows: Sequence[Sequence[float]],
        hits: Sequence[bool],
        chosen: Sequence[int],
        means: Sequence[float],
        scales: Sequence[float],
    ) -> None:
        self.hits = [float(hits[at]) for at in chosen]
        self.columns = [[1.0] * len(chosen)]
        for column, (mean, scale) in enumerate(zip(means, scales, strict=True)):
            self.columns.append([(rows[at][column] - mean) / scale for at in chosen])

    def add(
        self, weights: Sequence[float], own: int, slope: list[float], curve: list[list[float]]
    ) -> None:
        """Add the block's part of gradient and Hessian; `own` is its cell's position."""
        scores = [weights[0] + weights[own]] * len(self.hits)
        for weight, column in zip(weights[1:], self.columns[1:], strict=False):
            scores = [s + weight * value for s, value in zip(scores, column, strict=True)]
        chances = list(map(probability, scores))
        missed = [hit - chance for hit, chance in zip(self.hits, chances, strict=True)]
        sway = [chance * (1 - chance) for chance in chances]
        for i, column in enumerate(self.columns):
            slope[i] += sum(map(mul, column, missed))
            swayed = list(map(mul, column, sway))
            for j in range(i, len(self.columns)):
                curve[i][j] += (both := sum(map(mul, swayed, self.columns[j])))
                if i != j:
                    curve[j][i] += both
                if i == 0:
                    curve[own][j] += both
                    curve[j][own] += both
        slope[own] += sum(missed)
        curve[own][own] += sum(sway)


def level_for(scores: Sequence[float], hits: int) -> float:
    """Return the shift of the scores at which they predict `hits`.

    It grows with the number of hits, so intercepts of nested events are consistent.
    """
    wanted = len(scores) * (hits + 0.5) / (len(scores) + 1)
    counts = Counter(round(score / GRAIN) for score in scores)
    tally = [(grain * GRAIN, count) for grain, count in counts.items()]
    low, high = -FARTHEST, FARTHEST
    while high - low > CLOSE_ENOUGH:
        middle = (low + high) / 2
        if sum(count * probability(score + middle) for score, count in tally) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _spread(rows: Sequence[Sequence[float]]) -> tuple[list[float], list[float]]:
    """Return each column's mean and standard deviation; 1 for constant ones."""
    count, means, scales = len(rows), [], []
    for column in zip(*rows, strict=True):
        mean = sum(column) / count
        square = sum(map(mul, column, column)) / count - mean * mean
        means.append(mean)
        scales.append(sqrt(square) if square > LEAST_SPREAD else 1.0)
    return means, scales


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a positive definite system by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = rows[i]
        for j in range(i + 1, size):
            factor = rows[j][i] / pivot[i]
            if factor:
                rows[j] = [a - factor * b for a, b in zip(rows[j], pivot, strict=True)]
    solved = [0.0] * size
    for i in reversed(range(size)):
        known = sum(map(mul, rows[i][i + 1 : size], solved[i + 1 :]))
        solved[i] = (rows[i][size] - known) / rows[i][i]
    return solved
