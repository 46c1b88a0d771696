// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/io/archives/pmtiles_directory.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/io/database.hpp>
#include <tests/support/test.hpp>

#include <fmt/format.h>

#include <functional>
#include <random>
#include <set>

namespace riskmap::io {
namespace fs = std::filesystem;
using namespace pmtiles;

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(archive)

namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}
std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The parts of a PMTiles file, to be broken one at a time.
struct PmtilesParts {
  std::vector<Entry> root{{0, 0, 3, 1}, {1, 3, 3, 2}, {4, 0, 3, 1}};
  std::vector<std::vector<Entry>> leaves = {};
  std::string metadata = R"({"name": "made up"})";
  std::string data = "onetwo";
  std::function<void(Header&)> change = [](Header&) {};
  std::function<void(std::vector<std::byte>&)> change_root = [](std::vector<std::byte>&) {};
};

std::string written(const PmtilesParts& parts) {
  Header header;
  std::vector<std::byte> leaves;
  auto root = parts.root;
  for (const auto& leaf : parts.leaves) {
    const auto packed = gzip(write_directory(leaf));
    root.push_back({leaf.front().id, leaves.size(), static_cast<std::uint32_t>(packed.size()), 0});
    leaves.insert(leaves.end(), packed.begin(), packed.end());
  }
  auto plain_root = write_directory(root);
  parts.change_root(plain_root);
  const auto packed_root = gzip(plain_root);
  const auto metadata = gzip(bytes_of(parts.metadata));
  header.root = {header_size, packed_root.size()};
  header.metadata = {header_size + packed_root.size(), metadata.size()};
  header.leaves = {header.metadata.offset + metadata.size(), leaves.size()};
  header.data = {header.leaves.offset + leaves.size(), parts.data.size()};
  header.max_zoom = 2;
  header.bounds = {-10, -10, 10, 10};
  header.tile_type = TileType::png;
  parts.change(header);
  return text_of(write_header(header)) + text_of(packed_root) + text_of(metadata) + text_of(leaves) + parts.data;
}

/// What the reader says of a file when it opens it, sums it up and asks for a tile of each zoom; "" if it is content.
std::string complaint_about(const std::string& content, const std::string& name = "a.pmtiles") {
  const test::TemporaryFolder folder;
  test::write_text(folder / name, content);
  try {
    const auto archive = open_archive(folder / name);
    archive->summary();
    for (unsigned zoom = 0; zoom <= geo::TileId::max_zoom; ++zoom) {
      archive->tile({zoom, 0, 0});
      archive->digest({zoom, 0, 0});
    }
    archive->check([](const std::string&) {});
    std::uint64_t next = 0;
    archive->visit([&](const geo::TileId& tile, std::span<const std::byte>, std::uint64_t) {
      BOOST_REQUIRE(geo::hilbert_id(tile) >= next);
      next = geo::hilbert_id(tile) + 1;
    });
    return "";
  } catch (const DataError& error) {
    const std::string text = error.what();
    return text.substr(text.find(name));
  }
}

fs::path make_mbtiles(const test::TemporaryFolder& folder, const std::vector<std::string>& statements) {
  auto file = folder / "a.mbtiles";
  auto database = Database::create(file);
  for (const auto& statement : statements) database.execute(statement);
  database.close();
  return file;
}

const std::vector<std::string> plain_schema = {
    "CREATE TABLE metadata (name text, value text)",
    "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)",
    "INSERT INTO metadata VALUES ('name', 'made up'), ('format', 'png'), ('bounds', '60,20,80,40')",
    "INSERT INTO tiles VALUES (0, 0, 0, x'414243'), (1, 0, 0, x'44')",
};

std::string complaint_about_mbtiles(const std::string& statement) {
  const test::TemporaryFolder folder;
  auto statements = plain_schema;
  statements.push_back(statement);
  const auto file = make_mbtiles(folder, statements);
  return complaint_about(test::read_file(file), "a.mbtiles");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_pmtiles_is_read) {
  const test::TemporaryFolder folder;
  test::write_text(folder / "any.name", written({}));
  const auto archive = open_archive(folder / "any.name");
  BOOST_TEST(text_of(archive->tile({0, 0, 0}).value()) == "one");
  BOOST_TEST(text_of(archive->tile({1, 0, 0}).value()) == "two");
  BOOST_TEST(text_of(archive->tile({1, 0, 1}).value()) == "two");
  BOOST_TEST(!archive->tile({1, 1, 1}).has_value());
  BOOST_TEST(text_of(archive->tile({1, 1, 0}).value()) == "one");
  const auto summary = archive->summary();
  BOOST_TEST(summary.tiles == 4U);
  BOOST_TEST(summary.distinct == 2U);
  BOOST_TEST(summary.bytes == 12U);
  BOOST_TEST(summary.metadata.at("name") == "made up");
}

BOOST_AUTO_TEST_CASE(leaves_are_followed) {
  PmtilesParts parts;
  parts.root = {};
  parts.leaves = {{{0, 0, 3, 2}}, {{5, 3, 3, 1}, {7, 0, 3, 1}}};
  const test::TemporaryFolder folder;
  test::write_text(folder / "a.pmtiles", written(parts));
  const auto archive = open_archive(folder / "a.pmtiles");
  BOOST_TEST(text_of(archive->tile(geo::from_hilbert_id(7)).value()) == "one");
  BOOST_TEST(!archive->tile(geo::from_hilbert_id(6)).has_value());
  BOOST_TEST(archive->summary().tiles == 4U);
}

BOOST_AUTO_TEST_CASE(a_directory_is_written_and_read_back) {
  std::vector<Entry> entries;
  std::mt19937_64 random(5);
  std::uint64_t id = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto run = static_cast<std::uint32_t>(1 + random() % 300);
    entries.push_back(
        {id += random() % 1000000, random() >> 3U, static_cast<std::uint32_t>(1 + random() % 0xFFFFFFFE), run});
    id += run;
  }
  BOOST_TEST((read_directory(write_directory(entries), 0, end_of_ids) == entries));
}

BOOST_AUTO_TEST_CASE(a_header_is_written_and_read_back) {
  Header header{.root = {1, 2},
                .metadata = {3, 4},
                .leaves = {5, 6},
                .data = {7, std::uint64_t{1} << 60U},
                .addressed_tiles = 9,
                .entries = 8,
                .contents = 7,
                .clustered = true,
                .min_zoom = 3,
                .max_zoom = 14,
                .bounds = {-180, -85.0511288, 179.9999999, 85},
                .centre_zoom = 5,
                .centre = {-0.0000001, 1.5}};
  const auto bytes = write_header(header);
  BOOST_TEST(bytes.size() == header_size);
  const auto back = read_header(bytes);
  BOOST_TEST((write_header(back) == bytes));
  BOOST_TEST(back.bounds.min_y == -85.0511288);
  BOOST_TEST(back.centre.lon == -0.0000001);
  BOOST_TEST(back.data.length == std::uint64_t{1} << 60U);
}

BOOST_AUTO_TEST_CASE(lies_of_a_pmtiles_header_are_named) {
  const auto with = [](std::function<void(Header&)> change) {
    PmtilesParts parts;
    parts.change = std::move(change);
    return complaint_about(written(parts));
  };
  constexpr auto huge = ~std::uint64_t{0};
  BOOST_TEST(with([](Header& h) { h.root.offset = 0; }) ==
             "a.pmtiles: the root directory does not lie in the first 16384 bytes");
  BOOST_TEST(with([](Header& h) {
               h.root.length = huge;
             }).starts_with("a.pmtiles: the header names 18446744073709551615 bytes at 127, the file has"));
  BOOST_TEST(with([](Header& h) {
               h.data.offset = huge;
             }).starts_with("a.pmtiles: the header names 6 bytes at 18446744073709551615"));
  BOOST_TEST(with([](Header& h) { h.leaves = {huge, huge}; }).starts_with("a.pmtiles: the header names"));
  BOOST_TEST(with([](Header& h) { h.data.length = 5; }) == "a.pmtiles: tile id 1 lies outside its section");
  BOOST_TEST(with([](Header& h) { h.metadata.length = 3; }) == "a.pmtiles: not valid gzip: it ends too early");
  BOOST_TEST(with([](Header& h) { h.max_zoom = 31; }) == "a.pmtiles: the header's zooms are no range");
  BOOST_TEST(with([](Header& h) { h.min_zoom = 3; }) == "a.pmtiles: the header's zooms are no range");
  BOOST_TEST(with([](Header& h) { h.bounds.max_y = 91; }) ==
             "a.pmtiles: header: the bounds -10,-10,10,91 are not a box in degrees");
  BOOST_TEST(with([](Header& h) { h.bounds.max_x = -11; }).find("are not a box") != std::string::npos);
  BOOST_TEST(with([](Header& h) { h.addressed_tiles = 5; }) ==
             "a.pmtiles: the header says 5 tiles, the directories hold 4");
  BOOST_TEST(with([](Header& h) { h.internal_compression = Compression::brotli; }) ==
             "a.pmtiles: directories are compressed with brotli; gzip or none is read");
  BOOST_TEST(with([](Header& h) { h.internal_compression = static_cast<Compression>(9); }) ==
             "a.pmtiles: the header's internal compression is 9, which version 3 does not know");
  auto old = written({});
  old[7] = 2;
  BOOST_TEST(complaint_about(old) == "a.pmtiles: is PMTiles of version 2; only version 3 is read");
  BOOST_TEST(complaint_about("PMTiles\x03") == "a.pmtiles: is no PMTiles archive");
}

BOOST_AUTO_TEST_CASE(lies_of_a_pmtiles_directory_are_named) {
  const auto with = [](std::vector<Entry> root) { return complaint_about(written({.root = std::move(root)})); };
  BOOST_TEST(with({{0, 0, 3, 5}, {4, 3, 3, 1}}) == "a.pmtiles: a directory's tiles overlap, or leave their range");
  BOOST_TEST(with({{4, 0, 3, 1}, {4, 3, 3, 1}}) ==
             "a.pmtiles: a directory's tile ids do not grow, or leave their range");
  BOOST_TEST(with({{end_of_ids, 0, 3, 1}}) == "a.pmtiles: a directory's tile ids do not grow, or leave their range");
  BOOST_TEST(with({{end_of_ids - 1, 0, 3, 2}}) == "a.pmtiles: a directory's tiles overlap, or leave their range");
  BOOST_TEST(with({{0, 0, 0, 1}}) == "a.pmtiles: tile id 0 has no bytes");
  BOOST_TEST(with({{0, 4, 3, 1}}) == "a.pmtiles: tile id 0 lies outside its section");
  BOOST_TEST(with({{0, ~std::uint64_t{0} - 1, 3, 1}}) == "a.pmtiles: a directory's offset lies outside any file");
  BOOST_TEST(with({{0, 0, 0xFFFFFFFF, 1}}) == "a.pmtiles: tile id 0 lies outside its section");
  const auto with_bytes = [](std::vector<std::byte> bytes) {
    PmtilesParts parts;
    parts.change_root = [&](std::vector<std::byte>& root) { root = std::move(bytes); };
    return complaint_about(written(parts));
  };
  const auto repeated = [](std::size_t count, std::byte value) { return std::vector<std::byte>(count, value); };
  BOOST_TEST(with_bytes(repeated(1, std::byte{0})) == "");  // a shard without tiles
  BOOST_TEST(with_bytes(repeated(5, std::byte{0x7F})) == "a.pmtiles: a directory says it has 127 entries in 4 bytes");
  BOOST_TEST(with_bytes(repeated(12, std::byte{0xFF})) == "a.pmtiles: a directory holds a number over 64 bits");
  BOOST_TEST(with_bytes(repeated(5, std::byte{0x80})) == "a.pmtiles: a directory ends in the middle of a number");
  BOOST_TEST(with_bytes({std::byte{1}, std::byte{0}, std::byte{1}, std::byte{1}, std::byte{0}}) ==
             "a.pmtiles: a directory's first offset refers to one before it");
  BOOST_TEST(with_bytes(repeated(17 << 20, std::byte{0})) ==
             "a.pmtiles: the root directory does not lie in the first 16384 bytes");
}

BOOST_AUTO_TEST_CASE(lies_about_digests_are_named) {
  const auto with = [](const std::string& digests) {
    PmtilesParts parts;
    parts.metadata = R"({"riskmap": {"digests": )" + digests + "}}";
    parts.data = "onetwo" + std::string(32, 'd');
    return complaint_about(written(parts));
  };
  constexpr auto* no_place = "a.pmtiles: metadata: riskmap.digests is no place in the tile data";
  BOOST_TEST(with(R"({"offset": 6, "length": 32})") == "");
  BOOST_TEST(with(R"({"offset": 6, "length": 24})") == "a.pmtiles: there are fewer digests than tiles");
  for (const char* lie : {"3", "[]", "{}", R"({"offset": 7, "length": 32})", R"({"offset": -8, "length": 8})",
                          R"({"offset": 6, "length": 31})", R"({"offset": 18446744073709551608, "length": 32})",
                          R"({"offset": 6.5, "length": 8})"}) {
    BOOST_TEST(with(lie) == no_place, lie);
  }
}

BOOST_AUTO_TEST_CASE(a_folders_digests_are_pairs_in_order) {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "t/0/0");
  test::write_text(folder / "t/0/0/0.png", "x");
  test::write_text(folder / "t/tiles.json", R"({"tiles": ["{z}/{x}/{y}.png"]})");
  test::write_text(folder / "t/tiles.digests", std::string(17, 'x'));
  BOOST_TEST(test::error_text<DataError>([&] { open_archive(folder / "t"); }).ends_with("is no list of digests"));
  test::write_text(folder / "t/tiles.digests", std::string(8, '\0') + std::string(8, '\1'));
  BOOST_TEST(open_archive(folder / "t")->digest({0, 0, 0}).value() == 0x0101010101010101U);
  BOOST_TEST(!open_archive(folder / "t")->digest({1, 0, 0}).has_value());
  fs::remove(folder / "t/tiles.digests");
  fs::create_symlink("/etc/passwd", folder / "t/tiles.digests");
  BOOST_TEST(test::error_text<DataError>([&] { open_archive(folder / "t"); }).ends_with("cannot be read"));
}

BOOST_AUTO_TEST_CASE(an_mbtiles_without_order_or_index_is_walked_in_order) {
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES (3, 7, 7, x'01'), (3, 0, 0, x'02'), (2, 1, 1, x'03')") ==
             "");
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES (0, 0, 0, x'01')") ==
             "a.mbtiles: tile 0/0/0 is there twice");
}

BOOST_AUTO_TEST_CASE(a_compression_bomb_is_not_inflated) {
  PmtilesParts parts;
  parts.metadata.assign(std::size_t{17} << 20U, ' ');
  BOOST_TEST(complaint_about(written(parts)) ==
             "a.pmtiles: decompresses to 17825792 bytes, over the limit of 16777216");
}

BOOST_AUTO_TEST_CASE(a_leaf_that_leaves_its_range_or_holds_itself_is_refused) {
  PmtilesParts stray;
  stray.root = {{0, 0, 3, 1}};
  stray.leaves = {{{1, 0, 3, 9}}, {{5, 0, 3, 1}}};
  BOOST_TEST(complaint_about(written(stray)) == "a.pmtiles: a directory's tiles overlap, or leave their range");
  PmtilesParts nested;
  nested.root = {};
  // A leaf whose entry is a leaf at its own place; its packed size is found by trying.
  std::set<std::string> said;
  for (std::uint32_t size = 20; size < 40; ++size) {
    nested.leaves = {{{0, 0, size, 0}}};
    said.insert(complaint_about(written(nested)));
  }
  BOOST_TEST(said.contains("a.pmtiles: directories are nested too deep"));
}

BOOST_AUTO_TEST_CASE(metadata_that_is_no_object_is_refused) {
  PmtilesParts parts;
  parts.metadata = "[1]";
  BOOST_TEST(complaint_about(written(parts)) == "a.pmtiles: metadata: is not a JSON object");
  parts.metadata = "{\"a\": \xFF}";
  BOOST_TEST(complaint_about(written(parts)).starts_with("a.pmtiles: metadata:1:"));
  parts.metadata = std::string(100000, '[');
  BOOST_TEST(complaint_about(written(parts)).find("levels deep") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(truncated_or_flipped_files_never_do_worse_than_an_error) {
  const auto whole = written({});
  for (std::size_t size = 0; size < whole.size(); ++size) complaint_about(whole.substr(0, size));
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    auto broken = whole;
    broken[random() % broken.size()] ^= static_cast<char>(1U << random() % 8);
    complaint_about(broken);
  }
}

BOOST_AUTO_TEST_CASE(a_sound_mbtiles_is_read_and_not_touched) {
  const test::TemporaryFolder folder;
  const auto file = make_mbtiles(folder, plain_schema);
  fs::rename(file, folder / "odd%20name?x#y.mbtiles");
  const auto before = test::read_file(folder / "odd%20name?x#y.mbtiles");
  {
    const auto archive = open_archive(folder / "odd%20name?x#y.mbtiles");
    BOOST_TEST(text_of(archive->tile({0, 0, 0}).value()) == "ABC");
    BOOST_TEST(text_of(archive->tile({1, 0, 1}).value()) == "D");
    BOOST_TEST(!archive->tile({1, 0, 0}).has_value());
    const auto summary = archive->summary();
    BOOST_TEST(summary.tiles == 2U);
    BOOST_TEST(summary.distinct == 0U);
    BOOST_TEST(summary.bytes == 4U);
    BOOST_TEST((summary.bounds == geo::LonLatBox{60, 20, 80, 40}));
    BOOST_TEST(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  }
  BOOST_TEST((test::read_file(folder / "odd%20name?x#y.mbtiles") == before));
}

BOOST_AUTO_TEST_CASE(mistakes_of_an_mbtiles_are_named) {
  BOOST_TEST(complaint_about_mbtiles("SELECT 1") == "");
  BOOST_TEST(complaint_about_mbtiles("DROP TABLE metadata") ==
             "a.mbtiles: is no MBTiles archive: it has no table 'metadata'");
  BOOST_TEST(complaint_about_mbtiles("DROP TABLE tiles") ==
             "a.mbtiles: is no MBTiles archive: it has no table 'tiles'");
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES (31, 0, 0, x'00')") ==
             "a.mbtiles: has tiles outside the pyramid at zoom_level 31");
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES (2, 4, 0, x'00')") ==
             "a.mbtiles: has tiles outside the pyramid at zoom_level 2");
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES (2, 0, -1, x'00')") ==
             "a.mbtiles: has tiles outside the pyramid at zoom_level 2");
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES ('a' || char(27), 0, 0, x'00')") ==
             "a.mbtiles: has tiles outside the pyramid at zoom_level a\\x1B");
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO tiles VALUES (3, 0, 7, 'text')") ==
             "a.mbtiles: tile 3/0/0: tile_data is no blob");
  BOOST_TEST(complaint_about_mbtiles("UPDATE metadata SET value = '80,20,60,40' WHERE name = 'bounds'")
                 .starts_with("a.mbtiles: metadata 'bounds': "));
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO metadata VALUES ('json', '{')")
                 .starts_with("a.mbtiles: metadata 'json':1:"));
  BOOST_TEST(complaint_about_mbtiles("INSERT INTO metadata VALUES ('name2', CAST(x'FF' AS TEXT))") == "");
}

BOOST_AUTO_TEST_CASE(a_view_that_never_ends_is_stopped) {
  const test::TemporaryFolder folder;
  const auto file =
      make_mbtiles(folder, {plain_schema[0],
                            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) "
                            "SELECT 0 AS zoom_level, 0 AS tile_column, i AS tile_row, x'00' AS tile_data FROM n"});
  const auto text = complaint_about(test::read_file(file), "a.mbtiles");
  BOOST_TEST(text == "a.mbtiles: answering a query takes more work than a file of this size should need");
}

BOOST_AUTO_TEST_CASE(unfinished_writes_beside_an_mbtiles_are_named) {
  const test::TemporaryFolder folder;
  const auto file = make_mbtiles(folder, plain_schema);
  test::write_text(folder / "a.mbtiles-wal", "x");
  const auto text = test::error_text<DataError>([&] { open_archive(file); });
  BOOST_TEST(text.find("a.mbtiles: has unfinished writes in a.mbtiles-wal (close the program that writes it") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_damaged_mbtiles_is_refused) {
  const test::TemporaryFolder folder;
  auto statements = plain_schema;
  for (int i = 0; i < 200; ++i)
    statements.push_back(fmt::format("INSERT INTO tiles VALUES (8, {}, 0, randomblob(300))", i));
  const auto whole = test::read_file(make_mbtiles(folder, statements));
  BOOST_TEST(complaint_about(whole, "a.mbtiles") == "");
  BOOST_TEST(complaint_about(whole.substr(0, whole.size() / 2), "a.mbtiles").starts_with("a.mbtiles: "));
  std::mt19937 random(11);
  for (int i = 0; i < 300; ++i) {
    auto broken = whole;
    for (int j = 0; j < 3; ++j) broken[16 + random() % (broken.size() - 16)] = static_cast<char>(random());
    complaint_about(broken, "a.mbtiles");
  }
}

BOOST_AUTO_TEST_CASE(folders_are_read_and_their_mistakes_named) {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "t/1/0");
  const auto complaint = [&](const std::string& tilejson) {
    test::write_text(folder / "t/tiles.json", tilejson);
    try {
      open_archive(folder / "t");
      return std::string();
    } catch (const DataError& error) {
      const std::string text = error.what();
      return text.substr(text.find("t/tiles.json"));
    }
  };
  BOOST_TEST(test::error_text<DataError>([&] {
               open_archive(folder / "t");
             }).ends_with("/t: is no tile archive: it has no tiles.json"));
  BOOST_TEST(complaint("{").starts_with("t/tiles.json:1:"));
  BOOST_TEST(complaint("{}") ==
             "t/tiles.json: \"tiles\" names no tiles of this folder (it reads like [\"{z}/{x}/{y}.png\"])");
  for (const char* address :
       {"http://a/{z}/{x}/{y}.png", "../{z}/{x}/{y}.png", "{z}/{x}/{y}/../../../secret", "{z}/{y}/{x}.png"}) {
    BOOST_TEST(complaint(fmt::format(R"({{"tiles": ["{}"]}})", address)).find("names no tiles of this folder") !=
               std::string::npos);
  }
  BOOST_TEST(complaint(R"({"tiles": ["{z}/{x}/{y}.png"], "bounds": [1, 2, "x", 4]})") ==
             "t/tiles.json: \"bounds\" is not four numbers");
  BOOST_TEST(complaint(R"({"tiles": ["{z}/{x}/{y}.png"]})") == "");
  test::write_text(folder / "t/1/0/1.png", "here");
  test::write_text(folder / "t/1/0/2.png", "outside the pyramid");
  test::write_text(folder / "t/1/0/00.png", "no such name");
  test::write_text(folder / "secret", "secret");
  fs::create_symlink(folder / "secret", folder / "t/1/0/0.png");
  const auto archive = open_archive(folder / "t");
  BOOST_TEST(text_of(archive->tile({1, 0, 1}).value()) == "here");
  BOOST_TEST(!archive->tile({1, 1, 1}).has_value());
  BOOST_TEST(test::error_text<DataError>([&] {
               archive->tile({1, 0, 0});
             }).ends_with("1/0/0.png: is a link out of its place"));
  fs::remove(folder / "t/1/0/0.png");
  BOOST_TEST(archive->summary().tiles == 1U);
  BOOST_TEST(archive->summary().bytes == 4U);
}

BOOST_AUTO_TEST_CASE(what_is_no_archive_is_named) {
  BOOST_TEST(complaint_about("hello", "a.txt") ==
             "a.txt: is no tile archive (there are: MBTiles, PMTiles, a folder with a tiles.json)");
  BOOST_TEST(complaint_about("", "a.mbtiles").find("is no tile archive") != std::string::npos);
  BOOST_TEST(test::error_text<UsageError>([] { open_archive("nowhere.pmtiles"); }) ==
             "nowhere.pmtiles: no such file or folder");
  BOOST_TEST(test::error_text<DataError>([] { open_archive("/dev/zero"); }) == "/dev/zero: is not a file");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::io
