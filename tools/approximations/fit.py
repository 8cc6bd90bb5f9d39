"""Fits the approximations of dev.heed.kernel.FloatMath and Logistic and prints their coefficients.

Run with numpy and scipy:  python fit.py

exp: e^r = 1 + r + r^2 p(r) on |r| <= ln(2)/2, weighted least squares that is re-weighted towards the largest error
(Lawson), p of degree 4.
erf: erf(x) = x P(x^2) / Q(x^2) on |x| <= 4, Sanathanan-Koerner iteration with the same re-weighting, P of degree 6 and
Q of degree 4 with Q's constant term fixed to 1. Errors printed are relative, with coefficients rounded to float32.
logistic: sigma(x) - 1/2 = x P(x^2) / Q(x^2) on |x| <= 16, the same way, both of degree 4; the error printed is absolute.
"""
import numpy as np
from scipy.special import erf, expit


def lawson(solve, residual, points, rounds=200):
    weight = np.ones(points)
    best, best_error = None, np.inf
    for _ in range(rounds):
        c = solve(weight)
        error = np.abs(residual(c))
        if error.max() < best_error:
            best, best_error = c, error.max()
        weight *= error / error.max() + 1e-3
        weight /= weight.mean()
    return best


def chebyshev_points(low, high, count):
    return (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(count) + 0.5) / count)


def fit_exp(degree=4):
    r = chebyshev_points(-np.log(2) / 2, np.log(2) / 2, 2000)
    target = (np.expm1(r) - r) / r**2
    basis = np.vander(r, degree + 1, increasing=True)
    scale = r**2 / np.exp(r)  # error of p seen in e^r, relative

    def solve(weight):
        w = np.sqrt(weight) * scale
        return np.linalg.lstsq(basis * w[:, None], target * w, rcond=None)[0]

    c = lawson(solve, lambda c: (basis @ c - target) * scale, len(r))
    c32 = c.astype(np.float32)
    print("exp p(r), ascending:", [f"{v:.9e}" for v in c32], "error", np.abs((basis @ c32 - target) * scale).max())


def fit_erf(numerator=6, denominator=4):
    x = chebyshev_points(1e-4, 4.0, 4000)
    t = x * x
    target = erf(x) / x
    up = np.vander(t, numerator + 1, increasing=True)
    down = np.vander(t, denominator + 1, increasing=True)[:, 1:]

    q = np.ones_like(t)
    def solve(weight):
        nonlocal q
        for _ in range(4):
            w = np.sqrt(weight) / (q * target)
            a = np.hstack([up, -target[:, None] * down]) * w[:, None]
            norm = np.abs(a).max(axis=0)
            c = np.linalg.lstsq(a / norm, target * w, rcond=None)[0] / norm
            q = 1 + down @ c[numerator + 1:]
        return c

    def value(c):
        return (up @ c[:numerator + 1]) / (1 + down @ c[numerator + 1:])

    c = lawson(solve, lambda c: value(c) / target - 1, len(t), 300)
    c32 = c.astype(np.float32)
    print("erf P(t), ascending:", [f"{v:.9e}" for v in c32[:numerator + 1]])
    print("erf Q(t) - 1, ascending from t:", [f"{v:.9e}" for v in c32[numerator + 1:]], "error", np.abs(value(c32) / target - 1).max())


def fit_logistic(degree=4, bound=16.0):
    x = chebyshev_points(1e-4, bound, 4000)
    t = x * x
    target = (expit(x) - 0.5) / x
    up = np.vander(t, degree + 1, increasing=True)
    down = up[:, 1:]

    q = np.ones_like(t)
    def solve(weight):
        nonlocal q
        for _ in range(3):
            w = np.sqrt(weight) * x / q
            a = np.hstack([up, -target[:, None] * down]) * w[:, None]
            norm = np.abs(a).max(axis=0)
            c = np.linalg.lstsq(a / norm, target * w, rcond=None)[0] / norm
            q = 1 + down @ c[degree + 1:]
        return c

    def residual(c):
        return x * ((up @ c[:degree + 1]) / (1 + down @ c[degree + 1:]) - target)

    c = lawson(solve, residual, len(t), 300)
    c32 = c.astype(np.float32)
    print("logistic P(t), ascending:", [f"{v:.9e}" for v in c32[:degree + 1]])
    print("logistic Q(t) - 1, ascending from t:", [f"{v:.9e}" for v in c32[degree + 1:]], "error", np.abs(residual(c32)).max())


fit_exp()
fit_erf()
fit_logistic()
