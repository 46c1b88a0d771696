// SPDX-License-Identifier: MIT
#include <riskmap/assess/exposure_report.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/io/writers/geojson.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/sites_file.hpp>
#include <riskmap/sites_table.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::tools::commands {
namespace {

constexpr std::size_t most_radii = 20;

std::vector<Metres> parse_radii(const std::string& text) {
  std::vector<Metres> radii;
  for (std::size_t at = 0; at <= text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    radii.push_back(parse_length(text.substr(at, comma - at)));
    if (radii.back() < Metres(100) || radii.back() > Metres(500'000))
      throw UsageError(fmt::format("'{}' is not between 100m and 500km", printable(text.substr(at, comma - at))));
    at = comma + 1;
  }
  std::sort(radii.begin(), radii.end());
  radii.erase(std::unique(radii.begin(), radii.end()), radii.end());
  if (radii.size() > most_radii)
    throw UsageError(fmt::format("{} radii are over the limit of {}", radii.size(), most_radii));
  return radii;
}

class SitesVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    declare_out(options, m_out, "FILE", "X.csv, X.json or X.geojson (default: a table on stdout)", Count::optional);
    options.value("--radii", "LENGTHS", "radii around the sites (default: 5km,10km,25km,50km)",
                  [this](const auto& text) { m_options.radii = parse_radii(text); });
    options.value("--sites", "FILE", "one's own sites: id, name, longitude, latitude (default: riskmap:sites)",
                  [this](const auto& text) {
                    if (text.empty()) throw UsageError("is empty");
                    m_sites = text;
                  });
    options.value("--places", "SOURCE/LAYER",
                  "towns to rank among: points with a population (default: base/places, if the map has it)",
                  [this](const auto& text) { m_places = text; });
    declare_surface(options, m_surface);
    m_map.declare(options);
  }

  void setup() override {
    if (!m_out.empty()) m_suffix = check_suffix(m_out, {".csv", ".json", ".geojson"});
    if (m_options.radii.empty()) m_options.radii = parse_radii("5km,10km,25km,50km");
  }

  void run(Console& console) override {
    if (!m_out.empty()) guard_output(m_out);
    const auto scene = m_map.load(console);
    const auto& surface = scene.surface(m_surface);
    auto provenance = scene.provenance();
    const auto sites = sites_of(scene, provenance, console);
    m_options.places = find_places(scene, surface);
    m_options.threads = m_map.threads();
    const auto found = assess::exposure_of(scene, surface, sites, m_options, console.progress());
    auto answer = assess::to_json(scene, surface, found);
    answer["scope"] = assess::scope_in_words(scene);
    answer["provenance"] = provenance;
    if (m_out.empty()) {
      console.answer(answer, sites_text(scene, surface, found));
      return;
    }
    write(answer);
    console.made({{"out", m_out.string()}, {"sites", found.size()}, {"radii", m_options.radii.size()}},
                 fmt::format("{}: {} sites, {} radii ({})", m_out.string(), found.size(), m_options.radii.size(),
                             size_text(std::filesystem::file_size(m_out))));
  }

 private:
  std::vector<model::Site> sites_of(const map::Scene& scene, Json& provenance, Console& console) const {
    if (m_sites.empty()) {
      if (scene.sites().empty())
        throw UsageError("--sites", "the document names no sites (riskmap:sites)", "give a file of your own");
      return scene.sites();
    }
    auto read = read_sites(m_sites, scene, m_map.load_options().strict, console.progress());
    console.list(read.source.rejects);
    console.note(read.source.path + ": " + read.source.counts.text());
    const auto& counts = read.source.counts;
    provenance["data"].push_back(
        {{"source", "--sites"},
         {"file", read.source.path},
         {"sha256", read.source.sha256},
         {"rows", {{"read", counts.read}, {"used", counts.used}, {"rejected", counts.rejected_total()}}}});
    return std::move(read.sites);
  }

  std::vector<assess::Place> find_places(const map::Scene& scene, const map::SceneSurface& surface) const {
    try {
      return assess::find_places(scene, surface, m_places);
    } catch (Error& error) {
      error.add_context("--places");
      throw;
    }
  }

  void write(const Json& answer) const {
    OutputFile file(m_out);
    if (m_suffix == ".csv")
      file.write(sites_csv(answer));
    else if (m_suffix == ".json")
      file.write(answer.dump(1) + "\n");
    else
      io::writers::write_geojson(file, sites_layer(answer), members(answer));
    file.commit();
  }

  static Json members(const Json& answer) {
    auto out = answer;
    out.erase("sites");
    return out;
  }

  MapOptions m_map;
  std::filesystem::path m_out, m_sites;
  std::string m_suffix, m_places, m_surface;
  assess::ExposureOptions m_options;
};

}  // namespace

extern const Command sites;
const Command sites = {"sites", "exposure of project sites: rates on record, chances, casualties, trend",
                       create_verb<SitesVerb>};

}  // namespace riskmap::tools::commands
