// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;
using density::State;

constexpr FurnitureOption options[] = {
    {.name = "title", .kind = Kind::text, .default_json = R"({"en": "At the project sites"})", .help = "A line above."},
    {.name = "subtitle",
     .kind = Kind::text,
     .default_json = R"({"en": "{unit}, ± one relative standard error"})",
     .help = "What the numbers are."},
    {.name = "note",
     .kind = Kind::text,
     .default_json =
         R"({"en": "The error leaves out smoothing, the choice of bandwidth, under-reporting and clustering."})",
     .help = "A line below."},
    {.name = "few-events",
     .kind = Kind::text,
     .default_json = R"({"en": "few listed events: uncertain"})",
     .help = "What is said beside a value of few events."},
    {.name = "none-in-reach",
     .kind = Kind::text,
     .default_json = R"({"en": "no listed event in reach"})",
     .help = "What stands where no event reaches."},
    {.name = "outside",
     .kind = Kind::text,
     .default_json = R"({"en": "outside the study area"})",
     .help = "What stands outside the study area."},
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

struct Row {
  std::string name, value, remark;
};

Row make_row(const FurnitureContext& context, const density::Surface& surface, const model::Site& site) {
  const auto state = surface.state(site.where);
  if (state == State::outside) return {site.name, "–", context.text("outside")};
  if (state == State::none_in_reach) return {site.name, "–", context.text("none-in-reach")};
  const auto value = fmt::format("{} ± {:.0f} %", number_text(surface.value(site.where)),
                                 100 * surface.relative_standard_error(site.where));
  return {site.name, value, state == State::few_events ? context.text("few-events") : std::string()};
}

std::vector<Row> make_rows(const FurnitureContext& context) {
  std::vector<Row> rows;
  if (context.scene.surfaces().empty()) return rows;
  const auto& sites = context.scene.sites();
  const bool any = std::any_of(sites.begin(), sites.end(), [](const auto& site) { return site.primary; });
  for (const auto& site : sites) {
    if (site.primary || !any || context.options.at("sites") == "all")
      rows.push_back(make_row(context, *context.scene.surfaces().front().surface, site));
  }
  return rows;
}

// One row: the name left, the number right, a remark below; answers its height.
double put_row(const FurnitureContext& context, render::Canvas* canvas, const Row& row, const geo::PixelBox& box,
               double& widest) {
  const double size = context.number("size"), pad = 0.7 * context.grown;
  const auto number_style = detail::type(context, size, 0, detail::Weight::semibold);
  const auto number = render::Canvas::measure(row.value, number_style);
  const auto name_style = detail::type(context, size, box.width() - number.width - 3 * context.grown);
  const auto name = render::Canvas::measure(row.name, name_style);
  widest = std::max(widest, name.width + number.width + 3 * context.grown);
  if (canvas) {
    detail::draw_line(*canvas, box.min_x, box.min_y, box.max_x, box.min_y, 0.15 * context.grown);
    canvas->text(row.name, name_style, {box.min_x, box.min_y + pad});
    canvas->text(row.value, number_style, {box.max_x - number.width, box.min_y + pad});
  }
  detail::Column remark(canvas, {box.min_x, box.min_y + pad + std::max(name.height, number.height), box.max_x, 0});
  remark.put(row.remark, detail::type(context, size * 0.9, box.width(), detail::Weight::regular, detail::quiet));
  widest = std::max(widest, remark.widest());
  return remark.y() + pad - box.min_y;
}

render::TextExtents lay_out(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box) {
  const auto rows = make_rows(context);
  if (rows.empty()) return {};
  const double size = context.number("size"), width = box.width();
  detail::Column column(canvas, box);
  column.put(context.text("title"), detail::type(context, size * 1.15, width, detail::Weight::semibold),
             0.3 * context.grown);
  column.put(context.text("subtitle"),
             detail::type(context, size * 0.92, width, detail::Weight::regular, detail::quiet), 1.2 * context.grown);
  double widest = column.widest();
  for (const auto& row : rows)
    column.skip(put_row(context, canvas, row, {box.min_x, column.y(), box.max_x, 0}, widest));
  if (canvas) detail::draw_line(*canvas, box.min_x, column.y(), box.max_x, column.y(), 0.15 * context.grown);
  column.skip(1.0 * context.grown);
  column.put(context.text("note"), detail::type(context, size * 0.92, width, detail::Weight::regular, detail::quiet));
  return {std::max(widest, column.widest()), column.height(), 0};
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
                         .summary = "the surface's value at the project sites",
                         .options = options,
                         .measure = &measure,
                         .draw = &draw};

}  // namespace riskmap::poster::furniture
