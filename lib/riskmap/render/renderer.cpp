// SPDX-License-Identifier: MIT
#include <riskmap/render/renderer.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/surface_paint.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/placement.hpp>

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <map>
#include <mutex>

namespace riskmap::render {
namespace {

constexpr std::size_t kept_plans = 4;

struct PlannedLayer {
  const style::Layer* layer = nullptr;
  std::unique_ptr<PreparedLayer> prepared;
};

// Everything of one zoom and ratio that does not depend on the tile.
struct Plan {
  double zoom = 0, ratio = 1;
  std::vector<PlannedLayer> layers;  // in drawing order; those not shown at this zoom are missing
};

constexpr double past_edge = 4;  // CSS px by which surface tiles go past the study area

bool is_surface(const style::Layer& layer) { return layer.type == "color-relief"; }
bool is_text(const style::Layer& layer) { return layer.type == "symbol"; }

}  // namespace

struct Renderer::Plans {
  std::mutex lock;
  std::list<std::shared_ptr<const Plan>> newest_first;
  std::mutex notes_lock;
  std::map<std::string, unsigned> notes;

  std::shared_ptr<const Plan> get(const map::Scene& scene, const View& view) {
    const std::scoped_lock guard(lock);
    for (auto it = newest_first.begin(); it != newest_first.end(); ++it) {
      if ((*it)->zoom == view.zoom && (*it)->ratio == view.ratio) {
        newest_first.splice(newest_first.begin(), newest_first, it);
        return newest_first.front();
      }
    }
    newest_first.push_front(make(scene, view));
    if (newest_first.size() > kept_plans) newest_first.pop_back();
    return newest_first.front();
  }

  std::shared_ptr<const Plan> make(const map::Scene& scene, const View& view) {
    auto plan = std::make_shared<Plan>();
    plan->zoom = view.zoom;
    plan->ratio = view.ratio;
    Placement placement;
    const PrepareContext context{scene,      view.zoom,
                                 view.ratio, view.world_size(),
                                 placement,  [this](const std::string& note) { add_note(note); }};
    for (const auto& layer : scene.document().layers()) {
      if (layer.visible && view.zoom >= layer.min_zoom && view.zoom < layer.max_zoom)
        plan->layers.push_back({&layer, nullptr});
    }
    // Marks that labels avoid come first, then labels from the top layer down.
    for (auto& planned : plan->layers) {
      if (!is_text(*planned.layer))
        planned.prepared = find_layer_type(planned.layer->type).prepare(*planned.layer, context);
    }
    for (auto it = plan->layers.rbegin(); it != plan->layers.rend(); ++it) {
      if (is_text(*it->layer)) it->prepared = find_layer_type(it->layer->type).prepare(*it->layer, context);
    }
    return plan;
  }

  void add_note(const std::string& note) {
    const std::scoped_lock guard(notes_lock);
    ++notes[note];
  }
};

Renderer::Renderer(const map::Scene& scene) : m_scene(scene), m_plans(std::make_unique<Plans>()) {}
Renderer::~Renderer() = default;

void Renderer::draw(const View& view, Canvas& canvas, Part part) const {
  const auto plan = m_plans->get(m_scene, view);
  bool above_surface = false;
  for (const auto& [layer, prepared] : plan->layers) {
    const bool surface = is_surface(*layer), text = is_text(*layer);
    const bool wanted = part == Part::all || (part == Part::labels && text) || (part == Part::unlabelled && !text) ||
                        (part == Part::base && !above_surface && !surface && !text) ||
                        (part == Part::overlay && above_surface && !surface && !text);
    above_surface = above_surface || surface;
    if (!wanted) continue;
    prepared->draw(view, canvas);
    canvas.check(layer->id.c_str());
  }
}

Picture Renderer::picture(const View& view, Part part) const {
  auto canvas = Canvas::picture(view.width, view.height);
  draw(view, canvas, part);
  return canvas.take_picture();
}

bool Renderer::is_empty(const View& view) const {
  if (geo::to_mercator(m_scene.bounds()).intersects(view.box())) return false;
  const auto plan = m_plans->get(m_scene, view);
  return std::none_of(plan->layers.begin(), plan->layers.end(),
                      [&](const auto& planned) { return planned.prepared->touches(view); });
}

std::vector<std::string> Renderer::notes() const {
  const std::scoped_lock guard(m_plans->notes_lock);
  std::vector<std::string> out;
  for (const auto& [note, count] : m_plans->notes) out.push_back(note);
  return out;
}

Picture surface_tile(const map::SceneSurface& surface, const View& view) {
  if (surface.step <= 0)
    throw UsageError(fmt::format("surface '{}' has no raster-dem source that gives its encoding", surface.spec->name));
  const auto values = detail::sample_rounded(surface, view);
  // A client that interpolates between pixels must find the right neighbours at the study area's edge, so the numbers
  // go a few pixels past it; the mask tile covers what is too much.
  const auto area = detail::project_study_area(*surface.drawn, view.world_size());
  auto inside = Canvas::picture(view.width, view.height);
  cairo_set_antialias(inside.context(), CAIRO_ANTIALIAS_NONE);
  detail::trace_area(area, view, inside);
  cairo_set_line_width(inside.context(), 2 * past_edge * view.ratio);
  cairo_set_line_join(inside.context(), CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(inside.context());
  cairo_fill(inside.context());
  const auto* mask = inside.pixels();
  Picture out;
  out.width = view.width;
  out.height = view.height;
  out.rgba.resize(4 * values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool counts =
        mask[i / static_cast<std::size_t>(view.width) * static_cast<std::size_t>(inside.stride_pixels()) +
             i % static_cast<std::size_t>(view.width)] != 0;
    const auto level = counts ? static_cast<std::uint32_t>(std::llround(values[i] / surface.step)) : 0U;
    if (level > 0xFFFFFFU)
      throw LimitError(
          fmt::format("a value {:.6g} of surface '{}' passes the encoding's range", values[i], surface.spec->name));
    out.rgba[4 * i] = static_cast<std::uint8_t>(level >> 16U);
    out.rgba[4 * i + 1] = static_cast<std::uint8_t>(level >> 8U);
    out.rgba[4 * i + 2] = static_cast<std::uint8_t>(level);
    out.rgba[4 * i + 3] = 255;
  }
  return out;
}

namespace {

// The map below, along the outside of the study area's edge, over the pixels by which the numbers go past it.
void cover_edge(const Renderer& renderer, const std::vector<detail::PixelPolygon>& area, const View& view,
                Canvas& canvas) {
  auto below = Canvas::picture(view.width, view.height);
  renderer.draw(view, below, Part::base);
  auto* context = canvas.context();
  cairo_save(context);
  detail::trace_area(area, view, canvas);
  cairo_rectangle(context, -64, -64, view.width + 128, view.height + 128);
  cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip(context);
  detail::trace_area(area, view, canvas);
  below.paint_source(context);
  cairo_set_line_width(context, 4 * past_edge * view.ratio);
  cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(context);
  cairo_restore(context);
}

}  // namespace

Picture mask_tile(const Renderer& renderer, const map::SceneSurface& surface, const View& view) {
  detail::StatesStyle states;
  for (const auto& layer : renderer.scene().document().layers()) {
    if (is_surface(layer) && renderer.scene().surface_of(layer) == &surface) states = detail::read_states(layer);
  }
  auto canvas = Canvas::picture(view.width, view.height);
  const auto area = detail::project_study_area(*surface.drawn, view.world_size());
  detail::put_clipped(detail::paint_states(*surface.drawn, view, states), area, 1, view, canvas);
  if (!area.empty()) cover_edge(renderer, area, view, canvas);
  return canvas.take_picture();
}

}  // namespace riskmap::render
