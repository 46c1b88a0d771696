#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What one would write with SciPy: density_scipy_fft.py POINTS.f64 CELLS BANDWIDTH_KM. Points counted into cells, a gaussian
multiplied in the frequency domain, on a plane. Prints the seconds of binning and filtering, without reading the file."""
import sys
import time

import numpy as np
import scipy.fft

HALF = 930000.0
path, cells, sigma = sys.argv[1], int(sys.argv[2]), 1000.0 * float(sys.argv[3])
points = np.fromfile(path, "<f8").reshape(-1, 5)
start = time.process_time()
size = 2 * HALF / cells
column = ((points[:, 3] + HALF) / size).astype(np.int64)
row = ((HALF - points[:, 4]) / size).astype(np.int64)
inside = (column >= 0) & (column < cells) & (row >= 0) & (row < cells)
grid = np.bincount(row[inside] * cells + column[inside], weights=points[inside, 2], minlength=cells * cells)
grid = grid.reshape(cells, cells).astype(np.float32)
binned = time.process_time()
padded = scipy.fft.next_fast_len(cells + int(5 * sigma / size), True)
omega = 2 * np.pi * np.fft.fftfreq(padded).astype(np.float32)
s = sigma / size
transfer = np.exp(-0.5 * (omega * s) ** 2)[:, None] * np.exp(-0.5 * (omega[: padded // 2 + 1] * s) ** 2)[None]
out = scipy.fft.irfft2(scipy.fft.rfft2(grid, (padded, padded), workers=1) * transfer, (padded, padded), workers=1)
out = out[:cells, :cells]
print(f"bin {binned - start:.4f} filter {time.process_time() - binned:.4f} total {time.process_time() - start:.4f}")
