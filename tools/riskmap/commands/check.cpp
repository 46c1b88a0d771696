// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/map/image_check.hpp>
#include <riskmap/render/font_files.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

Json to_json(std::span<const Mistake> mistakes) {
  Json list = Json::array();
  for (const auto& [place, message, hint] : mistakes) {
    list.push_back(
        {{"place", printable(place)}, {"message", printable(message, 2000)}, {"hint", printable(hint, 2000)}});
  }
  return list;
}

class CheckVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument()}, [this](const auto& texts) { m_map.set_style(texts[0]); });
    m_map.declare(options);
  }

  void run(Console& console) override {
    try {
      tell(console, m_map.load(console));
    } catch (const Error& error) {
      if (console.json()) console.answer({{"valid", false}, {"mistakes", to_json(error.mistakes())}}, "");
      throw;
    }
  }

 private:
  static void tell(Console& console, const map::Scene& scene) {
    const auto& document = scene.document();
    auto warnings = document.warnings();
    const auto idle = map::idle_images(document, scene.sprite());
    warnings.insert(warnings.end(), idle.begin(), idle.end());
    const auto counts = fmt::format("{} layers, {} sources, {} surfaces", document.layers().size(),
                                    document.sources().size(), scene.surfaces().size());
    console.answer({{"valid", true},
                    {"mistakes", Json::array()},
                    {"warnings", to_json(warnings)},
                    {"rejects", to_json(scene.rejects())},
                    {"notes", scene.notes()},
                    {"provenance", render::provenance(scene)}},
                   fmt::format("{}: valid ({}, {} warnings)\n", document.text().name, counts, warnings.size()));
  }

  MapOptions m_map;
};

}  // namespace

extern const Command check;
const Command check = {"check", "validate a document and its data: every mistake with its place",
                       create_verb<CheckVerb>};

}  // namespace riskmap::tools::commands
