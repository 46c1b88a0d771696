// SPDX-License-Identifier: MIT
#include <riskmap/options.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace riskmap::tools {
namespace {

// CLI11 does not know our arguments (see Options::parse), so the head of the help is ours.
class HelpFormatter : public CLI::Formatter {
 public:
  const std::vector<Options::Argument>* arguments = nullptr;
  HelpFormatter() { column_width(32); }
  std::string make_usage(const CLI::App* app, std::string) const override {
    std::string line = "Usage: " + app->get_name();
    for (const auto& [name, help, required, repeated] : *arguments)
      line += (required ? " " + name : " [" + name + "]") + (repeated ? "…" : "");
    return line + " [OPTIONS]\n";
  }
  std::string make_positionals(const CLI::App*) const override {
    std::string text;
    for (const auto& argument : *arguments) text += fmt::format("  {:<30}{}\n", argument.name, argument.help);
    return text.empty() ? text : "\nArguments:\n" + text;
  }
};

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9') && word[1] != '.';
}

std::string long_name(const std::string& names) { return names.substr(names.rfind(',') + 1); }

}  // namespace

struct Options::State {
  CLI::App app;
  std::string group = "Options";
  std::vector<Argument> arguments;
  std::function<void(const std::vector<std::string>&)> take_arguments;

  void take_rest(const std::vector<std::string>& rest);
};

Options::Options(std::string_view verb, std::string_view summary) : m_state(std::make_unique<State>()) {
  auto& app = m_state->app;
  app.name("riskmap " + std::string(verb));
  app.description(std::string(summary));
  app.set_help_flag("-h,--help", "print this help and exit");
  app.allow_extras();  // so that what is left over is named by us
  auto formatter = std::make_shared<HelpFormatter>();
  formatter->arguments = &m_state->arguments;
  app.formatter(formatter);
}

Options::~Options() = default;

void Options::group(std::string title) { m_state->group = std::move(title); }

void Options::value(const std::string& names, const std::string& type, const std::string& help,
                    std::function<void(const std::string&)> take, Count count) {
  const auto shown = long_name(names);
  const auto take_all = [shown, take = std::move(take), count](const std::vector<std::string>& texts) {
    if (texts.size() > 1 && count != Count::repeated) throw UsageError(shown, "is given twice");
    for (const auto& text : texts) {
      try {
        take(text);
      } catch (Error& error) {
        error.add_context(shown);
        throw;
      }
    }
  };
  auto* option = m_state->app.add_option_function<std::vector<std::string>>(names, take_all, help);
  option->type_name(type)->group(m_state->group)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  option->allow_extra_args(false)->required(count == Count::required);
}

void Options::flag(const std::string& names, const std::string& help, bool& target) {
  m_state->app
      .add_flag_callback(
          names, [&target] { target = true; }, help)
      ->group(m_state->group);
}

void Options::arguments(std::vector<Argument> arguments, std::function<void(const std::vector<std::string>&)> take) {
  m_state->arguments = std::move(arguments);
  m_state->take_arguments = std::move(take);
}

bool Options::parse(const std::vector<std::string>& words) {
  std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
  try {
    m_state->app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return false;
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    throw UsageError(text.substr(0, text.find(':')), "needs a value");
  } catch (const CLI::RequiredError& error) {
    const std::string text = error.what();
    throw UsageError(long_name(text.substr(0, text.find(' '))), "is required",
                     "see " + m_state->app.get_name() + " --help");
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  m_state->take_rest(m_state->app.remaining());
  return true;
}

void Options::State::take_rest(const std::vector<std::string>& rest) {
  const auto hint = "see " + app.get_name() + " --help";
  std::vector<std::string> texts;
  std::vector<Mistake> unknown;
  bool only_arguments = false;
  for (const auto& word : rest) {
    if (!only_arguments && word == "--")
      only_arguments = true;
    else if (!only_arguments && looks_like_option(word))
      unknown.push_back({word, "there is no such option", hint});
    else
      texts.push_back(word);
  }
  if (!unknown.empty()) throw UsageError(unknown);
  const bool repeated = !arguments.empty() && arguments.back().repeated;
  if (!repeated && texts.size() > arguments.size())
    throw UsageError(texts[arguments.size()], "is one argument too many", hint);
  const auto missing = arguments.size() - std::min(texts.size(), arguments.size());
  const auto optional = static_cast<std::size_t>(std::ranges::count(arguments, false, &Argument::required));
  if (missing > optional) throw UsageError(arguments[optional + texts.size()].name, "is missing", hint);
  texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(optional - missing), missing, "");
  if (take_arguments) take_arguments(texts);
}

std::string Options::help() const { return m_state->app.help(); }

int parse_whole(const std::string& text, int low, int high) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
    throw UsageError(fmt::format("'{}' is not a whole number from {} to {}", printable(text), low, high));
  }
  return value;
}

double parse_number(const std::string& text, double low, double high) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= low && value <= high)) {
    throw UsageError(fmt::format("'{}' is not a number from {} to {}", printable(text), low, high));
  }
  return value;
}

std::string parse_choice(const std::string& text, const std::vector<std::string>& choices) {
  if (std::ranges::find(choices, text) != choices.end()) return text;
  throw UsageError(fmt::format("'{}' is not one of {}", printable(text), fmt::join(choices, ", ")));
}

}  // namespace riskmap::tools
