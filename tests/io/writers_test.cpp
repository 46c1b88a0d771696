// SPDX-License-Identifier: MIT
#include <riskmap/io/database.hpp>
#include <riskmap/io/detail/rtree_pack.hpp>
#include <riskmap/io/open.hpp>
#include <riskmap/io/writers/incidents.hpp>

#include <tests/io/incident_files.hpp>

#include <fmt/format.h>

#include <random>

using namespace riskmap;
using namespace riskmap::test;

namespace {

using Write = void (*)(OutputFile&, const io::writers::IncidentTable&, Progress&);

io::Imported two_incidents() {
  return import_text(acled_header + acled_row +
                     "b,2024-01-31,3,Protests,,,,Pakistan,\"Turbat, \"\"new\"\"\",-26.5,-63.05,3,,\"two\nlines\"\n");
}

void write(const std::filesystem::path& path, Write writer, const io::Imported& imported) {
  const std::vector<std::string> extra{"", "PAK1"};
  OutputFile out(path);
  Progress silence;
  writer(out, {imported.incidents, "duplicate_of", extra, {{"made", "up"}}}, silence);
  out.commit();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(writers)

BOOST_AUTO_TEST_CASE(both_formats_are_read_back_alike) {
  const TemporaryFolder folder;
  const auto imported = two_incidents();
  write(folder / "a.csv", riskmap::io::writers::write_csv, imported);
  write(folder / "a.gpkg", riskmap::io::writers::write_gpkg, imported);
  const auto csv = riskmap::io::open(folder / "a.csv"), gpkg = riskmap::io::open(folder / "a.gpkg");
  BOOST_TEST(gpkg.layers.at(0).name == "incidents");
  for (const auto* source : {&csv, &gpkg}) {
    BOOST_REQUIRE(source->counts.used == 2u);
    const auto& layer = source->layers[0];
    const auto& second = layer.features[1];
    const auto text = [&](const char* field) { return std::get<std::string>(*layer.get(second, field)); };
    BOOST_TEST((second.geometry.points.at(0) == geo::LonLat{-63.05, -26.5}));
    BOOST_TEST(text("date_start") == "2024-01-01");
    BOOST_TEST(text("date_end") == "2024-01-31");
    BOOST_TEST(text("place") == "Turbat, \"new\"");
    BOOST_TEST(text("note") == "two\nlines");
    BOOST_TEST(text("duplicate_of") == "PAK1");
    BOOST_TEST(std::get<double>(*layer.get(second, "location_uncertainty_km")) == 200.0);
    BOOST_TEST(std::get<double>(*layer.get(layer.features[0], "killed")) == 2.0);
    BOOST_TEST(model::is_null(*layer.get(second, "killed")));
    BOOST_TEST(model::is_null(*layer.get(layer.features[0], "duplicate_of")));
  }
}

BOOST_AUTO_TEST_CASE(the_same_input_gives_the_same_bytes) {
  const TemporaryFolder folder;
  const auto imported = two_incidents();
  for (const auto* name : {"a.gpkg", "b.gpkg"}) write(folder / name, riskmap::io::writers::write_gpkg, imported);
  BOOST_TEST(read_file(folder / "a.gpkg") == read_file(folder / "b.gpkg"));
}

BOOST_AUTO_TEST_CASE(without_commit_nothing_is_left) {
  const TemporaryFolder folder;
  write_text(folder / "a.gpkg", "old");
  {
    const auto imported = two_incidents();
    const std::vector<std::string> extra(2);
    OutputFile out(folder / "a.gpkg");
    Progress silence;
    riskmap::io::writers::write_gpkg(out, {imported.incidents, "duplicate_of", extra, Json::object()}, silence);
  }
  BOOST_TEST(read_file(folder / "a.gpkg") == "old");
  BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

BOOST_AUTO_TEST_CASE(a_packed_tree_is_sound_and_finds_every_point) {
  for (const std::size_t count : {0U, 1U, 51U, 52U, 3000U, 150'000U}) {
    std::mt19937 random(static_cast<unsigned>(count));
    std::uniform_real_distribution<double> lon(-180, 180), lat(-90, 90);
    std::vector<geo::LonLat> points(count);
    for (auto& p : points) p = {lon(random), lat(random)};
    const TemporaryFolder folder;
    auto database = riskmap::io::Database::create(folder / "a.sqlite");
    database.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)");
    database.execute("BEGIN");
    riskmap::io::detail::pack_rtree(database, "tree", points);
    database.execute("COMMIT");
    auto check = database.prepare("SELECT rtreecheck('tree')");
    BOOST_REQUIRE(check.step());
    BOOST_TEST(check.text(0) == "ok", count);
    const auto expected = std::ranges::count_if(
        points, [](geo::LonLat p) { return p.lon > 10 && p.lon < 40 && p.lat > -20 && p.lat < 5; });
    auto found =
        database.prepare("SELECT count(*) FROM tree WHERE minx > 10 AND maxx < 40 AND miny > -20 AND maxy < 5");
    BOOST_REQUIRE(found.step());
    BOOST_TEST(found.integer(0) == expected, count);
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
