// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/density/event.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/geo/grid.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace riskmap::density {

/// What can be said of a place. Drawn as: colour; hatch over the colour; pale; nothing.
enum class State : std::uint8_t { ok, few_events, none_in_reach, outside };
std::string_view to_text(State state);  ///< "ok", "few-events", "none-in-reach", "outside"

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
  std::size_t outside_window = 0;
};

/// A risk surface: events per 1000 km² of land and year, a pure function of position; the same number at every zoom.
/// Immutable, shared between threads.
class Surface {
 public:
  /// Made by estimate(). The nodes hold λ and two coverage margins, which sample_margins() tells of.
  struct Parts {
    const Kernel* kernel = nullptr;
    std::vector<Event> events;  ///< those that count, in the order of their incidents
    std::vector<Contribution> contributions;
    std::shared_ptr<const model::Area> study_area;  ///< may be null: the whole plane
    unsigned minimum_events = 1;
    geo::Grid grid;
    std::vector<float> values;          ///< λ at the nodes
    std::vector<float> nearest_margin;  ///< metres: min over events of distance − radius (negative: covered)
    std::vector<float> enough_margin;   ///< metres: the minimum_events-th smallest, parts of one event as one
    double margin_cap = 0;              ///< metres: margins are not followed farther than this beyond a rim
    Report report;
  };
  explicit Surface(Parts parts);

  /// Smooth (bicubic Catmull–Rom) between nodes, never negative, 0 where no event reaches or outside the study area.
  /// Against the exact sum the error is at most 1e-3 of maximum().
  double value(geo::LonLat place) const;
  /// The exact geodesic sum (GeographicLib's algorithm, every contribution): the oracle, slow.
  double exact_value(geo::LonLat place) const;
  State state(geo::LonLat place) const;
  /// √Σaᵢ² / Σaᵢ at a place, exact sum; 0 where the value is 0. Leaves out smoothing bias, bandwidth choice,
  /// under-reporting.
  double relative_standard_error(geo::LonLat place) const;

  /// What each of events() adds to λ at a place, the parts of a spread one together: aᵢ(x)/T in events per 1000 km² and
  /// year, added to `by_event`. Does not look at the study area. Sums to value() within its error.
  /// \pre by_event.size() == events().size()
  void add_event_values(geo::LonLat place, std::vector<double>& by_event) const;

  /// Values at the centres of width × height equal cells of a box, row-major from the north-west. Not clipped to the
  /// study area: drawing clips with an antialiased outline, surface tiles ask the area. Never negative. O(cells).
  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const;
  /// Coverage at the same centres: nearest and enough margins in metres (negative: covered), bilinear between nodes, so
  /// the zero line of either is a smooth curve. Does not look at the study area.
  void sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                      float* enough) const;

  /// The largest value at a node, inside the study area. A peak between nodes is higher by less than 0.3 %.
  double maximum() const { return m_maximum; }
  const Report& report() const { return m_parts.report; }
  const geo::Grid& grid() const { return m_parts.grid; }
  const model::Area* study_area() const { return m_parts.study_area.get(); }
  const Kernel& kernel() const { return *m_parts.kernel; }
  const std::vector<Event>& events() const { return m_parts.events; }
  const std::vector<Contribution>& contributions() const { return m_parts.contributions; }
  unsigned minimum_events() const { return m_parts.minimum_events; }

 private:
  bool covers(geo::LonLat place) const;

  Parts m_parts;
  double m_maximum = 0;
};

}  // namespace riskmap::density
