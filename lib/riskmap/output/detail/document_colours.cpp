// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/document_colours.hpp>

#include <riskmap/style/ramp_classes.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace riskmap::output::detail {
namespace {

using style::Color;

constexpr int last_zoom = 24;
constexpr std::size_t most_classes = 64;    ///< of a ramp, exact in the palette
constexpr std::size_t most_grounds = 96;    ///< beyond, translucent layers lie on the lowest of them only
constexpr int eighths = 8;                  ///< of coverage, along an edge
constexpr std::uint32_t hatch_weight = 16;  ///< it covers areas, a line 2, text 4
constexpr double finest_step = 1.9;         ///< CIELAB; with 8-bit colours at most 2.5
constexpr int finest_parts = 1024;          ///< of the way from stop to stop
/// Two stops nearer than this share of their value are the edge of a class, not a smooth run.
constexpr double edge_share = 0.005;

unsigned scaled(unsigned value, unsigned share) {  // value · share / 255, rounded, as renderers do it
  const unsigned t = value * share + 128;
  return (t + (t >> 8U)) >> 8U;
}

Pixel to_pixel(const Color& color, double opacity = 1) {
  const double alpha = std::clamp(color.a * opacity, 0.0, 1.0);
  const auto level = [](double share) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * 255));
  };
  return {level(color.r * alpha), level(color.g * alpha), level(color.b * alpha), level(alpha)};
}

Pixel over(const Pixel& top, const Pixel& below, unsigned coverage = 255) {
  Pixel out{};
  const unsigned hidden = scaled(top[3], coverage);
  for (std::size_t c = 0; c < 4; ++c)
    out[c] = static_cast<std::uint8_t>(std::min(255U, scaled(top[c], coverage) + scaled(below[c], 255 - hidden)));
  return out;
}

/// A surface's colour over a ground: over an opaque one rounded once, as surfaces are drawn.
Pixel laid_over(const Color& color, double opacity, const Pixel& ground) {
  if (ground[3] != 255) return over(to_pixel(color, opacity), ground);
  const double alpha = std::clamp(color.a * opacity, 0.0, 1.0);
  const auto level = [&](double share, std::uint8_t below) {
    const double mixed = std::clamp(share, 0.0, 1.0) * alpha * 255 + below * (1 - alpha);
    return static_cast<std::uint8_t>(std::lround(mixed));
  };
  return {level(color.r, ground[0]), level(color.g, ground[1]), level(color.b, ground[2]), 255};
}

/// What an expression that depends on the feature may yield: everything of the kind that stands in it.
template <typename TVisit>
void visit_values(const Json& json, TVisit&& visit) {
  visit(json);
  if (!json.is_structured()) return;
  for (const auto& child : json) visit_values(child, visit);
}

class LayerReader {
 public:
  LayerReader(const style::Document& document, const style::Layer& layer) : m_document(document), m_layer(layer) {}

  bool knows(std::string_view name) const {
    return std::ranges::any_of(m_layer.spec->properties, [&](const auto& property) { return property.name == name; });
  }

  /// At any zoom, for any feature, each once; without what cannot be seen.
  std::vector<Color> colors(std::string_view name) const {
    std::vector<Color> out;
    const auto add = [&](const Color& color) {
      if (color.a > 0 && std::ranges::find(out, color) == out.end()) out.push_back(color);
    };
    if (!m_layer.depends(name).feature) {
      for_zooms([&](const auto& context) { add(m_layer.color(name, context)); });
      return out;
    }
    visit_values(written(name), [&](const Json& json) {
      if (!json.is_string()) return;
      if (const auto color = style::parse_color(json.get<std::string>())) add(*color);
    });
    return out;
  }

  std::vector<double> opacities(std::string_view name) const {
    std::set<double> out;
    if (!knows(name)) return {1};
    if (!m_layer.depends(name).feature) {
      for_zooms([&](const auto& context) { out.insert(m_layer.number(name, context)); });
    } else {
      visit_values(written(name), [&](const Json& json) {
        if (json.is_number()) out.insert(json.get<double>());
      });
    }
    std::erase_if(out, [](double value) { return value <= 0 || value > 1; });
    return {out.begin(), out.end()};
  }

  /// Colours at every opacity.
  std::vector<Pixel> pixels(std::string_view color, std::string_view opacity) const {
    std::vector<Pixel> out;
    if (!knows(color)) return out;
    for (const auto& c : colors(color))
      for (const double o : opacities(opacity)) out.push_back(to_pixel(c, o));
    return out;
  }

 private:
  template <typename TVisit>
  void for_zooms(TVisit&& visit) const {
    style::EvaluationContext context;
    for (int zoom = 0; zoom <= last_zoom; ++zoom) {
      context.zoom = zoom;
      visit(context);
    }
  }
  const Json& written(std::string_view name) const {
    static const Json nothing;
    const auto found = m_layer.properties.find(name);
    const auto* json = found == m_layer.properties.end() ? nullptr : find_path(m_document.json(), found->second.path);
    return json != nullptr ? *json : nothing;
  }

  const style::Document& m_document;
  const style::Layer& m_layer;
};

double distance(const Pixel& a, const Pixel& b) {
  const auto lab = [](const Pixel& p) { return to_lab(p[0] / 255.0, p[1] / 255.0, p[2] / 255.0); };
  const auto x = lab(a), y = lab(b);
  // Whatever the last bits of the platform's cube root are, the number of steps stays.
  return std::round(std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]) * 1e6) / 1e6;
}

class Walk {
 public:
  Walk(const style::Document& document, bool overlay) : m_document(document), m_overlay(overlay) {
    m_grounds.push_back({0, 0, 0, 0});
  }

  DocumentColours run() {
    for (const auto& layer : m_document.layers())
      if (layer.visible) add(layer);
    return std::move(m_out);
  }

 private:
  void add(const style::Layer& layer) {
    const LayerReader reader(m_document, layer);
    if (layer.type == "background" && !m_overlay) return add_background(reader);
    if (layer.type == "color-relief" && !m_overlay) return add_surface(layer, reader);
    if (layer.type == "fill") return add_fill(layer, reader);
    if (layer.type == "line") return add_inks(reader.pixels("line-color", "line-opacity"), 2);
    if (layer.type == "circle") {
      add_inks(reader.pixels("circle-color", "circle-opacity"), 2);
      return add_inks(reader.pixels("circle-stroke-color", "circle-stroke-opacity"), 2);
    }
    if (layer.type == "symbol") add_text(reader);
  }

  void add_background(const LayerReader& reader) {
    auto below = std::move(m_grounds);
    m_grounds.clear();
    for (const auto& pixel : reader.pixels("background-color", "background-opacity"))
      for (const auto& ground : below) add_ground(over(pixel, ground));
    if (m_grounds.empty()) m_grounds = std::move(below);
  }

  void add_fill(const style::Layer& layer, const LayerReader& reader) {
    const auto below = m_grounds;
    if (layer.has("fill-pattern")) {
      for (const auto& pattern : m_document.patterns()) add_edges(to_pixel(pattern.color), below, hatch_weight);
      return;
    }
    for (const auto& pixel : reader.pixels("fill-color", "fill-opacity")) lay(pixel, below);
    if (layer.has("fill-outline-color")) add_inks(reader.pixels("fill-outline-color", "fill-opacity"), 1);
  }

  void lay(const Pixel& pixel, const std::vector<Pixel>& below) {
    if (pixel[3] == 255) {
      add_ground(pixel);
    } else {
      for (const auto& ground : below) add_ground(over(pixel, ground));
    }
    add_edges(pixel, below, 1);
  }

  void add_surface(const style::Layer& layer, const LayerReader& reader) {
    if (!layer.has("color-relief-color")) return;
    const auto ramp = style::read_ramp(m_document, layer);
    const auto below = m_grounds;
    add_states(layer, below);
    const auto opacities = reader.opacities("color-relief-opacity");
    if (style::classes_of(ramp).size() > most_classes) {
      for (const double opacity : opacities) add_fine_classes(ramp, opacity, below);
    } else {
      for (const double opacity : opacities)
        for (std::size_t i = 0; i + 1 < ramp.stops.size(); ++i) add_stops(ramp, i, opacity, below);
      for (const double opacity : opacities)
        if (!ramp.stops.empty()) lay_surface(ramp.stops.back().color, opacity, below);
    }
    add_hatch(layer);
  }

  void lay_surface(const Color& color, double opacity, const std::vector<Pixel>& below) {
    for (const auto& ground : below) add_ground(laid_over(color, opacity, ground));
    add_edges(to_pixel(color, opacity), below, 1);
  }

  // So many classes are a smooth ramp to the eye, and would leave no entry for anything else.
  void add_fine_classes(const style::Ramp& ramp, double opacity, const std::vector<Pixel>& below) {
    for (const auto& ground : below) {
      std::vector<Pixel> run;
      bool opaque = true;
      for (const auto& stop : ramp.stops) {
        opaque = opaque && stop.color.a * opacity >= 1;
        add_step(run, laid_over(stop.color, opacity, ground));
      }
      // Edges of lines and names lie on these: a few along the ramp stand for all.
      for (std::size_t i = 0; i < run.size() && m_grounds.size() < most_grounds; i += 8) m_grounds.push_back(run[i]);
      m_out.smooth.push_back(std::move(run));
      if (opaque) return;
    }
  }

  static void add_step(std::vector<Pixel>& run, const Pixel& pixel) {
    if (run.empty() || distance(run.back(), pixel) >= finest_step) run.push_back(pixel);
  }

  void add_stops(const style::Ramp& ramp, std::size_t i, double opacity, const std::vector<Pixel>& below) {
    const auto &from = ramp.stops[i], &to = ramp.stops[i + 1];
    if (from.color.a > 0) lay_surface(from.color, opacity, below);
    if (from.color == to.color || to.value - from.value <= edge_share * std::abs(to.value)) return;
    const bool opaque = from.color.a * opacity >= 1 && to.color.a * opacity >= 1;
    for (const auto& ground : below) {
      add_run(from.color, to.color, opacity, ground);
      if (opaque) return;  // the same over any
    }
  }

  void add_run(const Color& from, const Color& to, double opacity, const Pixel& ground) {
    const auto at = [&](double t) { return laid_over(style::mix(from, to, t), opacity, ground); };
    std::vector<Pixel> run{at(0)};
    for (int k = 1; k < finest_parts; ++k) add_step(run, at(static_cast<double>(k) / finest_parts));
    run.push_back(at(1));
    m_out.smooth.push_back(std::move(run));
  }

  void add_states(const style::Layer& layer, const std::vector<Pixel>& below) {
    if (const auto color = state_color(layer, "none-in-reach")) lay(to_pixel(*color), below);
  }
  void add_hatch(const style::Layer& layer) {
    if (const auto color = state_color(layer, "few-events")) add_edges(to_pixel(*color), m_grounds, hatch_weight);
  }
  static std::optional<Color> state_color(const style::Layer& layer, const char* state) {
    if (!layer.metadata.is_object() || !layer.metadata.contains("riskmap:states")) return {};
    const auto& states = layer.metadata["riskmap:states"];
    if (!states.is_object() || !states.contains(state)) return {};
    const auto& said = states[state].is_object() ? states[state].value("color", Json()) : states[state];
    return said.is_string() ? style::parse_color(said.get<std::string>()) : std::nullopt;
  }

  void add_text(const LayerReader& reader) {
    const auto halos = reader.pixels("text-halo-color", "text-opacity");
    add_inks(halos, 4);
    std::vector<Pixel> below;
    for (const auto& halo : halos)
      for (const auto& ground : m_grounds) below.push_back(over(halo, ground));
    if (below.empty()) below = m_grounds;
    for (const auto& ink : reader.pixels("text-color", "text-opacity")) {
      if (ink[3] == 255) add_flat(ink);
      add_edges(ink, below, 4);
    }
  }

  void add_inks(const std::vector<Pixel>& inks, std::uint32_t weight) {
    for (const auto& ink : inks) {
      if (ink[3] == 255) add_flat(ink);
      add_edges(ink, m_grounds, weight);
    }
  }

  void add_edges(const Pixel& ink, const std::vector<Pixel>& below, std::uint32_t weight) {
    for (std::size_t i = 0; i < below.size(); ++i)
      for (unsigned part = 1; part <= eighths; ++part)
        m_out.mixes[over(ink, below[i], 255 * part / eighths)] += weight * (i < m_lowest ? 4 : 1);
  }

  void add_ground(const Pixel& pixel) {
    add_flat(pixel);
    if (m_grounds.size() < most_grounds && std::ranges::find(m_grounds, pixel) == m_grounds.end())
      m_grounds.push_back(pixel);
  }
  void add_flat(const Pixel& pixel) {
    if (m_known.insert(pixel).second) m_out.flat.push_back(pixel);
  }

  const style::Document& m_document;
  bool m_overlay;
  DocumentColours m_out;
  std::vector<Pixel> m_grounds;
  std::set<Pixel> m_known;
  static constexpr std::size_t m_lowest = 6;  ///< grounds that count more: the land and the sea
};

}  // namespace

DocumentColours colours_of(const style::Document& document, bool overlay) { return Walk(document, overlay).run(); }

std::array<double, 3> to_lab(double red, double green, double blue) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  const double r = linear(red), g = linear(green), b = linear(blue);
  const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
  const double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const double y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  const double z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

}  // namespace riskmap::output::detail
