// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/density/surface.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace riskmap::density {

namespace detail {
class DigestGrid;
}

/// How sure a rate is: its relative standard error √Σaᵢ² / Σaᵢ = 1/√n_eff, between 0 (sure) and 1 (one event alone),
/// with the states of the rate. It leaves out smoothing bias, the choice of bandwidth, under-reporting and clustering.
///
/// value() is exact. Drawing interpolates nodes a twelfth of the narrowest bandwidth apart, which is within 0.02 of it;
/// beyond the last kernel's rim the nodes hold 1, the limit there.
class Uncertainty final : public Numbers {
 public:
  /// Cost: nodes × events in reach. \throws LimitError when the nodes would not fit max_memory
  Uncertainty(std::shared_ptr<const Surface> rate, unsigned threads, std::size_t max_memory,
              Progress* progress = nullptr);

  double value(geo::LonLat place) const override { return m_rate->relative_standard_error(place); }
  State state(geo::LonLat place) const override { return m_rate->state(place); }
  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const override;
  void sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const override {
    m_rate->sample_margins(box, width, height, nearest, enough);
  }
  void sample_open_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                           float* enough, std::vector<ColumnSpan>& open) const override {
    m_rate->sample_open_margins(box, width, height, nearest, enough, open);
  }
  std::uint64_t digest(const geo::MercatorBox& box) const override;
  /// Nothing is less sure than one event alone.
  double maximum() const override { return 1.0; }
  const model::Area* study_area() const override { return m_rate->study_area(); }

 private:
  std::shared_ptr<const Surface> m_rate;
  geo::Grid m_grid;
  std::vector<float> m_nodes;
  std::shared_ptr<const detail::DigestGrid> m_digest;  ///< of the nodes
};

}  // namespace riskmap::density
