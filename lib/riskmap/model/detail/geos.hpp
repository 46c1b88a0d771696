// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/geometry.hpp>

#include <geos_c.h>

#include <memory>
#include <string>

/// The one door to GEOS: its reentrant C interface, one context per thread. Nothing here outlives the call that made
/// it, so GEOS's lazily built (and unlocked) indexes are never shared between threads.
namespace riskmap::model::detail {

/// This thread's context.
GEOSContextHandle_t geos();
/// \throws DataError with `what` and GEOS's last message on this thread
[[noreturn]] void fail_geos(const std::string& what);

struct GeosDeleter {
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos(), geometry); }
};
using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosDeleter>;
/// Takes what GEOS returned. \throws DataError if that is nullptr
GeosGeometry checked(GEOSGeometry* made, const std::string& what);

GeosGeometry to_geos(const Polygon& polygon);
/// Always a "multi" of its kind; an empty collection for Kind::none. \throws DataError for an unclosed or too short
/// ring
GeosGeometry to_geos(const Geometry& geometry);
/// The parts of highest dimension; Kind::none if empty.
Geometry from_geos(const GEOSGeometry* geometry);
/// `geometry` itself if valid, else GEOS MakeValid by the structure method, which keeps holes holes.
GeosGeometry made_valid(GeosGeometry geometry);

}  // namespace riskmap::model::detail
