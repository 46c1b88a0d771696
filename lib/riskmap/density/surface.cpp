// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/interpolation.hpp>
#include <riskmap/density/surface.hpp>

#include <algorithm>
#include <cassert>

namespace riskmap::density {
namespace {

using detail::Cubic;

// The margin decides where the surface ends: bicubic ripples beyond the last kernel's rim are not shown.
double value_of(const Surface::Parts& parts, const Cubic& column, const Cubic& row) {
  if (detail::bilinear(parts.nearest_margin.data(), parts.grid.columns, column, row) >= 0.0) return 0.0;
  return std::max(0.0, detail::bicubic(parts.values.data(), parts.grid.columns, column, row));
}

/// Interpolation among the nodes at a place; nullopt beyond them.
struct Neighbourhood {
  Cubic column, row;
};
std::optional<Neighbourhood> neighbourhood(const geo::Grid& grid, geo::LonLat place) {
  const geo::MercatorPoint p = geo::to_mercator(place);
  const auto column = detail::cubic_at(grid.column_of(p.x), grid.columns);
  const auto row = detail::cubic_at(grid.row_of(p.y), grid.rows);
  if (!column || !row) return std::nullopt;
  return Neighbourhood{*column, *row};
}

/// Calls at(index, column, row) for each cell centre of a box, row-major from the north-west; null pointers beyond the
/// nodes.
template <typename TVisitor>
void for_each_cell(const geo::Grid& grid, const geo::MercatorBox& box, std::size_t width, std::size_t height,
                   TVisitor&& at) {
  std::vector<std::optional<Cubic>> columns(width);
  for (std::size_t i = 0; i < width; ++i) {
    const double x = box.min_x + box.width() * ((static_cast<double>(i) + 0.5) / static_cast<double>(width));
    columns[i] = detail::cubic_at(grid.column_of(x), grid.columns);
  }
  for (std::size_t j = 0; j < height; ++j) {
    const double y = box.max_y - box.height() * ((static_cast<double>(j) + 0.5) / static_cast<double>(height));
    const auto row = detail::cubic_at(grid.row_of(y), grid.rows);
    for (std::size_t i = 0; i < width; ++i)
      at(j * width + i, columns[i] ? &*columns[i] : nullptr, row ? &*row : nullptr);
  }
}

double largest_inside(const Surface::Parts& parts) {
  float largest = 0.0F;
  for (std::size_t i = 0; i < parts.values.size(); ++i) {
    if (parts.values[i] <= largest) continue;
    const geo::LonLat place = geo::to_lonlat(parts.grid.node(i % parts.grid.columns, i / parts.grid.columns));
    if (parts.study_area == nullptr || parts.study_area->contains(place)) largest = parts.values[i];
  }
  return static_cast<double>(largest);
}

}  // namespace

std::string_view to_text(State state) {
  switch (state) {
    case State::ok:
      return "ok";
    case State::few_events:
      return "few-events";
    case State::none_in_reach:
      return "none-in-reach";
    case State::outside:
      break;
  }
  return "outside";
}

Surface::Surface(Parts parts) : m_parts(std::move(parts)) {
  assert(m_parts.kernel != nullptr && m_parts.values.size() == m_parts.grid.size());
  m_maximum = largest_inside(m_parts);
}

double Surface::value(geo::LonLat place) const {
  const auto near = neighbourhood(m_parts.grid, place);
  if (!near || !covers(place)) return 0.0;
  return value_of(m_parts, near->column, near->row);
}

State Surface::state(geo::LonLat place) const {
  if (!covers(place)) return State::outside;
  const auto near = neighbourhood(m_parts.grid, place);
  const auto covered = [&](const std::vector<float>& margins) {
    return near && detail::bilinear(margins.data(), m_parts.grid.columns, near->column, near->row) < 0.0;
  };
  if (!covered(m_parts.nearest_margin)) return State::none_in_reach;
  return covered(m_parts.enough_margin) ? State::ok : State::few_events;
}

bool Surface::covers(geo::LonLat place) const {
  return m_parts.study_area == nullptr || m_parts.study_area->contains(place);
}

void Surface::sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const {
  for_each_cell(m_parts.grid, box, width, height, [&](std::size_t cell, const Cubic* column, const Cubic* row) {
    out[cell] = column && row ? static_cast<float>(value_of(m_parts, *column, *row)) : 0.0F;
  });
}

void Surface::sample_margins(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest,
                             float* enough) const {
  const auto beyond = static_cast<float>(m_parts.margin_cap);
  const auto at = [&](const std::vector<float>& margins, const Cubic* column, const Cubic* row) {
    if (!column || !row) return beyond;
    return static_cast<float>(detail::bilinear(margins.data(), m_parts.grid.columns, *column, *row));
  };
  for_each_cell(m_parts.grid, box, width, height, [&](std::size_t cell, const Cubic* column, const Cubic* row) {
    nearest[cell] = at(m_parts.nearest_margin, column, row);
    enough[cell] = at(m_parts.enough_margin, column, row);
  });
}

}  // namespace riskmap::density
