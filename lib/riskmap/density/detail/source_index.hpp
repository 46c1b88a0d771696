// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/source.hpp>

#include <algorithm>
#include <vector>

namespace riskmap::density::detail {

/// Finds the sources that reach a place: buckets of longitude and latitude, a set of them for each octave of radius.
/// Immutable and thread-safe. Building is O(n), a question O(sources within twice the reach). Crosses the antimeridian.
class SourceIndex {
 public:
  SourceIndex() = default;
  explicit SourceIndex(std::vector<Source> sources);

  /// Calls visit(source, squared distance) for each source whose distance to `place` is less than its radius + beyond
  /// (metres), always in the same order; visit returns false to stop.
  template <typename TVisitor>
  void for_each_near(geo::LonLat place, double beyond, TVisitor&& visit) const;
  /// The sources that may reach a box, in the order of the contributions; a box may go beyond ±180.
  std::vector<const Source*> reaching(const geo::LonLatBox& box) const;

  const std::vector<Source>& sources() const { return m_sources; }
  bool empty() const { return m_sources.empty(); }

 private:
  /// The sources of one octave: sorted by bucket, rows of buckets going north.
  struct Octave {
    double largest_radius = 0.0;
    double west = 0.0, south = 0.0, lon_size = 1.0, lat_size = 1.0;
    std::size_t columns = 0, rows = 0;
    std::vector<std::uint32_t> first;  ///< of each bucket in m_sources, and the end
    std::size_t bucket_of(geo::LonLat where) const;
  };
  /// What an octave's buckets must hold.
  struct Extent {
    std::size_t count = 0;
    double largest_radius = 0.0;
    geo::LonLatBox box;
    void add(const Source& source);
  };
  struct Range {
    std::size_t first, last;
  };

  static Octave lay_out(const Extent& extent, std::uint32_t begin);
  static Range buckets(double from, double to, double origin, double size, std::size_t count);
  template <typename TVisitor>
  bool visit_octave(const Octave& octave, geo::LonLat place, double lon, const Target& target, double beyond,
                    TVisitor& visit) const;
  void add_reaching(const Octave& octave, const geo::LonLatBox& box, std::vector<const Source*>& found) const;

  std::vector<Source> m_sources;
  std::vector<Octave> m_octaves;
};

template <typename TVisitor>
void SourceIndex::for_each_near(geo::LonLat place, double beyond, TVisitor&& visit) const {
  const Target target(place);
  for (const Octave& octave : m_octaves) {
    const double wide = longitude_reach(octave.largest_radius + beyond, place.lat);
    if (!visit_octave(octave, place, place.lon, target, beyond, visit)) return;
    if (wide >= 180.0) continue;  // the whole parallel was asked
    if (place.lon - wide < -180.0 && !visit_octave(octave, place, place.lon + 360.0, target, beyond, visit)) return;
    if (place.lon + wide > 180.0 && !visit_octave(octave, place, place.lon - 360.0, target, beyond, visit)) return;
  }
}

template <typename TVisitor>
bool SourceIndex::visit_octave(const Octave& octave, geo::LonLat place, double lon, const Target& target, double beyond,
                               TVisitor& visit) const {
  const double reach = octave.largest_radius + beyond;
  const double high = latitude_reach(reach), wide = longitude_reach(reach, place.lat);
  const double half_width = wide >= 180.0 ? 720.0 : wide;
  const Range rows = buckets(place.lat - high, place.lat + high, octave.south, octave.lat_size, octave.rows);
  const Range columns = buckets(lon - half_width, lon + half_width, octave.west, octave.lon_size, octave.columns);
  if (columns.first >= columns.last) return true;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const std::size_t from = octave.first[row * octave.columns + columns.first],
                      to = octave.first[row * octave.columns + columns.last];
    for (std::size_t i = from; i < to; ++i) {
      const Source& source = m_sources[i];
      const double squared = target.squared_distance(source), limit = source.radius + beyond;
      if (squared < limit * limit && !visit(source, squared)) return false;
    }
  }
  return true;
}

}  // namespace riskmap::density::detail
