// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/surface_raster.hpp>
#include <riskmap/style/ramp_classes.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// What the verb `surface` makes of a whole surface.
namespace riskmap::tools {

/// The part of a surface that is asked for, and how finely.
struct SurfacePart {
  geo::LonLatBox box;
  Metres resolution;
};
/// The study area, or the part of it in `box`; `resolution`, or a sensible one.
SurfacePart part_of(const map::Scene& scene, const map::SceneSurface& entry, const std::optional<geo::LonLatBox>& box,
                    std::optional<Metres> resolution);

/// The surface on its cells. `to_write` counts what writing takes as well.
/// \throws LimitError naming --resolution
model::Raster raster_of(const map::SceneSurface& entry, const SurfacePart& part, bool to_write, unsigned threads,
                        std::size_t max_memory, Progress* progress);
/// Writes it as Cloud Optimized GeoTIFF with its provenance; answers what --json says of it.
Json write_raster(const map::Scene& scene, const map::SceneSurface& entry, const model::Raster& raster,
                  const SurfacePart& part, const std::filesystem::path& out);

/// How a surface is cut into classes, and how much of the study area's land (0 to 1) lies in each.
struct Classification {
  std::string method;
  std::vector<style::RampClass> classes;
  std::vector<double> land_shares;
  Json ramp;  ///< for `color-relief-color`
};
Classification classify(const map::SceneSurface& entry, const model::Raster& raster, const std::string& method,
                        unsigned classes);
Json to_json(const Classification& made);
/// The ramp as JSON to paste, a class a line.
std::string ramp_text(const Json& ramp);

/// The classes of the layer that colours the surface. \throws UsageError if there is none, or its ramp draws nothing
std::vector<style::RampClass> drawn_classes(const map::Scene& scene, const map::SceneSurface& entry);
/// Writes the bands of these classes as GeoJSON; answers what --json says of them. \throws LimitError naming
/// --resolution
Json write_isobands(const map::Scene& scene, const map::SceneSurface& entry,
                    const std::vector<style::RampClass>& classes, const SurfacePart& part, unsigned threads,
                    std::size_t max_memory, Progress* progress, const std::filesystem::path& out);

/// "1 km", "250 m"
std::string length_text(Metres length);

}  // namespace riskmap::tools
