// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/detail/row_log.hpp>
#include <riskmap/model/feature.hpp>

#include <ogr_api.h>

#include <optional>
#include <string>
#include <vector>

namespace riskmap::io::detail {

std::vector<std::string> field_names(OGRLayerH layer);

/// The feature's attributes in the order of field_names(). Whole numbers beyond 2^53 become strings, so no digit is
/// lost; dates and times become ISO 8601 strings; lists and binary become GDAL's text for them. A complaint if a number
/// is not finite or a text is not UTF-8.
std::optional<Complaint> read_values(OGRFeatureH feature, const std::vector<std::string>& names,
                                     std::vector<model::Value>& values);

/// A value as the text ids are compared by; nullopt for null.
std::optional<std::string> id_text(const model::Value& value);

}  // namespace riskmap::io::detail
