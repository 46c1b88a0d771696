// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_ink.hpp>

#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr int most_levels = 32;

// Pens whose mean leaves a ramp of `blur` pixels inside the outermost's edge. Those of no width leave nothing, but
// count: a line narrower than its blur is nowhere whole.
std::vector<Pen> faded(Pen pen, double blur) {
  if (blur <= 0) return {pen};
  std::vector<Pen> out;
  const int count = std::clamp(static_cast<int>(std::ceil(blur)) + 1, 2, most_levels);
  const double outermost = pen.width;
  for (int i = 0; i < count; ++i) {
    pen.width = std::max(0.0, outermost - 2 * blur * (i + 0.5) / count);
    out.push_back(pen);
  }
  return out;
}

// Adds up what several areas cover, and divides by how many they are.
class Mean {
 public:
  void reset(const View& view) {
    m_width = view.width;
    m_any = false;
    m_sums.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), 0);
  }
  bool any() const { return m_any; }
  void add(Rasteriser& rasteriser) {
    rasteriser.sweep(FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
      auto* const row = m_sums.data() + static_cast<std::ptrdiff_t>(y) * m_width;
      for (int i = x; i < end; ++i) row[i] = static_cast<std::uint16_t>(row[i] + coverage);
      m_any = true;
    });
  }
  std::uint32_t at(std::size_t pixel, std::uint32_t count) const { return (m_sums[pixel] + count / 2) / count; }

 private:
  std::vector<std::uint16_t> m_sums;
  int m_width = 0;
  bool m_any = false;
};

}  // namespace

Pen LineLook::wide() const {
  auto out = pen;
  if (gap > 0) out.width = gap + 2 * pen.width;
  return out;
}

LineInk::LineInk(LineLook look, std::vector<PixelLine> lines, std::span<const ZoomOutlines::Corner> corners)
    : m_look(std::move(look)), m_lines(std::move(lines)) {
  std::vector<geo::PixelBox> boxes;
  for (const auto& line : m_lines) {
    boxes.push_back(line.box);
    m_box.extend(line.box);
  }
  if (m_box.empty()) return;
  m_box = m_box.grown(m_look.reach());
  if (!m_look.dashes.empty())
    m_index = geo::BoxIndex(boxes);
  else
    for (const auto& pen : outer_pens()) m_outer.push_back(drawn_with(pen, corners));
  for (const auto& pen : inner_pens()) m_inner.push_back(drawn_with(pen, corners));
}

Shape LineInk::drawn_with(const Pen& pen, std::span<const ZoomOutlines::Corner> corners) const {
  if (pen.width <= 0) return {};
  Rings rings;
  for (const auto& line : m_lines) pen.outline(to_fixed(line), rings);
  for (const auto& corner : corners) pen.corner(corner.before, corner.at, corner.after, rings);
  return Shape(std::move(rings));
}

std::vector<Pen> LineInk::outer_pens() const { return faded(m_look.wide(), m_look.blur); }

std::vector<Pen> LineInk::inner_pens() const {
  if (m_look.gap <= 0) return {};
  auto pen = m_look.pen;
  pen.width = m_look.gap;
  return faded(pen, m_look.blur);
}

geo::PixelBox LineInk::reach_of(const View& view, FixedPoint shift) const {
  return box_before(view, shift).grown(m_look.reach());
}

const std::vector<std::uint32_t>& LineInk::near(const geo::PixelBox& box) const {
  thread_local std::vector<std::uint32_t> numbers;
  m_index.find(box, numbers);
  return numbers;
}

bool LineInk::touches(const View& view, FixedPoint shift) const {
  if (!m_look.dashes.empty()) return m_index.any(reach_of(view, shift));
  return !m_outer.empty() && m_outer.front().cover(view, shift) != Cover::none;
}

void LineInk::add_to(Rasteriser& rasteriser, const View& view, FixedPoint shift) const {
  if (!m_look.dashes.empty()) return add_dashes(m_look.wide(), rasteriser, view, shift);
  if (!m_outer.empty()) m_outer.front().add_to(rasteriser, view, shift);
}

void LineInk::add_dashes(const Pen& pen, Rasteriser& rasteriser, const View& view, FixedPoint shift) const {
  if (pen.width <= 0) return;
  thread_local Rings rings;
  const auto box = reach_of(view, shift);
  rings.clear();
  const Dashes dashes(m_look.dashes);
  for (const auto number : near(box)) dashes.along(m_lines[number], box, pen, rings);
  for (auto& p : rings.points) p = {p.x + shift.x, p.y + shift.y};
  rings.add_to(rasteriser);
}

bool LineInk::mask(const View& view, FixedPoint shift, std::vector<std::uint8_t>& out) const {
  auto& rasteriser = thread_rasteriser();
  rasteriser.reset(view);
  thread_local Mean outer, inner;
  outer.reset(view);
  const auto pens = outer_pens();
  for (std::size_t i = 0; i < pens.size(); ++i) {
    if (m_look.dashes.empty())
      m_outer[i].add_to(rasteriser, view, shift);
    else
      add_dashes(pens[i], rasteriser, view, shift);
    outer.add(rasteriser);
  }
  if (!outer.any()) return false;
  const bool cased = !m_inner.empty();
  if (cased) inner.reset(view);
  for (const auto& shape : m_inner) {
    shape.add_to(rasteriser, view, shift);
    inner.add(rasteriser);
  }
  const auto count = static_cast<std::uint32_t>(pens.size());
  out.resize(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto share = outer.at(i, count);
    if (cased && inner.any() && share > 0) {
      // A sharp casing is one area less another within it; where both fade, MapLibre takes the fainter.
      const auto free = inner.at(i, count);
      share = m_look.blur > 0 ? std::min(share, 255 - free) : share - std::min(share, free);
    }
    out[i] = static_cast<std::uint8_t>(share);
  }
  return true;
}

bool LineInk::add_dashes(Digest& digest, const View& view, FixedPoint shift) const {
  const auto box = reach_of(view, shift);
  bool any = false;
  std::uint64_t sum = 0;
  const auto mix = [&sum](double value) { sum = mixed(sum, std::bit_cast<std::uint64_t>(value)); };
  for (const auto number : near(box)) {
    const auto& line = m_lines[number];
    for (const auto& run : runs_in(line, box)) {
      mix(line.along[run.first]);
      for (auto i = run.first; i <= run.last; ++i) mix(line.points[i].x), mix(line.points[i].y);
      any = true;
    }
  }
  if (!any) return false;
  digest.add(sum)
      .add(static_cast<std::uint64_t>(view.left * per_pixel - shift.x))
      .add(static_cast<std::uint64_t>(view.top * per_pixel - shift.y));
  const auto& pen = m_look.pen;
  digest.add(pen.width).add(pen.miter_limit).add(pen.round_limit);
  digest.add(static_cast<std::uint64_t>(pen.cap)).add(static_cast<std::uint64_t>(pen.join));
  for (const double length : m_look.dashes) digest.add(length);
  return true;
}

bool LineInk::add_to(Digest& digest, const View& view, FixedPoint shift) const {
  bool drawn = false;
  if (m_look.dashes.empty()) {
    for (const auto& shape : m_outer) drawn = shape.add_to(digest, view, shift) || drawn;
  } else {
    drawn = add_dashes(digest, view, shift);
  }
  if (!drawn) return false;
  std::uint64_t free = 0;
  for (const auto& shape : m_inner) free += shape.add_to(digest, view, shift) ? 1 : 0;
  digest.add(free);
  if (m_look.blur > 0) digest.add("blur").add(m_look.blur).add(m_look.wide().width);
  return true;
}

}  // namespace riskmap::render::detail
