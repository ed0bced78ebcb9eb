"""A log-linear regression with a few smooth terms, penalised and reweighted, compiled.

For series too sparse for their own season: a normal prior holds waves and trend near zero until
enough cases speak for them. Normal equations are solved by Cholesky's method, written out, since
Numba's own solver would bring SciPy along.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from kentongan.engine.detection.temporal.bounds import Floats
from kentongan.engine.detection.temporal.quasipoisson import anscombe

MOST_STEPS = 40
PRECISION = 1e-6
HEAD_START = 0.1


class Curve(NamedTuple):
    """curve: the parameters. factor: lower triangle of the information. mean: of each period."""

    curve: Floats
    factor: Floats
    mean: Floats


@njit(cache=True, error_model="numpy")
def fit(design: Floats, counts: Floats, prior: Floats, penalty: Floats, start: Floats) -> Curve:
    """Iterate weighted least squares from log means. penalty: precision of each parameter."""
    eta, curve = start, np.zeros(design.shape[1])
    mean, factor = np.exp(eta), np.zeros((1, 1))
    for _ in range(MOST_STEPS):
        information, target = normal_equations(design, prior * mean, counts / mean - 1 + eta)
        for at in range(len(penalty)):
            information[at, at] += penalty[at]
        before, factor = curve, triangle(information)
        curve = backward(factor, forward(factor, target))
        eta = log_means(design, curve)
        mean = np.exp(eta)
        if np.abs(curve - before).max() < PRECISION:
            break
    return Curve(curve, factor, mean)


@njit(cache=True, error_model="numpy")
def log_means(design: Floats, curve: Floats) -> Floats:
    """design times curve."""
    eta = np.zeros(len(design))
    for at in range(len(design)):
        for term in range(len(curve)):
            eta[at] += design[at, term] * curve[term]
    return eta


@njit(cache=True, error_model="numpy")
def normal_equations(design: Floats, weight: Floats, response: Floats) -> tuple[Floats, Floats]:
    """The information (its lower triangle) and the target."""
    terms = design.shape[1]
    information, target = np.zeros((terms, terms)), np.zeros(terms)
    for at in range(len(weight)):
        for row in range(terms):
            pull = weight[at] * design[at, row]
            target[row] += pull * response[at]
            for column in range(row + 1):
                information[row, column] += pull * design[at, column]
    return information, target


@njit(cache=True, error_model="numpy")
def triangle(information: Floats) -> Floats:
    """Cholesky's factor."""
    factor = np.zeros_like(information)
    for row in range(len(information)):
        for column in range(row + 1):
            left = information[row, column]
            for before in range(column):
                left -= factor[row, before] * factor[column, before]
            if row == column:
                factor[row, row] = math.sqrt(left)
            else:
                factor[row, column] = left / factor[column, column]
    return factor


@njit(cache=True, error_model="numpy")
def forward(factor: Floats, target: Floats) -> Floats:
    """The solution of factor × x = target."""
    found = target.copy()
    for row in range(len(found)):
        for before in range(row):
            found[row] -= factor[row, before] * found[before]
        found[row] /= factor[row, row]
    return found


@njit(cache=True, error_model="numpy")
def backward(factor: Floats, target: Floats) -> Floats:
    """The solution of factor' × x = target."""
    found = target.copy()
    for row in range(len(found) - 1, -1, -1):
        for after in range(row + 1, len(found)):
            found[row] -= factor[after, row] * found[after]
        found[row] /= factor[row, row]
    return found


@njit(cache=True, error_model="numpy")
def uncertainty(fitted: Curve, direction: Floats) -> float:
    """direction' × information⁻¹ × direction."""
    part = forward(fitted.factor, direction)
    return float((part * part).sum())


@njit(cache=True, error_model="numpy")
def dispersion_of(fitted: Curve, counts: Floats, prior: Floats) -> float:
    """Variance over mean, at least 1."""
    total = 0.0
    for at in range(len(counts)):
        apart = counts[at] - fitted.mean[at]
        total += prior[at] * apart * apart / fitted.mean[at]
    return max(1.0, total / (len(counts) - len(fitted.curve)))


@njit(cache=True, error_model="numpy")
def lowered(design: Floats, fitted: Curve, counts: Floats, threshold: float) -> Floats:
    """Weights of mean one, less for periods that lay far above their mean: past outbreaks."""
    prior = np.ones(len(counts))
    dispersion = dispersion_of(fitted, counts, prior)
    for at in range(len(counts)):
        if counts[at] > fitted.mean[at]:
            left = 1 - fitted.mean[at] * uncertainty(fitted, design[at])
            above = anscombe(counts[at], fitted.mean[at]) / math.sqrt(dispersion * left)
            prior[at] = 1 / (above * above) if above > threshold else 1.0
    return prior * (len(prior) / prior.sum())


@njit(cache=True, error_model="numpy")
def robust(
    design: Floats, counts: Floats, penalty: Floats, threshold: float
) -> tuple[Curve, float]:
    """The curve with past outbreaks weighed down, and the dispersion around it."""
    ones = np.ones(len(counts))
    first = fit(design, counts, ones, penalty, np.log(counts + HEAD_START))
    prior = lowered(design, first, counts, threshold)
    second = fit(design, counts, prior, penalty, np.log(first.mean))
    return second, dispersion_of(second, counts, prior)
