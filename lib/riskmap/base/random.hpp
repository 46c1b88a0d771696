// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace riskmap {

/// Reproducible random numbers, the same on any machine: SplitMix64 (Steele, Lea & Flood 2014). Each (seed, stream) is
/// a sequence of its own, so that the i-th resample is the same whichever thread draws it.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : m_state(mixed(seed) ^ mixed(~stream)) {}

  std::uint64_t next() {
    m_state += golden;
    return mixed(m_state);
  }
  /// Each of 0 … count − 1 alike, without the bias of a plain remainder (the uneven draws are drawn again). \pre count
  /// > 0
  std::uint64_t below(std::uint64_t count) {
    const std::uint64_t uneven = (0 - count) % count;  // 2^64 mod count
    for (;;) {
      const std::uint64_t drawn = next();
      if (drawn >= uneven) return drawn % count;
    }
  }
  /// In [0, 1), with 53 bits.
  double unit() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

 private:
  static constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }

  std::uint64_t m_state;
};

}  // namespace riskmap
