// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/base/version.hpp>
#include <riskmap/command.hpp>
#include <riskmap/commands_catalogue.hpp>
#include <riskmap/console.hpp>
#include <riskmap/exit_code.hpp>
#include <riskmap/interruption.hpp>
#include <riskmap/options.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace riskmap::tools {
namespace {

std::string overview() {
  std::string text =
      "riskmap draws maps from MapLibre style documents, and the risk surfaces that lie on them.\n\n"
      "Usage: riskmap VERB [STYLE] [OPTIONS]      STYLE is a map document; without one, the map that came with "
      "riskmap\n\nVerbs:\n";
  for (const auto* command : commands::all) text += fmt::format("  {:<11}{}\n", command->name, command->summary);
  return text + "\n'riskmap VERB --help' explains a verb; 'riskmap --version' prints the version.\n";
}

const Command& find_command(const std::string& name) {
  std::string known;
  for (const auto* command : commands::all) {
    if (command->name == name) return *command;
    known += (known.empty() ? "" : ", ") + std::string(command->name);
  }
  throw UsageError(printable(name), name.starts_with("-") ? "is no option of riskmap itself" : "is no verb of riskmap",
                   "verbs: " + known);
}

void run(const std::vector<std::string>& words) {
  if (words.empty()) throw UsageError("VERB", "is missing", "see riskmap --help");
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") return print(overview());
  if (words[0] == "--version") return print(fmt::format("riskmap {}\n", version));
  const auto& command = find_command(words[0]);
  const auto verb = command.create();
  Options options(command.name, command.summary);
  ConsoleOptions console_options;
  verb->declare(options);
  console_options.declare(options);
  if (!options.parse({words.begin() + 1, words.end()})) return print(options.help());
  verb->setup();
  Console console(console_options);
  verb->run(console);
}

}  // namespace
}  // namespace riskmap::tools

int main(int argc, char** argv) {
  riskmap::tools::install_signal_handlers();
  return riskmap::tools::exit_code_of(
      [&] { riskmap::tools::run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc)); });
}
