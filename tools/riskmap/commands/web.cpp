// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/shared_options.hpp>
#include <riskmap/web/site.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

class WebVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    declare_out(options, m_out, "DIR", "the folder of the page; replaced whole if riskmap made it");
    declare_zooms(options, m_options.zooms);
    m_map.declare(options);
  }

  void setup() override { m_options.threads = m_map.threads(); }

  void run(Console& console) override {
    const auto scene = m_map.load(console);
    const render::Renderer renderer(scene);
    riskmap::web::export_site(renderer, m_out, m_options, console.progress());
    for (const auto& note : renderer.notes()) console.note(note);
    const auto look = fmt::format("python3 -m http.server --directory {} 8000", m_out.string());
    console.made({{"out", m_out.string()}, {"zooms", {m_options.zooms.low, m_options.zooms.high}}, {"look", look}},
                 fmt::format("{}: a web map of zoom {}-{}; to look at it: {}  then open http://localhost:8000/",
                             m_out.string(), m_options.zooms.low, m_options.zooms.high, look));
  }

 private:
  MapOptions m_map;
  std::filesystem::path m_out;
  riskmap::web::SiteOptions m_options;
};

}  // namespace

extern const Command web;
const Command web = {"web", "export a static web map that colours the surface live", create_verb<WebVerb>};

}  // namespace riskmap::tools::commands
