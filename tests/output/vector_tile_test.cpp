// SPDX-License-Identifier: MIT
#include <riskmap/io/compression.hpp>
#include <riskmap/output/decoder.hpp>
#include <riskmap/output/detail/grid_geometry.hpp>
#include <riskmap/output/vector_tile.hpp>
#include <riskmap/render/layer_type.hpp>
#include <tests/output/archives.hpp>

#include <random>
#include <thread>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(vector_tile)

namespace {

const char* const incidents =
    "id,longitude,latitude,date_start,event_type,place,killed,notes\n"
    "e1,67.0,24.9,2020-01-01,bombing,Karachi,3,secret one\n"
    "e2,67.2,25.1,2021-01-01,shooting,Thatta,,secret two\n"
    "e3,62.3,25.1,2022-01-01,protest,Gwadar,0,secret three\n";

// A square of 4 by 4 degrees with a hole, wound the wrong way; a line through it; a place.
const char* const land = R"({"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": 7, "properties": {"name": "land", "rank": 1, "depth": -2.5, "wet": false, "unread": "x"}, "geometry":
    {"type": "Polygon", "coordinates": [[[64,24],[64,28],[68,28],[68,24],[64,24]], [[65,25],[67,25],[67,27],[65,27],[65,25]]]}},
  {"type": "Feature", "id": 8, "properties": {"name": "road", "rank": 5, "wet": true}, "geometry":
    {"type": "LineString", "coordinates": [[60,26],[66,26.000001],[72,26]]}},
  {"type": "Feature", "properties": {"name": "town", "rank": -3}, "geometry": {"type": "Point", "coordinates": [66.5, 25.5]}}]})";

std::string style_with(const std::string& publish, const std::string& more_layers = "") {
  return R"({"version": 8, "metadata": {)" + publish +
         R"("riskmap:surfaces": {"risk": {"incidents": {"source": "incidents"},
      "from": "2019-01-01", "as-of": "2023-01-01", "bandwidth": "60km"}}},
    "sources": {"incidents": {"type": "vector", "url": "incidents.csv"}, "again": {"type": "vector", "url": "incidents.csv"},
      "land": {"type": "geojson", "data": "land.json"}},
    "layers": [
      {"id": "a", "type": "fill", "source": "land", "filter": ["all", ["==", ["geometry-type"], "Polygon"], ["has", "depth"]],
       "paint": {"fill-color": ["case", ["get", "wet"], "#000", "#fff"]}},
      {"id": "b", "type": "line", "source": "land", "minzoom": 5, "filter": ["==", "rank", 5]},
      {"id": "c", "type": "symbol", "source": "land", "filter": ["<", ["get", "rank"], 0], "layout": {"text-field": "{name}"}},
      {"id": "d", "type": "circle", "source": "incidents", "source-layer": "incidents",
       "filter": ["!=", ["get", "event_type"], "protest"], "paint": {"circle-radius": ["coalesce", ["get", "killed"], 1]}})" +
         more_layers + "]}";
}

class Map {
 public:
  explicit Map(const std::string& style) {
    test::write_text(m_folder / "incidents.csv", incidents);
    test::write_text(m_folder / "land.json", land);
    test::write_text(m_folder / "style.json", style);
    m_scene.emplace(map::Scene::load(m_folder / "style.json", render::layer_specs()));
  }
  const map::Scene& scene() const { return *m_scene; }

 private:
  test::TemporaryFolder m_folder;
  std::optional<map::Scene> m_scene;
};

std::string unpacked(const std::optional<std::vector<std::byte>>& tile) {
  BOOST_REQUIRE(tile.has_value());
  check_vector_tile(*tile);
  return text_of(io::gunzip(*tile, 1U << 20U));
}

/// What @mapbox/vector-tile makes of it.
Json read_by_npm(const std::vector<std::byte>& tile, const geo::TileId& id) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "a.mvt", text_of(tile));
  return Json::parse(said_by(fmt::format("node {}/tests/node/read_mvt.mjs {} {}", test::root().string(),
                                         (folder / "a.mvt").string(), id.text())));
}

detail::IndexedLine wavy_ring(std::mt19937& random) {
  model::Line line;
  std::uniform_real_distribution<double> noise(0.3, 1);
  for (int i = 0; i < 400; ++i) {
    const double angle = i * 2 * 3.14159265358979 / 400, radius = 20 * noise(random);
    line.push_back({radius * std::cos(angle), radius * std::sin(angle)});
  }
  line.push_back(line.front());
  return detail::to_grid(line, 65536);
}

}  // namespace

BOOST_AUTO_TEST_CASE(npm_reads_places_attributes_and_rings) {
  const Map map(style_with(""));
  const VectorTiler tiler(map.scene());
  const geo::TileId tile = geo::tile_at({66, 26}, 5);
  const auto bytes = tiler.tile(tile);
  BOOST_REQUIRE(bytes.has_value());
  const auto json = read_by_npm(*bytes, tile);
  BOOST_TEST(json["land"]["version"] == 2);
  BOOST_TEST(json["land"]["extent"] == 4096);
  const auto& features = json["land"]["features"];
  BOOST_REQUIRE(features.size() == 3U);
  BOOST_TEST(features[0]["properties"].dump() == R"({"name":"land","rank":1,"depth":-2.5,"wet":false})");
  BOOST_TEST(features[0]["id"] == 7);
  BOOST_TEST(!features[2].contains("id"));
  BOOST_TEST(features[2]["properties"]["rank"] == -3);
  BOOST_TEST(features[2]["geometry"]["type"] == "Point");
  // One unit of the grid at zoom 5 is 360 / 2^5 / 4096 degrees.
  const auto& place = features[2]["geometry"]["coordinates"];
  BOOST_TEST(std::abs(place[0].get<double>() - 66.5) < 0.003);
  BOOST_TEST(std::abs(place[1].get<double>() - 25.5) < 0.003);
  const auto& rings = features[0]["geometry"]["coordinates"];
  BOOST_TEST(features[0]["geometry"]["type"] == "Polygon");  // its hole taken for one
  BOOST_REQUIRE(rings.size() == 2U);
  BOOST_TEST(rings[1].size() == 5U);
  BOOST_TEST(features[1]["geometry"]["coordinates"].size() == 2U);  // the bend is a thousandth of a unit
}

BOOST_AUTO_TEST_CASE(of_incidents_only_what_publish_lists) {
  const geo::TileId tile{0, 0, 0};
  const auto words = [&](const std::string& publish) {
    const Map map(style_with(publish));
    return unpacked(VectorTiler(map.scene()).tile(tile));
  };
  const auto by_default = words("");
  for (const char* there : {"id", "e1", "date_start", "2020-01-01", "event_type", "bombing", "Karachi", "Thatta"})
    BOOST_TEST(by_default.find(there) != std::string::npos, there);
  for (const char* absent : {"killed", "notes", "secret", "longitude", "Gwadar", "unread"})
    BOOST_TEST(by_default.find(absent) == std::string::npos, absent);
  const auto chosen = words(R"("riskmap:publish": ["killed", "unread"], )");
  for (const char* there : {"killed", "unread"}) BOOST_TEST(chosen.find(there) != std::string::npos, there);
  for (const char* absent : {"e1", "2020-01-01", "bombing", "Karachi", "secret"})
    BOOST_TEST(chosen.find(absent) == std::string::npos, absent);
  const auto nothing = words(R"("riskmap:publish": [], )");
  BOOST_TEST(nothing.find("killed") == std::string::npos);
  BOOST_TEST(nothing.find("Karachi") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_same_file_under_another_name_publishes_no_more) {
  const Map map(style_with("", R"(, {"id": "e", "type": "symbol", "source": "again", "source-layer": "incidents",
                                    "layout": {"text-field": ["get", "notes"]}})"));
  const VectorTiler tiler(map.scene());
  BOOST_TEST(unpacked(tiler.tile({0, 0, 0})).find("secret") == std::string::npos);
  BOOST_TEST(tiler.layers({0, 5})[1]["id"] == "incidents/incidents");
  BOOST_TEST(tiler.layers({0, 5})[2]["id"] == "again/incidents");
}

BOOST_AUTO_TEST_CASE(the_list_of_layers_tells_fields_and_types) {
  const Map map(style_with(""));
  BOOST_TEST(
      VectorTiler(map.scene()).layers({2, 9}).dump() ==
      R"([{"id":"land","fields":{"name":"String","rank":"Number","depth":"Number","wet":"Boolean"},"minzoom":2,"maxzoom":9},)"
      R"({"id":"incidents","fields":{"id":"String","date_start":"String","event_type":"String","place":"String"},"minzoom":2,"maxzoom":9}])");
}

BOOST_AUTO_TEST_CASE(what_no_layer_shows_is_left_out_and_the_last_zoom_holds_what_comes_beyond) {
  const Map map(style_with(""));
  const auto features = [&](unsigned zoom, unsigned last_zoom) {
    const VectorTiler tiler(map.scene(), {.last_zoom = last_zoom});
    return check_vector_tile(*tiler.tile(geo::tile_at({66, 26}, zoom))).features;
  };
  BOOST_TEST(features(3, 14) == 4U);  // land, town, two incidents
  BOOST_TEST(features(4, 14) == 4U);  // the road begins at zoom 5
  BOOST_TEST(features(4, 4) == 5U);
  BOOST_TEST(features(5, 14) == 5U);
}

BOOST_AUTO_TEST_CASE(far_away_there_is_no_tile) {
  const Map map(style_with(""));
  const VectorTiler tiler(map.scene());
  BOOST_TEST(!tiler.tile(geo::tile_at({0, 0}, 5)).has_value());
  BOOST_TEST(tiler.digest(geo::tile_at({0, 0}, 5)) == 0U);
  // In the hole, and no line near.
  BOOST_TEST(!tiler.tile(geo::tile_at({65.5, 26.5}, 12)).has_value());
}

BOOST_AUTO_TEST_CASE(the_same_bytes_in_any_order_and_on_any_thread) {
  const Map map(style_with(""));
  const VectorTiler one(map.scene()), other(map.scene());
  std::vector<geo::TileId> tiles;
  for (unsigned zoom = 0; zoom < 9; ++zoom) tiles.push_back(geo::tile_at({66.5, 25.5}, zoom));
  std::vector<std::string> forth, back(tiles.size());
  for (const auto& tile : tiles) forth.push_back(text_of(*one.tile(tile)));
  {
    std::vector<std::jthread> threads;
    for (std::size_t first = 0; first < 3; ++first)
      threads.emplace_back([&, first] {
        for (std::size_t i = tiles.size(); i-- > 0;)
          if (i % 3 == first) back[i] = text_of(*other.tile(tiles[i]));
      });
  }
  BOOST_TEST((back == forth));
  BOOST_TEST(one.digest(tiles[5]) == other.digest(tiles[5]));
  BOOST_TEST(one.digest(tiles[5]) != one.digest(tiles[6]));
}

BOOST_AUTO_TEST_CASE(clipped_rings_cover_what_the_ring_covers) {
  std::mt19937 random(5);
  for (int round = 0; round < 5; ++round) {
    const auto ring = wavy_ring(random);
    const double whole = static_cast<double>(detail::doubled_area(ring.points));
    BOOST_TEST(std::abs(whole) > 0);
    double sum = 0;
    const double from = 24000, side = 1024;
    for (int y = 0; y < 17; ++y) {
      for (int x = 0; x < 17; ++x) {
        const geo::PixelBox box{from + x * side, from + y * side, from + (x + 1) * side, from + (y + 1) * side};
        const auto part = detail::clip_ring(ring, box);
        if (part.empty()) continue;
        BOOST_TEST((part.front() == part.back()));
        for (const auto& p : part) BOOST_TEST(box.contains(static_cast<double>(p.x), static_cast<double>(p.y)));
        sum += static_cast<double>(detail::doubled_area(part));
      }
    }
    BOOST_TEST(sum == whole, boost::test_tools::tolerance(1e-3));
  }
}

BOOST_AUTO_TEST_CASE(clipped_lines_have_the_length_of_the_line) {
  std::mt19937 random(6);
  const auto line = wavy_ring(random);
  const auto length = [](const detail::GridLine& part) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < part.size(); ++i)
      sum += std::hypot(static_cast<double>(part[i + 1].x - part[i].x), static_cast<double>(part[i + 1].y - part[i].y));
    return sum;
  };
  double sum = 0;
  for (int y = 0; y < 17; ++y)
    for (int x = 0; x < 17; ++x)
      for (const auto& part : detail::clip_line(
               line, {24000. + x * 1024, 24000. + y * 1024, 24000. + (x + 1) * 1024, 24000. + (y + 1) * 1024}))
        sum += length(part);
  BOOST_TEST(sum == length(line.points), boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(lines_keep_within_half_a_unit_and_the_rounding) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> step(-1e-4, 1e-4);
  model::Line line{{60, 25}};
  for (int i = 0; i < 5000; ++i)
    line.push_back({line.back().lon + 1e-4 + step(random), line.back().lat + step(random)});
  constexpr double world = 4096.0 * 256;
  const auto simple = detail::to_grid(line, world);
  BOOST_TEST(simple.points.size() < line.size() / 2);
  for (const auto& place : line) {
    const auto p = detail::to_grid(place, world);
    double nearest = 1e9;
    for (std::size_t i = 0; i + 1 < simple.points.size(); ++i) {
      const auto a = simple.points[i], b = simple.points[i + 1];
      const double dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y);
      const double ex = static_cast<double>(p.x - a.x), ey = static_cast<double>(p.y - a.y);
      const double t = std::clamp((ex * dx + ey * dy) / (dx * dx + dy * dy), 0.0, 1.0);
      nearest = std::min(nearest, std::hypot(ex - t * dx, ey - t * dy));
    }
    BOOST_TEST(nearest <= 0.5 + 1.5);  // and what rounding adds to each of the two
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
