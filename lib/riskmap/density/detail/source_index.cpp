// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/source_index.hpp>

#include <bit>
#include <cmath>
#include <map>

namespace riskmap::density::detail {
namespace {

constexpr double buckets_per_radius = 3.0;
constexpr double buckets_per_source = 2.0;

/// The exponent of a radius above 0.
std::size_t octave_of(double radius) { return (std::bit_cast<std::uint64_t>(radius) >> 52U) & 0x7ffU; }

}  // namespace

// A counting sort by octave and bucket: stable, so sources of one bucket keep the order of the contributions.
SourceIndex::SourceIndex(std::vector<Source> sources) {
  std::map<std::size_t, Octave> octaves;
  std::map<std::size_t, Extent> extents;
  for (const Source& s : sources) extents[octave_of(s.radius)].add(s);
  std::uint32_t begin = 0;
  for (const auto& [exponent, extent] : extents) {
    octaves.emplace(exponent, lay_out(extent, begin));
    begin += static_cast<std::uint32_t>(extent.count);
  }
  std::vector<std::uint32_t> place(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Octave& octave = octaves.at(octave_of(sources[i].radius));
    place[i] = static_cast<std::uint32_t>(octave.bucket_of(sources[i].where));
    ++octave.first[place[i] + 1];
  }
  std::map<std::size_t, std::vector<std::uint32_t>> next;
  for (auto& [exponent, octave] : octaves) {
    for (std::size_t i = 1; i < octave.first.size(); ++i) octave.first[i] += octave.first[i - 1];
    next[exponent] = octave.first;
  }
  for (std::size_t i = 0; i < sources.size(); ++i) place[i] = next.at(octave_of(sources[i].radius))[place[i]]++;
  std::vector<std::uint32_t> order(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) order[place[i]] = static_cast<std::uint32_t>(i);
  m_sources.reserve(sources.size());
  for (const std::uint32_t i : order) m_sources.push_back(sources[i]);
  for (auto& [exponent, octave] : octaves) m_octaves.push_back(std::move(octave));
}

void SourceIndex::Extent::add(const Source& source) {
  ++count;
  largest_radius = std::max(largest_radius, source.radius);
  box.extend(source.where.lon, source.where.lat);
}

SourceIndex::Octave SourceIndex::lay_out(const Extent& extent, std::uint32_t begin) {
  Octave octave;
  octave.largest_radius = extent.largest_radius;
  octave.west = extent.box.min_x, octave.south = extent.box.min_y;
  const double width = extent.box.width(), height = extent.box.height();
  const double size = latitude_reach(octave.largest_radius) / buckets_per_radius;
  const double middle = std::min(std::abs(0.5 * (extent.box.min_y + extent.box.max_y)), 80.0);
  octave.lat_size = size, octave.lon_size = size / std::cos(middle * geo::degrees_to_radians);
  const double allowed = 64.0 + buckets_per_source * static_cast<double>(extent.count);
  const double across = width / octave.lon_size, up = height / octave.lat_size;
  if ((across + 1.0) * (up + 1.0) > allowed) {  // far apart for their reach: fewer, larger buckets are enough
    const double grow = std::max(std::sqrt((across + 1.0) * (up + 1.0) / allowed), (across + up) / allowed);
    octave.lat_size *= grow, octave.lon_size *= grow;
  }
  octave.columns = static_cast<std::size_t>(width / octave.lon_size) + 1;
  octave.rows = static_cast<std::size_t>(height / octave.lat_size) + 1;
  octave.first.assign(octave.columns * octave.rows + 1, 0);
  octave.first[0] = begin;
  return octave;
}

std::size_t SourceIndex::Octave::bucket_of(geo::LonLat where) const {
  const auto column = static_cast<std::size_t>((where.lon - west) / lon_size);
  const auto row = static_cast<std::size_t>((where.lat - south) / lat_size);
  return std::min(row, rows - 1) * columns + std::min(column, columns - 1);
}

SourceIndex::Range SourceIndex::buckets(double from, double to, double origin, double size, std::size_t count) {
  const auto clamped = [&](double place) {
    return static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, static_cast<double>(count)));
  };
  return {clamped((from - origin) / size), clamped((to - origin) / size + 1.0)};
}

std::vector<const Source*> SourceIndex::reaching(const geo::LonLatBox& box) const {
  std::vector<const Source*> found;
  for (const Octave& octave : m_octaves) add_reaching(octave, box, found);
  std::sort(found.begin(), found.end(), [](const Source* a, const Source* b) { return a->order < b->order; });
  found.erase(std::unique(found.begin(), found.end()), found.end());  // a box may meet one on both sides of ±180
  return found;
}

void SourceIndex::add_reaching(const Octave& octave, const geo::LonLatBox& box,
                               std::vector<const Source*>& found) const {
  const double high = latitude_reach(octave.largest_radius);
  const double farthest = std::max(std::abs(box.min_y), std::abs(box.max_y));
  const double wide = longitude_reach(octave.largest_radius, farthest);
  const Range rows = buckets(box.min_y - high, box.max_y + high, octave.south, octave.lat_size, octave.rows);
  for (const double turn : {0.0, -360.0, 360.0}) {
    const Range columns =
        buckets(box.min_x - wide + turn, box.max_x + wide + turn, octave.west, octave.lon_size, octave.columns);
    if (columns.first >= columns.last) continue;
    for (std::size_t row = rows.first; row < rows.last; ++row)
      for (std::size_t i = octave.first[row * octave.columns + columns.first];
           i < octave.first[row * octave.columns + columns.last]; ++i) {
        const Source& source = m_sources[i];
        const double near = latitude_reach(source.radius);
        if (source.where.lat + near >= box.min_y && source.where.lat - near <= box.max_y) found.push_back(&source);
      }
  }
}

}  // namespace riskmap::density::detail
