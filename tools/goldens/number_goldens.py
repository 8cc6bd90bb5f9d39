"""Goldens of GELU (erf and tanh forms), exp and softmax, in at least float64.

    python number_goldens.py OUT_DIR

Writes numbers.safetensors: x [n], float32; gelu_erf, gelu_tanh, exp [n], float64, of exactly those x;
and softmax.rowN float32 with softmax.expectedN float64. gelu_erf and exp are evaluated with 60
digits of decimal arithmetic (mpmath) and rounded once; gelu_tanh likewise, with the constants
sqrt(2/pi) and 0.044715. numpy, scipy and torch in float64 are the cross-check. Softmax: the largest
score is subtracted first.
Versions: numpy 2.4.6, scipy 1.17.1, torch 2.15.0, mpmath 1.3.0, safetensors 0.8.0.
"""

import argparse
from pathlib import Path

import mpmath
import numpy as np
from safetensors.numpy import save_file

SEED = 2016
MAX = 3.4028235e38
SOFTMAX_ROWS = [
    [10000.0, 9999.0, -10000.0], [-10000.0, -10000.0, -10001.0], [21500.0, 4100.25, 12003.5],
    [88.8, 89.0, 0.0], [-104.0, -103.5, -200.0], [MAX, -MAX, 0.0], [0.0], [1.0] * 7,
    [-np.inf, 0.0, 1.0], [-MAX, -MAX, -MAX], [-1e-30, 1e-30, 0.0, -0.0],
    [float(v) for v in np.linspace(-90, 5, 37)], [float(v) for v in np.sin(np.arange(256)) * 8]]


def points():
    extremes = [0.0, 1e-45, 1.1754944e-38, 1e-30, 1e-12, 1e-8, 1e-4, 0.5, 1.0, np.sqrt(2), 3.0, 4.0,
                5.0, 5.5, 6.0, 8.0, 10.0, 13.0, 14.0, 15.0, 38.0, 87.0, 88.0, 88.5, 88.72283, 88.72284,
                89.0, 103.0, 103.97207, 103.97208, 104.0, 709.0, 745.0, 746.0, 1e4, 1e10, 1e30, MAX]
    random = np.random.default_rng(SEED)
    spread = np.concatenate([np.linspace(-6, 6, 193), np.linspace(-105, 89, 98),
                             random.uniform(-1, 1, 40), random.uniform(-20, 20, 40)])
    values = np.concatenate([extremes, np.negative(extremes), spread]).astype(np.float32)
    return values[np.lexsort((np.signbit(values) == False, values))]


def gelu_erf(x):
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    # (1 + tanh u) / 2 = 1 / (1 + exp(-2u)): nothing cancels in the left tail.
    u = mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf("0.044715") * x ** 3)
    return x / (1 + mpmath.exp(-2 * u)) if abs(u) < 1e6 else (x if u > 0 else mpmath.mpf(0))


def exponential(x):
    return mpmath.exp(x) if x < 1000 else mpmath.inf


def evaluate(function, xs):
    """One rounding, to float64; results below its range become 0, and -0.0 keeps its sign."""
    results = []
    for x in xs:
        if x == 0 and function is not exponential:
            results.append(float(x))
        elif x < -1000:
            results.append(0.0 if function is exponential else -0.0)
        else:
            results.append(float(function(mpmath.mpf(float(x)))))
    return np.array(results)


def softmax(row):
    raised = np.exp(np.float32(row).astype(np.float64) - np.float32(row).astype(np.float64).max())
    return raised / raised.sum()


def cross_check(xs, erf_form, tanh_form, exps):
    import torch
    from scipy.special import erfc

    wide = xs.astype(np.float64)
    with np.errstate(over="ignore", under="ignore"):
        assert np.allclose(np.exp(wide), exps, rtol=1e-15, atol=0) or np.allclose(
            np.exp(wide), exps, rtol=1e-13, atol=1e-320)
        assert np.allclose(wide * erfc(-wide / np.sqrt(2)) / 2, erf_form, rtol=1e-11, atol=1e-300)
    theirs = torch.nn.functional.gelu(torch.from_numpy(wide), approximate="tanh").numpy()
    finite = np.abs(wide) < 1e30
    assert np.allclose(theirs[finite], tanh_form[finite], rtol=1e-12, atol=1e-14)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    out = Path(parser.parse_args().out)
    mpmath.mp.dps = 60

    xs = points()
    tensors = {"x": xs, "gelu_erf": evaluate(gelu_erf, xs), "gelu_tanh": evaluate(gelu_tanh, xs),
               "exp": evaluate(exponential, xs)}
    cross_check(xs, tensors["gelu_erf"], tensors["gelu_tanh"], tensors["exp"])
    for n, row in enumerate(SOFTMAX_ROWS):
        tensors[f"softmax.row{n}"] = np.array(row, dtype=np.float32)
        tensors[f"softmax.expected{n}"] = softmax(row)
        print(n, np.round(tensors[f"softmax.expected{n}"][:8], 9))
    save_file(tensors, out / "numbers.safetensors")
    print(f"{len(xs)} points from {xs[0]} to {xs[-1]}")


if __name__ == "__main__":
    main()
