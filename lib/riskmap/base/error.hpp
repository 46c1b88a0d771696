// SPDX-License-Identifier: MIT
#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace riskmap {

/// One mistake: where it is, what is wrong, and what to do about it.
/// `place` reads like "incidents.csv:12: latitude" or "styles/a.json:41:7: layers[3].paint.line-width"; it may be
/// empty.
struct Mistake {
  std::string place;
  std::string message;
  std::string hint = {};
};

/// The root of everything this library throws. Its children say *who can mend it*; the command line maps them to exit
/// codes. An error carries one or more mistakes. Code that knows more about the place adds it and rethrows:
///     catch (Error& e) { e.add_context("tile 12/2757/1752"); throw; }
class Error : public std::runtime_error {
 public:
  explicit Error(std::string message);
  Error(std::string place, std::string message, std::string hint = {});
  /// \pre mistakes is not empty
  explicit Error(std::vector<Mistake> mistakes);

  /// Puts `place` in front of the place of every mistake ("outer: inner").
  void add_context(const std::string& place);
  const std::vector<Mistake>& mistakes() const noexcept { return m_mistakes; }
  /// One line per mistake, "place: message (hint)".
  const char* what() const noexcept override { return m_text.c_str(); }

 private:
  void write_text();
  std::vector<Mistake> m_mistakes;
  std::string m_text;
};

struct UsageError : Error {
  using Error::Error;
};  ///< the caller's options: exit 2
struct StyleError : Error {
  using Error::Error;
};  ///< the map document: exit 2
struct DataError : Error {
  using Error::Error;
};  ///< foreign data: exit 3
struct OutputError : Error {
  using Error::Error;
};  ///< writing failed: exit 4
struct EnvironmentError : Error {
  using Error::Error;
};  ///< PROJ data, fonts, a driver is missing: exit 5
struct LimitError : Error {
  using Error::Error;
};  ///< refused by a limit: exit 6
struct IntegrityError : Error {
  using Error::Error;
};  ///< an archive contradicts itself: exit 7

/// The mistake as one line: "place: message (hint)", control characters escaped so a file cannot write on the terminal.
std::string to_line(const Mistake& mistake);
/// `text` with control characters (and DEL, C1) written as \xNN, at most `limit` bytes, cut at a UTF-8 boundary with
/// "…".
std::string printable(const std::string& text, std::size_t limit = 200);

}  // namespace riskmap
