// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::tools {

enum class Count : unsigned char { optional, required, repeated };

/// The options of one verb: declared by it, parsed from the command line, shown as its help. The door to CLI11.
/// Every mistake becomes a UsageError whose place is the option's name.
class Options {
 public:
  Options(std::string_view verb, std::string_view summary);
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  /// Options declared from here on stand under this title in the help.
  void group(std::string title);
  /// An option with a value. `names` like "-o,--out"; `take` parses the text, and its Errors get the option's name as
  /// their place.
  void value(const std::string& names, const std::string& type, const std::string& help,
             std::function<void(const std::string&)> take, Count count = Count::optional);
  void flag(const std::string& names, const std::string& help, bool& target);

  struct Argument {
    std::string name;  ///< "STYLE"
    std::string help;
    bool required = false;
    bool repeated = false;  ///< the last one only: takes all words that are left, at least one
  };
  /// The arguments without a name; optional ones stand before required ones, so `riskmap new [STYLE] DIR` takes one
  /// word as DIR. `take` gets as many texts as there are arguments, empty where one was left out, and
  /// more where the last one is repeated.
  void arguments(std::vector<Argument> arguments, std::function<void(const std::vector<std::string>&)> take);

  /// \throws UsageError naming the option. \returns false if help was asked for
  bool parse(const std::vector<std::string>& words);
  std::string help() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// A whole number within bounds. \throws UsageError stating them
int parse_whole(const std::string& text, int low, int high);
double parse_number(const std::string& text, double low, double high);
/// One of a few words. \throws UsageError listing them
std::string parse_choice(const std::string& text, const std::vector<std::string>& choices);

}  // namespace riskmap::tools
