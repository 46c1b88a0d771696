// SPDX-License-Identifier: MIT
#include <riskmap/web/site.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/version.hpp>
#include <riskmap/output/encoder.hpp>
#include <riskmap/output/pyramid.hpp>
#include <riskmap/output/tilejson.hpp>
#include <riskmap/render/font_files.hpp>
#include <riskmap/render/legend.hpp>
#include <riskmap/render/sprite_sheet.hpp>
#include <riskmap/web/browser_style.hpp>
#include <riskmap/web/detail/pyramid_group.hpp>
#include <riskmap/web/detail/site_folder.hpp>
#include <riskmap/web/detail/site_numbers.hpp>
#include <riskmap/web/detail/state_tiles.hpp>
#include <riskmap/web/detail/words.hpp>
#include <riskmap/web/html.hpp>
#include <riskmap/web/page_files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <span>

namespace riskmap::web {
namespace {

namespace fs = std::filesystem;

// A page fills its window, which has another shape than the map's bounds: the neighbourhood is drawn as well.
geo::LonLatBox neighbourhood(const geo::LonLatBox& bounds) {
  constexpr double margin = 0.2;  // of the width and the height, on each side
  constexpr double north = geo::mercator_latitude_limit;
  const double dx = margin * bounds.width(), dy = margin * bounds.height();
  return {std::max(bounds.min_x - dx, -180.0), std::max(bounds.min_y - dy, -north), std::min(bounds.max_x + dx, 180.0),
          std::min(bounds.max_y + dy, north)};
}

Json to_json(const geo::LonLatBox& box) { return {box.min_x, box.min_y, box.max_x, box.max_y}; }

class SiteWriter {
 public:
  SiteWriter(const render::Renderer& renderer, const fs::path& folder, const SiteOptions& options, Progress* progress)
      : m_renderer(renderer),
        m_scene(renderer.scene()),
        m_options(options),
        m_progress(progress),
        m_box(neighbourhood(m_scene.bounds())),
        m_layers(browser_layers(m_scene.document())),
        m_facts(detail::facts_of(m_scene)),
        m_files(PageFiles::find()),
        m_words(m_files.words(), m_scene.language()),
        m_folder(folder) {}

  void write() {
    write_json("tiles.json", tiles_json());  // first: it says that the folder is riskmap's
    write_json("style.json", browser_style(m_scene.document(), browser_tiles()));
    if (!m_scene.sprite().empty()) write_sprite();
    write_tiles();
    write_json("provenance.json", render::provenance(m_scene));
    write_file(m_folder.part() / "sites.json", detail::site_numbers(m_scene, m_options.threads).dump() + "\n");
    write_page();
    m_files.copy_to(m_folder.part());
    m_folder.commit();
  }

 private:
  // Whole pictures for Leaflet and other programs, their parts for MapLibre to lay over one another, the numbers.
  void write_tiles() {
    detail::PyramidGroup group(m_renderer, m_box, m_options.zooms, m_options.threads);
    group.add(m_folder.part() / "map", {.part = render::Part::all});
    add_pictures(group, "base", {.part = render::Part::base});
    if (m_layers.overlay) add_pictures(group, "overlay", {.part = render::Part::overlay});
    if (m_layers.labels) add_pictures(group, "labels", {.part = render::Part::labels});
    for (const auto& surface : m_layers.surfaces) {
      group.add(m_folder.part() / "surface" / surface, {.format = "surface", .surface = surface});
      add_pictures(group, "mask", {.format = "mask", .surface = surface});
    }
    group.write(m_progress);
    for (const auto& surface : m_layers.surfaces) write_states(surface);
  }

  // Values are read at the deepest zoom alone.
  void write_states(const std::string& surface) {
    const auto folder = m_folder.part() / "state" / surface;
    fs::create_directories(folder.parent_path());
    const auto deepest = m_options.zooms.high;
    const auto info = output::describe(
        m_renderer, {.zooms = {deepest, deepest}, .box = m_box, .tile = {.format = "mask", .surface = surface}});
    detail::write_state_tiles(*m_scene.surface(surface).drawn, info, *output::create_sink(folder, info),
                              m_options.threads, m_progress);
  }

  void add_pictures(detail::PyramidGroup& group, const std::string& name, output::TileOptions options) {
    const auto folder = [&](const char* suffix) {
      const fs::path kind = name + suffix;
      return options.surface.empty() ? kind : kind / options.surface;
    };
    group.add(m_folder.part() / folder(""), options);
    if (m_options.scale == 1) return;
    options.scale = m_options.scale;
    group.add(m_folder.part() / folder("@2x"), options);
  }

  output::TilesetInfo whole_map() const {
    return output::describe(m_renderer, {.zooms = m_options.zooms, .box = m_box, .threads = m_options.threads});
  }

  BrowserTiles browser_tiles() const {
    return {.zooms = m_options.zooms,
            .bounds = m_box,
            .attribution = m_facts.at("attribution"),
            .retina = m_options.scale == 2,
            .sprite = !m_scene.sprite().empty()};
  }

  Json tiles_json() const {
    auto json = output::tilejson(whole_map(), "map/{z}/{x}/{y}.png");
    json["riskmap"] = render::provenance(m_scene);
    return json;
  }

  // Of both sharpnesses: a browser asks for the one its screen needs.
  void write_sprite() {
    for (const int ratio : {1, 2}) {
      const auto sheet = render::make_sprite_sheet(m_scene, ratio);
      const std::string name = ratio == 2 ? "sprite@2x" : "sprite";
      write_json((name + ".json").c_str(), sheet.index);
      OutputFile file(m_folder.part() / (name + ".png"));
      file.write(output::find_encoder("png").encode(sheet.picture, {.level = 9}));
      file.commit();
    }
  }

  void write_json(const char* name, const Json& json) { write_file(m_folder.part() / name, json.dump(1) + "\n"); }

  // The legend as a picture; its height in CSS px.
  double write_legend(const render::Legend& legend, const render::LegendStyle& style) {
    const double height = std::ceil(render::legend_height(legend, style));
    OutputFile file(m_folder.part() / "legend.svg");
    constexpr double points_per_css_pixel = 0.75;
    auto canvas = render::Canvas::svg(style.width, height, points_per_css_pixel,
                                      [&](std::span<const std::byte> bytes) { file.write(bytes); });
    render::draw_legend(legend, style, canvas, {0, 0});
    canvas.finish();
    file.commit();
    return height;
  }

  void write_page() {
    const auto legend = render::make_legend(m_scene);
    const render::LegendStyle style{.unit = 1, .width = 304, .text_size = 12};  // the panel of app.css, inside
    const double height = write_legend(legend, style);
    const auto& title = m_facts.at("title");
    std::map<std::string, std::string, std::less<>> values = {
        {"title", escape_html(title.empty() ? m_words.say("untitled") : title)},
        {"version", version},
        {"language", m_words.language()},
        {"direction", render::reads_right_to_left(m_words.language()) ? "rtl" : "ltr"},
        {"summary", escape_html(detail::summary(m_scene, m_words))},
        {"attribution", escape_html(m_facts.at("attribution"))},
        {"facts", detail::small_print(m_facts)},
        {"legend-width", fmt::format("{:.0f}", style.width)},
        {"legend-height", fmt::format("{:.0f}", height)},
        {"legend-words", escape_html(detail::in_words(legend))},
        {"site", script_json(site_json())}};
    for (const auto& [key, text] : m_words.all().items())
      if (text.is_string()) values["word:" + key] = escape_html(text.get<std::string>());
    write_file(m_folder.part() / "index.html", fill_template(page_template(), values));
  }

  std::string page_template() const {
    std::ifstream in(m_files.index(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  // What app.js needs to know.
  Json site_json() const {
    Json surfaces = Json::array();
    for (const auto& name : m_layers.surfaces) surfaces.push_back(surface_json(name));
    return {{"bounds", to_json(m_scene.bounds())},
            {"box", to_json(m_box)},
            {"zooms", {m_options.zooms.low, m_options.zooms.high}},
            {"sites", sites_json()},
            {"surfaces", surfaces},
            {"words", m_words.all()}};
  }

  Json surface_json(const std::string& name) const {
    const auto& surface = m_scene.surface(name);
    Json ramp = Json::array();
    const auto layer = std::find_if(m_layers.risk.begin(), m_layers.risk.end(), [&](const style::Layer* candidate) {
      return m_scene.document().source(candidate->source)->surface == name;
    });
    for (const auto& stop : style::read_ramp(m_scene.document(), **layer).stops)
      ramp.push_back({stop.value, style::to_text(stop.color)});
    return {{"name", name},
            {"unit", surface.unit},
            {"step", surface.step},
            {"tiles", "surface/" + name + "/{z}/{x}/{y}.png"},
            {"states", "state/" + name + "/{z}/{x}/{y}.png"},
            {"ramp", ramp}};
  }

  // The primary sites, or all if none is.
  Json sites_json() const {
    const auto& sites = m_scene.sites();
    const bool some_primary = std::any_of(sites.begin(), sites.end(), [](const auto& site) { return site.primary; });
    Json out = Json::array();
    for (const auto& site : sites) {
      if (some_primary && !site.primary) continue;
      out.push_back(
          {{"id", site.id}, {"name", site.name}, {"longitude", site.where.lon}, {"latitude", site.where.lat}});
    }
    return out;
  }

  const render::Renderer& m_renderer;
  const map::Scene& m_scene;
  const SiteOptions& m_options;
  Progress* m_progress;
  geo::LonLatBox m_box;
  BrowserLayers m_layers;
  poster::Facts m_facts;
  PageFiles m_files;  // before the folder: what is missing is said before anything is made
  detail::Words m_words;
  detail::SiteFolder m_folder;
};

}  // namespace

void export_site(const render::Renderer& renderer, const fs::path& folder, const SiteOptions& options,
                 Progress* progress) {
  SiteWriter(renderer, folder, options, progress).write();
}

}  // namespace riskmap::web
