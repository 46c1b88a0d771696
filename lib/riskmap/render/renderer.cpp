// SPDX-License-Identifier: MIT
#include <riskmap/render/renderer.hpp>

#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/label.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/placement.hpp>

#include <algorithm>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace riskmap::render {
namespace {

constexpr std::size_t kept_plans = 4;

struct PlannedLayer {
  const style::Layer* layer = nullptr;
  std::unique_ptr<PreparedLayer> prepared = {};
  bool surface = false;  // it shows a risk surface
};

// Everything of one zoom and ratio that does not depend on the tile.
struct Plan {
  std::vector<PlannedLayer> layers;  // in drawing order; those not shown at this zoom are missing

  // Calls visit(layer, prepared) for those a part draws, from below.
  template <typename TVisit>
  void visit(Part part, TVisit&& visit) const;
  void draw(const View& view, Canvas& canvas, Part part) const;
  // Whether the lowest of a part's layers covers all that was there.
  bool covers(Part part) const;
};

bool is_text(const style::Layer& layer) { return layer.type == "symbol"; }

template <typename TVisit>
void Plan::visit(Part part, TVisit&& visit) const {
  bool above_surface = false;
  for (const auto& [layer, prepared, surface] : layers) {
    const bool text = is_text(*layer);
    const bool wanted = part == Part::all || (part == Part::labels && text) || (part == Part::unlabelled && !text) ||
                        (part == Part::base && !above_surface && !surface && !text) ||
                        (part == Part::overlay && above_surface && !surface && !text);
    above_surface = above_surface || surface;
    if (wanted) visit(*layer, *prepared);
  }
}

void Plan::draw(const View& view, Canvas& canvas, Part part) const {
  visit(part, [&](const style::Layer& layer, const PreparedLayer& prepared) {
    prepared.draw(view, canvas);
    canvas.check(layer.id.c_str());
  });
}

bool Plan::covers(Part part) const {
  const PreparedLayer* lowest = nullptr;
  visit(part, [&](const style::Layer&, const PreparedLayer& prepared) {
    if (lowest == nullptr) lowest = &prepared;
  });
  return lowest != nullptr && lowest->covers();
}

std::vector<std::string> pattern_names(const map::Scene& scene) {
  std::vector<std::string> out;
  for (const auto& pattern : scene.document().patterns()) out.push_back(pattern.name);
  return out;
}

// Tiles of one thread are drawn on the same pixels; large pictures on their own.
constexpr int largest_kept = 1024;

}  // namespace

struct Renderer::Plans {
  explicit Plans(const map::Scene& scene) : icons(scene.sprite(), pattern_names(scene)), outlines(scene.bounds()) {}

  // A plan or the making of one, so that other zooms need not wait for it.
  struct Slot {
    double zoom = 0, ratio = 1;
    std::once_flag once = {};
    Plan plan = {};
  };

  std::mutex lock;
  std::list<std::shared_ptr<Slot>> newest_first;
  std::mutex notes_lock;
  std::map<std::string, unsigned> notes;
  detail::TextCache texts;
  detail::IconSet icons;
  detail::OutlineStore outlines;

  std::shared_ptr<const Plan> get(const map::Scene& scene, const View& view) {
    auto slot = slot_of(view);
    std::call_once(slot->once, [&] { make(slot->plan, scene, view); });
    const auto* plan = &slot->plan;
    return {std::move(slot), plan};
  }

  std::shared_ptr<Slot> slot_of(const View& view) {
    const std::scoped_lock guard(lock);
    const auto found = std::find_if(newest_first.begin(), newest_first.end(), [&](const auto& slot) {
      return slot->zoom == view.zoom && slot->ratio == view.ratio;
    });
    if (found != newest_first.end()) {
      newest_first.splice(newest_first.begin(), newest_first, found);
      return newest_first.front();
    }
    auto slot = std::make_shared<Slot>();
    slot->zoom = view.zoom;
    slot->ratio = view.ratio;
    newest_first.push_front(slot);
    if (newest_first.size() > kept_plans) newest_first.pop_back();
    return slot;
  }

  void make(Plan& plan, const map::Scene& scene, const View& view) {
    plan.layers.clear();  // what a failure left
    Placement placement;
    detail::ZoomOutlines zoom_outlines(outlines, view.world_size());
    const PrepareContext context{scene,
                                 view.zoom,
                                 view.ratio,
                                 view.world_size(),
                                 placement,
                                 zoom_outlines,
                                 texts,
                                 icons,
                                 [this](const std::string& note) { add_note(note); }};
    for (const auto& layer : scene.document().layers()) {
      if (layer.visible && view.zoom >= layer.min_zoom && view.zoom < layer.max_zoom)
        plan.layers.push_back(
            {.layer = &layer, .surface = layer.type == "color-relief" && scene.surface_of(layer) != nullptr});
    }
    // Marks that labels avoid come first, then labels from the top layer down.
    for (auto& planned : plan.layers) {
      if (!is_text(*planned.layer))
        planned.prepared = find_layer_type(planned.layer->type).prepare(*planned.layer, context);
    }
    for (auto it = plan.layers.rbegin(); it != plan.layers.rend(); ++it) {
      if (is_text(*it->layer)) it->prepared = find_layer_type(it->layer->type).prepare(*it->layer, context);
    }
  }

  void give_back() {
    const std::scoped_lock guard(lock);
    newest_first.clear();
    texts.give_back();
  }

  void add_note(const std::string& note) {
    const std::scoped_lock guard(notes_lock);
    ++notes[note];
  }
};

Renderer::Renderer(const map::Scene& scene) : m_scene(scene), m_plans(std::make_unique<Plans>(scene)) {}
Renderer::~Renderer() = default;

void Renderer::draw(const View& view, Canvas& canvas, Part part) const {
  m_plans->get(m_scene, view)->draw(view, canvas, part);
}

Picture Renderer::picture(const View& view, Part part) const {
  Picture out;
  picture(view, out, part);
  return out;
}

void Renderer::picture(const View& view, Picture& out, Part part) const {
  if (view.width <= largest_kept && view.height <= largest_kept) {
    thread_local std::optional<Canvas> kept;
    const auto plan = m_plans->get(m_scene, view);
    auto& canvas = plan->covers(part) ? detail::of_size(kept, view.width, view.height)
                                      : detail::cleared(kept, view.width, view.height);
    plan->draw(view, canvas, part);
    canvas.take_picture(out);
  } else {
    auto canvas = Canvas::picture(view.width, view.height);
    draw(view, canvas, part);
    canvas.take_picture(out);
  }
}

std::uint64_t Renderer::digest(const View& view, Part part) const {
  thread_local Digest digest;
  digest.clear();
  digest.add(static_cast<std::uint64_t>(view.width)).add(static_cast<std::uint64_t>(view.height));
  m_plans->get(m_scene, view)->visit(part, [&](const style::Layer&, const PreparedLayer& prepared) {
    prepared.digest(view, digest);
  });
  return digest.value();
}

bool Renderer::is_empty(const View& view) const {
  if (geo::to_mercator(m_scene.bounds()).intersects(view.box())) return false;
  const auto plan = m_plans->get(m_scene, view);
  return std::none_of(plan->layers.begin(), plan->layers.end(),
                      [&](const auto& planned) { return planned.prepared->touches(view); });
}

void Renderer::give_back() const { m_plans->give_back(); }

std::vector<std::string> Renderer::notes() const {
  const std::scoped_lock guard(m_plans->notes_lock);
  std::vector<std::string> out;
  for (const auto& [note, count] : m_plans->notes) out.push_back(note);
  return out;
}

}  // namespace riskmap::render
