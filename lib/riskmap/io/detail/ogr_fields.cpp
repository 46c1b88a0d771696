// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/ogr_fields.hpp>

#include <riskmap/io/detail/text.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::io::detail {
namespace {

model::Value whole_number(long long number) {
  constexpr long long exact = 1LL << 53;
  if (number > exact || number < -exact) return std::to_string(number);
  return static_cast<double>(number);
}

/// GDAL's flag: 0 unknown, 1 local, 100 UTC, 4 more or less for each hour.
std::string zone(int flag) {
  if (flag == 100) return "Z";
  if (flag < 2) return "";
  const int minutes = (flag - 100) * 15, size = std::abs(minutes);
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

std::string iso_moment(OGRFeatureH feature, int index, OGRFieldType type) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, flag = 0;
  float second = 0;
  OGR_F_GetFieldAsDateTimeEx(feature, index, &year, &month, &day, &hour, &minute, &second, &flag);
  const auto date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (type == OFTDate) return date;
  const bool whole = second == std::floor(second);
  const auto time = fmt::format("{:02}:{:02}:{}", hour, minute,
                                whole ? fmt::format("{:02.0f}", second) : fmt::format("{:06.3f}", second));
  return type == OFTTime ? time : date + "T" + time + zone(flag);
}

model::Value value_of(OGRFeatureH feature, int index) {
  if (OGR_F_IsFieldSetAndNotNull(feature, index) == 0) return {};
  const auto definition = OGR_F_GetFieldDefnRef(feature, index);
  switch (const auto type = OGR_Fld_GetType(definition)) {
    case OFTInteger:
      if (OGR_Fld_GetSubType(definition) == OFSTBoolean) return OGR_F_GetFieldAsInteger(feature, index) != 0;
      return static_cast<double>(OGR_F_GetFieldAsInteger(feature, index));
    case OFTInteger64:
      return whole_number(OGR_F_GetFieldAsInteger64(feature, index));
    case OFTReal:
      return OGR_F_GetFieldAsDouble(feature, index);
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      return iso_moment(feature, index, type);
    default:
      return std::string(OGR_F_GetFieldAsString(feature, index));
  }
}

}  // namespace

std::vector<std::string> field_names(OGRLayerH layer) {
  std::vector<std::string> names;
  const auto definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    names.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
  }
  return names;
}

std::optional<Complaint> read_values(OGRFeatureH feature, const std::vector<std::string>& names,
                                     std::vector<model::Value>& values) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    values.push_back(value_of(feature, static_cast<int>(i)));
    const auto* number = std::get_if<double>(&values.back());
    if (number != nullptr && !std::isfinite(*number)) {
      return Complaint{names[i], names[i] + " not a number",
                       with_value("not a finite number", fmt::format("{}", *number))};
    }
    const auto* text = std::get_if<std::string>(&values.back());
    if (text != nullptr && invalid_utf8(*text)) return Complaint{names[i], "not UTF-8", "is not UTF-8"};
  }
  return std::nullopt;
}

std::optional<std::string> id_text(const model::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty() ? std::nullopt : std::optional(*text);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  return std::nullopt;
}

}  // namespace riskmap::io::detail
