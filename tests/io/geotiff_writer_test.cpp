// SPDX-License-Identifier: MIT
#include <riskmap/io/open.hpp>
#include <riskmap/io/writers/geotiff.hpp>

#include <tests/io/fixtures.hpp>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

using namespace riskmap;
using riskmap::test::read_file;
using riskmap::test::TemporaryFolder;

namespace {

constexpr float no_data = std::numeric_limits<float>::quiet_NaN();

/// A hill on a plain, its south-west corner cut off as by a coast.
model::Raster hill(std::size_t columns, std::size_t rows) {
  model::Raster raster;
  raster.columns = columns, raster.rows = rows;
  raster.north_west = {61.25, 30.5};
  raster.cell_width = 0.010381617, raster.cell_height = 0.009021123;
  for (std::size_t j = 0; j < rows; ++j) {
    for (std::size_t i = 0; i < columns; ++i) {
      const auto x = static_cast<double>(i) / static_cast<double>(columns),
                 y = static_cast<double>(j) / static_cast<double>(rows);
      raster.values.push_back(y > x + 0.5 ? no_data : static_cast<float>(std::exp(-9 * (x * x + y * y))));
    }
  }
  return raster;
}

const io::writers::RasterText text{
    "risk", "events per 1000 km² a year", "A map: what it says", "riskmap 1.2.3", {{"RISKMAP_PROVENANCE", "47 rows"}}};

void write(const std::filesystem::path& out, const model::Raster& raster) {
  OutputFile file(out);
  io::writers::write_geotiff(file, raster, text);
  file.commit();
}

/// Just enough of TIFF 6.0: the directories in their order, each entry's numbers or text.
class Tiff {
 public:
  struct Directory {
    std::size_t offset = 0;
    std::map<unsigned, std::vector<std::size_t>> numbers;
    std::map<unsigned, std::string> texts;
  };

  explicit Tiff(std::string bytes) : m_bytes(std::move(bytes)) {
    BOOST_REQUIRE(m_bytes.starts_with(std::string("II\x2a\0", 4)));
    for (std::size_t at = number(4, 4); at != 0;) at = read_directory(at);
  }

  const std::vector<Directory>& directories() const { return m_directories; }
  const std::string& bytes() const { return m_bytes; }

 private:
  std::size_t number(std::size_t at, std::size_t size) const {
    std::uint64_t value = 0;
    std::memcpy(&value, m_bytes.data() + at, size);
    return value;
  }

  std::size_t read_directory(std::size_t at) {
    Directory directory{at, {}, {}};
    const auto count = number(at, 2);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = at + 2 + 12 * i;
      const auto tag = static_cast<unsigned>(number(entry, 2));
      static constexpr std::array<std::size_t, 13> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
      const std::size_t type = number(entry + 2, 2), size = sizes.at(type), values = number(entry + 4, 4);
      const std::size_t where = size * values <= 4 ? entry + 8 : number(entry + 8, 4);
      if (type == 2) directory.texts[tag] = m_bytes.substr(where, values - 1);
      for (std::size_t k = 0; k < values && (type == 3 || type == 4); ++k)
        directory.numbers[tag].push_back(number(where + k * size, size));
    }
    m_directories.push_back(directory);
    return number(at + 2 + 12 * count, 4);
  }

  std::string m_bytes;
  std::vector<Directory> m_directories;
};

constexpr unsigned width_tag = 256, height_tag = 257, compression_tag = 259, description_tag = 270, software_tag = 305,
                   date_tag = 306, predictor_tag = 317, tile_width_tag = 322, offsets_tag = 324, sizes_tag = 325,
                   gdal_metadata_tag = 42112, no_data_tag = 42113;

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(geotiff_writer)

BOOST_AUTO_TEST_CASE(numbers_and_place_come_back) {
  const TemporaryFolder folder;
  const auto made = hill(700, 530);
  write(folder / "a.tif", made);
  const auto read = riskmap::io::open_raster(folder / "a.tif");
  BOOST_TEST(read.columns == made.columns);
  BOOST_TEST(read.rows == made.rows);
  BOOST_TEST((read.north_west == made.north_west));
  BOOST_TEST(read.cell_width == made.cell_width);
  BOOST_TEST(read.cell_height == made.cell_height);
  std::size_t different = 0;
  for (std::size_t i = 0; i < made.values.size(); ++i)
    different += read.values[i] == made.values[i] || (std::isnan(read.values[i]) && std::isnan(made.values[i])) ? 0 : 1;
  BOOST_TEST(different == 0U);
}

BOOST_AUTO_TEST_CASE(it_is_cloud_optimized) {
  const TemporaryFolder folder;
  write(folder / "a.tif", hill(1700, 1300));
  const Tiff tiff(read_file(folder / "a.tif"));
  const auto& all = tiff.directories();
  BOOST_REQUIRE_EQUAL(all.size(), 3U);  // 1700, 850, 425
  std::size_t first_tile = tiff.bytes().size(), last_directory = 0, later_tiles = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    BOOST_TEST(all[i].numbers.at(width_tag)[0] == 1700U >> i);
    BOOST_TEST(all[i].numbers.at(height_tag)[0] == 1300U >> i);
    BOOST_TEST(all[i].numbers.at(tile_width_tag)[0] == 512U);
    BOOST_TEST(all[i].numbers.at(compression_tag)[0] == 8U);
    BOOST_TEST(all[i].numbers.at(predictor_tag)[0] == 3U);
    last_directory = std::max(last_directory, all[i].offset);
    std::size_t tiles = 0;
    for (const auto offset : all[i].numbers.at(offsets_tag)) {
      if (offset != 0) first_tile = std::min(first_tile, offset), tiles = tiles == 0 ? offset : std::min(tiles, offset);
    }
    if (i > 0) BOOST_TEST(tiles < later_tiles);  // coarse tiles stand before finer ones
    later_tiles = tiles;
  }
  BOOST_TEST(last_directory < first_tile);
  BOOST_TEST(tiff.bytes().substr(8, 200).find("LAYOUT=IFDS_BEFORE_DATA") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_small_raster_has_small_tiles) {
  const TemporaryFolder folder;
  write(folder / "a.tif", hill(400, 60));
  const Tiff tiff(read_file(folder / "a.tif"));
  BOOST_REQUIRE_EQUAL(tiff.directories().size(), 2U);
  BOOST_TEST(tiff.directories()[0].numbers.at(tile_width_tag)[0] == 256U);
  write(folder / "b.tif", hill(1, 1));
  BOOST_TEST(riskmap::io::open_raster(folder / "b.tif").values[0] == 1.0F);
}

BOOST_AUTO_TEST_CASE(overviews_are_means_of_what_has_data) {
  const TemporaryFolder folder;
  auto raster = hill(520, 4);
  for (auto& value : raster.values) value = no_data;
  raster.values[0] = 1, raster.values[1] = 2, raster.values[520] = 6;  // the fourth of the block is no data
  write(folder / "a.tif", raster);
  test::run("gdal_translate -co COMPRESS=NONE -of GTiff -oo OVERVIEW_LEVEL=0 " + test::quoted(folder / "a.tif") + " " +
            test::quoted(folder / "half.tif"));
  const auto half = riskmap::io::open_raster(folder / "half.tif");
  BOOST_TEST(half.columns == 260U);
  BOOST_TEST(half.values[0] == 3.0F);
  BOOST_TEST(std::isnan(half.values[1]));
}

BOOST_AUTO_TEST_CASE(it_says_what_it_is_and_not_when_it_was_made) {
  const TemporaryFolder folder;
  write(folder / "a.tif", hill(300, 200));
  const auto directory = Tiff(read_file(folder / "a.tif")).directories().at(0);
  BOOST_TEST(directory.texts.at(description_tag) == "A map: what it says");
  BOOST_TEST(directory.texts.at(software_tag) == "riskmap 1.2.3");
  BOOST_TEST(directory.texts.at(no_data_tag) == "nan");
  BOOST_TEST(!directory.texts.contains(date_tag));
  const auto& metadata = directory.texts.at(gdal_metadata_tag);
  BOOST_TEST(metadata.find(R"(role="unittype">events per 1000 km² a year<)") != std::string::npos);
  BOOST_TEST(metadata.find(R"(role="description">risk<)") != std::string::npos);
  BOOST_TEST(metadata.find(R"(name="RISKMAP_PROVENANCE">47 rows<)") != std::string::npos);
  BOOST_TEST(metadata.find("STATISTICS") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(equal_input_gives_equal_bytes) {
  const TemporaryFolder folder;
  for (const auto* name : {"a.tif", "b.tif"}) write(folder / name, hill(1100, 900));
  BOOST_TEST((read_file(folder / "a.tif") == read_file(folder / "b.tif")));
}

BOOST_AUTO_TEST_CASE(nothing_is_left_beside_it) {
  const TemporaryFolder folder;
  write(folder / "a.tif", hill(1100, 900));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) files += entry.exists() ? 1 : 0;
  BOOST_TEST(files == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
