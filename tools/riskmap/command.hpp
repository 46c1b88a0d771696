// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string_view>

namespace riskmap::tools {

class Console;
class Options;

/// One use of a verb. The three steps are called once each, in this order; they throw riskmap::Error and nothing else,
/// and never print a mistake themselves: main does.
class Verb {
 public:
  virtual ~Verb() = default;
  /// Declares the options; each is parsed and checked on its own while the command line is read.
  virtual void declare(Options& options) = 0;
  /// Checks what several options say together. Opens nothing, so a command line is tested without a file.
  virtual void setup() {}
  virtual void run(Console& console) = 0;
};

/// A verb of the command line; its catalogue is tools/riskmap/commands/, one file each.
struct Command {
  std::string_view name;     ///< as it is typed
  std::string_view summary;  ///< one line for `riskmap --help`
  std::unique_ptr<Verb> (*create)();
};

template <typename TVerb>
std::unique_ptr<Verb> create_verb() {
  return std::make_unique<TVerb>();
}

}  // namespace riskmap::tools
