// SPDX-License-Identifier: MIT
#include <riskmap/poster/compose.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace riskmap::poster {
namespace {

constexpr double smallest_side = 50, largest_side = 5000;  // mm

struct NamedSize {
  std::string_view name;
  PageSize portrait;
};
constexpr NamedSize named_sizes[] = {
    {"A4", {210, 297}}, {"A3", {297, 420}}, {"A2", {420, 594}}, {"A1", {594, 841}}, {"A0", {841, 1189}}};

std::optional<double> whole_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<PageSize> in_millimetres(std::string_view text) {
  if (!text.ends_with("mm")) return std::nullopt;
  text.remove_suffix(2);
  const auto cross = text.find('x');
  if (cross == std::string_view::npos) return std::nullopt;
  const auto width = whole_number(text.substr(0, cross)), height = whole_number(text.substr(cross + 1));
  if (!width || !height) return std::nullopt;
  return PageSize{*width, *height};
}

}  // namespace

PageSize parse_page_size(std::string_view text, bool landscape) {
  for (const auto& [name, size] : named_sizes) {
    if (name == text) return landscape ? PageSize{size.height_mm, size.width_mm} : size;
  }
  const auto size = in_millimetres(text);
  if (!size)
    throw UsageError("--size", fmt::format("'{}' is not a page size", printable(std::string(text))),
                     "A4, A3, A2, A1, A0, or like 300x200mm");
  for (const double side : {size->width_mm, size->height_mm}) {
    if (side < smallest_side || side > largest_side) {
      throw UsageError("--size", fmt::format("a side of {:g} mm is not between {:g} and {:g} mm", side, smallest_side,
                                             largest_side));
    }
  }
  return *size;
}

}  // namespace riskmap::poster
