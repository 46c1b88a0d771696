// SPDX-License-Identifier: MIT
#include <riskmap/base/units.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/density/bandwidth.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/plot_file.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace riskmap::tools::commands {
namespace {

using density::Selection;

constexpr int plot_width = 600, plot_height = 340, plot_scale = 2;  // CSS px, of each of the two curves
constexpr const char* advice =
    "Small clustered lists make the methods disagree wildly: look at the curve, and choose for what the map is to "
    "show.";

double kilometres(Metres length) { return length.value() / 1000.0; }
// The last digits depend on the processor's library; what is written must not.
double rounded(double value, int digits) { return std::stod(fmt::format("{:.{}g}", value, digits)); }

class BandwidthVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    options.value("--min", "LENGTH", "narrowest bandwidth of the cross-validations (default: 2km)",
                  [this](const auto& text) { m_least = parse_length(text); });
    options.value("--max", "LENGTH", "widest bandwidth of the cross-validations (default: 200km)",
                  [this](const auto& text) { m_most = parse_length(text); });
    declare_out(options, m_out, "FILE", "the curves as X.png or X.svg", Count::optional);
    declare_surface(options, m_surface);
    m_map.declare(options);
  }

  void setup() override {
    if (!(m_least > Metres(0.0))) throw UsageError("--min", "is no length above 0", "write it like 2km");
    if (!(m_most > m_least)) throw UsageError("--max", "is not above --min", "write it like 200km");
    if (!m_out.empty()) check_suffix(m_out, {".png", ".svg"});
  }

  void run(Console& console) override {
    if (!m_out.empty()) guard_output(m_out);
    const auto scene = m_map.load(console);
    const auto& surface = scene.surface(m_surface);
    const auto selections = density::select_bandwidths(*surface.incidents, surface.study_area.get(), surface.options,
                                                       m_least, m_most, console.progress());
    if (!m_out.empty()) write_plots(plots_of(surface, selections), m_out, plot_width, plot_height, plot_scale);
    console.answer(to_json(surface, selections), to_text(surface, selections));
  }

 private:
  static Metres sigma_in_use(const map::SceneSurface& surface) {
    return surface.options.bandwidth * std::sqrt(density::find_kernel(surface.options.kernel).variance);
  }

  static const Selection* find(const std::vector<Selection>& selections, std::string_view method) {
    for (const auto& selection : selections)
      if (selection.method == method) return &selection;
    return nullptr;
  }

  Json to_json(const map::SceneSurface& surface, const std::vector<Selection>& selections) const {
    Json methods = Json::array();
    for (const auto& s : selections) {
      Json entry{{"method", s.method},
                 {"sigma_km", rounded(kilometres(s.sigma), 4)},
                 {"bandwidth_km", rounded(kilometres(s.bandwidth), 4)},
                 {"at_limit", s.at_limit},
                 {"note", s.note}};
      if (!s.curve.empty()) entry["curve"] = Json::array();
      for (const auto& point : s.curve)
        entry["curve"].push_back(
            {{"bandwidth_km", rounded(kilometres(point.bandwidth), 4)}, {"score", rounded(point.score, 6)}});
      methods.push_back(std::move(entry));
    }
    Json out{{"surface", surface.spec->name},
             {"kernel", surface.options.kernel},
             {"adaptive", surface.options.adaptive},
             {"in_use",
              {{"sigma_km", rounded(kilometres(sigma_in_use(surface)), 4)},
               {"bandwidth_km", rounded(kilometres(surface.options.bandwidth), 4)}}},
             {"methods", std::move(methods)},
             {"advice", advice}};
    if (!m_out.empty()) out["out"] = m_out.string();
    return out;
  }

  static std::string to_text(const map::SceneSurface& surface, const std::vector<Selection>& selections) {
    const auto& options = surface.options;
    auto text = fmt::format("{}: {} kernel{}\n\n{:<14} {:>9} {:>13}\n", surface.spec->name, options.kernel,
                            options.adaptive ? ", adaptive: the bandwidth is the global one" : "", "method", "sigma km",
                            "bandwidth km");
    const auto row = [&](std::string_view name, Metres sigma, Metres bandwidth, std::string_view note) {
      text += fmt::format("{:<14} {:>9.1f} {:>13.1f}  {}\n", name, kilometres(sigma), kilometres(bandwidth), note);
    };
    row("in use", sigma_in_use(surface), options.bandwidth, "as the document says");
    for (const auto& s : selections) row(s.method, s.sigma, s.bandwidth, s.note);
    return text + curves_text(selections) + "\n" + advice + "\n";
  }

  static std::string curves_text(const std::vector<Selection>& selections) {
    const auto *squares = find(selections, "lscv"), *likelihood = find(selections, "lcv");
    if (squares == nullptr || likelihood == nullptr) return "";
    std::string text = fmt::format("\n{:>12} {:>18} {:>18}\n", "bandwidth km", "lscv per 10⁶ km²", "lcv nats an event");
    const auto best = [](const Selection& s, double sign) {
      return std::max_element(s.curve.begin(), s.curve.end(),
                              [sign](const auto& a, const auto& b) { return sign * a.score < sign * b.score; }) -
             s.curve.begin();
    };
    const auto best_squares = best(*squares, -1.0), best_likelihood = best(*likelihood, 1.0);
    for (std::size_t i = 0; i < squares->curve.size(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i);
      const auto& point = squares->curve[i];
      text += fmt::format("{:>12.1f} {:>18.4g}{} {:>17.4f}{}\n", kilometres(point.bandwidth), 1e6 * point.score,
                          at == best_squares ? "*" : " ", likelihood->curve[i].score, at == best_likelihood ? "*" : "");
    }
    return text + "* the best of the curve: lscv low, lcv high\n";
  }

  static std::vector<render::Plot> plots_of(const map::SceneSurface& surface,
                                            const std::vector<Selection>& selections) {
    std::vector<render::Plot> plots;
    for (const auto& s : selections) {
      if (s.curve.empty()) continue;
      const bool squares = s.method == "lscv";
      render::Plot plot;
      plot.title = squares ? "Least-squares cross-validation" : "Likelihood cross-validation";
      plot.x_label = "bandwidth (km, logarithmic)";
      plot.y_label = squares ? "score per 10⁶ km², low is good" : "score in nats an event, high is good";
      plot.x_log = true;
      render::Plot::Series curve{"", {}, render::plot_color(squares ? 0 : 1)};
      for (const auto& point : s.curve)
        curve.points.emplace_back(kilometres(point.bandwidth), (squares ? 1e6 : 1.0) * point.score);
      plot.y_range = interesting_range(curve.points, squares);
      plot.series.push_back(std::move(curve));
      plot.marks = {{kilometres(surface.options.bandwidth), mark_text("in use", surface.options.bandwidth)},
                    {kilometres(s.bandwidth), mark_text(s.at_limit ? "limit" : "best", s.bandwidth)}};
      plot.note = s.note + ".";
      plots.push_back(std::move(plot));
    }
    if (!plots.empty()) plots.back().note += std::string(" ") + advice;
    return plots;
  }

  static std::string mark_text(std::string_view name, Metres bandwidth) {
    return fmt::format("{} {:.3g} km", name, kilometres(bandwidth));
  }

  // Too narrow a kernel scores so badly that the curve about the best would look flat: twice the
  // range between the best and the median is enough on that side.
  static std::pair<double, double> interesting_range(const std::vector<std::pair<double, double>>& points,
                                                     bool low_is_good) {
    std::vector<double> scores;
    for (const auto& point : points) scores.push_back(point.second);
    std::sort(scores.begin(), scores.end());
    const double median = scores[scores.size() / 2], best = low_is_good ? scores.front() : scores.back();
    const double worst = low_is_good ? scores.back() : scores.front();
    const double reach = std::max(2.0 * std::abs(median - best), 1e-12 * std::abs(best));
    const double far = std::min(reach, std::abs(worst - best)), spare = 0.08 * far;
    return low_is_good ? std::pair{best - spare, best + far} : std::pair{best - far, best + spare};
  }

  MapOptions m_map;
  std::string m_surface;
  std::filesystem::path m_out;
  Metres m_least{2e3}, m_most{200e3};
};

}  // namespace

extern const Command bandwidth;
const Command bandwidth = {"bandwidth", "compare bandwidths chosen by rules and by cross-validation",
                           create_verb<BandwidthVerb>};

}  // namespace riskmap::tools::commands
