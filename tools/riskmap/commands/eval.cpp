// SPDX-License-Identifier: MIT
#include <riskmap/command.hpp>
#include <riskmap/console.hpp>
#include <riskmap/options.hpp>
#include <riskmap/style/evaluation_file.hpp>

#include <filesystem>

namespace riskmap::tools::commands {
namespace {

class EvalVerb final : public Verb {
 public:
  void declare(Options& options) override {
    options.arguments({{"FILE", "JSON with \"expression\", \"propertySpec\" and \"inputs\"", true}},
                      [this](const auto& texts) { m_file = texts[0]; });
  }

  void run(Console& console) override {
    const auto file = read_json(m_file);
    try {
      const auto answer = style::evaluate_file(file.value);
      console.answer(answer, answer.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    } catch (const StyleError& error) {
      throw StyleError(placed(file, error.mistakes()));
    }
  }

 private:
  static std::vector<Mistake> placed(const JsonText& file, std::vector<Mistake> mistakes) {
    for (auto& mistake : mistakes) mistake.place = file.place(mistake.place);
    return mistakes;
  }

  std::filesystem::path m_file;
};

}  // namespace

extern const Command eval;
const Command eval = {"eval", "evaluate an expression of the style specification", create_verb<EvalVerb>};

}  // namespace riskmap::tools::commands
