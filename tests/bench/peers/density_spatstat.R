# SPDX-License-Identifier: MIT
# What one would write in R: density_spatstat.R POINTS.f64 CELLS BANDWIDTH_KM. spatstat's density.ppp (FFT) on a plane; prints
# the seconds of processor time it takes, without reading the file.
suppressPackageStartupMessages({library(spatstat.geom); library(spatstat.explore)})
a <- commandArgs(TRUE)
cells <- as.integer(a[2]); half <- 930000
m <- matrix(readBin(a[1], "double", file.size(a[1]) / 8), nrow = 5)
points <- ppp(m[4, ], m[5, ], window = owin(c(-half, half), c(-half, half)), check = FALSE)
took <- system.time(d <- density(points, sigma = 1000 * as.numeric(a[3]), weights = m[3, ], dimyx = cells,
                                 edge = FALSE, positive = FALSE))
cat(sprintf("total %.3f\n", took[["user.self"]] + took[["sys.self"]]))
