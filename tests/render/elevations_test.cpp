// SPDX-License-Identifier: MIT
// Elevations of tiles, and what lies between cells.
#include <cairo/cairo.h>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/io/database.hpp>
#include <tests/render/small_ground.hpp>

#include <array>
#include <cmath>
#include <functional>
#include <set>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(elevations)

using test::color_at;
using test::ground;
using test::view_at;

namespace {

constexpr int side = 64;
constexpr double cell_at_6 = 2 * geo::mercator_half / (64.0 * side);

// A plane that rises to the east, and less to the north.
double height_at(geo::MercatorPoint p) { return 2000 + (p.x - 6.6e6) / 1000 + (p.y - 3.5e6) / 2500; }

struct Encoding {
  std::string members;
  double step, shift;
};
const std::array encodings = {
    Encoding{R"("encoding":"mapbox")", 0.1, 10000}, Encoding{R"("encoding":"terrarium")", 1.0 / 256, 32768},
    Encoding{R"("encoding":"custom","redFactor":16384,"greenFactor":64,"blueFactor":0.25,"baseShift":1000)", 0.25,
             1000}};

std::uint32_t pixel_of(double height, const Encoding& encoding) {
  return 0xFF000000U | static_cast<std::uint32_t>(std::lround((height + encoding.shift) / encoding.step));
}

std::string png(int width, int height, const std::function<std::uint32_t(int, int)>& pixel) {
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  auto* const data = cairo_image_surface_get_data(surface);
  for (int y = 0; y < height; ++y) {
    auto* const row = reinterpret_cast<std::uint32_t*>(data + y * cairo_image_surface_get_stride(surface));
    for (int x = 0; x < width; ++x) row[x] = pixel(x, y);
  }
  cairo_surface_mark_dirty(surface);
  std::string out;
  const auto append = [](void* to, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  };
  BOOST_REQUIRE(cairo_surface_write_to_png_stream(surface, append, &out) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(surface);
  return out;
}

/// An archive of elevations of zoom 6, and of zoom 5 above, around 30° north, 60° east.
class Terrain {
 public:
  explicit Terrain(const Encoding& encoding, const std::string& name = "terrain.mbtiles")
      : m_file(ground().folder / name), m_encoding(encoding) {
    for (const unsigned zoom : {5U, 6U}) {
      const auto middle = geo::tile_at({60, 30}, zoom);
      for (unsigned y = middle.y - 2; y <= middle.y + 2; ++y)
        for (unsigned x = middle.x - 2; x <= middle.x + 2; ++x)
          m_tiles.emplace_back(geo::TileId{zoom, x, y}, plane({zoom, x, y}));
    }
    write();
  }

  /// Another picture, or none, in the place of a tile.
  void change(const geo::TileId& tile, const std::string& bytes) {
    for (auto& [id, picture] : m_tiles)
      if (id == tile) picture = bytes;
    write();
  }

  /// `more` are further members of the source "tiles".
  map::Scene scene(const std::string& layers, const std::string& more = "") const {
    return ground().scene(layers, fmt::format(R"("tiles":{{"type":"raster-dem","url":"{}","tileSize":256,{}{}}})",
                                              m_file.filename().string(), m_encoding.members, more));
  }

 private:
  std::string plane(const geo::TileId& tile) const {
    const double cell = cell_at_6 * (tile.zoom == 5 ? 2 : 1);
    return png(side, side, [&](int x, int y) {
      return pixel_of(height_at({(tile.x * side + x + 0.5) * cell - geo::mercator_half,
                                 geo::mercator_half - (tile.y * side + y + 0.5) * cell}),
                      m_encoding);
    });
  }

  void write() const {
    test::write_text(m_file, "");
    auto database = io::Database::create(m_file);
    database.execute("create table metadata (name text, value text)");
    database.execute("create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)");
    database.execute("create unique index tile_index on tiles (zoom_level, tile_column, tile_row)");
    database.execute("insert into metadata values ('name','terrain'), ('format','png'), ('bounds','50,20,70,40')");
    for (const auto& [id, picture] : m_tiles) {
      if (picture.empty()) continue;
      auto row = database.prepare("insert into tiles values (?1, ?2, ?3, ?4)");
      row.bind(1, std::int64_t{id.zoom}).bind(2, std::int64_t{id.x}).bind(3, (std::int64_t{1} << id.zoom) - 1 - id.y);
      row.bind(4, std::as_bytes(std::span(picture.data(), picture.size()))).run();
    }
    database.close();
  }

  std::filesystem::path m_file;
  Encoding m_encoding;
  std::vector<std::pair<geo::TileId, std::string>> m_tiles;
};

std::string colored(const std::string& source, const std::string& more = "") {
  return fmt::format(R"({{"id":"c","type":"color-relief","source":"{}","paint":{{{}"color-relief-color":
    ["interpolate",["linear"],["elevation"],0,"#000000",4000,"#ffffff"]}}}})",
                     source, more);
}
std::string shaded(const std::string& source, const std::string& more = "") {
  return fmt::format(R"({{"id":"b","type":"background","paint":{{"background-color":"#808080"}}}},
    {{"id":"h","type":"hillshade","source":"{}","paint":{{{}"hillshade-method":"basic"}}}})",
                     source, more);
}

}  // namespace

BOOST_AUTO_TEST_CASE(tiles_are_decoded_by_their_encoding) {
  for (const auto& encoding : encodings) {
    const Terrain terrain(encoding);
    const auto scene = terrain.scene(colored("tiles"));
    const Renderer renderer(scene);
    for (const double zoom : {4.6, 5.0, 5.5, 6.3, 8.0}) {
      for (const double lon : {58.3, 60.0, 62.1}) {
        const auto view = view_at(lon, 30.4, zoom);
        const double height = height_at(view.to_mercator({20.5, 40.5}));
        const double found = renderer.picture(view).pixel(20, 40)[0];
        BOOST_TEST(std::abs(found - height / 4000 * 255) <= 0.6,
                   fmt::format("{} at zoom {}, {}°: {} for {} m", encoding.members, zoom, lon, found, height));
      }
    }
    BOOST_TEST(test::ink(renderer.picture(view_at(60, 30, 3.4))) == 0.0);  // tiles begin at zoom 5: style zoom 4
    BOOST_TEST(test::ink(renderer.picture(view_at(20, 30))) == 0.0);
  }
}

BOOST_AUTO_TEST_CASE(their_slopes_are_shaded_as_those_of_a_file) {
  const Terrain terrain(encodings[0]);
  const auto lit = [&](int direction) {
    const auto scene =
        terrain.scene(shaded("tiles", fmt::format(R"("hillshade-illumination-direction":{},)", direction)));
    return static_cast<int>(Renderer(scene).picture(view_at(60.1, 30)).pixel(32, 32)[0]);
  };
  BOOST_TEST(lit(270) > lit(90));  // the ground rises to the east and looks west
}

BOOST_AUTO_TEST_CASE(tiles_join_without_a_seam) {
  const Terrain terrain(encodings[1]);
  for (const auto& layers :
       {colored("tiles"), shaded("tiles"), colored("tiles", R"("resampling":"nearest",)"),
        shaded("tiles", R"("resampling":"nearest",)"), shaded("dem", R"("resampling":"nearest",)")}) {
    const auto scene = terrain.scene(layers);
    const Renderer renderer(scene);
    for (unsigned zoom = 5; zoom <= 9; ++zoom)
      for (const int scale : {1, 2})
        BOOST_TEST(test::seam_at(renderer, {59.98, 30}, zoom, scale) == 0,
                   fmt::format("zoom {}, {}x: {}", zoom, scale, layers));
  }
}

BOOST_AUTO_TEST_CASE(a_tile_that_is_missing_or_transparent_holds_no_ground) {
  Terrain terrain(encodings[0]);
  const auto tile = geo::tile_at({60, 30}, 6);
  const auto view = View::tile(tile, 256);
  terrain.change(tile, "");
  BOOST_TEST(test::ink(Renderer(terrain.scene(colored("tiles"))).picture(view)) < 1.0);
  const auto half = png(side, side, [](int x, int) { return x < side / 2 ? 0U : pixel_of(1000, encodings[0]); });
  Terrain other(encodings[0]);
  other.change(tile, half);
  const auto picture = Renderer(other.scene(colored("tiles"))).picture(view);
  BOOST_TEST(color_at(picture, 50, 128) == "#00000000");
  BOOST_TEST(color_at(picture, 200, 128) == "#404040ff");
}

BOOST_AUTO_TEST_CASE(a_source_narrows_its_archive) {
  const Terrain terrain(encodings[0]);
  const auto drawn = [&](const std::string& more, double lon, double zoom) {
    return test::ink(Renderer(terrain.scene(colored("tiles"), more)).picture(view_at(lon, 30, zoom))) > 0;
  };
  BOOST_TEST(drawn("", 60, 4));
  BOOST_TEST(!drawn(R"(,"minzoom":6)", 60, 4));
  BOOST_TEST(drawn(R"(,"minzoom":6)", 60, 5));
  BOOST_TEST(drawn(R"(,"maxzoom":5)", 60, 8));
  BOOST_TEST(drawn("", 53, 5));
  BOOST_TEST(!drawn(R"(,"bounds":[58,28,62,32])", 53, 5));
  BOOST_TEST(drawn(R"(,"bounds":[58,28,62,32])", 60, 5));
  BOOST_TEST(test::error_text<DataError>([&] {
               terrain.scene(colored("tiles"), R"(,"minzoom":8)");
             }).ends_with("holds no tiles of the zooms 8 to 30"));
}

BOOST_AUTO_TEST_CASE(factors_beyond_reason_hold_no_ground) {
  const Terrain terrain({R"("encoding":"custom","redFactor":1e300,"greenFactor":-1e300,"blueFactor":1e308)", 1, 0});
  for (const auto& layers : {colored("tiles"), shaded("tiles", R"("resampling":"nearest",)"), shaded("tiles")})
    BOOST_TEST(Renderer(terrain.scene(layers)).picture(view_at(60, 30)).width == 64);
}

BOOST_AUTO_TEST_CASE(broken_tiles_are_named) {
  const auto tile = geo::tile_at({60, 30}, 6);
  const auto complaint = [&](const std::string& bytes) {
    Terrain terrain(encodings[0]);
    terrain.change(tile, bytes);
    const auto scene = terrain.scene(colored("tiles"));
    const Renderer renderer(scene);
    return test::error_text<DataError>([&] { renderer.picture(View::tile(tile, 256)); });
  };
  const auto place = fmt::format("terrain.mbtiles: tile {}: ", tile.text());
  BOOST_TEST(complaint("no picture") == place + "is no PNG, JPEG or WebP picture");
  const auto whole = png(side, side, [](int, int) { return 0xFF018000U; });
  BOOST_TEST(complaint(whole.substr(0, whole.size() / 2)).starts_with(place));
  BOOST_TEST(complaint(png(side, 2, [](int, int) { return 0xFF018000U; })) ==
             place + "is 64 × 2 px, others are 64 × 64");
  const auto not_an_archive = [&] {
    const Terrain terrain(encodings[0]);
    test::write_text(ground().folder / "terrain.mbtiles", "not an archive");
    return test::error_text<DataError>([&] { terrain.scene(colored("tiles")); });
  };
  BOOST_TEST(not_an_archive().find("terrain.mbtiles") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(digests_follow_the_tiles_and_the_resampling) {
  const auto tile = geo::tile_at({60, 30}, 6);
  const auto view = View::tile(tile, 256), far = View::tile({6, tile.x + 2, tile.y + 1}, 256);
  const auto digest = [](const map::Scene& scene, const View& seen) { return Renderer(scene).digest(seen); };
  for (const auto& layers : {colored("tiles"), shaded("tiles")}) {
    const Terrain terrain(encodings[0]);
    Terrain moved(encodings[0], "moved.mbtiles");
    moved.change(tile, png(side, side, [](int, int) { return pixel_of(700, encodings[0]); }));
    BOOST_TEST(digest(terrain.scene(layers), view) == digest(terrain.scene(layers), view));
    BOOST_TEST(digest(terrain.scene(layers), view) != digest(moved.scene(layers), view));
    BOOST_TEST(digest(terrain.scene(layers), far) == digest(moved.scene(layers), far));
    BOOST_TEST(digest(terrain.scene(layers), view) != digest(terrain.scene(layers), far));
  }
  const std::string nearest = R"("resampling":"nearest",)";
  BOOST_TEST(digest(ground().scene(colored("dem")), view) != digest(ground().scene(colored("dem", nearest)), view));
  BOOST_TEST(digest(ground().scene(shaded("dem")), view) != digest(ground().scene(shaded("dem", nearest)), view));
}

BOOST_AUTO_TEST_CASE(the_nearest_cell_gives_one_colour_to_all_its_pixels) {
  // Cells of 0.125° are 46 px wide at zoom 8.
  const auto view = view_at(57, 30, 8, 256);
  const auto colors = [&](const std::string& layers) {
    const auto scene = ground().scene(layers);
    const auto picture = Renderer(scene).picture(view);
    std::set<std::string> out;
    for (int x = 0; x < view.width; ++x) out.insert(color_at(picture, x, 128));
    return out;
  };
  BOOST_TEST(colors(colored("dem", R"("resampling":"nearest",)")).size() <= 7U);
  BOOST_TEST(colors(colored("dem")).size() >= 12U);
  // Along a parallel the ground rises evenly: each cell's slope is that of the smooth ground.
  const auto smooth = colors(shaded("dem")), blocks = colors(shaded("dem", R"("resampling":"nearest",)"));
  BOOST_TEST(blocks.size() == 1U);
  BOOST_TEST(smooth.count(*blocks.begin()) == 1U);
}

BOOST_AUTO_TEST_CASE(rugged_ground_is_shaded_cell_by_cell) {
  const auto view = view_at(62, 30, 9, 256);
  const auto scene = ground().scene(shaded("dem", R"("resampling":"nearest",)"));
  const auto picture = Renderer(scene).picture(view);
  int changes = 0;
  for (int x = 1; x < view.width; ++x) changes += color_at(picture, x, 128) != color_at(picture, x - 1, 128) ? 1 : 0;
  BOOST_TEST(changes >= 2);
  BOOST_TEST(changes <= 3);  // 256 px are less than three cells of 91 px
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render
