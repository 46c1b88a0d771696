// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/new_map.hpp>
#include <riskmap/shared_options.hpp>

#include <fmt/format.h>

namespace riskmap::tools::commands {
namespace {

class NewVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({MapOptions::argument(), {"DIR", "the new folder", true}},
                      [this](const auto& texts) { m_style = texts[0], m_folder = texts[1]; });
    options.value(
        "--data-root", "DIR", "a folder to look for data in, after the document's own (repeatable)",
        [this](const auto& text) { m_roots.emplace_back(text); }, Count::repeated);
  }

  void run(Console& console) override {
    const auto made = copy_map(style_or_default(m_style), m_folder, m_roots);
    Json data = Json::array();
    for (const auto& file : made.data) data.push_back(file.generic_string());
    console.made({{"document", made.document.string()}, {"data", data}},
                 fmt::format("{} and {} data files are ready; {} tells the next steps", made.document.string(),
                             made.data.size(), (made.document.parent_path() / "README.txt").string()));
  }

 private:
  std::filesystem::path m_style, m_folder;
  std::vector<std::filesystem::path> m_roots;
};

}  // namespace

extern const Command new_map;
const Command new_map = {"new", "copy a style and its data to start one's own map", create_verb<NewVerb>};

}  // namespace riskmap::tools::commands
