// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/change.hpp>
#include <riskmap/density/numbers.hpp>

#include <memory>
#include <vector>

namespace riskmap::density {

namespace detail {
class ChangeJudge;
class DigestGrid;
}  // namespace detail

/// A change as it is drawn: the factor (λ₁ + δ)/(λ₀ + δ), 1 where nothing changed, with the states "ok" (rising or
/// falling beyond chance), "few events" (cannot tell) and "none in reach". A place between cells is called where its
/// own p is at most the largest that was called among the cells.
///
/// value() and state() are exact; drawing interpolates nodes a tenth of the bandwidth apart, the logarithm of the
/// factor within 0.01 of it or so, the edge of what is called within a node.
class ChangeSurface final : public Numbers {
 public:
  /// Cost: estimate_change(), and once more for nodes × events in reach. \throws as estimate_change(); LimitError when
  /// the nodes would not fit options.estimate.max_memory
  ChangeSurface(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> study_area,
                const ChangeOptions& options, Progress* progress = nullptr);
  ~ChangeSurface() override;

  double value(geo::LonLat place) const override;
  State state(geo::LonLat place) const override;
  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const override;
  /// `nearest` in metres, `enough` in p.
  void sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const override;
  std::uint64_t digest(const geo::MercatorBox& box) const override;
  double maximum() const override { return m_maximum; }
  const model::Area* study_area() const override;

  const Change& change() const { return m_change; }

 private:
  void fill_nodes(Progress* progress);

  std::unique_ptr<const detail::ChangeJudge> m_judge;
  Change m_change;
  geo::Grid m_grid;
  std::vector<float> m_log_ratio, m_margin;  ///< at the nodes; margin: p − the largest p that was called
  double m_maximum = 0.0;
  std::shared_ptr<const detail::DigestGrid> m_log_ratio_digest, m_margin_digest;
};

}  // namespace riskmap::density
