// SPDX-License-Identifier: MIT
#include <riskmap/poster/arrangement.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/style/localised.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::poster {
namespace {

constexpr double mm_per_inch = 25.4, css_dpi = 96;
constexpr double smallest_type = 0.8;  // of the layout's, on pages smaller than it was made for, before shrinking
constexpr double least_shrink = 0.8, shrink_step = 0.025;
constexpr double least_frame = 40;               // mm
constexpr double beside_gap = 5, strip_gap = 3;  // mm between pieces of a row, between rows of a strip
constexpr double tolerance = 0.01;               // mm

using Place = Row::Place;
using Side = Layout::Side;

geo::LonLatBox around(const model::Site& site, Metres radius) {
  geo::LonLatBox box;
  for (const double azimuth : {0.0, 90.0, 180.0, 270.0}) {
    const auto p = geo::travel(site.where, azimuth, radius);
    box.extend(p.lon, p.lat);
  }
  return box;
}

geo::LonLatBox shown_box(const map::Scene& scene, const Layout& layout, const PosterOptions& options) {
  if (options.box) return *options.box;
  if (options.site.empty()) return scene.bounds();
  std::string known;
  for (const auto& site : scene.sites()) {
    if (site.id == options.site) return around(site, layout.site_radius);
    known += (known.empty() ? "" : ", ") + site.id;
  }
  throw UsageError("--site", fmt::format("there is no site '{}'", printable(options.site)),
                   "there are: " + (known.empty() ? "none" : known));
}

double growth(const Layout& layout, const PageSize& size) {
  if (!layout.made_for) return 1;
  const auto& made_for = *layout.made_for;
  return std::sqrt(size.width_mm * size.height_mm / (made_for.width_mm * made_for.height_mm));
}

class Arranger {
 public:
  Arranger(const map::Scene& scene, const Layout& layout, const PosterOptions& options)
      : m_scene(scene), m_layout(layout), m_options(options) {}

  Arrangement arrange() {
    set_up_page();
    const bool column_right = side() != Side::below;
    place_strip(Place::top);
    place_strip(Place::bottom);
    geo::PixelBox column;
    if (has_column() && column_right) column = take_column();
    if (has_column() && !column_right) place_below();
    set_frame();
    if (has_column() && column_right) place_column(column);
    for (const auto& row : m_layout.rows) {
      if (row.place == Place::frame)
        m_out.pieces.push_back(
            {row.entries.front().furniture, row.entries.front().options, m_out.frame, type(), row.name});
      if (row.place == Place::box) place_in_box(row);
    }
    return std::move(m_out);
  }

 private:
  void set_up_page() {
    m_out.size = m_options.size;
    m_out.pixels_per_mm = m_options.dpi / mm_per_inch;
    m_out.grown = growth(m_layout, m_out.size);
    m_out.map_unit = mm_per_inch / css_dpi * m_layout.map_scale * m_out.grown;
    m_out.page = m_layout.json;
    m_out.frame_line = m_layout.frame_line * m_out.grown;
    const auto& [top, right, bottom, left] = m_layout.margins;
    const double g = m_out.grown;
    m_rest = {left * g, top * g, m_out.size.width_mm - right * g, m_out.size.height_mm - bottom * g};
    m_gap = m_layout.gap * g;
    check_rest();
    set_view(m_rest);  // for measuring; the frame is not known yet
  }

  double type() const { return std::max(smallest_type, m_out.grown); }

  void check_rest() const {
    if (m_rest.width() >= least_frame && m_rest.height() >= least_frame) return;
    throw UsageError(
        "--size", fmt::format("the map's frame would be {:.0f} × {:.0f} mm", m_rest.width(), m_rest.height()),
        fmt::format("at least {:g} mm a side: take a larger page, or a layout with less around the map", least_frame));
  }

  void set_view(const geo::PixelBox& box) {
    const double scale = m_out.pixels_per_mm;
    const double left = std::ceil(box.min_x * scale - 1e-6), top = std::ceil(box.min_y * scale - 1e-6);
    const double right = std::floor(box.max_x * scale + 1e-6), bottom = std::floor(box.max_y * scale + 1e-6);
    m_out.frame = {left / scale, top / scale, right / scale, bottom / scale};
    const double ratio = m_out.map_unit * scale;
    m_out.view = render::View::fit(shown_box(m_scene, m_layout, m_options), static_cast<int>(right - left),
                                   static_cast<int>(bottom - top), ratio);
    set_facts();
  }

  void set_facts() {
    m_out.facts = facts_of(m_scene, m_out.view, m_out.map_unit);
    m_out.facts["given-title"] = m_options.title;
    if (!m_layout.json.contains("texts")) return;
    for (const auto& [name, text] : m_layout.json["texts"].items()) {
      m_out.facts[name] = fill_in(style::localised(text, m_scene.language()), m_out.facts);
    }
  }

  Side side() const {
    if (m_layout.side != Side::automatic) return m_layout.side;
    return m_out.size.width_mm >= m_out.size.height_mm ? Side::right : Side::below;
  }

  bool has_column() const {
    return std::any_of(m_layout.rows.begin(), m_layout.rows.end(),
                       [](const auto& row) { return row.place == Place::column || row.place == Place::column_end; });
  }

  PlacedPiece piece_of(const Row& row, const Entry& entry, double type) const {
    PlacedPiece piece{entry.furniture, entry.options, {}, type, row.name};
    if (!m_options.title.empty() && entry.furniture->name == "title") piece.options["title"] = "{given-title}";
    return piece;
  }

  render::TextExtents measure(const PlacedPiece& piece, double width) const {
    try {
      return piece.furniture->measure(m_out.context(m_scene, piece), width);
    } catch (Error& error) {
      if (error.mistakes().size() == 1 && error.mistakes().front().place.empty()) error.add_context(piece.name);
      throw;
    }
  }

  struct MeasuredRow {
    std::vector<PlacedPiece> pieces;  // boxes from the row's corner
    Row::Place place = Row::Place::column;
    double height = 0;
    double too_wide = 0;  // mm by which something passes its width
  };

  MeasuredRow measure_row(const Row& row, double width, double type) const {
    MeasuredRow out;
    out.place = row.place;
    for (const auto& entry : row.entries) out.pieces.push_back(piece_of(row, entry, type));
    double right = width;
    for (std::size_t i = out.pieces.size(); i-- > 0;) {
      auto& piece = out.pieces[i];
      const auto size = measure(piece, right);
      const double left = i == 0 ? 0 : right - size.width;
      out.too_wide = std::max({out.too_wide, size.width - right, -left});
      piece.box = {left, 0, right, size.height};
      out.height = std::max(out.height, size.height);
      right = left - beside_gap * m_out.grown;
    }
    return out;
  }

  void put(MeasuredRow row, double x, double y) {
    for (auto& piece : row.pieces) {
      piece.box = {piece.box.min_x + x, piece.box.min_y + y, piece.box.max_x + x, piece.box.max_y + y};
      m_out.pieces.push_back(std::move(piece));
    }
  }

  // The rows of some places at the largest type at which none is too wide and `fits` is content.
  template <typename TFits>
  std::vector<MeasuredRow> measure_rows(const std::vector<const Row*>& rows, double width, const std::string& where,
                                        TFits&& fits) const {
    double needed = 0, too_wide = 0;
    for (double shrink = 1; shrink >= least_shrink - 1e-9; shrink -= shrink_step) {
      std::vector<MeasuredRow> out;
      too_wide = 0;
      for (const auto* row : rows) {
        out.push_back(measure_row(*row, width, type() * shrink));
        too_wide = std::max(too_wide, out.back().too_wide);
      }
      std::erase_if(out, [](const auto& row) { return row.height <= 0; });  // a text that is empty on this map
      needed = fits(out);
      if (needed <= tolerance && too_wide <= tolerance) return out;
    }
    const auto what = too_wide > tolerance ? fmt::format("a word is {:.1f} mm too wide", too_wide)
                                           : fmt::format("what stands there is {:.1f} mm too high", needed);
    throw UsageError(rows.front()->name, fmt::format("{}: {}", where, what),
                     "take a larger page, a wider place, smaller type or fewer pieces");
  }

  std::vector<const Row*> rows_of(std::initializer_list<Place> places) const {
    std::vector<const Row*> out;
    for (const auto place : places) {
      for (const auto& row : m_layout.rows) {
        if (row.place == place) out.push_back(&row);
      }
    }
    return out;
  }

  void place_strip(Place place) {
    const auto rows = rows_of({place});
    if (rows.empty()) return;
    auto measured = measure_rows(rows, m_rest.width(), place == Place::top ? "the top strip" : "the bottom strip",
                                 [](const auto&) { return 0.0; });
    if (measured.empty()) return;
    const double gap = strip_gap * m_out.grown;
    double height = -gap;
    for (const auto& row : measured) height += row.height + gap;
    double y = place == Place::top ? m_rest.min_y : m_rest.max_y - height;
    if (place == Place::top)
      m_rest.min_y += height + m_gap;
    else
      m_rest.max_y -= height + m_gap;
    for (auto& row : measured) {
      const double step = row.height + gap;
      put(std::move(row), m_rest.min_x, y);
      y += step;
    }
    check_rest();
  }

  geo::PixelBox take_column() {
    const double width = m_layout.column_width * m_out.grown;
    auto box = m_rest;
    if (side() == Side::left) {
      box.max_x = box.min_x + width;
      m_rest.min_x = box.max_x + m_gap;
    } else {
      box.min_x = box.max_x - width;
      m_rest.max_x = box.min_x - m_gap;
    }
    check_rest();
    return box;
  }

  // Between rows, which shrinks as their type does.
  double column_gap(const std::vector<MeasuredRow>& rows) const {
    const double shrink = rows.empty() ? 1 : rows.front().pieces.front().type / type();
    return m_layout.column_gap * m_out.grown * shrink;
  }

  // The column is as high as the frame; its end stands on the frame's lower edge.
  void place_column(geo::PixelBox column) {
    column.min_y = m_out.frame.min_y;
    column.max_y = m_out.frame.max_y;
    const auto rows = rows_of({Place::column, Place::column_end});
    auto measured = measure_rows(rows, column.width(), "the column", [&](const std::vector<MeasuredRow>& all) {
      double height = -column_gap(all);
      for (const auto& row : all) height += row.height + column_gap(all);
      return height - column.height();
    });
    const double gap = column_gap(measured);
    const auto is_top = [](const auto& row) { return row.place == Place::column; };
    const auto from_top = static_cast<std::size_t>(std::count_if(measured.begin(), measured.end(), is_top));
    double y = column.min_y, end = column.max_y;
    for (std::size_t i = from_top; i < measured.size(); ++i) end -= measured[i].height + (i > from_top ? gap : 0);
    for (std::size_t i = 0; i < measured.size(); ++i) {
      if (i == from_top) y = end;
      const double step = measured[i].height + gap;
      put(std::move(measured[i]), column.min_x, y);
      y += step;
    }
  }

  // Under the map the pieces fill columns, each the one that is shortest.
  void place_below() {
    const double gap = m_layout.column_gap * m_out.grown;
    const auto count = static_cast<double>(m_layout.columns);
    const double width = (m_rest.width() - (count - 1) * m_gap) / count;
    auto measured = measure_rows(rows_of({Place::column, Place::column_end}), width, "the columns below the map",
                                 [](const auto&) { return 0.0; });
    if (measured.empty()) return;
    std::vector<double> heights(m_layout.columns, 0);
    std::vector<std::pair<std::size_t, double>> places;
    for (const auto& row : measured) {
      const auto shortest =
          static_cast<std::size_t>(std::min_element(heights.begin(), heights.end()) - heights.begin());
      places.emplace_back(shortest, heights[shortest]);
      heights[shortest] += row.height + gap;
    }
    const double height = *std::max_element(heights.begin(), heights.end()) - gap;
    m_rest.max_y -= height;
    for (std::size_t i = 0; i < measured.size(); ++i) {
      put(std::move(measured[i]), m_rest.min_x + static_cast<double>(places[i].first) * (width + m_gap),
          m_rest.max_y + places[i].second);
    }
    m_rest.max_y -= m_gap;
    check_rest();
  }

  // What stands on the frame says how much room its labels need right of it and below.
  void set_frame() {
    set_view(m_rest);
    double right = 0, below = 0;
    for (const auto* row : rows_of({Place::frame})) {
      const auto size = measure(piece_of(*row, row->entries.front(), type()), m_out.frame.width());
      right = std::max(right, size.width - m_out.frame.width());
      below = std::max(below, size.height - m_out.frame.height());
    }
    m_rest.max_x -= right;
    m_rest.max_y -= below;
    check_rest();
    set_view(m_rest);
  }

  void place_in_box(const Row& row) {
    const double g = m_out.grown;
    const geo::PixelBox box{row.box.min_x * g, row.box.min_y * g, row.box.max_x * g, row.box.max_y * g};
    if (box.min_x < 0 || box.min_y < 0 || box.max_x > m_out.size.width_mm || box.max_y > m_out.size.height_mm) {
      throw UsageError(row.name, "its box leaves the page");
    }
    auto measured = measure_rows({&row}, box.width(), "its box", [&](const std::vector<MeasuredRow>& all) {
      return all.front().height - box.height();
    });
    put(std::move(measured.front()), box.min_x, box.min_y);
  }

  const map::Scene& m_scene;
  const Layout& m_layout;
  const PosterOptions& m_options;
  Arrangement m_out;
  geo::PixelBox m_rest;  // of the page, for the map
  double m_gap = 0;
};

}  // namespace

FurnitureContext Arrangement::context(const map::Scene& scene, const PlacedPiece& piece) const {
  return {.scene = scene,
          .frame = view,
          .frame_box = frame,
          .options = piece.options,
          .page = page,
          .facts = facts,
          .grown = grown,
          .type = piece.type,
          .map_unit = map_unit};
}

Arrangement arrange(const map::Scene& scene, const Layout& layout, const PosterOptions& options) {
  return Arranger(scene, layout, options).arrange();
}

}  // namespace riskmap::poster
