// SPDX-License-Identifier: MIT
#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/page_image.hpp>
#include <riskmap/render/detail/surface_paint.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <mutex>

namespace riskmap::render::detail {
namespace {

std::size_t pixel_count(const View& view) {
  return static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
}

void read_pattern(const Json& json, style::PatternSpec& pattern) {
  if (!json.is_object()) return;
  pattern.kind = json.value("kind", pattern.kind);
  pattern.angle = json.value("angle", pattern.angle);
  pattern.spacing = json.value("spacing", pattern.spacing);
  pattern.width = json.value("width", pattern.width);
  if (const auto color = style::parse_color(json.value("color", ""))) pattern.color = *color;
}

}  // namespace

StatesStyle read_states(const style::Layer& layer) {
  StatesStyle out;
  if (!layer.metadata.is_object() || !layer.metadata.contains("riskmap:states")) return out;
  const auto& states = layer.metadata["riskmap:states"];
  if (!states.is_object()) return out;
  if (states.contains("few-events")) read_pattern(states["few-events"], out.few_events);
  if (states.contains("none-in-reach") && states["none-in-reach"].is_string()) {
    if (const auto color = style::parse_color(states["none-in-reach"].get<std::string>())) out.none_in_reach = *color;
  }
  return out;
}

namespace {

std::shared_ptr<const StudyArea> project(const density::Numbers& numbers, double world_size) {
  auto area = std::make_shared<StudyArea>();
  area->everywhere = numbers.study_area() == nullptr;
  if (area->everywhere) return area;
  for (const auto& polygon : numbers.study_area()->polygons()) {
    auto projected = project_polygon(polygon, world_size);
    if (!projected.rings.empty()) area->polygons.push_back(std::move(projected));
  }
  area->shape = make_shape(area->polygons);
  return area;
}

/// The newest few areas that were asked for.
class KeptAreas {
 public:
  std::shared_ptr<const StudyArea> get(const std::shared_ptr<const density::Numbers>& numbers, double world_size) {
    {
      const std::scoped_lock guard(m_lock);
      for (const Kept& kept : m_kept)
        if (kept.world_size == world_size && !kept.numbers.owner_before(numbers) && !numbers.owner_before(kept.numbers))
          return kept.area;
    }
    auto made = project(*numbers, world_size);
    const std::scoped_lock guard(m_lock);
    m_kept.push_front({numbers, world_size, made});
    if (m_kept.size() > most) m_kept.pop_back();
    return made;
  }

 private:
  static constexpr std::size_t most = 4;
  struct Kept {
    std::weak_ptr<const density::Numbers> numbers;
    double world_size;
    std::shared_ptr<const StudyArea> area;
  };
  std::mutex m_lock;
  std::deque<Kept> m_kept;
};

void trace_area(const StudyArea& area, const View& view, Canvas& canvas) {
  cairo_new_path(canvas.context());
  if (area.everywhere) cairo_rectangle(canvas.context(), 0, 0, view.width, view.height);
  // Clipped edges run along this box: far enough out that nobody sees them.
  for (const auto& polygon : area.polygons)
    trace_polygon(canvas.context(), polygon, view.world_box().grown(32 * view.ratio), view);
}

/// Some pixels of a row that are not all ok: their margins, and what lies over them where events are few and where none
/// is in reach.
struct OpenPixels {
  const float *nearest, *enough;
  const std::uint32_t* hatch;
  std::uint32_t pale;
  std::size_t count;

  std::uint32_t at(std::size_t i) const {
    const std::uint32_t inner = enough[i] >= 0.0F ? hatch[i] : 0U;
    return nearest[i] >= 0.0F ? pale : inner;
  }
};

RISKMAP_WIDE void put(const OpenPixels& pixels, std::uint32_t* out) {
  const OpenPixels own = pixels;
  for (std::size_t i = 0; i < own.count; ++i) out[i] = own.at(i);
}

RISKMAP_WIDE void lay(const OpenPixels& pixels, std::uint32_t* over_these) {
  const OpenPixels own = pixels;
  for (std::size_t i = 0; i < own.count; ++i) over_these[i] = over(own.at(i), over_these[i]);
}

}  // namespace

std::shared_ptr<const StudyArea> study_area_at(const std::shared_ptr<const density::Numbers>& numbers,
                                               double world_size) {
  static KeptAreas kept;
  return kept.get(numbers, world_size);
}

void sample(const density::Numbers& numbers, const View& view, std::vector<float>& out) {
  out.resize(pixel_count(view));
  numbers.sample(view.box(), static_cast<std::size_t>(view.width), static_cast<std::size_t>(view.height), out.data());
}

StatesPaint::StatesPaint(const StatesStyle& style, double ratio)
    : m_pale(premultiplied_pixel(style.none_in_reach)), m_hatch(Hatch(style.few_events, ratio), 1.0) {}

/// Calls visit(y, x, pixels) for the rows that are not ok throughout.
template <typename TVisit>
void StatesPaint::for_open_rows(const density::Numbers& numbers, const View& view, TVisit&& visit) const {
  thread_local std::vector<float> nearest, enough;
  thread_local std::vector<density::ColumnSpan> open;
  const auto width = static_cast<std::size_t>(view.width), height = static_cast<std::size_t>(view.height);
  nearest.resize(width * height), enough.resize(width * height);
  numbers.sample_open_margins(view.box(), width, height, nearest.data(), enough.data(), open);
  for (std::size_t y = 0; y < height; ++y) {
    if (open[y].empty()) continue;
    const std::size_t x = open[y].begin, count = open[y].end - x, first = y * width + x;
    const auto* hatch = m_hatch.run(view.left + static_cast<std::int64_t>(x), view.top + static_cast<std::int64_t>(y),
                                    static_cast<int>(count));
    visit(y, x, OpenPixels{&nearest[first], &enough[first], hatch, m_pale, count});
  }
}

bool StatesPaint::paint(const density::Numbers& numbers, const View& view, std::vector<std::uint32_t>& out) const {
  bool any = false;
  for_open_rows(numbers, view, [&](std::size_t y, std::size_t x, const OpenPixels& pixels) {
    if (!any) out.assign(pixel_count(view), 0);
    any = true;
    put(pixels, &out[y * static_cast<std::size_t>(view.width) + x]);
  });
  return any;
}

void StatesPaint::paint_over(const density::Numbers& numbers, const View& view, const PixelBuffer& to) const {
  for_open_rows(numbers, view, [&](std::size_t y, std::size_t x, const OpenPixels& pixels) {
    lay(pixels, to.row(static_cast<int>(y)) + x);
  });
}

void StatesPaint::add_to(Digest& digest, const View& view) const {
  digest.add(std::uint64_t{m_pale});
  m_hatch.add_to(digest, view);
}

void blend_clipped(const std::vector<std::uint32_t>& pixels, const StudyArea& area, const View& view,
                   const PixelBuffer& to) {
  if (area.cover(view) == Cover::part) return paint_through(area.shape, view, pixels.data(), to);
  for (int y = 0; y < view.height; ++y)
    PixelBuffer::blend_pixels(to.row(y), pixels.data() + static_cast<std::ptrdiff_t>(y) * view.width, view.width);
}

void put_clipped(const std::vector<std::uint32_t>& pixels, const StudyArea& area, const View& view, Canvas& canvas) {
  auto copy = pixels;  // the caller's stay as they are
  trace_area(area, view, canvas);
  fill_with_pixels(canvas.context(), copy, view.width, {0, 0});
}

}  // namespace riskmap::render::detail
