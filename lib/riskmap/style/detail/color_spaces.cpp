// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/color_spaces.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace riskmap::style {
namespace {

// The white point D50.
constexpr double white_x = 0.96422, white_z = 0.82521;
constexpr double t0 = 4.0 / 29.0, t1 = 6.0 / 29.0, t2 = 3 * t1 * t1, t3 = t1 * t1 * t1;
constexpr double degrees = 180 / std::numbers::pi;

struct Lab {
  double l, a, b, alpha;
};
struct Hcl {
  double hue, chroma, l, alpha;  // hue in degrees, NaN for greys
};

double blend(double a, double b, double t) { return a + t * (b - a); }

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}
double companded(double x) {
  return std::clamp(x <= 0.00304 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055, 0.0, 1.0);
}
double to_lab_axis(double t) { return t > t3 ? std::pow(t, 1.0 / 3.0) : t / t2 + t0; }
double from_lab_axis(double t) { return t > t1 ? t * t * t : t2 * (t - t0); }

Lab to_lab(const Color& color) {
  const double r = linear(color.r), g = linear(color.g), b = linear(color.b);
  const double y = to_lab_axis(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
  double x = y, z = y;
  if (r != g || g != b) {
    x = to_lab_axis((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / white_x);
    z = to_lab_axis((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / white_z);
  }
  return {std::max(0.0, 116 * y - 16), 500 * (x - y), 200 * (y - z), color.a};
}

Color from_lab(const Lab& lab) {
  const double level = (lab.l + 16) / 116;
  const double y = from_lab_axis(level);
  const double x = white_x * from_lab_axis(std::isnan(lab.a) ? level : level + lab.a / 500);
  const double z = white_z * from_lab_axis(std::isnan(lab.b) ? level : level - lab.b / 200);
  return {companded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
          companded(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
          companded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), lab.alpha};
}

Hcl to_hcl(const Color& color) {
  const auto lab = to_lab(color);
  const double chroma = std::sqrt(lab.a * lab.a + lab.b * lab.b);
  if (std::floor(chroma * 1e4 + 0.5) == 0) return {std::numeric_limits<double>::quiet_NaN(), chroma, lab.l, lab.alpha};
  const double angle = std::atan2(lab.b, lab.a) * degrees;
  return {angle < 0 ? angle + 360 : angle, chroma, lab.l, lab.alpha};
}

Color from_hcl(const Hcl& hcl) {
  const double angle = std::isnan(hcl.hue) ? 0 : hcl.hue * std::numbers::pi / 180;
  return from_lab({hcl.l, std::cos(angle) * hcl.chroma, std::sin(angle) * hcl.chroma, hcl.alpha});
}

double mixed_hue(double a, double b, double t) {
  double turn = b - a;
  if (turn > 180)
    turn -= 360;
  else if (turn < -180)
    turn += 360;
  return a + t * turn;
}

bool is_black_or_white(const Hcl& hcl) { return hcl.l == 1 || hcl.l == 0; }

Color mix_hcl(const Hcl& a, const Hcl& b, double t) {
  Hcl out{0, blend(a.chroma, b.chroma, t), blend(a.l, b.l, t), blend(a.alpha, b.alpha, t)};
  if (!std::isnan(a.hue) && !std::isnan(b.hue)) {
    out.hue = mixed_hue(a.hue, b.hue, t);
  } else if (!std::isnan(a.hue)) {
    out.hue = a.hue;
    if (is_black_or_white(b)) out.chroma = a.chroma;
  } else if (!std::isnan(b.hue)) {
    out.hue = b.hue;
    if (is_black_or_white(a)) out.chroma = b.chroma;
  }
  return from_hcl(out);
}

}  // namespace

Color mix_in(ColorSpace space, const Color& a, const Color& b, double t) {
  if (space == ColorSpace::rgb) return mix_straight(a, b, t);
  if (space == ColorSpace::hcl) return mix_hcl(to_hcl(a), to_hcl(b), t);
  const auto from = to_lab(a), to = to_lab(b);
  return from_lab(
      {blend(from.l, to.l, t), blend(from.a, to.a, t), blend(from.b, to.b, t), blend(from.alpha, to.alpha, t)});
}

}  // namespace riskmap::style
