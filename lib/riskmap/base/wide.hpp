// SPDX-License-Identifier: MIT
#pragma once

/// RISKMAP_WIDE before a function: it is compiled for wider vector units too, and the widest the processor has is
/// chosen when the program starts. Only for loops whose every operation is rounded exactly, element by element, so that
/// all versions give the same bits. RISKMAP_WIDE_512 adds AVX-512.
// The choice is made by an ifunc, which runs before the sanitizers' own start; clang has no need of it in our builds.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define RISKMAP_WIDE __attribute__((target_clones("default", "avx2")))
#define RISKMAP_WIDE_512 __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define RISKMAP_WIDE
#define RISKMAP_WIDE_512
#endif
