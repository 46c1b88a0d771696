// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/density/event.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/density/numbers.hpp>
#include <riskmap/geo/grid.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace riskmap::density {

namespace detail {
class EdgeField;
}

/// One event as it enters the sum: aᵢ(x) = amount · K_radius(distance(x, where)).
struct Contribution {
  geo::LonLat where;    ///< after a move into the study area
  double amount;        ///< wᵢ · dᵢ · eᵢ (for a spread event: of this part of its disc)
  double radius;        ///< metres: support of its kernel, Hᵢ for compact kernels
  std::uint32_t event;  ///< parts of one spread event share it
};

/// What the estimate did, for legends, footers and provenance.
struct Report {
  std::size_t events_used = 0;
  double effective_years = 0;     ///< T
  double total_rate = 0;          ///< Σ wᵢdᵢ / T: (weighted) events a year
  Metres narrowest{}, widest{};   ///< bandwidths Hᵢ in use, in the kernel's own sense
  std::vector<Mistake> moved;     ///< incidents moved into the study area: place is the id, message says how far
  std::vector<Mistake> rejected;  ///< incidents too far outside
  std::size_t vague = 0;          ///< events whose uncertainty exceeds the narrowest bandwidth, or that were spread
  std::size_t spread = 0;         ///< of these, events spread over a disc or a polygon
  double vague_share = 0;         ///< the weight of the vague events over the weight of all, Σ wᵢdᵢ
  std::size_t outside_window = 0;
};

/// A risk surface: events per 1000 km² of land and year, a pure function of position; the same number at every zoom.
/// Immutable, shared between threads, cheap to copy.
///
/// What is asked at a place (value, state, …) is summed over the contributions in reach. What is drawn (sample) comes
/// from levels of nodes where many kernels overlap; the two differ by less than 1e-4 of the maximum (see
/// detail/field.hpp for the kernels that jump at their rim). Either is worked out when it is first asked for.
class Surface final : public Numbers {
 public:
  /// Made by estimate().
  struct Parts {
    const Kernel* kernel = nullptr;
    std::vector<Event> events;                         ///< those that count, in the order of their incidents
    std::vector<Contribution> contributions;           ///< not empty
    std::shared_ptr<const model::Area> study_area;     ///< may be null: the whole plane
    std::shared_ptr<const detail::EdgeField> uniform;  ///< divides the sum; null unless edge correction is uniform
    unsigned minimum_events = 1;
    bool exact = false;  ///< value() is exact_value()
    unsigned threads = 0;
    std::size_t max_memory = std::size_t{2} << 30U;
    Report report;
  };
  /// Cost: O(contributions), and the nodes of long lists. \throws LimitError when those would not fit max_memory
  explicit Surface(Parts parts);

  /// The sum over the contributions in reach, by chords through the earth: within 1e-6 of the exact sum (1e-5 where
  /// kernels reach beyond 1,000 km). Never negative, 0 where no event reaches or outside the study area. Some 10 ns
  /// for each contribution in reach. With EstimateOptions::exact it is exact_value().
  double value(geo::LonLat place) const override;
  /// The exact geodesic sum (GeographicLib's algorithm) over a spatial index: the oracle, 1 µs for each contribution
  /// in reach.
  double exact_value(geo::LonLat place) const;
  /// By the same sum: which events reach the place.
  State state(geo::LonLat place) const override;
  /// √Σaᵢ² / Σaᵢ at a place; 0 where the value is 0. Leaves out smoothing bias, bandwidth choice, under-reporting.
  double relative_standard_error(geo::LonLat place) const;

  /// What each of events() adds to λ at a place, the parts of a spread one together: aᵢ(x)/T in events per 1000 km² and
  /// year, added to `by_event`. Does not look at the study area. Sums to exact_value().
  /// \pre by_event.size() == events().size()
  void add_event_values(geo::LonLat place, std::vector<double>& by_event) const;

  /// Values at the centres of width × height equal cells of a box, row-major from the north-west. Not clipped to the
  /// study area: drawing clips with an antialiased outline, surface tiles ask the area. Never negative. Within 1e-4 of
  /// maximum() of value(); a cell's value depends on its place alone. O(cells), and once the nodes that are looked at.
  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const override;
  /// Coverage at the same centres: nearest and enough margins in metres (negative: covered), clipped at a few steps of
  /// grid() and bilinear between its nodes, so the zero line of either is a smooth curve; where cells are wider than
  /// nodes, of the centres themselves, clipped at a metre. Does not look at the study area.
  void sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const override;
  void sample_open_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                           float* enough, std::vector<ColumnSpan>& open) const override;
  /// An event counts as far as its kernel reaches, and, where its value comes from nodes, some nodes more.
  std::uint64_t digest(const geo::MercatorBox& box) const override;

  /// The largest value inside the study area, within 1e-4 of itself: hills are climbed from the highest events.
  double maximum() const override;
  const Report& report() const;
  /// Where kernels reach, hardly beyond the study area; its nodes, a twentieth of the narrowest radius apart, are those
  /// of the margins.
  const geo::Grid& grid() const;
  const model::Area* study_area() const override;
  const Kernel& kernel() const;
  const std::vector<Event>& events() const;
  const std::vector<Contribution>& contributions() const;
  unsigned minimum_events() const;

 private:
  class Engine;
  bool covers(geo::LonLat place) const;

  std::shared_ptr<const Engine> m_engine;
};

}  // namespace riskmap::density
