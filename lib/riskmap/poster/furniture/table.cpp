// SPDX-License-Identifier: MIT
#include <riskmap/assess/exposure_report.hpp>
#include <riskmap/poster/detail/type.hpp>
#include <riskmap/style/localised.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;
using density::State;

constexpr std::size_t number_columns = 3;

constexpr FurnitureOption options[] = {
    {.name = "title", .kind = Kind::text, .default_json = R"({"en": "At the project sites"})", .help = "A line above."},
    {.name = "radius", .default_json = "25", .help = "Of the rate on record, in km; {radius} in the texts."},
    {.name = "heads",
     .kind = Kind::texts,
     .default_json =
         R"j([{"en": "a year on record\nwithin {radius} km (90 %)"}, {"en": "chance of\none a year"}, {"en": "per 1000 km²\na year"}])j",
     .help = "Above the rate on record, the chance of at least one, the surface's value."},
    {.name = "note",
     .kind = Kind::text,
     .default_json = R"({"en": "What was never listed is neither in rate nor chance."})",
     .help = "A line below."},
    {.name = "few-events",
     .kind = Kind::text,
     .default_json = R"({"en": "surface: few listed events, uncertain"})",
     .help = "What is said below a value of few events."},
    {.name = "none-in-reach",
     .kind = Kind::text,
     .default_json = R"({"en": "surface: no listed event in reach"})",
     .help = "What is said where no event reaches."},
    {.name = "outside",
     .kind = Kind::text,
     .default_json = R"({"en": "outside the study area"})",
     .help = "What is said outside the study area."},
    {.name = "sites",
     .kind = Kind::choice,
     .default_json = "\"primary\"",
     .help = "Which sites.",
     .values = "primary|all"},
    {.name = "size", .default_json = "8.5", .help = "Points."},
};

// Two decimals from 1 up, else two significant digits: 1.60, 0.078.
std::string number_text(double value) {
  if (value >= 1) return fmt::format("{:.2f}", value);
  const int decimals = value > 0 ? std::min(6, 1 - static_cast<int>(std::floor(std::log10(value)))) : 2;
  return fmt::format("{:.{}f}", value, decimals);
}

Metres radius_of(const FurnitureContext& context) {
  return Metres(1000 * std::clamp(context.number("radius"), 0.1, 500.0));
}

std::string filled(const FurnitureContext& context, const Json& text) {
  auto facts = context.facts;
  facts["radius"] = assess::km_text(radius_of(context));
  return fill_in(style::localised(text, context.scene.language()), facts);
}

struct Row {
  std::string name;
  std::array<std::string, number_columns> numbers;  ///< rate on record, chance, the surface's value
  std::string remark = {};
};

std::string remark_of(const FurnitureContext& context, State state) {
  switch (state) {
    case State::ok:
      return {};
    case State::few_events:
      return context.text("few-events");
    case State::none_in_reach:
      return context.text("none-in-reach");
    case State::outside:
      break;
  }
  return context.text("outside");
}

Row make_row(const FurnitureContext& context, const map::SceneSurface& entry, const assess::RecordedRates& recorded,
             const model::Site& site) {
  const auto state = entry.surface->state(site.where);
  const auto rate = recorded.within(site.where, radius_of(context));
  const bool has_value = state == State::ok || state == State::few_events;
  return {site.name,
          {fmt::format("{} ({:.2f}–{:.2f})", number_text(rate.rate), rate.lower, rate.upper),
           entry.spec->weight ? "–" : assess::chance_text(assess::chance_of_one(rate)),
           has_value ? number_text(entry.rounded(entry.surface->value(site.where))) : "–"},
          remark_of(context, state)};
}

std::vector<Row> make_rows(const FurnitureContext& context) {
  std::vector<Row> rows;
  if (context.scene.surfaces().empty()) return rows;
  const auto& entry = context.scene.surfaces().front();
  if (entry.spec->of != style::SurfaceSpec::Of::rate) return rows;
  const assess::RecordedRates recorded(*entry.surface, *entry.incidents);
  const auto& sites = context.scene.sites();
  const bool any = std::any_of(sites.begin(), sites.end(), [](const auto& site) { return site.primary; });
  for (const auto& site : sites) {
    if (site.primary || !any || context.options.at("sites") == "all")
      rows.push_back(make_row(context, entry, recorded, site));
  }
  return rows;
}

/// The heads and rows of the table; measures, and draws if there is a canvas.
class Table {
 public:
  Table(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box, std::vector<Row> rows)
      : m_context(context), m_canvas(canvas), m_box(box), m_rows(std::move(rows)), m_size(context.number("size")) {
    const auto& heads = context.options.at("heads");
    for (std::size_t i = 0; i < number_columns; ++i) {
      if (i < heads.size()) m_heads[i] = filled(context, heads[i]);
      m_widths[i] = head_width(m_heads[i]);
      for (const auto& row : m_rows) m_widths[i] = std::max(m_widths[i], width(row.numbers[i], number_style()));
      m_numbers += m_widths[i] + gap();
    }
    m_names = std::max(0.2 * box.width(), box.width() - m_numbers);
  }

  /// From y downward; answers where it ends.
  double put(double y) {
    y += put_heads(y);
    for (const auto& row : m_rows) y += put_row(row, y);
    line(y);
    return y;
  }
  double widest() const { return m_widest; }

 private:
  double gap() const { return 3 * m_context.grown; }
  render::TextStyle head_style() const {
    return detail::type(m_context, m_size * 0.85, 0, detail::Weight::regular, detail::quiet);
  }
  render::TextStyle number_style() const { return detail::type(m_context, m_size, 0, detail::Weight::semibold); }

  static double width(const std::string& text, const render::TextStyle& style) {
    return render::Canvas::measure(text, style).width;
  }

  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
      if (c == '\n')
        lines.emplace_back();
      else
        lines.back() += c;
    }
    return lines;
  }

  double head_width(const std::string& head) const {
    double widest = 0;
    for (const auto& text : lines_of(head)) widest = std::max(widest, width(text, head_style()));
    return widest;
  }

  void line(double y) const {
    if (m_canvas) detail::draw_line(*m_canvas, m_box.min_x, y, m_box.max_x, y, 0.15 * m_context.grown);
  }

  /// Each text with its right end at its column's; answers the height.
  double put_right(const std::string& text, double right, double y, const render::TextStyle& style) const {
    const auto size = render::Canvas::measure(text, style);
    if (m_canvas) m_canvas->text(text, style, {right - size.width, y});
    return size.height;
  }

  double put_heads(double y) const {
    double height = 0, right = m_box.max_x;
    for (std::size_t i = number_columns; i-- > 0; right -= m_widths[i] + gap()) {
      double down = 0;
      for (const auto& text : lines_of(m_heads[i])) down += put_right(text, right, y + down, head_style());
      height = std::max(height, down);
    }
    return height + 0.6 * m_context.grown;
  }

  // By how much a name of one line is taller than its numbers, as in Nastaliq: half of that is seldom inked.
  double excess(const std::string& name, render::TextStyle style, const render::TextExtents& size) const {
    style.max_width = 0;
    const double one = render::Canvas::measure(name, style).height;
    return size.height > 1.5 * one ? 0
                                   : std::max(0.0, size.height - render::Canvas::measure("0", number_style()).height);
  }

  double put_row(const Row& row, double y) {
    const double pad = 0.7 * m_context.grown;
    line(y);
    const auto name_style = detail::type(m_context, m_size, m_names);
    const auto name = render::Canvas::measure(row.name, name_style);
    const double spare = excess(row.name, name_style, name);
    if (m_canvas) m_canvas->text(row.name, name_style, {m_box.min_x, y + pad - spare / 4});
    double height = name.height - spare / 2, right = m_box.max_x;
    for (std::size_t i = number_columns; i-- > 0; right -= m_widths[i] + gap())
      height = std::max(height, put_right(row.numbers[i], right, y + pad + spare / 4, number_style()));
    detail::Column remark(m_canvas, {m_box.min_x, y + pad + height, m_box.max_x, 0});
    remark.put(row.remark,
               detail::type(m_context, m_size * 0.9, m_box.width(), detail::Weight::regular, detail::quiet));
    m_widest = std::max({m_widest, remark.widest(), name.width + m_numbers});
    return remark.y() + pad - y;
  }

  const FurnitureContext& m_context;
  render::Canvas* m_canvas;
  geo::PixelBox m_box;
  std::vector<Row> m_rows;
  double m_size;
  std::array<std::string, number_columns> m_heads;
  std::array<double, number_columns> m_widths{};
  double m_numbers = 0, m_names = 0, m_widest = 0;
};

render::TextExtents lay_out(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box) {
  auto rows = make_rows(context);
  if (rows.empty()) return {};
  const double size = context.number("size"), width = box.width();
  detail::Column column(canvas, box);
  column.put(context.text("title"), detail::type(context, size * 1.15, width, detail::Weight::semibold),
             0.3 * context.grown);
  Table table(context, canvas, box, std::move(rows));
  column.skip(table.put(column.y()) - column.y());
  column.skip(1.0 * context.grown);
  column.put(filled(context, context.options.at("note")),
             detail::type(context, size * 0.92, width, detail::Weight::regular, detail::quiet));
  return {std::max(table.widest(), column.widest()), column.height(), 0};
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  return lay_out(context, nullptr, {0, 0, width, 0});
}
void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  lay_out(context, &canvas, box);
}

}  // namespace

extern const Furniture table;
const Furniture table = {.name = "table",
                         .summary = "the project sites: rate on record, chance of one, the surface's value",
                         .options = options,
                         .measure = &measure,
                         .draw = &draw};

}  // namespace riskmap::poster::furniture
