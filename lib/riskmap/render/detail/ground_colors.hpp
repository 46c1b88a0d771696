// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/color_table.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <vector>

namespace riskmap::render::detail {

/// A ramp's colours laid over what is there, rounded once: where the ground is opaque, each channel is
/// colour · alpha + ground · (1 − alpha) to the nearest level, as a graphics card blends. (Rounding the premultiplied
/// colour first, and the mix again, leaves a noise of one level, which compressors see if people do not.) A pure
/// function of value and ground; thread-safe. The first few grounds met in longer runs get a table of their own, about
/// a millisecond each; elsewhere, as at antialiased edges, a pixel costs some 50 ns: the same colours either way, since
/// a ramp mixes premultiplied and so goes on being one when its stops are laid over a ground.
class GroundColors {
 public:
  /// `opacity` is that of the layer; `rounded` never falls where its argument rises.
  GroundColors(style::Ramp ramp, double opacity, std::function<double(double)> rounded);

  /// out[i]: over an opaque ground[i] the opaque result; else the premultiplied colour, still to be blended. `out` may
  /// be `ground`.
  void paint(const float* values, const std::uint32_t* ground, std::size_t count, std::uint32_t* out) const;
  /// The same laid over the pixels that are there.
  void paint_over(const float* values, std::uint32_t* pixels, std::size_t count) const;
  /// The premultiplied colours alone.
  const ColorTable& plain() const { return m_plain; }
  std::uint64_t digest() const { return m_plain.digest(); }

 private:
  struct Ground {
    std::uint32_t pixel;
    ColorTable table;
  };
  void paint_run(const float* values, std::uint32_t ground, std::size_t count, std::uint32_t* out) const;
  const ColorTable* table_over(std::uint32_t ground, bool worth_it) const;
  const ColorTable* find_or_make(std::uint32_t ground, bool worth_it) const;
  std::uint32_t one_over(std::uint32_t ground, float value) const;
  style::Ramp ramp_over(std::uint32_t ground) const;

  std::uint64_t m_identity;  ///< of all in this process
  style::Ramp m_ramp;
  std::function<double(double)> m_rounded;
  ColorTable m_plain;
  mutable std::shared_mutex m_lock;
  mutable std::vector<std::unique_ptr<const Ground>> m_grounds;
};

}  // namespace riskmap::render::detail
