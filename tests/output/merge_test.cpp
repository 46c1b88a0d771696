// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/merge.hpp>
#include <riskmap/output/sinks_catalogue.hpp>
#include <tests/output/archives.hpp>

#include <algorithm>
#include <vector>

namespace riskmap::output {
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(merge)

namespace {

fs::path write(const test::TemporaryFolder& place, const SinkType& type, const std::string& name, const Tiles& tiles,
               const TilesetInfo& info = example_info()) {
  const auto file = place / (name + std::string(type.suffix));
  write_with_digests(file, tiles, info);
  return file;
}

MergeReport merged(const std::vector<fs::path>& inputs, const fs::path& out) {
  return riskmap::output::merge(inputs, out);
}

}  // namespace

BOOST_AUTO_TEST_CASE(shards_give_the_bytes_of_the_run_in_one_piece) {
  for (const auto* type : sinks::all) {
    const test::TemporaryFolder place;
    const auto whole = write(place, *type, "whole", example_tiles());
    std::vector<fs::path> shards;
    for (std::uint64_t i = 0; i < 7; ++i) {
      Tiles share;
      for (const auto& [id, bytes] : example_tiles()) {
        if (id * 7 / 85 == i) share[id] = bytes;
      }
      auto info = example_info();
      info.provenance["shard"] = fmt::format("{}/7", i + 1);
      shards.push_back(write(place, *type, fmt::format("shard{}", i), share, info));
    }
    std::swap(shards[1], shards[5]);
    const auto out = place / ("merged" + std::string(type->suffix));
    const auto report = merged(shards, out);
    BOOST_TEST(report.tiles == 77U);
    BOOST_TEST(report.shared == 0U);
    BOOST_TEST((files_of(out) == files_of(whole)), type->name);
  }
}

BOOST_AUTO_TEST_CASE(a_conversion_gives_the_bytes_that_kind_would_have_had) {
  auto plain = example_info();
  plain.name = plain.description = plain.attribution = "";
  plain.bounds = {60.123456789012, 23.5, 77.1, 37.987654321};
  plain.zooms = {0, 9};
  plain.overlay = true;
  plain.tile_size = 512;
  plain.version = "1.2.3";
  for (const auto& info : {example_info(), plain}) {
    const test::TemporaryFolder place;
    for (const auto* from : sinks::all) {
      const auto source = write(place, *from, "from", example_tiles(), info);
      for (const auto* to : sinks::all) {
        const auto out = place / (fmt::format("{}-to{}", from->name, to->suffix));
        merged({source}, out);
        BOOST_TEST((files_of(out) == files_of(write(place, *to, "direct", example_tiles(), info))),
                   from->name << " to " << to->name);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(vector_layers_survive_a_conversion) {
  auto info = example_info();
  info.format = "pbf", info.suffix = ".mvt", info.media_type = "application/vnd.mapbox-vector-tile";
  info.vector_layers = {{{"id", "rivers"}, {"fields", {{"name", "String"}}}}};
  const test::TemporaryFolder place;
  for (const auto* from : sinks::all) {
    const auto source = write(place, *from, "from", example_tiles(), info);
    for (const auto* to : sinks::all) {
      const auto out = place / (fmt::format("{}-to{}", from->name, to->suffix));
      merged({source}, out);
      BOOST_TEST((files_of(out) == files_of(write(place, *to, "direct", example_tiles(), info))),
                 from->name << " to " << to->name);
    }
  }
}

BOOST_AUTO_TEST_CASE(ranges_of_zooms_and_boxes_are_joined) {
  const test::TemporaryFolder place;
  Tiles low, high;
  for (const auto& [id, bytes] : example_tiles()) (id < 21 ? low : high)[id] = bytes;
  auto first = example_info(), second = example_info();
  first.zooms = {0, 2}, second.zooms = {3, 3};
  first.bounds = {60, 23, 65, 30}, second.bounds = {64, 25, 77, 37};
  second.provenance["version"] = "0.2.0";
  for (const auto* type : sinks::all) {
    const auto a = write(place, *sinks::all.front(), "a", low, first), b = write(place, *type, "b", high, second);
    const auto out = place / ("out" + std::string(type->suffix));
    const auto report = merged({a, b}, out);
    BOOST_TEST(report.info.zooms.low == 0U);
    BOOST_TEST(report.info.zooms.high == 3U);
    BOOST_TEST((report.info.bounds == geo::LonLatBox{60, 23, 77, 37}));
    const auto archive = io::open_archive(out);
    BOOST_TEST(archive->summary().tiles == 77U);
    const auto own = archive->summary().metadata.at("riskmap");
    BOOST_TEST(own.at("version") == "0.1.0");
    BOOST_TEST(own.at("merged").at(0).at("version") == "0.2.0");
    BOOST_TEST(archive->digest(geo::from_hilbert_id(40)).value() == digest_of(40));
  }
}

BOOST_AUTO_TEST_CASE(a_tile_in_two_archives_must_be_the_same) {
  const test::TemporaryFolder place;
  const auto& type = *sinks::all.back();
  auto other = example_tiles();
  const auto a = write(place, type, "a", other);
  other.erase(1), other[90] = "new";
  const auto b = write(place, type, "b", other);
  const auto report = merged({a, b}, place / "out.mbtiles");
  BOOST_TEST(report.tiles == 78U);
  BOOST_TEST(report.shared == 76U);
  other[7] = "changed";
  const auto c = write(place, type, "c", other);
  BOOST_TEST(test::error_text<IntegrityError>([&] {
               merged({a, b, c}, place / "none.pmtiles");
             }) == fmt::format("tile {}: {} and {} hold different bytes for it (riskmap diff lists all of them)",
                               geo::from_hilbert_id(7).text(), a.string(), c.string()));
  BOOST_TEST(!fs::exists(place / "none.pmtiles"));
  BOOST_TEST(!fs::exists(place / "none.pmtiles.part"));
}

BOOST_AUTO_TEST_CASE(what_does_not_go_together_is_refused) {
  const test::TemporaryFolder place;
  const auto& type = *sinks::all.back();
  const auto a = write(place, type, "a", example_tiles());
  const auto with = [&](void (*change)(TilesetInfo&)) {
    auto info = example_info();
    change(info);
    const auto b = write(place, type, "b", example_tiles(), info);
    auto text = test::error_text<UsageError>([&] { merged({a, b}, place / "out.pmtiles"); });
    return text.substr(b.string().size());
  };
  BOOST_TEST(with([](TilesetInfo& info) { info.format = "webp"; }) ==
             ": its format is webp, that of " + a.string() + " is png");
  BOOST_TEST(with([](TilesetInfo& info) { info.tile_size = 512; }) ==
             ": its tile size is 512, that of " + a.string() + " is 256");
  BOOST_TEST(with([](TilesetInfo& info) { info.scale = 2; }) == ": its scale is 2, that of " + a.string() + " is 1");
}

BOOST_AUTO_TEST_CASE(an_input_is_never_overwritten) {
  const test::TemporaryFolder place;
  for (const auto* type : sinks::all) {
    const auto a = write(place, *type, "a", example_tiles());
    const auto before = files_of(a);
    fs::create_symlink(a, place / ("link" + std::string(type->suffix)));
    for (const auto& out :
         {a, place / ("link" + std::string(type->suffix)), fs::path(a.string() + (type->suffix.empty() ? "/" : ""))}) {
      BOOST_TEST(test::error_text<UsageError>([&] { merged({a}, out); }) ==
                 "--out: " + out.string() + " is one of the archives to be merged (write to another name)");
    }
    BOOST_TEST((files_of(a) == before));
  }
}

BOOST_AUTO_TEST_CASE(an_mbtiles_of_others_in_any_order_is_turned) {
  const test::TemporaryFolder place;
  std::string sql =
      "create table metadata (name text, value text); insert into metadata values ('name', 'theirs'), ('format', "
      "'png'); create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);";
  for (int i = 63; i >= 0; --i)
    sql += fmt::format("insert into tiles values (3, {}, {}, x'{:02x}');", i * 5 % 8, i / 8, 1 + i);
  said_by(fmt::format("sqlite3 {} \"{}\"", (place / "theirs.mbtiles").string(), sql));
  const auto report = merged({place / "theirs.mbtiles"}, place / "ours.pmtiles");
  BOOST_TEST(report.tiles == 64U);
  const auto theirs = io::open_archive(place / "theirs.mbtiles"), ours = io::open_archive(place / "ours.pmtiles");
  std::uint64_t met = 0;
  ours->visit([&](const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest) {
    BOOST_TEST(digest == 0U);
    BOOST_TEST((std::ranges::equal(theirs->tile(tile).value(), bytes)));
    ++met;
  });
  BOOST_TEST(met == 64U);
  BOOST_TEST(ours->summary().metadata.at("name") == "theirs");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output
