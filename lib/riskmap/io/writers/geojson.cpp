// SPDX-License-Identifier: MIT
#include <riskmap/io/writers/geojson.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace riskmap::io::writers {
namespace {

using model::Geometry;
using model::Line;

/// Twice the area on the plane, positive if counterclockwise. From the first point, so that far places keep their
/// digits.
double signed_area(const Line& ring) {
  double sum = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double ax = ring[i - 1].lon - ring[0].lon, ay = ring[i - 1].lat - ring[0].lat;
    const double bx = ring[i].lon - ring[0].lon, by = ring[i].lat - ring[0].lat;
    sum += ax * by - bx * ay;
  }
  return sum;
}

class TextBuilder {
 public:
  void point(geo::LonLat place) {
    fmt::format_to(std::back_inserter(m_text), "[{},{}]", place.lon + 0.0, place.lat + 0.0);  // no "-0"
  }

  template <typename TIterator>
  void path(TIterator from, TIterator end) {
    list(from, end, [this](const geo::LonLat& place) { point(place); });
  }

  void line(const Line& line) { path(line.begin(), line.end()); }

  void ring(const Line& ring, bool counterclockwise) {
    if ((signed_area(ring) > 0) == counterclockwise)
      path(ring.begin(), ring.end());
    else
      path(ring.rbegin(), ring.rend());
  }

  void polygon(const model::Polygon& polygon) {
    m_text += '[';
    ring(polygon.outer, true);
    for (const auto& hole : polygon.holes) {
      m_text += ',';
      ring(hole, false);
    }
    m_text += ']';
  }

  /// One part as what it is, several as a "Multi…".
  template <typename TPart>
  void parts(const char* type, const std::vector<TPart>& parts, void (TextBuilder::*one)(const TPart&)) {
    const bool single = parts.size() == 1;
    m_text += fmt::format(R"({{"type":"{}{}","coordinates":)", single ? "" : "Multi", type);
    if (single)
      (this->*one)(parts.front());
    else
      list(parts.begin(), parts.end(), [&](const TPart& part) { (this->*one)(part); });
    m_text += '}';
  }

  void place(const geo::LonLat& place) { point(place); }
  std::string take() { return std::move(m_text); }

 private:
  template <typename TIterator, typename TWriter>
  void list(TIterator from, TIterator end, TWriter&& write) {
    m_text += '[';
    for (auto it = from; it != end; ++it) {
      if (it != from) m_text += ',';
      write(*it);
    }
    m_text += ']';
  }

  std::string m_text;
};

Json to_json(const model::Value& value) {
  return std::visit(
      [](const auto& held) {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
          return Json();
        else
          return Json(held);
      },
      value);
}

/// JSON is UTF-8: what is not becomes U+FFFD.
std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string feature_text(const model::FeatureLayer& layer, const model::Feature& feature) {
  Json properties = Json::object();
  for (std::size_t i = 0; i < layer.fields.size(); ++i) properties[layer.fields[i]] = to_json(feature.values[i]);
  const auto id = feature.id ? fmt::format(R"("id":{},)", dumped(to_json(*feature.id))) : "";
  return fmt::format(R"({{"type":"Feature",{}"properties":{},"geometry":{}}})", id, dumped(properties),
                     geojson_text(feature.geometry));
}

}  // namespace

std::string geojson_text(const Geometry& geometry) {
  TextBuilder text;
  switch (geometry.kind) {
    case Geometry::Kind::none:
      return "null";
    case Geometry::Kind::point:
      text.parts("Point", geometry.points, &TextBuilder::place);
      break;
    case Geometry::Kind::line:
      text.parts("LineString", geometry.lines, &TextBuilder::line);
      break;
    case Geometry::Kind::polygon:
      text.parts("Polygon", geometry.polygons, &TextBuilder::polygon);
      break;
  }
  return text.take();
}

void write_geojson(OutputFile& file, const model::FeatureLayer& layer, const Json& members) {
  file.write(R"({"type":"FeatureCollection",)");
  if (members.is_object()) {
    for (const auto& [key, value] : members.items()) file.write(fmt::format("{}:{},", dumped(key), dumped(value)));
  }
  file.write("\n\"features\":[\n");
  for (std::size_t i = 0; i < layer.features.size(); ++i) {
    if (i > 0) file.write(",\n");
    file.write(feature_text(layer, layer.features[i]));
  }
  file.write("\n]}\n");
}

}  // namespace riskmap::io::writers
