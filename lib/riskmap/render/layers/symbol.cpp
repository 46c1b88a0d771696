// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/symbol_planner.hpp>
#include <riskmap/style/anchors.hpp>

#include <cairo.h>

namespace riskmap::render::layers {
namespace {

using style::anchors;
using style::PropertySpec;
using style::ValueType;

constexpr std::string_view flat = "a still map is not turned or tilted";

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "symbol-placement", .layout = true, .type = ValueType::enumeration, .default_json = "\"point\"", .help = "At places, again and again along lines, or at a line's middle.", .values = "point|line|line-center", .per_feature = false},
    {.name = "symbol-spacing", .layout = true, .default_json = "250", .unit = "px", .help = "Way between symbols along a line; equal texts keep half of it.", .per_feature = false, .minimum = 1},
    {.name = "symbol-avoid-edges", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = "labels are planned for the whole map: no tile cuts them"},
    {.name = "symbol-sort-key", .layout = true, .default_json = "", .help = "Smaller numbers are placed first.", .interpolated = false},
    {.name = "symbol-z-order", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .help = "Which of those that overlap lies above: as placed, or the lower on the map.", .values = "auto|viewport-y|source", .per_feature = false},
    {.name = "text-field", .layout = true, .type = ValueType::formatted, .default_json = "\"\"", .help = "The text."},
    {.name = "text-font", .layout = true, .type = ValueType::string_array, .default_json = "[\"Noto Sans Regular\"]", .help = "Families with style words; the first that covers a run is used."},
    {.name = "text-size", .layout = true, .default_json = "16", .unit = "px", .help = "Size of the text.", .minimum = 0},
    {.name = "text-max-width", .layout = true, .default_json = "10", .unit = "ems", .help = "Wraps there.", .minimum = 0},
    {.name = "text-line-height", .layout = true, .default_json = "1.2", .unit = "ems", .help = "From line to line.", .per_feature = false},
    {.name = "text-letter-spacing", .layout = true, .default_json = "0", .unit = "ems", .help = "Room between letters."},
    {.name = "text-justify", .layout = true, .type = ValueType::enumeration, .default_json = "\"center\"", .help = "How lines of a text line up.", .values = "auto|left|center|right"},
    {.name = "text-anchor", .layout = true, .type = ValueType::enumeration, .default_json = "\"center\"", .help = "The part of the text that stands nearest the place.", .values = anchors},
    {.name = "text-variable-anchor", .layout = true, .type = ValueType::string_array, .default_json = "", .help = "Anchors to try, in order.", .values = anchors, .per_feature = false},
    {.name = "text-variable-anchor-offset", .layout = true, .type = ValueType::anchor_offsets, .default_json = "", .unit = "ems", .help = "Anchors to try, in order, each with its offset."},
    {.name = "text-radial-offset", .layout = true, .default_json = "0", .unit = "ems", .help = "How far from the place, in the anchor's direction."},
    {.name = "text-offset", .layout = true, .type = ValueType::number_array, .default_json = "[0,0]", .unit = "ems", .help = "Moves the text right and down.", .length = 2},
    {.name = "text-transform", .layout = true, .type = ValueType::enumeration, .default_json = "\"none\"", .help = "Capitals or small letters.", .values = "none|uppercase|lowercase"},
    {.name = "text-padding", .layout = true, .default_json = "2", .unit = "px", .help = "Room kept free around the text.", .per_feature = false, .minimum = 0},
    {.name = "text-allow-overlap", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "Drawn even over other labels.", .per_feature = false},
    {.name = "text-overlap", .layout = true, .type = ValueType::enumeration, .default_json = "", .help = "Whether it may lie over other symbols: never, always, or over those that say so too.", .values = "never|always|cooperative", .per_feature = false},
    {.name = "text-ignore-placement", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "Other labels may cover it.", .per_feature = false},
    {.name = "text-optional", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "The icon stands alone where the text finds no room.", .per_feature = false},
    {.name = "text-rotate", .layout = true, .default_json = "0", .unit = "degrees", .help = "Turns the text about its place, clockwise; text along a line is not turned."},
    {.name = "text-max-angle", .layout = true, .default_json = "45", .unit = "degrees", .help = "Sharpest turn from letter to letter along a line.", .per_feature = false},
    {.name = "text-writing-mode", .layout = true, .type = ValueType::string_array, .default_json = "", .help = "Ways to write text at places, tried in order: Chinese, Japanese and Korean may run down.", .values = "horizontal|vertical", .per_feature = false},
    {.name = "text-keep-upright", .layout = true, .type = ValueType::boolean, .default_json = "true", .help = "Text along a line is never upside down.", .per_feature = false},
    {.name = "text-rotation-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .help = "Along a line: whether the text follows it (map), stands level (viewport), or its letters do (viewport-glyph).", .values = "map|viewport|viewport-glyph|auto", .per_feature = false},
    {.name = "text-pitch-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "map|viewport|auto", .per_feature = false, .no_effect = flat},
    {.name = "icon-image", .layout = true, .type = ValueType::image, .default_json = "", .help = "Name of the icon, in the document's sprite or the set RiskMap brings."},
    {.name = "icon-size", .layout = true, .default_json = "1", .unit = "times its size", .help = "Scale of the icon.", .minimum = 0},
    {.name = "icon-rotate", .layout = true, .default_json = "0", .unit = "degrees", .help = "Turns the icon clockwise."},
    {.name = "icon-padding", .layout = true, .type = ValueType::padding, .default_json = "[2]", .unit = "px", .help = "Room kept free around the icon: above, right, below, left."},
    {.name = "icon-offset", .layout = true, .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px times icon-size", .help = "Moves the icon right and down.", .length = 2},
    {.name = "icon-anchor", .layout = true, .type = ValueType::enumeration, .default_json = "\"center\"", .help = "The part of the icon that stands nearest the place.", .values = anchors},
    {.name = "icon-allow-overlap", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "Drawn even over other symbols.", .per_feature = false},
    {.name = "icon-overlap", .layout = true, .type = ValueType::enumeration, .default_json = "", .help = "As text-overlap.", .values = "never|always|cooperative", .per_feature = false},
    {.name = "icon-ignore-placement", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "Other symbols may cover it.", .per_feature = false},
    {.name = "icon-optional", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "The text stands alone where the icon finds no room.", .per_feature = false},
    {.name = "icon-text-fit", .layout = true, .type = ValueType::enumeration, .default_json = "\"none\"", .help = "Stretches the icon around the text.", .values = "none|width|height|both", .per_feature = false},
    {.name = "icon-text-fit-padding", .layout = true, .type = ValueType::number_array, .default_json = "[0,0,0,0]", .unit = "px", .help = "Room between text and icon: above, right, below, left.", .per_feature = false, .length = 4},
    {.name = "icon-keep-upright", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "An icon along a line is never upside down.", .per_feature = false},
    {.name = "icon-rotation-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .help = "Along a line: whether the icon turns with it (map) or stands level (viewport).", .values = "map|viewport|auto"},
    {.name = "icon-pitch-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "map|viewport|auto", .per_feature = false, .no_effect = flat},
    {.name = "symbol-height-offset", .layout = true, .default_json = "0", .unit = "m", .no_effect = flat},
    {.name = "symbol-height-anchor", .layout = true, .type = ValueType::enumeration, .default_json = "\"ground\"", .values = "ground|absolute", .per_feature = false, .no_effect = flat},
    {.name = "text-opacity", .default_json = "1", .help = "How opaque the text is.", .minimum = 0, .maximum = 1},
    {.name = "text-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "Its colour."},
    {.name = "text-halo-color", .type = ValueType::color, .default_json = "\"rgba(0,0,0,0)\"", .help = "Colour of the outline that keeps it legible."},
    {.name = "text-halo-width", .default_json = "0", .unit = "px", .help = "Width of that outline.", .minimum = 0},
    {.name = "text-halo-blur", .default_json = "0", .unit = "px", .help = "How far the halo's edge fades.", .minimum = 0},
    {.name = "text-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the text right and down.", .per_feature = false, .length = 2},
    {.name = "text-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = flat},
    {.name = "icon-opacity", .default_json = "1", .help = "How opaque the icon is.", .minimum = 0, .maximum = 1},
    {.name = "icon-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "Colour of an icon of one colour (drawn black, or a sprite's sdf)."},
    {.name = "icon-halo-color", .type = ValueType::color, .default_json = "\"rgba(0,0,0,0)\"", .help = "Colour of the outline around an icon of one colour."},
    {.name = "icon-halo-width", .default_json = "0", .unit = "px", .help = "Width of that outline.", .minimum = 0},
    {.name = "icon-halo-blur", .default_json = "0", .unit = "px", .help = "How far its edge fades.", .minimum = 0},
    {.name = "icon-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the icon right and down.", .per_feature = false, .length = 2},
    {.name = "icon-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = flat},
};
// clang-format on

bool lies_in(const geo::PixelBox& inner, const geo::PixelBox& outer) {
  if (inner.empty()) return true;
  return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
         inner.max_y <= outer.max_y;
}

class Symbols final : public PreparedLayer {
 public:
  explicit Symbols(std::vector<detail::PutStamp> stamps) : m_stamps(std::move(stamps)) {
    std::vector<geo::PixelBox> boxes;
    for (const auto& stamp : m_stamps) boxes.push_back(stamp.ink());
    m_index = geo::BoxIndex(boxes);
  }

  void draw(const View& view, Canvas& canvas) const override {
    for (const auto number : found(view)) m_stamps[number].draw(view, canvas);
  }

  bool touches(const View& view) const override { return m_index.any(view.world_box()); }

  void digest(const View& view, Digest& digest) const override {
    const auto& numbers = found(view);
    if (numbers.empty()) return;
    digest.add("symbol").add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
    for (const auto number : numbers) digest.add(m_stamps[number].digest());
  }

 private:
  // Those that are drawn: a frame takes away what it would cut, and what does not stand without that.
  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(view.world_box(), numbers);
    if (view.frame)
      std::erase_if(numbers, [&](auto number) {
        const auto& stamp = m_stamps[number];
        return !lies_in(stamp.ink(), *view.frame) || !lies_in(stamp.company, *view.frame);
      });
    return numbers;
  }

  std::vector<detail::PutStamp> m_stamps;  // from below
  geo::BoxIndex m_index;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  return std::make_unique<Symbols>(detail::SymbolPlanner(layer, prepare).plan());
}

// The icon as it is on the map; a text by itself needs no key.
void draw_icon(const detail::Icon& icon, const detail::SymbolValues::IconLook& look, cairo_t* context) {
  const auto& glow = look.look.glow;
  cairo_scale(context, look.size, look.size);
  cairo_translate(context, -icon.width() / 2, -icon.height() / 2);
  if (icon.is_shape() && glow.visible()) icon.draw(context, &glow.color, glow.width / look.size);
  icon.draw(context, icon.is_shape() ? &look.look.color : nullptr, 0);
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendItem> out;
  detail::IconSet icons(scene.sprite());
  for (auto& entry : detail::legend_entries(layer, scene)) {
    const auto context = detail::legend_context(entry);
    const auto look = detail::SymbolValues(layer, 1, context).icon(context);
    const auto icon = look ? icons.find(look->name) : nullptr;
    if (!icon) continue;
    LegendItem item;
    item.label = entry.label;
    item.width = icon->width() * look->size, item.height = icon->height() * look->size;
    item.draw = [look = *look, icon](Canvas& canvas, const geo::PixelBox& box, double unit) {
      auto* const to = canvas.context();
      cairo_save(to);
      cairo_translate(to, (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2);
      cairo_scale(to, unit, unit);
      draw_icon(*icon, look, to);
      cairo_restore(to);
    };
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

extern const LayerType symbol;
const LayerType symbol = {
    .spec = {.type = "symbol", .properties = properties, .sources = "geojson|vector"},
    .summary = "icons and text at places and along lines, planned so that they do not collide",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers
