// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/geometry_ops.hpp>

#include <filesystem>
#include <memory>

namespace riskmap::tools {

/// The union of all polygons of a file io::open() reads. \throws DataError if it has none
std::shared_ptr<const model::Area> read_area(const std::filesystem::path& file);

}  // namespace riskmap::tools
