// SPDX-License-Identifier: MIT
#include <riskmap/surface_products.hpp>

#include <riskmap/base/units.hpp>
#include <riskmap/base/version.hpp>
#include <riskmap/density/isobands.hpp>
#include <riskmap/io/writers/geojson.hpp>
#include <riskmap/io/writers/geotiff.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::tools {
namespace {

constexpr double encoding_levels = 16777215;  // 2^24 − 1

Json provenance_of(const map::Scene& scene, const map::SceneSurface& entry, const SurfacePart& part) {
  auto provenance = scene.provenance();
  provenance["projection"] = "EPSG:4326";
  provenance["surface"] = entry.spec->name;
  provenance["resolution_m"] = part.resolution.value();
  return provenance;
}

// What one step of the encoding is, or would be.
double step_of(const map::SceneSurface& entry) {
  return entry.step > 0 ? entry.step : entry.drawn->maximum() / encoding_levels;
}

Json upper_json(double upper) { return std::isinf(upper) ? Json() : Json(upper); }

Json box_json(const geo::LonLatBox& box) { return {box.min_x, box.min_y, box.max_x, box.max_y}; }

io::writers::RasterText text_of(const map::Scene& scene, const map::SceneSurface& entry, const SurfacePart& part) {
  io::writers::RasterText text;
  text.band = entry.spec->name;
  text.unit = entry.unit;
  text.title =
      fmt::format("{}: {}, {} to {}; NaN outside the study area, 0 where no listed event is in reach",
                  scene.document().name(), entry.unit, to_iso_date(entry.from), to_iso_date(entry.until - Days(1)));
  text.software = fmt::format("riskmap {}", version);
  text.items["RISKMAP_PROVENANCE"] = provenance_of(scene, entry, part).dump();
  return text;
}

// Breaks of the classes, and where a class ends without another beginning.
std::vector<double> breaks_of(const std::vector<style::RampClass>& classes) {
  std::vector<double> breaks;
  for (const auto& entry : classes) {
    breaks.push_back(entry.lower);
    if (!std::isinf(entry.upper)) breaks.push_back(entry.upper);
  }
  std::ranges::sort(breaks);
  const auto doubled = std::ranges::unique(breaks);
  breaks.erase(doubled.begin(), doubled.end());
  return breaks;
}

// The output must not depend on the last digits of the processor's library.
double settled_km2(double square_metres) { return std::round(square_metres / 1000) / 1000; }

model::FeatureLayer layer_of(const std::vector<density::Isoband>& bands, const std::vector<style::RampClass>& classes,
                             const map::SceneSurface& entry) {
  model::FeatureLayer layer{entry.spec->name, {"lower", "upper", "unit", "colour", "label", "area_km2"}, {}};
  for (const auto& band : bands) {
    const auto found = std::ranges::find(classes, band.lower, &style::RampClass::lower);
    if (found == classes.end() || band.area.kind == model::Geometry::Kind::none) continue;
    model::Feature feature;
    feature.geometry = band.area;
    const auto upper = std::isinf(found->upper) ? model::Value() : model::Value(found->upper);
    feature.values = {found->lower,
                      upper,
                      entry.unit,
                      style::to_hex(found->color),
                      style::label_of(*found),
                      settled_km2(band.square_metres)};
    layer.features.push_back(std::move(feature));
  }
  return layer;
}

Json bands_json(const model::FeatureLayer& layer) {
  Json bands = Json::array();
  for (const auto& feature : layer.features) {
    const auto* upper = std::get_if<double>(&feature.values[1]);
    bands.push_back({{"lower", std::get<double>(feature.values[0])},
                     {"upper", upper != nullptr ? Json(*upper) : Json()},
                     {"colour", std::get<std::string>(feature.values[3])},
                     {"area_km2", std::get<double>(feature.values[5])}});
  }
  return bands;
}

}  // namespace

SurfacePart part_of(const map::Scene& scene, const map::SceneSurface& entry, const std::optional<geo::LonLatBox>& box,
                    std::optional<Metres> resolution) {
  try {
    const auto part = map::surface_box(scene, entry, box);
    return {part, resolution.value_or(map::default_resolution(entry, part))};
  } catch (Error& error) {
    error.add_context("--bbox");
    throw;
  }
}

model::Raster raster_of(const map::SceneSurface& entry, const SurfacePart& part, bool to_write, unsigned threads,
                        std::size_t max_memory, Progress* progress) {
  model::Raster raster;
  try {
    raster = map::lay_out_cells(part.box, part.resolution);
  } catch (Error& error) {
    error.add_context("--resolution");
    throw;
  }
  const auto needed = raster.columns * raster.rows * sizeof(float) +
                      (to_write ? io::writers::geotiff_memory(raster.columns, raster.rows) : 0);
  if (needed > max_memory) {
    throw LimitError("--resolution",
                     fmt::format("{} × {} cells take about {} MiB", raster.columns, raster.rows, (needed >> 20U) + 1),
                     "make it coarser, or raise --max-memory");
  }
  map::fill_cells(entry, raster, threads, progress);
  return raster;
}

Json write_raster(const map::Scene& scene, const map::SceneSurface& entry, const model::Raster& raster,
                  const SurfacePart& part, const std::filesystem::path& out) {
  OutputFile file(out);
  try {
    io::writers::write_geotiff(file, raster, text_of(scene, entry, part));
  } catch (Error& error) {
    error.add_context(out.string());
    throw;
  }
  file.commit();
  const auto corner = raster.north_west;
  return {{"out", out.string()},
          {"columns", raster.columns},
          {"rows", raster.rows},
          {"resolution_m", part.resolution.value()},
          {"cell_degrees", {raster.cell_width, raster.cell_height}},
          {"bounds",
           {corner.lon, corner.lat - static_cast<double>(raster.rows) * raster.cell_height,
            corner.lon + static_cast<double>(raster.columns) * raster.cell_width, corner.lat}},
          {"bytes", file.size()}};
}

Classification classify(const map::SceneSurface& entry, const model::Raster& raster, const std::string& method,
                        unsigned classes) {
  const auto land = map::land_by_value(raster);
  const double step = step_of(entry);
  const auto breaks = density::class_breaks(method, land, classes, style::least_lower(step));
  const auto colors = style::sequential_colors(breaks.size());
  Classification made;
  made.method = method;
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const double upper = i + 1 < breaks.size() ? breaks[i + 1] : std::numeric_limits<double>::infinity();
    made.classes.push_back({breaks[i], upper, colors[i]});
    made.land_shares.push_back(std::round(land.share(breaks[i], upper) * 1e5) / 1e5);
  }
  made.ramp = style::color_relief_ramp(made.classes, step);
  return made;
}

Json to_json(const Classification& made) {
  Json classes = Json::array();
  for (std::size_t i = 0; i < made.classes.size(); ++i) {
    const auto& entry = made.classes[i];
    classes.push_back({{"lower", entry.lower},
                       {"upper", upper_json(entry.upper)},
                       {"colour", style::to_hex(entry.color)},
                       {"label", style::label_of(entry)},
                       {"land_share", made.land_shares[i]}});
  }
  return {{"method", made.method}, {"classes", classes}, {"ramp", made.ramp}};
}

std::string ramp_text(const Json& ramp) {
  std::string text = fmt::format("[{}, {}, {}", ramp[0].dump(), ramp[1].dump(), ramp[2].dump());
  for (std::size_t i = 3; i + 1 < ramp.size(); i += 2) {
    const bool new_line = (i - 3) % 4 == 0;  // a class begins, or the transparent pair
    text += fmt::format(",{}{}, {}", new_line ? "\n  " : " ", ramp[i].dump(), ramp[i + 1].dump());
  }
  return text + "]\n";
}

std::vector<style::RampClass> drawn_classes(const map::Scene& scene, const map::SceneSurface& entry) {
  for (const auto& layer : scene.document().layers()) {
    if (layer.type != "color-relief" || scene.surface_of(layer) != &entry) continue;
    auto classes = style::classes_of(style::read_ramp(scene.document(), layer));
    if (!classes.empty()) return classes;
    throw UsageError("--isobands", fmt::format("the ramp of layer '{}' has no class above 0", printable(layer.id)),
                     "--classify makes classes");
  }
  throw UsageError("--isobands", fmt::format("no color-relief layer shows the surface '{}'", entry.spec->name),
                   "--classify makes classes");
}

Json write_isobands(const map::Scene& scene, const map::SceneSurface& entry,
                    const std::vector<style::RampClass>& classes, const SurfacePart& part, unsigned threads,
                    std::size_t max_memory, Progress* progress, const std::filesystem::path& out) {
  OutputFile file(out);
  std::vector<density::Isoband> bands;
  try {
    bands = density::isobands(
        *entry.drawn, breaks_of(classes),
        {.box = part.box, .resolution = part.resolution, .threads = threads, .max_memory = max_memory}, progress);
  } catch (LimitError& error) {
    error.add_context("--resolution");
    throw;
  }
  const auto layer = layer_of(bands, classes, entry);
  io::writers::write_geojson(
      file, layer,
      {{"name", entry.spec->name}, {"bbox", box_json(part.box)}, {"provenance", provenance_of(scene, entry, part)}});
  file.commit();
  return {{"out", out.string()},
          {"resolution_m", part.resolution.value()},
          {"bands", bands_json(layer)},
          {"bytes", file.size()}};
}

std::string length_text(Metres length) {
  return length.value() >= 1000 ? fmt::format("{:g} km", length.value() / 1000) : fmt::format("{:g} m", length.value());
}

}  // namespace riskmap::tools
