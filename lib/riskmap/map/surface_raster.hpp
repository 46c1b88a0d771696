// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/classify.hpp>
#include <riskmap/map/scene.hpp>

#include <optional>

namespace riskmap::map {

/// A surface as a raster of numbers. On longitude and latitude (EPSG:4326), for three reasons: every program reads it
/// without a projection; a cell of Web Mercator would bear ever less ground to the north, a quarter less from Karachi
/// to Gilgit; and no projected plane is right for a study area that nobody has named. A cell is as high as `resolution`
/// is on the ground and as wide as it is at the middle latitude of the box, so cells are square there and a few per
/// cent off towards its north and south.

/// What to write out: the study area's box as far as it lies in `box`; without a study area `box`, or the map's bounds.
/// \throws UsageError if `box` misses the study area
geo::LonLatBox surface_box(const Scene& scene, const SceneSurface& entry, const std::optional<geo::LonLatBox>& box);
/// A twentieth of the narrowest bandwidth, or the next less that is 1, 2 or 5 times a power of ten metres; more where
/// the longer side would have over 4096 cells.
Metres default_resolution(const SceneSurface& entry, const geo::LonLatBox& box);

/// The cells over a box, from its north-west corner, without values yet. Sizes are whole 1e-9 degrees, so they are the
/// same on any machine. \pre box is not empty, resolution > 0 \throws LimitError past 65,535 cells a side
model::Raster lay_out_cells(const geo::LonLatBox& box, Metres resolution);
geo::LonLat cell_centre(const model::Raster& raster, std::size_t column, std::size_t row);
/// Fills in rounded(value()) of each cell's centre, the very number `surface --at` prints there; NaN outside the study
/// area, 0 where no event is in reach. 0.2 to 1 µs a cell and thread.
void fill_cells(const SceneSurface& entry, model::Raster& raster, unsigned threads, Progress* progress = nullptr);
/// Its cells by value, weighed with their area on the ellipsoid in km².
density::LandHistogram land_by_value(const model::Raster& raster);

}  // namespace riskmap::map
