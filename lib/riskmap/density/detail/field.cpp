// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/cells.hpp>
#include <riskmap/density/detail/digest_grid.hpp>
#include <riskmap/density/detail/field.hpp>
#include <riskmap/density/detail/row_sums.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <algorithm>

namespace riskmap::density::detail {
namespace {

constexpr std::size_t long_list = 20000;
constexpr std::size_t long_smooth_list = 4096;

// Binning is as good as summing node by node for kernels that end softly and are all of one width, and faster from some
// thousand on; others are summed as long as that is bearable.
bool is_long(std::span<const Contribution> list, const Kernel& kernel) {
  const bool soft = kernel.profile(0.99) < 1e-3 * kernel.profile(0.0);
  const auto other_width = [&](const Contribution& c) { return c.radius != list.front().radius; };
  return list.size() > long_list ||
         (soft && list.size() > long_smooth_list && std::none_of(list.begin(), list.end(), other_width));
}

/// The sources that are summed one by one, along the rows of a picture.
class DirectRows {
 public:
  DirectRows(const SourceIndex& sources, const geo::MercatorBox& box, const Cells& picture)
      : m_meridians(picture.columns->meridians), m_parallels(picture.rows->parallels) {
    if (sources.empty()) return;
    constexpr double degrees = 180.0 / geo::mercator_half;
    m_near =
        sources.reaching({box.min_x * degrees, m_parallels.lats.back(), box.max_x * degrees, m_parallels.lats.front()});
    if (!m_near.empty()) m_sums.resize(m_meridians.size());
  }
  void add(std::size_t row, const ProfileTable& profile, float* out) {
    if (m_near.empty()) return;
    std::fill(m_sums.begin(), m_sums.end(), 0.0);
    const RowSums sums(m_meridians, m_parallels, row);
    for (const Source* source : m_near) sums.add(*source, profile, m_sums.data());
    add_sums(out, m_sums.size(), m_sums.data());
  }

 private:
  const Meridians& m_meridians;
  const Parallels& m_parallels;
  std::vector<const Source*> m_near;
  std::vector<double> m_sums;
};

}  // namespace

Field::Field(std::span<const Contribution> list, const Kernel& kernel, const FieldOptions& options)
    : m_profile(std::make_unique<const ProfileTable>(kernel)), m_rule(kernel) {
  is_long(list, kernel) ? build_long(list, options) : build_short(list, options);
}

// Row by row, so that a row stays in the cache from the first level to the last source.
void Field::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  if (width == 0 || height == 0) return;
  const auto picture = cells_of(box, width, height);
  const auto &lons = picture.columns->meridians.lons, &lats = picture.rows->parallels.lats;
  std::vector<Level::Rows> levels;
  const geo::LonLatBox seen{lons.front(), lats.back(), lons.back(), lats.front()};
  for (const auto& level : m_levels)
    if (level->lattice().meets(seen)) levels.emplace_back(*level, lons, lats);
  const auto floor = static_cast<float>(m_floor);
  DirectRows direct(m_direct, box, picture);
  for (std::size_t row = 0; row < height; ++row) {
    std::fill(out, out + width, 0.0F);
    for (Level::Rows& level : levels) level.add(lats[row], out);
    clear_below(out, width, floor);
    direct.add(row, *m_profile, out);
    out += width;
  }
}

// A level beyond the box leaves nothing in it.
std::uint64_t Field::digest(const geo::LonLatBox& box) const {
  std::uint64_t digest = stirred(m_choices, m_floor);
  for (const auto& level : m_levels)
    if (level->beyond_kernel() > 0.0 || level->lattice().meets(box)) digest = stirred(digest, level->digest(box));
  return digest;
}

double Field::beyond_kernel() const {
  double farthest = 0.0;
  for (const auto& level : m_levels) farthest = std::max(farthest, level->beyond_kernel());
  return farthest;
}

double Field::at(geo::LonLat place) const {
  double smooth = 0.0, sum = 0.0;
  for (const auto& level : m_levels) smooth += level->at(place);
  m_direct.for_each_near(place, 0.0, [&](const Source& source, double squared) {
    sum += source.amount * m_profile->at(squared / (source.radius * source.radius));
    return true;
  });
  return sum + (smooth < m_floor ? 0.0 : smooth);
}

}  // namespace riskmap::density::detail
