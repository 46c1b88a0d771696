// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_text.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace riskmap::render::detail {
namespace {

constexpr double samples_per_em = 4;
constexpr int smoothings = 14;                        // binomial passes: about ±0.66 em
constexpr double least_chord = 0.6;                   // ems over which a letter's direction is taken
constexpr double least_room = 0.75, most_room = 1.4;  // between letters' middles, times what it is on a straight line
constexpr double straight_enough = 0.35;              // cosine of a letter against the whole text

PixelPoint operator-(PixelPoint a, PixelPoint b) { return {a.x - b.x, a.y - b.y}; }
PixelPoint operator+(PixelPoint a, PixelPoint b) { return {a.x + b.x, a.y + b.y}; }
PixelPoint operator*(double k, PixelPoint a) { return {k * a.x, k * a.y}; }
double dot(PixelPoint a, PixelPoint b) { return a.x * b.x + a.y * b.y; }
double length(PixelPoint a) { return std::sqrt(dot(a, a)); }
PixelPoint unit(PixelPoint a) {
  const double size = length(a);
  return size > 0 ? 1 / size * a : PixelPoint{1, 0};
}

// A smoothed stretch of a line.
class Curve {
 public:
  Curve(const PixelLine& line, double from, double to, double step) {
    const auto count = static_cast<std::size_t>(std::ceil((to - from) / step)) + 1;
    for (std::size_t i = 0; i < count; ++i)
      m_points.push_back(place_on(line, std::min(from + static_cast<double>(i) * step, to)).at);
    for (int pass = 0; pass < smoothings; ++pass) {
      auto before = m_points.front();
      for (std::size_t i = 1; i + 1 < count; ++i) {
        const auto here = m_points[i];
        m_points[i] = 0.25 * (before + 2 * here + m_points[i + 1]);
        before = here;
      }
    }
    measure();
  }

  void reverse() {
    std::reverse(m_points.begin(), m_points.end());
    measure();
  }

  double size() const { return m_along.back(); }
  /// How far along the curve a sample lies.
  double along(std::size_t sample) const { return m_along[std::min(sample, m_along.size() - 1)]; }

  PixelPoint at(double along) const {
    const auto next = std::upper_bound(m_along.begin(), m_along.end(), std::clamp(along, 0.0, size()));
    const auto i = std::clamp<std::ptrdiff_t>(next - m_along.begin() - 1, 0, std::ssize(m_along) - 2);
    const auto k = static_cast<std::size_t>(i);
    const double span = m_along[k + 1] - m_along[k];
    const double t = span > 0 ? (along - m_along[k]) / span : 0;  // beyond an end it goes straight on
    return m_points[k] + t * (m_points[k + 1] - m_points[k]);
  }

 private:
  void measure() {
    m_along.assign(1, 0.0);
    for (std::size_t i = 1; i < m_points.size(); ++i)
      m_along.push_back(m_along.back() + length(m_points[i] - m_points[i - 1]));
  }
  std::vector<PixelPoint> m_points;
  std::vector<double> m_along;
};

// What one unit of a text takes of its line, in pixels of the text's box.
struct UnitSpan {
  double first = 0, last = 0;
  geo::PixelBox ink;
  bool upright = false;
};

std::vector<UnitSpan> unit_spans(const SharedText& text) {
  std::vector<UnitSpan> out;
  std::vector<bool> begun;
  for (const auto& glyph : text.layout().glyphs()) {
    if (glyph.unit >= out.size()) out.resize(glyph.unit + 1), begun.resize(glyph.unit + 1);
    auto& span = out[glyph.unit];
    const double x = glyph.x * text.size(), end = x + glyph.advance * text.size();
    span.first = begun[glyph.unit] ? std::min(span.first, x) : x;
    span.last = begun[glyph.unit] ? std::max(span.last, end) : end;
    begun[glyph.unit] = true;
    span.upright = span.upright || glyph.upright;
    geo::PixelBox ink;
    if (glyph.face == nullptr)
      ink = {0, -glyph.height, glyph.width, 0};
    else if (!glyph.outline->ink.empty())
      ink = glyph.outline->ink;
    if (ink.empty()) continue;
    const double k = glyph.face == nullptr ? text.size() : glyph.scale * text.size(), y = glyph.y * text.size();
    span.ink.extend({x + k * ink.min_x, y + k * ink.min_y, x + k * ink.max_x, y + k * ink.max_y});
  }
  return out;
}

class Bender {
 public:
  Bender(const SharedText& text, const BendOptions& options) : m_text(text), m_options(options) {}

  std::optional<BentText> run(Curve curve, double middle) {
    const double half = m_text.width() / 2;
    const auto ends = [&] { return curve.at(middle + half) - curve.at(middle - half); };
    const auto spans = unit_spans(m_text);
    // Letters that stand upright are read downwards where the line is steep.
    const auto way = ends();
    m_down = m_options.upright && std::abs(way.y) > std::abs(way.x) &&
             std::any_of(spans.begin(), spans.end(), [](const auto& span) { return span.upright; });
    if (m_options.upright && (m_down ? way.y < 0 : is_backward(way))) {
      const double size = curve.size();
      curve.reverse();
      middle = size - middle;
    }
    m_course = unit(ends());
    const auto place = curve.at(middle);
    m_out.x = std::llround(place.x);
    m_out.y = std::llround(place.y);
    m_left = middle - m_text.width() * (0.5 + m_options.side.x / 2) + m_options.offset.x;
    m_base = m_text.height() * (0.5 + m_options.side.y / 2) - m_options.offset.y;
    for (const auto& span : spans) {
      if (!add(span, curve)) return std::nullopt;
    }
    return m_out.boxes.empty() ? std::nullopt : std::optional(std::move(m_out));
  }

 private:
  // Nearly upright text is read upwards.
  static bool is_backward(PixelPoint way) {
    const double slight = 1e-3 * (std::abs(way.x) + std::abs(way.y));
    return way.x < -slight || (std::abs(way.x) <= slight && way.y > 0);
  }

  bool add(const UnitSpan& span, const Curve& curve) {
    const double centre = (span.first + span.last) / 2, along = m_left + centre;
    const double half = std::max((span.last - span.first) / 2, least_chord / 2 * m_text.size());
    const auto from = curve.at(along - half), to = curve.at(along + half);
    auto direction = unit(to - from);
    const bool inked = !span.ink.empty();
    if (inked && dot(direction, m_course) < straight_enough) return false;
    if (inked && m_any && dot(direction, m_last.direction) < m_options.max_angle_cosine) return false;
    // A long piece stands on its chord's middle, a letter on the line.
    const auto at = 0.5 * (curve.at(along) + 0.5 * (from + to));
    if (!m_options.turn_letters) direction = {1, 0};
    const PixelPoint below{-direction.y, direction.x};
    Matrix to_world{direction.x, direction.y, below.x, below.y, 0, 0};
    const auto origin = at - to_world.at(centre, m_base);
    to_world.x0 = origin.x;
    to_world.y0 = origin.y;
    if (inked) {
      // On the inner side of a bend letters crowd, on the outer they part.
      const auto middle = to_world.at(centre, (span.ink.min_y + span.ink.max_y) / 2);
      const double away = length(middle - m_last.middle), meant = centre - m_last.centre;
      if (m_any && (away < least_room * meant || away > most_room * meant)) return false;
      m_last = {direction, middle, centre};
      m_any = true;
      if (m_down && m_options.turn_letters && span.upright) stand(to_world, centre);
      m_out.boxes.push_back(to_world.box(span.ink).grown(m_text.halo_reach()));
    }
    to_world.x0 -= static_cast<double>(m_out.x);
    to_world.y0 -= static_cast<double>(m_out.y);
    m_out.units.push_back(to_world);
    return true;
  }

  // A quarter to the left about the letter's middle.
  void stand(Matrix& to_world, double centre) const {
    const PixelPoint pivot{centre, m_text.height() / 2}, at = to_world.at(pivot.x, pivot.y);
    to_world = {-to_world.xy, -to_world.yy, to_world.xx, to_world.yx, 0, 0};
    const auto now = to_world.at(pivot.x, pivot.y);
    to_world.x0 = at.x - now.x;
    to_world.y0 = at.y - now.y;
  }

  const SharedText& m_text;
  const BendOptions& m_options;
  BentText m_out;
  PixelPoint m_course{1, 0};
  struct {
    PixelPoint direction, middle;
    double centre = 0;
  } m_last;
  bool m_any = false;   // m_last is a letter
  bool m_down = false;  // letters that stand upright do
  double m_left = 0, m_base = 0;
};

}  // namespace

LinePlace place_on(const PixelLine& line, double along) {
  const auto next = std::upper_bound(line.along.begin(), line.along.end(), along);
  const auto i = std::clamp<std::ptrdiff_t>(next - line.along.begin() - 1, 0, std::ssize(line.along) - 2);
  const auto k = static_cast<std::size_t>(i);
  const auto way = line.points[k + 1] - line.points[k];
  const double span = line.along[k + 1] - line.along[k];
  const double t = span > 0 ? std::clamp((along - line.along[k]) / span, 0.0, 1.0) : 0;
  return {line.points[k] + t * way, unit(way)};
}

std::optional<BentText> bend(const SharedText& text, const PixelLine& line, double along, const BendOptions& options) {
  const double half = text.width() / 2, total = line.along.back();
  if (along - half < 0 || along + half > total) return std::nullopt;
  const double step = text.size() / samples_per_em, margin = 2 * text.size() + std::abs(options.offset.x);
  // The middle is a sample, so that it stays known when the curve is smoothed.
  const double before = std::floor(std::min(along, half + margin) / step);
  const double after = std::floor(std::min(total - along, half + margin) / step);
  if (before + after < 2) return std::nullopt;
  const Curve curve(line, along - before * step, along + after * step, step);
  return Bender(text, options).run(curve, curve.along(static_cast<std::size_t>(before)));
}

std::vector<std::vector<PixelPoint>> join_lines(std::vector<std::vector<PixelPoint>> lines) {
  using Key = std::pair<double, double>;
  const auto key = [](PixelPoint p) { return Key{p.x, p.y}; };
  std::map<Key, std::size_t> starts, ends;  // of lines so far
  const auto forget = [&](std::size_t i) {
    if (const auto it = starts.find(key(lines[i].front())); it != starts.end() && it->second == i) starts.erase(it);
    if (const auto it = ends.find(key(lines[i].back())); it != ends.end() && it->second == i) ends.erase(it);
  };
  const auto append = [&](std::size_t to, std::size_t from) {
    lines[to].insert(lines[to].end(), lines[from].begin() + 1, lines[from].end());
    lines[from].clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].size() < 2) continue;
    auto at = i;
    if (const auto before = ends.find(key(lines[i].front())); before != ends.end()) {
      const auto first = before->second;
      forget(first);
      append(first, i);
      at = first;
    }
    if (const auto after = starts.find(key(lines[at].back())); after != starts.end() && after->second != at) {
      const auto last = after->second;
      forget(last);
      append(at, last);
      if (last < at) std::swap(lines[last], lines[at]), at = last;
    }
    starts.emplace(key(lines[at].front()), at);
    ends.emplace(key(lines[at].back()), at);
  }
  std::erase_if(lines, [](const auto& line) { return line.size() < 2; });
  return lines;
}

}  // namespace riskmap::render::detail
