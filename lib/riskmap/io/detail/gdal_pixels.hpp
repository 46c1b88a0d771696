// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/detail/gdal.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::io::detail {

/// All pixels of an open raster as premultiplied ARGB32: one band is grey or of a palette, two are grey and alpha,
/// three and four red, green, blue and alpha; what is no data is transparent. \throws DataError if its bands are
/// others, or it cannot be read whole; LimitError over `most_cells`
std::vector<std::uint32_t> read_pixels(void* dataset, GdalSession& session, double most_cells);

}  // namespace riskmap::io::detail
