// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/cheap_ruler.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::style {
namespace {

constexpr double equator_km = 6378.137;
constexpr double eccentricity = 0.0066943799901413165;  // squared
constexpr double radians = std::numbers::pi / 180;

double wrapped(double degrees) { return std::abs(degrees) <= 180 ? degrees : std::remainder(degrees, 360.0); }

}  // namespace

CheapRuler::CheapRuler(double latitude) {
  const double cosine = std::cos(latitude * radians);
  const double w2 = 1 / (1 - eccentricity * (1 - cosine * cosine)), w = std::sqrt(w2);
  const double metres = radians * equator_km * 1000;
  m_per_x = metres * w * cosine;
  m_per_y = metres * w * w2 * 0.9933056200098587;
}

double CheapRuler::distance(PlanePoint a, PlanePoint b) const {
  const double dx = wrapped(a.x - b.x) * m_per_x, dy = (a.y - b.y) * m_per_y;
  return std::sqrt(dx * dx + dy * dy);
}

double CheapRuler::distance(PlanePoint point, const PlaneLine& line) const {
  double least = std::numeric_limits<double>::infinity();
  PlanePoint nearest{std::numeric_limits<double>::quiet_NaN(), 0};
  for (std::size_t i = 1; i < line.size(); ++i) {
    auto place = line[i - 1];
    double dx = wrapped(line[i].x - place.x) * m_per_x, dy = (line[i].y - place.y) * m_per_y;
    if (dx != 0 || dy != 0) {
      const double t =
          (wrapped(point.x - place.x) * m_per_x * dx + (point.y - place.y) * m_per_y * dy) / (dx * dx + dy * dy);
      if (t > 1)
        place = line[i];
      else if (t > 0)
        place = {place.x + dx / m_per_x * t, place.y + dy / m_per_y * t};
    }
    dx = wrapped(point.x - place.x) * m_per_x;
    dy = (point.y - place.y) * m_per_y;
    if (dx * dx + dy * dy < least) {
      least = dx * dx + dy * dy;
      nearest = place;
    }
  }
  return distance(point, nearest);
}

}  // namespace riskmap::style
