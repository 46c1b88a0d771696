// SPDX-License-Identifier: MIT
// Scene::load, step by step: document, sources, surfaces, sites.
#include <riskmap/base/memory.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/density/bandwidth.hpp>
#include <riskmap/density/change_surface.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/density/uncertainty.hpp>
#include <riskmap/io/open.hpp>
#include <riskmap/map/detail/incidents.hpp>
#include <riskmap/map/detail/known_places.hpp>
#include <riskmap/map/image_check.hpp>
#include <riskmap/map/scene.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace riskmap::map {
namespace {

namespace fs = std::filesystem;

std::string full_path(const std::string& path) { return path.starts_with("riskmap:") ? "metadata." + path : path; }

Json parse_setting(const std::string& text) {
  auto parsed = Json::parse(text, nullptr, false);
  return parsed.is_discarded() ? Json(text) : parsed;
}

void apply_to_surfaces(Json& root, const LoadOptions& options) {
  const auto* surfaces = find_path(root, "metadata.riskmap:surfaces");
  if (surfaces == nullptr || !surfaces->is_object()) return;
  for (auto& [name, surface] : root["metadata"]["riskmap:surfaces"].items()) {
    if (!surface.is_object()) continue;
    if (options.from) surface["from"] = *options.from;
    if (options.as_of) surface["as-of"] = *options.as_of;
    if (options.filter.empty()) continue;
    auto extra = Json::parse(options.filter, nullptr, false);
    if (extra.is_discarded())
      throw UsageError("--filter", "is not a JSON expression", R"(like '["==", ["get", "event_type"], "ambush"]')");
    auto& incidents = surface["incidents"];
    if (!incidents.is_object()) continue;  // the document's reader says so
    incidents["filter"] = incidents.contains("filter") ? Json::array({"all", incidents["filter"], extra}) : extra;
  }
}

// The first of a feature's names that is not blank: in the map's language, in English, as the source gives it.
std::string localized_name(const model::FeatureLayer& layer, const model::Feature& feature,
                           const std::string& language) {
  const std::string own = "name_" + language;
  const bool english = language == "en";
  for (const auto& field :
       {own, std::string(english ? "name" : "name_en"), std::string(english ? "name_en" : "name")}) {
    if (const auto* value = layer.get(feature, field)) {
      if (const auto* text = std::get_if<std::string>(value); text != nullptr && !text->empty()) return *text;
    }
  }
  return {};
}

// `name` is made the name in the map's language, so that styles just ask for ["get", "name"].
void localize(model::FeatureLayer& layer, const std::string& language) {
  if (!layer.field("name_" + language) && !layer.field("name_en")) return;
  auto field = layer.field("name");
  if (!field) {
    field = layer.fields.size();
    layer.fields.emplace_back("name");
    for (auto& feature : layer.features) feature.values.emplace_back();
  }
  for (auto& feature : layer.features) {
    if (auto name = localized_name(layer, feature, language); !name.empty()) feature.values[*field] = std::move(name);
  }
}

bool is_yes(const model::Value* value) {
  if (value == nullptr) return false;
  if (const auto* flag = std::get_if<bool>(value)) return *flag;
  if (const auto* number = std::get_if<double>(value)) return *number != 0;
  const auto* text = std::get_if<std::string>(value);
  return text != nullptr && (*text == "yes" || *text == "true" || *text == "1");
}

}  // namespace

class SceneLoader {
 public:
  SceneLoader(fs::path style, std::span<const style::LayerSpec> types, const LoadOptions& options, Progress* progress)
      : m_style(std::move(style)), m_types(types), m_options(options), m_progress(progress) {}

  Scene load() {
    m_scene.m_language = m_options.language;
    read_document();
    open_sources();
    for (const auto& spec : document().surfaces()) add_surface(spec);
    read_sites();
    if (uses_images(document())) m_scene.m_sprite = read_sprite(document(), m_style, m_options.data_roots);
    if (auto missing = missing_images(document(), m_scene.m_sprite); !missing.empty())
      throw StyleError(std::move(missing));
    check_layers();
    find_bounds();
    write_notes();
    return std::move(m_scene);
  }

 private:
  const style::Document& document() const { return *m_scene.m_document; }

  void read_document() {
    auto text = read_json(m_style);
    for (const auto& [path, value] : m_options.set) {
      try {
        set_path(text.value, full_path(path), parse_setting(value));
      } catch (Error& error) {
        error.add_context("--set");
        throw;
      }
    }
    apply_to_surfaces(text.value, m_options);
    m_scene.m_document = std::make_shared<const style::Document>(style::Document::parse(std::move(text), m_types));
    for (const auto& [name, file] : m_options.data) {
      const auto* source = document().source(name);
      if (source == nullptr) throw_unknown_source(name);
      if (!source->surface.empty())
        throw UsageError("--data",
                         fmt::format("source '{}' shows the surface '{}' and has no file", name, source->surface));
    }
  }

  [[noreturn]] void throw_unknown_source(const std::string& name) const {
    std::string known;
    for (const auto& source : document().sources()) known += (known.empty() ? "" : ", ") + source.name;
    throw UsageError("--data", fmt::format("the document has no source '{}' (has: {})", printable(name), known));
  }

  // Only what something asks for is opened.
  std::set<std::string> used_sources() const {
    std::set<std::string> used;
    for (const auto& layer : document().layers()) {
      if (!layer.source.empty()) used.insert(layer.source);
    }
    for (const auto& surface : document().surfaces()) {
      used.insert(surface.incident_source);
      if (!surface.area_source.empty()) used.insert(surface.area_source);
      if (surface.known_to) used.insert(surface.known_to->source);
    }
    if (!document().sites_source().empty()) used.insert(document().sites_source());
    return used;
  }

  bool holds_incidents(const std::string& source) const {
    const auto& surfaces = document().surfaces();
    return std::any_of(surfaces.begin(), surfaces.end(), [&](const auto& s) { return s.incident_source == source; });
  }

  io::OpenOptions open_options(const std::string& shown_as) const {
    io::OpenOptions options;
    options.shown_as = shown_as;
    options.bounds = document().bounds();
    options.strict = m_options.strict;
    return options;
  }

  void open_sources() {
    for (const auto& name : used_sources()) {
      const auto* spec = document().source(name);
      if (spec == nullptr || !spec->surface.empty()) continue;
      try {
        open_source(*spec);
      } catch (Error& error) {
        if (error.mistakes().size() == 1 && error.mistakes().front().place.empty())
          error.add_context("source '" + name + "'");
        throw;
      }
    }
  }

  void open_source(const style::SourceSpec& spec) {
    const auto rebound = m_options.data.find(spec.name);
    const auto shown = rebound != m_options.data.end() ? rebound->second : spec.path;
    if (rebound == m_options.data.end() && spec.path.empty()) {
      keep(spec, io::open_inline(spec.inline_data.dump(), open_options("<inline>")));
      return;
    }
    const auto file =
        rebound != m_options.data.end() ? fs::path(shown) : find_file(spec.path, m_style, m_options.data_roots);
    if (spec.type == "raster-dem" && !io::is_tile_archive(file)) {
      m_scene.m_rasters[spec.name] = std::make_shared<const model::Raster>(io::open_raster(file, open_options(shown)));
      return;
    }
    if (spec.type == "raster" || spec.type == "raster-dem") {
      m_scene.m_pictures[spec.name] = io::open_pictures(file, tile_choice(spec), open_options(shown));
      return;
    }
    auto source = io::open(file, open_options(shown), m_progress);
    // One's own file stands in for the document's: layers go on asking for the old name.
    if (rebound != m_options.data.end() && source.layers.size() == 1)
      source.layers.front().name = fs::path(spec.path).stem().string();
    keep(spec, std::move(source));
  }

  // As MapLibre, the source goes before the archive.
  io::TileChoice tile_choice(const style::SourceSpec& spec) const {
    io::TileChoice out{.tile_size = spec.tile_size};
    out.kept_bytes = std::min(out.kept_bytes, share_of_cache(m_options.max_memory));
    out.min_zoom = spec.json.value("minzoom", out.min_zoom);
    out.max_zoom = spec.json.value("maxzoom", out.max_zoom);
    if (const auto box = spec.json.find("bounds"); box != spec.json.end())
      out.bounds = geo::LonLatBox{(*box)[0], (*box)[1], (*box)[2], (*box)[3]};
    return out;
  }

  void keep(const style::SourceSpec& spec, model::Source source) {
    for (auto& layer : source.layers) {
      localize(layer, m_options.language);
      if (spec.filter) leave_out(*spec.filter, layer);
    }
    m_scene.m_sources[spec.name] = m_opened[spec.name] = std::make_shared<model::Source>(std::move(source));
  }

  void leave_out(const style::Expression& filter, model::FeatureLayer& layer) const {
    style::EvaluationContext context;
    context.layer = &layer;
    context.language = m_options.language;
    std::erase_if(layer.features, [&](const model::Feature& feature) {
      context.feature = &feature;
      return !style::passes(filter, context);
    });
  }

  const model::FeatureLayer& layer_of(const std::string& source_name, const std::string& layer_name,
                                      const std::string& place) const {
    const auto* source = m_scene.source(source_name);
    if (source == nullptr)
      throw StyleError(document().text().place(place), fmt::format("there is no source '{}'", printable(source_name)));
    if (layer_name.empty() && source->layers.size() == 1) return source->layers.front();
    if (const auto* layer = source->layer(layer_name)) return *layer;
    throw StyleError(document().text().place(place), missing_layer(*source, layer_name));
  }

  static std::string missing_layer(const model::Source& source, const std::string& name) {
    std::string there;
    for (const auto& layer : source.layers) there += (there.empty() ? "" : ", ") + printable(layer.name);
    return fmt::format("{} has no layer '{}' (has: {})", source.path, printable(name), there);
  }

  void add_surface(const style::SurfaceSpec& spec) {
    const auto& layer = layer_of(spec.incident_source, spec.incident_layer, spec.path + ".incidents");
    auto& source = *m_opened.at(spec.incident_source);
    auto table = detail::read_incidents(spec, source, layer, m_options.language);
    count_rejects(spec, source, table);
    SceneSurface entry;
    entry.spec = &spec;
    entry.unit = spec.weight ? "weighted events per 1000 km² a year" : "events per 1000 km² a year";
    if (spec.known_to) find_known_places(spec, layer, table.incidents);
    entry.incidents = std::make_shared<const std::vector<model::Incident>>(std::move(table.incidents));
    entry.study_area = study_area(spec);
    entry.options = estimate_options(spec, *entry.incidents, entry);
    try {
      if (spec.selector) choose_bandwidth(*spec.selector, entry);
      entry.surface = std::make_shared<const density::Surface>(
          density::estimate(*entry.incidents, entry.study_area, entry.options, m_progress));
      derive(entry);
    } catch (Error& error) {
      error.add_context(source.path);
      throw;
    }
    set_encoding(entry);
    for (const auto& moved : entry.surface->report().moved)
      m_moved.push_back({source.path + ": " + moved.place, moved.message, moved.hint});
    for (const auto& mistake : entry.surface->report().rejected) {
      m_scene.m_rejects.push_back({source.path + ": " + mistake.place, mistake.message, mistake.hint});
    }
    m_scene.m_surfaces.push_back(std::move(entry));
  }

  void choose_bandwidth(const style::SurfaceSpec::Selector& selector, SceneSurface& entry) {
    const auto choice = density::select_bandwidth(selector.method, *entry.incidents, entry.study_area.get(),
                                                  entry.options, selector.least, selector.most, m_progress);
    entry.options.bandwidth = choice.bandwidth;
    m_scene.m_notes.push_back(fmt::format("surface '{}': {} chose a bandwidth of {:.1f} km{}", entry.spec->name,
                                          choice.method, choice.bandwidth.value() / 1000,
                                          choice.note.empty() ? "" : " (" + choice.note + ")"));
  }

  /// Where any of a surface's events reaches, a little generously.
  static geo::LonLatBox reached(const density::Surface& surface) { return geo::to_lonlat(surface.grid().box()); }

  // What is drawn: the rate, or what the document makes of it.
  void derive(SceneSurface& entry) const {
    using Of = style::SurfaceSpec::Of;
    entry.drawn = entry.surface;
    if (entry.spec->of == Of::uncertainty) {
      entry.unit = "relative standard error";
      entry.drawn = std::make_shared<const density::Uncertainty>(entry.surface, m_options.threads, m_options.max_memory,
                                                                 m_progress);
    } else if (entry.spec->of == Of::change) {
      entry.unit = "times the rate before";
      const auto& before = *entry.spec->before;
      density::ChangeOptions options;
      options.estimate = entry.options;
      options.before = {before.from, before.as_of + Days(1)};
      options.after = {entry.from, entry.until};
      options.bounds = document().bounds().value_or(reached(*entry.surface));
      entry.drawn =
          std::make_shared<const density::ChangeSurface>(*entry.incidents, entry.study_area, options, m_progress);
    }
  }

  void find_known_places(const style::SurfaceSpec& spec, const model::FeatureLayer& rows,
                         std::vector<model::Incident>& incidents) {
    const auto& polygons = layer_of(spec.known_to->source, spec.known_to->layer, spec.path + ".known-to");
    const auto known = detail::attach_polygons(*spec.known_to, rows, polygons, m_options.language, incidents);
    m_scene.m_notes.push_back(
        fmt::format("surface '{}': {} of {} incidents are known to a polygon of '{}' and spread over it", spec.name,
                    known.matched, incidents.size(), polygons.name));
    if (!known.unknown.empty())
      m_scene.m_notes.push_back(fmt::format("warning: layer '{}' has no polygon named {} (incidents keep their places)",
                                            polygons.name,
                                            printable(fmt::format("{}", fmt::join(known.unknown, ", ")), 200)));
  }

  // Adds to a source what its rows could not be used for.
  void count_rejects(const style::SurfaceSpec& spec, model::Source& source, const detail::IncidentTable& table) {
    std::vector<Mistake> mistakes;
    for (const auto& [row, reason, mistake] : table.rejects) {
      mistakes.push_back(mistake);
      if (!m_rejected_rows.emplace(spec.incident_source, spec.incident_layer, row).second)
        continue;  // by another surface
      ++source.counts.rejected[reason];
      --source.counts.used;
      source.rejects.push_back(mistake);
    }
    if (m_options.strict && !mistakes.empty()) throw DataError(mistakes);
    if (source.counts.used == 0) throw DataError(source.path, "no usable row is left: " + source.counts.text());
    if (table.incidents.empty())
      throw DataError(source.path, fmt::format("no incident is left ({} were left out by the filter)", table.filtered));
  }

  density::EstimateOptions estimate_options(const style::SurfaceSpec& spec,
                                            const std::vector<model::Incident>& incidents, SceneSurface& entry) {
    Days oldest(std::numeric_limits<double>::infinity()), newest(-oldest.value());
    for (const auto& incident : incidents) {
      oldest = std::min(oldest, incident.begin);
      newest = std::max(newest, incident.end);
    }
    entry.as_of_given = spec.as_of.has_value();
    entry.until = spec.as_of ? *spec.as_of + Days(1) : newest;
    entry.from = spec.from ? *spec.from : std::min(oldest, entry.until - Days(days_per_year));
    if (entry.from >= entry.until) {
      throw UsageError(document().text().place(spec.path),
                       fmt::format("the window is empty: from {} is not before as-of {}", to_iso_date(entry.from),
                                   to_iso_date(entry.until - Days(1))));
    }
    if (!entry.as_of_given) {
      m_scene.m_notes.push_back(
          fmt::format("warning: surface '{}' has no \"as-of\": the newest event's date {} is used, which alone adds "
                      "about one event to the rate",
                      spec.name, to_iso_date(newest - Days(1))));
    }
    check_kernel(spec);
    density::EstimateOptions options;
    options.kernel = spec.kernel;
    options.bandwidth = spec.bandwidth;
    options.adaptive = spec.adaptive;
    options.exact = spec.exact;
    options.edge = edge_of(spec);
    options.from = entry.from;
    options.until = entry.until;
    options.half_life = spec.half_life;
    options.minimum_events = spec.minimum_events;
    options.threads = m_options.threads;
    options.max_memory = m_options.max_memory;
    return options;
  }

  void check_kernel(const style::SurfaceSpec& spec) const {
    try {
      density::find_kernel(spec.kernel);
    } catch (const UsageError& error) {
      const auto& mistake = error.mistakes().front();
      throw StyleError(document().text().place(spec.path + ".kernel"), mistake.message, mistake.hint);
    }
  }

  density::EdgeCorrection edge_of(const style::SurfaceSpec& spec) const {
    if (spec.edge_correction.empty())
      return spec.area_source.empty() ? density::EdgeCorrection::none : density::EdgeCorrection::diggle;
    if (spec.edge_correction == "none") return density::EdgeCorrection::none;
    if (spec.area_source.empty())
      throw StyleError(document().text().place(spec.path + ".edge-correction"),
                       fmt::format("'{}' needs a study-area", spec.edge_correction));
    return spec.edge_correction == "uniform" ? density::EdgeCorrection::uniform : density::EdgeCorrection::diggle;
  }

  std::shared_ptr<const model::Area> study_area(const style::SurfaceSpec& spec) const {
    if (spec.area_source.empty()) return nullptr;
    const auto& layer = layer_of(spec.area_source, spec.area_layer, spec.path + ".study-area");
    std::vector<const model::Geometry*> parts;
    style::EvaluationContext context;
    context.layer = &layer;
    for (const auto& feature : layer.features) {
      context.feature = &feature;
      if (spec.area_filter && !style::passes(*spec.area_filter, context)) continue;
      if (feature.geometry.kind == model::Geometry::Kind::polygon) parts.push_back(&feature.geometry);
    }
    if (parts.empty())
      throw DataError(document().text().place(spec.path + ".study-area"), "the study area has no polygon");
    return std::make_shared<const model::Area>(parts);
  }

  // The encoding stands in the document so that a browser reads it too; a surface that does not fit is an error, never
  // a clip.
  void set_encoding(SceneSurface& entry) const {
    for (const auto& source : document().sources()) {
      if (source.surface != entry.spec->name) continue;
      entry.step = source.blue_factor;
      const double largest = entry.step * 16777215.0;
      if (entry.drawn->maximum() <= largest) continue;
      const double step = std::pow(2.0, std::ceil(std::log2(entry.drawn->maximum() * 1.5))) / 16777216.0;
      throw LimitError(document().text().place("sources." + source.name),
                       fmt::format("the surface reaches {:.4g}, past the encoding's largest value {:.4g}",
                                   entry.drawn->maximum(), largest),
                       fmt::format("write \"redFactor\": {}, \"greenFactor\": {}, \"blueFactor\": {}", step * 65536,
                                   step * 256, step));
    }
  }

  void read_sites() {
    if (document().sites_source().empty()) return;
    const auto& layer = layer_of(document().sites_source(), "", "metadata.riskmap:sites");
    for (const auto& feature : layer.features) {
      if (feature.geometry.kind != model::Geometry::Kind::point) continue;
      model::Site site;
      const auto* id = layer.get(feature, "id");
      site.id = id != nullptr ? style::to_text(style::from_model(*id)) : fmt::format("row {}", feature.row);
      site.name = localized_name(layer, feature, m_options.language);
      site.where = feature.geometry.points.front();
      if (const auto* u = layer.get(feature, "location_uncertainty_km")) {
        if (const auto* km = std::get_if<double>(u)) site.uncertainty = Metres(*km * 1000);
      }
      site.primary = is_yes(layer.get(feature, "primary"));
      m_scene.m_sites.push_back(std::move(site));
    }
  }

  void check_layers() const {
    std::vector<Mistake> mistakes;
    for (const auto& layer : document().layers()) {
      const auto* source = m_scene.source(layer.source);
      if (source != nullptr && m_scene.features(layer) == nullptr) {
        mistakes.push_back(
            {document().text().place(layer.path + ".source-layer"), missing_layer(*source, layer.source_layer)});
      }
    }
    if (!mistakes.empty()) throw StyleError(mistakes);
  }

  void find_bounds() {
    if (const auto given = document().bounds()) {
      m_scene.m_bounds = *given;
      return;
    }
    for (const auto& [name, source] : m_scene.m_sources) {
      for (const auto& layer : source->layers) {
        for (const auto& feature : layer.features) {
          if (const auto box = feature.geometry.box(); !box.empty()) m_scene.m_bounds.extend(box);
        }
      }
    }
    if (m_scene.m_bounds.empty()) m_scene.m_bounds = {-180, -85, 180, 85};
  }

  void write_notes() {
    for (const auto& [name, source] : m_scene.m_sources) {
      if (holds_incidents(name) || source->counts.rejected_total() > 0)
        m_scene.m_notes.push_back(source->path + ": " + source->counts.text());
      m_scene.m_rejects.insert(m_scene.m_rejects.end(), source->rejects.begin(), source->rejects.end());
    }
    for (const auto& moved : m_moved) m_scene.m_notes.push_back(to_line(moved));
    constexpr std::size_t most_warnings = 20;
    auto warnings = document().warnings();
    const auto idle = idle_images(document(), m_scene.m_sprite);
    warnings.insert(warnings.end(), idle.begin(), idle.end());
    for (std::size_t i = 0; i < std::min(warnings.size(), most_warnings); ++i)
      m_scene.m_notes.push_back("warning: " + to_line(warnings[i]));
    if (warnings.size() > most_warnings)
      m_scene.m_notes.push_back(fmt::format("warning: and {} more", warnings.size() - most_warnings));
  }

  fs::path m_style;
  std::span<const style::LayerSpec> m_types;
  const LoadOptions& m_options;
  Progress* m_progress;
  Scene m_scene;
  std::map<std::string, std::shared_ptr<model::Source>> m_opened;  // the scene's, while what is wrong is still counted
  std::vector<Mistake> m_moved;
  std::set<std::tuple<std::string, std::string, std::uint64_t>> m_rejected_rows;  // source, layer, row: counted once
};

Scene Scene::load(const fs::path& style, std::span<const style::LayerSpec> layer_types, const LoadOptions& options,
                  Progress* progress) {
  return SceneLoader(style, layer_types, options, progress).load();
}

}  // namespace riskmap::map
