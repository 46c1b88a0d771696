// SPDX-License-Identifier: MIT
#include <riskmap/assess/backtest_report.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/plot_file.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/style/ramp_classes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace riskmap::tools::commands {
namespace {

constexpr int plot_width = 760, plot_height = 460, most_resamples = 100'000, most_seed = 2'000'000'000;

/// Where the classes of the map's ramp begin; none if the surface is no rate or not drawn.
std::vector<double> class_breaks(const map::Scene& scene, const map::SceneSurface& surface) {
  std::vector<double> breaks;
  if (surface.spec->of != style::SurfaceSpec::Of::rate) return breaks;
  for (const auto& layer : scene.document().layers()) {
    if (layer.type != "color-relief" || scene.surface_of(layer) != &surface) continue;
    for (const auto& entry : style::classes_of(style::read_ramp(scene.document(), layer)))
      breaks.push_back(entry.lower);
    break;
  }
  return breaks;
}

/// SOURCE/LAYER, or the first layer with a number field "population".
std::vector<assess::PlacedAmount> read_places(const map::Scene& scene, const std::string& wanted) {
  const auto slash = wanted.find('/');
  const auto source_name = wanted.substr(0, slash),
             layer_name = slash == std::string::npos ? "" : wanted.substr(slash + 1);
  for (const auto& spec : scene.document().sources()) {
    const auto* source = scene.source(spec.name);
    if (source == nullptr || (!wanted.empty() && spec.name != source_name)) continue;
    for (const auto& layer : source->layers) {
      if (!layer_name.empty() && layer.name != layer_name) continue;
      auto places = assess::populated_places(layer);
      if (!places.empty()) return places;
    }
  }
  if (!wanted.empty())
    throw UsageError("--places", fmt::format("'{}' has no points with a population", printable(wanted)),
                     "like base/places");
  return {};
}

render::Plot capture_plot(const assess::Backtest& test) {
  render::Plot plot;
  plot.title = "Events caught by the part of the land a method ranks highest";
  plot.x_label = "share of the land, ranked by each method (%)";
  plot.y_label = "share of the events that came (%)";
  for (std::size_t i = 0; i < test.methods.size(); ++i) {
    const auto& method = test.methods[i];
    render::Plot::Series series{method.label, {}, render::plot_color(i), i > 0};
    for (const auto& [area, hits] : method.curve)
      if (area <= 0.5) series.points.emplace_back(100.0 * area, 100.0 * hits);
    plot.series.push_back(std::move(series));
  }
  const auto verdicts = assess::verdicts(test);
  plot.note = verdicts.front();
  return plot;
}

class BacktestVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    options.value(
        "--train-until", "DATE",
        "last day of training (repeatable; default: tests side by side over the window's last half)",
        [this](const auto& text) { m_backtest.train_until.push_back(day(text)); }, Count::repeated);
    options.value("--horizon", "SPAN", "how long after each cut events are counted (default: 180d)",
                  [this](const auto& text) { m_backtest.horizon = parse_span(text); });
    options.value("--cell", "LENGTH", "side of the cells that are ranked (default: 5km)",
                  [this](const auto& text) { m_backtest.cell = parse_length(text); });
    options.value("--places", "SOURCE/LAYER", "points with a population (default: the first layer that has some)",
                  [this](const auto& text) { m_places = text; });
    options.value("--resamples", "N", "draws of weeks for the intervals, 100 to 100000 (default: 1000)",
                  [this](const auto& text) {
                    m_backtest.resamples = static_cast<unsigned>(parse_whole(text, 100, most_resamples));
                  });
    options.value("--seed", "N", "of the draws (default: 1)", [this](const auto& text) {
      m_backtest.seed = static_cast<std::uint64_t>(parse_whole(text, 0, most_seed));
    });
    declare_out(options, m_out, "FILE", "all numbers: X.json or X.csv", Count::optional);
    options.value("--plot", "FILE", "capture curves: X.png or X.svg", [this](const auto& text) {
      check_suffix(text, {".png", ".svg"}, "");
      m_plot = text;
    });
    declare_surface(options, m_surface);
    m_map.declare(options);
  }

  void setup() override {
    if (!m_out.empty()) check_suffix(m_out, {".json", ".csv"});
    refuse_look_ahead();
  }

  void run(Console& console) override {
    const auto scene = m_map.load(console);
    const auto& surface = scene.surface(m_surface);
    auto options = m_backtest;
    options.classes = class_breaks(scene, surface);
    options.places = read_places(scene, m_places);
    options.bounds = scene.bounds();
    options.threads = m_map.threads();
    const auto test = assess::run_backtest(surface, options, console.progress());
    auto json = assess::to_json(test);
    json["surface"] = surface.spec->name;
    json["provenance"] = scene.provenance();
    for (const auto& file : {m_out, m_plot})
      if (!file.empty()) guard_output(file);
    if (!m_out.empty()) write_file(m_out, m_out.extension() == ".csv" ? assess::to_csv(test) : json.dump(1) + "\n");
    if (!m_plot.empty()) write_plot(capture_plot(test), m_plot, plot_width, plot_height, 2);
    console.answer(json, assess::to_text(test));
  }

 private:
  static Days day(const std::string& text) {
    if (const auto parsed = parse_date(text)) return *parsed;
    throw UsageError(fmt::format("'{}' is not a date (write it like 2024-01-31)", printable(text)));
  }

  // The document's own as-of is how far its data go and ends the tests. One given here asks for a surface as of that
  // day, which at any cut before it would have seen what it is tested on.
  void refuse_look_ahead() const {
    std::vector<std::string> given;
    if (m_map.load_options().as_of) given.push_back(*m_map.load_options().as_of);
    for (const auto& [path, value] : m_map.load_options().set)
      if (path.ends_with(".as-of")) given.push_back(value);
    for (const auto& text : given) {
      const auto as_of = parse_date(text);
      for (const Days until : m_backtest.train_until) {
        if (!as_of) continue;
        if (*as_of > until)
          throw UsageError("--train-until",
                           fmt::format("{} with an as-of of {} after it is a look-ahead: the surface would be trained "
                                       "on what it is tested on",
                                       to_iso_date(until), to_iso_date(*as_of)),
                           "leave --as-of out; training ends at --train-until, tests at the document's own as-of");
        throw UsageError(
            "--train-until",
            fmt::format("{} leaves no day to test before the as-of of {}", to_iso_date(until), to_iso_date(*as_of)),
            "leave --as-of out");
      }
    }
  }

  MapOptions m_map;
  assess::BacktestOptions m_backtest;
  std::string m_surface, m_places;
  std::filesystem::path m_out, m_plot;
};

}  // namespace

extern const Command backtest;
const Command backtest = {"backtest", "test a risk surface, and simple rules beside it, on events that came later",
                          create_verb<BacktestVerb>};

}  // namespace riskmap::tools::commands
