// SPDX-License-Identifier: MIT
#include <riskmap/density/precision.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace riskmap::density {
namespace {

constexpr std::size_t probes = 4096;  // how many places tell what share of its box a polygon fills
constexpr double least_share = 1e-3;  // a thinner polygon gets fewer parts

/// Vogel (1979), A better way to construct the sunflower head: floret k of n at √((k + ½)/n) of the radius, turned by k
/// golden angles; every floret has the same area about it.
std::vector<geo::LonLat> sunflower(geo::LonLat centre, Metres radius, std::size_t count, const model::Area* study_area,
                                   double turn) {
  constexpr double golden_angle = 137.50776405003785;
  std::vector<geo::LonLat> florets;
  florets.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    const double share = (static_cast<double>(k) + 0.5) / static_cast<double>(count);
    const double azimuth = std::fmod(golden_angle * static_cast<double>(k) + 360.0 * turn, 360.0);
    const geo::LonLat place = geo::travel(centre, azimuth, radius * std::sqrt(share));
    if (study_area == nullptr || study_area->contains(place)) florets.push_back(place);
  }
  return florets;
}

/// The area south of a latitude, up to a factor (Snyder 1987, equation 3-12), and its inverse within a box by
/// bisection.
double authalic(double lat) {
  constexpr double e = 0.081819190842621486;
  const double sine = std::sin(lat * geo::degrees_to_radians), es = e * sine;
  return sine / (1.0 - es * es) + std::atanh(es) / e;
}
double latitude_of(double q, const geo::LonLatBox& box) {
  double low = box.min_y, high = box.max_y;
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (authalic(middle) < q ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// The box both lie in; empty if there is none.
geo::LonLatBox common_box(const model::Area& polygon, const model::Area* study_area) {
  geo::LonLatBox box = polygon.box();
  if (study_area == nullptr) return box;
  const geo::LonLatBox other = study_area->box();
  return {std::max(box.min_x, other.min_x), std::max(box.min_y, other.min_y), std::min(box.max_x, other.max_x),
          std::min(box.max_y, other.max_y)};
}

/// `count` places of a box, evenly by area on the ellipsoid's authalic sphere, those kept that lie in both areas: the
/// lattice i/n, frac(i φ), of low discrepancy (Niederreiter 1992, the golden ratio's Kronecker sequence).
std::vector<geo::LonLat> lattice_places(const geo::LonLatBox& box, std::size_t count, const model::Area& polygon,
                                        const model::Area* study_area, double turn) {
  constexpr double golden = 0.61803398874989485;
  const double south = authalic(box.min_y), north = authalic(box.max_y);
  std::vector<geo::LonLat> places;
  for (std::size_t i = 0; i < count; ++i) {
    const double up = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    const double along = golden * static_cast<double>(i + 1) + turn;
    const geo::LonLat place{box.min_x + box.width() * (along - std::floor(along)),
                            latitude_of(south + (north - south) * up, box)};
    if (polygon.contains(place) && (study_area == nullptr || study_area->contains(place))) places.push_back(place);
  }
  return places;
}

/// A corner of one that lies in the other: all that two areas that hardly meet may have in common.
std::optional<geo::LonLat> common_corner(const model::Area& a, const model::Area& b) {
  for (const model::Polygon& polygon : a.polygons())
    for (const geo::LonLat corner : polygon.outer)
      if (b.contains(corner)) return corner;
  return std::nullopt;
}

}  // namespace

Metres widened(Metres bandwidth, Metres uncertainty, const Kernel& kernel) {
  const double u2 = uncertainty.value() * uncertainty.value();
  return Metres(std::sqrt(bandwidth.value() * bandwidth.value() + u2 / (4.0 * kernel.variance)));
}

namespace {

/// Of `discs` kernel discs, each a hundred parts and four hundred at least; of a share of them four, and twelve.
std::size_t parts_of(double discs, double share) {
  const double whole = std::max(400.0, 100.0 * discs), least = std::max(12.0, 4.0 * discs);
  return static_cast<std::size_t>(std::ceil(std::min(std::max(share * whole, least), 1e9)));
}

}  // namespace

std::size_t spread_count(Metres bandwidth, Metres uncertainty, double share) {
  const double ratio = uncertainty / bandwidth;
  return parts_of(ratio * ratio, share);
}

std::vector<geo::LonLat> spread_places(geo::LonLat centre, Metres uncertainty, std::size_t wanted,
                                       const model::Area* study_area, double turn) {
  std::vector<geo::LonLat> places = sunflower(centre, uncertainty, wanted, study_area, turn);
  if (places.size() < wanted) {  // part of the disc lies outside: as many again as it takes, within reason
    const double share = std::max(0.02, static_cast<double>(places.size()) / static_cast<double>(wanted));
    places = sunflower(centre, uncertainty, static_cast<std::size_t>(1.05 * static_cast<double>(wanted) / share),
                       study_area, turn);
  }
  if (places.empty()) places.push_back(centre);
  return places;
}

std::size_t spread_count(Metres bandwidth, const model::Area& polygon, double share) {
  return parts_of(polygon.area() / (std::numbers::pi * bandwidth.value() * bandwidth.value()), share);
}

std::vector<geo::LonLat> spread_places(const model::Area& polygon, std::size_t wanted, const model::Area* study_area,
                                       double turn) {
  const geo::LonLatBox box = common_box(polygon, study_area);
  if (box.empty()) return {};
  const std::size_t first = std::max<std::size_t>(probes, wanted);
  std::vector<geo::LonLat> places = lattice_places(box, first, polygon, study_area, turn);
  const double share = std::max(least_share, static_cast<double>(places.size()) / static_cast<double>(first));
  const double needed = 1.02 * static_cast<double>(wanted) / share;
  if (places.size() < wanted || places.size() > wanted + wanted / 5)
    places = lattice_places(box, static_cast<std::size_t>(needed), polygon, study_area, turn);
  if (!places.empty()) return places;
  if (study_area == nullptr) return {polygon.polygons().front().outer.front()};
  auto corner = common_corner(polygon, *study_area);
  if (!corner) corner = common_corner(*study_area, polygon);
  return corner ? std::vector{*corner} : std::vector<geo::LonLat>{};
}

bool meet(const model::Area& polygon, const model::Area& study_area) {
  return !spread_places(polygon, 1, &study_area).empty();
}

}  // namespace riskmap::density
